// `tsx --conditions=@sonograd/source bench/hardware.ts`: what a GPU makes of the kernels, as a table and results/hardware.json.
// `--tiny` tries the program on a software adapter; `--out FILE` names another file.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { audio, copyBandwidth, products, replayedDispatch, training, type Measured } from "./hardware/measure.js";
import { FULL, TINY } from "./hardware/sizes.js";
import { torchTraining } from "./hardware/torch.js";
import { describeMachine } from "./report.js";

const { values: options } = parseArgs({ options: { tiny: { type: "boolean" }, out: { type: "string" } } });
const choice = { powerPreference: "high-performance" } as const;
const { adapter } = await probeWebGPU(choice);
if (adapter?.isFallback && !options.tiny) {
  console.error(
    "hardware: this machine offers a software adapter only. Run it on one with a GPU, or try it with --tiny.",
  );
  process.exit(1);
}
const sizes = options.tiny ? TINY : FULL;
const backend = await useWebGPU(choice);
console.log(`${describeMachine()}\n${backend.description}\n`);
console.log("| measured |  |\n| --- | --- |");

const lines: Measured[] = [];
function show(measured: readonly Measured[]): void {
  lines.push(...measured);
  for (const { name, value, unit, note } of measured)
    console.log(`| ${name} | ${value.toPrecision(3)} ${unit}${note ? ` ${note}` : ""} |`);
}

const bandwidth = await copyBandwidth(backend, sizes);
show([{ name: "copy from buffer to buffer, read and written", value: bandwidth / 1e9, unit: "GB/s" }]);
show(await audio(backend, sizes, bandwidth));
show(await products(backend, sizes));
show(await replayedDispatch(backend, sizes));
show(await training(backend, sizes));
const torch = torchTraining(import.meta.dirname, sizes);
show(torch.lines);
console.log(`\n${torch.note}`);

const out = options.out ?? join(import.meta.dirname, "results/hardware.json");
mkdirSync(dirname(out), { recursive: true });
const report = { date: new Date().toISOString(), machine: describeMachine(), adapter, torch: torch.note, lines };
writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
process.exit(0);
