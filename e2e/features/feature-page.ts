// docs/features.md: the feature table for reading.
import type { FeatureRow } from "./feature-table.js";

const HEAD = `<!-- Written by e2e/conformance/golden.test.ts; UPDATE=1 writes it anew. -->

# Features

What Sonograd does to a signal, from the code: shapes, units, defaults and references are those of the docstrings, the other
columns are counted. _Golden_ is the number of cases of librosa, torchaudio, SciPy and PyWavelets in the shared golden files
whose call goes through the function and which pass. _Runs on_ names the devices on which a test holds the function to the
CPU; "on the host" means that its values are read from the device and its result is put back there. _Gradient_ is the number of
conformance cases whose gradient is held to finite differences in float64; empty means that no case does. _Streaming_ names
the twin that takes blocks. The same by Python names: [coming-from-python.md](coming-from-python.md).

`;

const COLUMNS = ["function", "shape", "unit", "default", "reference", "golden", "runs on", "gradient", "streaming"];

const cell = (text: string): string => text.replaceAll("|", "\\|").trim();

const line = (row: FeatureRow): string =>
  [`\`${row.name}\``, row.shape, row.unit, row.defaults, row.reference, row.golden, row.devices, row.gradient, row.streaming]
    .map(cell)
    .join(" | "); // prettier-ignore

export function renderFeatures(rows: readonly FeatureRow[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const bodies = sections.map((section) => {
    const lines = rows.filter((row) => row.section === section).map((row) => `| ${line(row)} |`);
    return `## ${section}\n\n| ${COLUMNS.join(" | ")} |\n|${COLUMNS.map(() => " - |").join("")}\n${lines.join("\n")}\n`;
  });
  return `${HEAD}${bodies.join("\n")}`;
}

/** The page without the counts of golden cases, to compare where they could not be counted. */
export const withoutGolden = (page: string): string =>
  page.replaceAll(/^(\|(?:[^|\n]|\\\|)+\|(?:(?:[^|\n]|\\\|)*\|){4})(?:[^|\n]|\\\|)*\|/gm, "$1|");
