// Results as text and JSON.
export type Status = "pass" | "fail" | "unsupported";

export interface CaseReport {
  readonly family: string;
  readonly id: string;
  readonly function: string;
  readonly status: Status;
  /** Largest difference over all outputs; null where nothing was compared. */
  readonly worst: number | null;
  /** Why it failed or is not supported. */
  readonly reason?: string;
}

export interface Counts {
  passed: number;
  failed: number;
  unsupported: number;
}

const COUNTER = { pass: "passed", fail: "failed", unsupported: "unsupported" } as const;

export function countReports(reports: readonly CaseReport[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, unsupported: 0 };
  for (const { status } of reports) counts[COUNTER[status]]++;
  return counts;
}

export const formatCounts = ({ passed, failed, unsupported }: Counts): string =>
  `${passed} passed, ${failed} failed, ${unsupported} unsupported`;

/** The line of one case. The reason of a failure always stands there, that of an unsupported case when asked for. */
export function formatCase({ family, id, status, worst, reason }: CaseReport, verbose: boolean): string {
  const name = `${status.padEnd(11)} ${family}/${id}`;
  if (status === "pass") return `${name}  worst difference ${formatDifference(worst)}`;
  if (status === "fail")
    return `${name}  ${worst === null ? "" : `worst difference ${formatDifference(worst)}: `}${reason}`;
  return verbose ? `${name}  ${reason}` : name;
}

const formatDifference = (worst: number | null): string =>
  worst === null || Number.isNaN(worst) ? "none" : worst === 0 ? "0" : worst.toExponential(1);

/** One line per family and the closing line. */
export function formatSummary(reports: readonly CaseReport[]): string {
  const families = [...new Set(reports.map((report) => report.family))];
  const width = Math.max(...families.map((family) => family.length));
  const lines = families.map((family) => {
    const counts = countReports(reports.filter((report) => report.family === family));
    return `${family.padEnd(width)}  ${formatCounts(counts)}`;
  });
  return [...lines, "", formatCounts(countReports(reports))].join("\n");
}

/** Everything for programs. */
export function toJson(reports: readonly CaseReport[], device: string, description: string): string {
  const families: Record<string, Counts> = {};
  for (const family of new Set(reports.map((report) => report.family)))
    families[family] = countReports(reports.filter((report) => report.family === family));
  return JSON.stringify({ device, description, ...countReports(reports), families, cases: reports }, null, 1);
}
