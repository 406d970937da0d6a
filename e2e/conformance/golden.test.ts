// Every golden case, on the CPU. The numbers come from librosa, PyTorch and SciPy. From what
// passes, docs/features.md is written: UPDATE=1 writes it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it, vi } from "vitest";
import { renderFeatures, withoutGolden } from "../features/feature-page.js";
import { featureRows } from "../features/feature-table.js";
import { adapters } from "../golden/adapters/index.js";
import { readManifests } from "../golden/manifest.js";
import { countReports, formatCounts, type CaseReport } from "../golden/report.js";
import { runCase } from "../golden/run.js";
import { watchCalls } from "./counted-ops.js";

vi.mock("@sonograd/core", async (original) => {
  const { countedModule } = await import("./counted-ops.js");
  return countedModule(await original<object>());
});

const DIRECTORY = resolve(import.meta.dirname, "../../../shared/golden");
const PAGE = resolve(import.meta.dirname, "../../docs/features.md");
const OUTDATED = "docs/features.md is out of date: UPDATE=1 npx vitest run --project conformance e2e/conformance/golden.test.ts"; // prettier-ignore

/** How many cases that passed have called a function. */
const passed = new Map<string, number>();
const count = (name: string): unknown => passed.set(name, (passed.get(name) ?? 0) + 1);

/** The name here of what stands in a namespace, whose calls nobody watches. */
const moduleOf = (reference: string): string[] => {
  const [, module, name] = /^torchaudio\.(?:compliance\.)?(transforms|kaldi)\.(\w+)$/.exec(reference) ?? [];
  return name ? [`${module}.${name}`] : [];
};

it("agrees with every golden case, and has an adapter for each", async (context) => {
  if (!existsSync(DIRECTORY)) {
    console.warn(`golden files are not there, no case run: ${DIRECTORY}`);
    return context.skip();
  }
  const reports: CaseReport[] = [];
  for (const { family, directory, cases } of await readManifests(DIRECTORY))
    for (const entry of cases) {
      const called = new Set<string>();
      watchCalls(called);
      const report = await runCase(family, entry, { directory, device: "cpu", adapters });
      watchCalls(null);
      reports.push(report);
      if (report.status === "pass") for (const name of [...called, ...moduleOf(report.function)]) count(name);
    }
  console.log(`golden on the CPU: ${formatCounts(countReports(reports))}`);
  expect(reports.filter((r) => r.status === "fail").map((r) => `${r.family}/${r.id}: ${r.reason}`)).toEqual([]);
  const missing = reports.filter((r) => r.status === "unsupported");
  expect(missing.map((r) => `${r.family}/${r.id}: ${r.reason}`)).toEqual([]);
}, 300_000);

it("is what docs/features.md says", async (context) => {
  const rows = await featureRows(passed.size > 0 ? passed : null);
  expect(rows.filter(({ section }) => section.startsWith("?"))).toEqual([]);
  const sourced = rows.filter(({ name }) => !name.startsWith("augmentation."));
  expect(sourced.filter(({ reference }) => reference === "").map(({ name }) => name)).toEqual([]);
  const page = renderFeatures(rows);
  if (process.env["UPDATE"] === "1" && passed.size > 0) writeFileSync(PAGE, page);
  const written = readFileSync(PAGE, "utf8");
  if (passed.size > 0) return expect(written, OUTDATED).toBe(page);
  expect(withoutGolden(written), OUTDATED).toBe(withoutGolden(page));
  return context.skip("the golden cases could not be counted");
});
