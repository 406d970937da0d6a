// Counts, for every op, the golden cases of PyTorch whose gradient passes through it. The test puts `countedModule` in
// core's place, so what adapters and modules call is seen as it happens.
import { existsSync } from "node:fs";
import type { AdapterTable } from "../golden/adapter.js";
import { readManifests } from "../golden/manifest.js";
import { runCase } from "../golden/run.js";
import { watch } from "./counted-ops.js";

/** Cases per op, or null where the golden files are not there. */
export async function countGoldenGradients(root: string, adapters: AdapterTable): Promise<Map<string, number> | null> {
  if (!existsSync(root)) return null;
  const counts = new Map<string, number>();
  for (const { family, directory, cases } of await readManifests(root))
    for (const entry of cases) {
      const names = [entry.output, ...(entry.extra_outputs ?? [])].map((output) => output.name ?? "");
      if (!names.some((name) => name.startsWith("grad_"))) continue;
      const passed = new Set<string>();
      watch(passed);
      const { status } = await runCase(family, entry, { directory, device: "cpu", adapters });
      watch(null);
      if (status === "pass") for (const op of passed) counts.set(op, (counts.get(op) ?? 0) + 1);
    }
  return counts;
}
