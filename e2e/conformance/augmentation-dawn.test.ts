// Augmentations with equal seeds on WebGPU in Node (Dawn) and on the CPU: the same draws, the same changes.
import { Generator, randn, tensor, type Tensor } from "@sonograd/core";
import { augmentation } from "@sonograd/nn";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";

const noise = (shape: readonly number[], seed: number): Tensor =>
  randn(shape, { device: "cpu", generator: new Generator(seed) });
const backgrounds = [noise([50], 1), noise([70], 2)];
const impulseResponses = noise([3, 40], 3);

const MAKE: Readonly<Record<string, (options: augmentation.AugmentationOptions) => augmentation.Augmentation>> = {
  Gain: (o) => new augmentation.Gain(o),
  PolarityInversion: (o) => new augmentation.PolarityInversion(o),
  Clipping: (o) => new augmentation.Clipping(o),
  Shift: (o) => new augmentation.Shift({ ...o, rollover: false }),
  LowPassFilter: (o) => new augmentation.LowPassFilter({ ...o, windowSize: 33 }),
  HighPassFilter: (o) => new augmentation.HighPassFilter({ ...o, windowSize: 33 }),
  BandPassFilter: (o) => new augmentation.BandPassFilter({ ...o, windowSize: 33 }),
  RandomEQ: (o) => new augmentation.RandomEQ({ ...o, nBands: 2 }),
  AddBackgroundNoise: (o) => new augmentation.AddBackgroundNoise({ ...o, backgrounds }),
  AddColoredNoise: (o) => new augmentation.AddColoredNoise(o),
  RoomImpulseResponse: (o) => new augmentation.RoomImpulseResponse({ ...o, impulseResponses, compensateForPropagationDelay: true }), // prettier-ignore
};

it("augmentations agree on WebGPU in Node and on the CPU", { timeout: 300_000 }, async (context) => {
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, augmentations not run: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  await useWebGPU();
  const x = noise([4, 2, 64], 4);
  const far: string[] = [];
  for (const [name, make] of Object.entries(MAKE)) {
    const run = async (device: "cpu" | "webgpu"): Promise<ArrayLike<number>> =>
      (await make({ p: 0.7, generator: new Generator(11) })
        .forward(x.to({ device }))
        .data()) as ArrayLike<number>;
    const [expected, actual] = [Array.from(await run("cpu")), await run("webgpu")];
    const worst = expected.reduce((most, v, i) => Math.max(most, Math.abs(v - actual[i])), 0);
    if (!(worst < 2e-5)) far.push(`${name}: ${worst}`);
  }
  const labels = tensor([[1, 0], [0, 1], [1, 0], [0, 1]], { device: "cpu" }); // prettier-ignore
  for (const Mixture of [augmentation.Mixup, augmentation.Cutmix]) {
    const run = async (device: "cpu" | "webgpu"): Promise<number[]> => {
      const made = new Mixture({ generator: new Generator(11) });
      const both = made.forward(x.to({ device }), labels.to({ device }));
      return (await Promise.all(both.map((t) => t.data()))).flatMap((values) =>
        Array.from(values as ArrayLike<number>),
      );
    };
    const [expected, actual] = [await run("cpu"), await run("webgpu")];
    if (!expected.every((v, i) => Math.abs(v - actual[i]) < 2e-5)) far.push(Mixture.name);
  }
  expect(far).toEqual([]);
});
