// Counts, for every op, the cases whose gradient PyTorch holds: those of e2e/golden/torch, and the shared golden cases whose
// gradient passes through the op. The test puts `countedModule` in core's place, so what adapters and modules call is seen.
import { existsSync } from "node:fs";
import type { AdapterTable } from "../golden/adapter.js";
import { readManifests } from "../golden/manifest.js";
import { runCase } from "../golden/run.js";
import { hasStoredGradient, storedCases } from "../golden/torch/stored.js";
import { namesOf, torchFamilies } from "../golden/torch/torch-cases.js";
import { watch } from "./counted-ops.js";

/** Cases of e2e/golden/torch per op; other names of one function share theirs. */
export async function countTorchGradients(): Promise<Map<string, number>> {
  const stored = storedCases();
  const counts = new Map<string, number>();
  for (const { name, op } of [...(await torchFamilies()).values()].flat()) {
    const entry = stored.get(name);
    if (entry && hasStoredGradient(entry))
      for (const each of namesOf(op)) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

/** Shared golden cases per op, or null where the golden files are not there. */
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
