// Every layer, loss and optimizer of @sonograd/nn on WebGPU in Node (Dawn), held to the CPU: outputs, gradients, buffers.
import * as nn from "@sonograd/nn";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it, type TestContext } from "vitest";
import * as models from "../../packages/nn/src/models/index.js";
import { LAYERS } from "./nn-layers.js";
import { LOSSES } from "./nn-losses.js";
import { OPTIMIZERS } from "./nn-optimizers.js";
import { optimizerDifferences, rowDifferences } from "./nn-on-devices.js";
import { classOf } from "./nn-rows.js";

/** Of the largest number of an array, or of 1. */
const BOUND = 2e-5;

/** No layer: made of the layers below, and run elsewhere. */
const MADE_OF_LAYERS = [...Object.keys(models), "AudioClassifier"];

/** Names of the exported classes that extend `base`. */
const classesOf = (base: typeof nn.Module | typeof nn.Optimizer): string[] =>
  Object.entries(nn).flatMap(([name, value]) =>
    typeof value === "function" && (value as { prototype: unknown }).prototype instanceof base ? [name] : [],
  );

async function needWebGPU(context: TestContext): Promise<void> {
  const probe = await probeWebGPU();
  if (probe.available) return void (await useWebGPU());
  const message = `WebGPU in Node is missing, no layer, loss or optimizer run: ${probe.reason}`;
  if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
  console.warn(message);
  context.skip();
}

it("there is a row for every layer, loss and optimizer", () => {
  const rows = new Set([...LAYERS, ...LOSSES].map(classOf));
  expect(classesOf(nn.Module).filter((name) => !rows.has(name) && !MADE_OF_LAYERS.includes(name))).toEqual([]);
  const optimizers = new Set(Object.keys(OPTIMIZERS).map((name) => classOf([name])));
  expect(classesOf(nn.Optimizer).filter((name) => !optimizers.has(name))).toEqual([]);
});

it("every layer does on WebGPU in Node what it does on the CPU", { timeout: 300_000 }, async (context) => {
  await needWebGPU(context);
  const far: string[] = [];
  for (const row of LAYERS) far.push(...(await rowDifferences(row, "webgpu", BOUND)));
  expect(far).toEqual([]);
});

it("every loss does on WebGPU in Node what it does on the CPU", { timeout: 300_000 }, async (context) => {
  await needWebGPU(context);
  const far: string[] = [];
  for (const row of LOSSES) far.push(...(await rowDifferences(row, "webgpu", BOUND)));
  expect(far).toEqual([]);
});

it("every optimizer does on WebGPU in Node what it does on the CPU", { timeout: 300_000 }, async (context) => {
  await needWebGPU(context);
  const far: string[] = [];
  for (const [name, make] of Object.entries(OPTIMIZERS))
    far.push(...(await optimizerDifferences(name, make, "webgpu", BOUND)));
  expect(far).toEqual([]);
});
