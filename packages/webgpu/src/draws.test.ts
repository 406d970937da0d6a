// Random numbers are the same on every device, also those made from raw draws by several primitives.
import { Generator, multinomial, normal, randint, randperm, tensor, type Device, type Tensor } from "@sonograd/core";
import { describe, expect } from "vitest";
import { gpuBackend, gpuTest } from "../test/device.js";

type Draw = (device: Device) => Tensor;
const seeded = (device: Device): { generator: Generator; device: Device } => ({ generator: new Generator(17), device });
const WEIGHTS = [
  [0, 1, 3, 0, 4],
  [2, 0, 0, 1, 1],
];

const EXACT: readonly (readonly [name: string, draw: Draw])[] = [
  ["dice", (device) => randint(1, 7, [500], seeded(device))],
  ["a range above 2^24", (device) => randint(-5, 2 ** 27 + 3, [500], seeded(device))],
  ["a range above 2^31", (device) => randint(-(2 ** 31), 2 ** 30, [500], seeded(device))],
  ["all of int32", (device) => randint(-(2 ** 31), 2 ** 31, [500], seeded(device))],
  ["a permutation", (device) => randperm(200, seeded(device))],
  ["places without replacement", (device) => multinomial(tensor(WEIGHTS, { device }), 2, seeded(device))],
  [
    "places with replacement",
    (device) => multinomial(tensor(WEIGHTS, { device }), 50, { ...seeded(device), replacement: true }),
  ],
  ["coins", (device) => tensor(WEIGHTS, { device }).bernoulli_(0.3, { generator: new Generator(17) })],
];

describe("draws on WebGPU", () => {
  for (const [name, draw] of EXACT)
    gpuTest(`${name}: the numbers of the CPU`, async () => {
      await gpuBackend();
      expect([...(await draw("webgpu").data())]).toEqual([...(await draw("cpu").data())]);
    });

  gpuTest("normal numbers with a deviation each: those of the CPU, rounded", async () => {
    await gpuBackend();
    const draw: Draw = (device) => normal(5, tensor([0, 1, 100], { device }), { shape: [40, 3], ...seeded(device) });
    const [gpu, cpu] = [await draw("webgpu").data(), await draw("cpu").data()];
    gpu.forEach((v, i) => expect(Math.abs(v - cpu[i])).toBeLessThan(1e-4));
  });
});
