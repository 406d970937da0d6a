// PyTorch, eager, on the same GPU, where Python has it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ADAM, CHANNELS, CLASSES } from "../gpu/network.js";
import type { Measured } from "./measure.js";
import type { HardwareSizes } from "./sizes.js";

interface TorchReport {
  readonly torch: string;
  readonly device: string;
  readonly milliseconds: readonly number[];
}

/** Its training steps, or why there are none. */
export function torchTraining(folder: string, { training }: HardwareSizes): { lines: Measured[]; note: string } {
  const task = JSON.stringify({ sizes: training, channels: CHANNELS, classes: CLASSES, adam: ADAM });
  const { status, stdout, stderr, error } = spawnSync("python3", [join(folder, "torch-step.py"), task], {
    encoding: "utf8",
  });
  if (error || status !== 0)
    return { lines: [], note: `PyTorch not measured: ${error?.message ?? stderr.trim().split("\n").at(-1)}` };
  const { torch, device, milliseconds } = JSON.parse(stdout) as TorchReport;
  const lines = training.map(({ batch, size }, i) => ({
    name: `PyTorch eager training step, ${batch} × 1 × ${size} × ${size}`,
    value: milliseconds[i],
    unit: "ms",
  }));
  return { lines, note: `PyTorch ${torch} on ${device}` };
}
