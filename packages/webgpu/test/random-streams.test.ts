// A stream of random numbers is the same on the GPU and on the CPU, for any seed, position and split.
import { Generator, rand, randint, randn, randperm, type Device, type Tensor } from "@sonograd/core";
import * as fc from "fast-check";
import { expect } from "vitest";
import { gpuBackend, gpuTest } from "./device.js";

type Draw = (count: number, generator: Generator, device: Device) => Tensor;
const EXACT: Readonly<Record<string, Draw>> = {
  rand: (count, generator, device) => rand([count], { generator, device }),
  randint: (count, generator, device) => randint(-5, 2 ** 20 + 7, [count], { generator, device }),
  randperm: (count, generator, device) => randperm(count, { generator, device }),
};

/** The numbers of two draws one after the other, from a position in the stream. */
async function stream(
  draw: Draw,
  seed: number,
  offset: number,
  counts: readonly number[],
  device: Device,
): Promise<number[]> {
  // prettier-ignore
  const generator = new Generator().setState({ seed, offset });
  const parts = await Promise.all(counts.map((count) => draw(count, generator, device).data()));
  return [...parts.flatMap((part) => [...part]), generator.offset];
}

const runs = [fc.maxSafeNat(), fc.nat({ max: 2 ** 40 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 })] as const; // prettier-ignore

for (const [name, draw] of Object.entries(EXACT))
  gpuTest(`${name}: the same bits from any seed and position`, async () => {
    await gpuBackend();
    const property = fc.asyncProperty(...runs, async (seed, offset, counts) => {
      const [gpu, cpu] = await Promise.all((["webgpu", "cpu"] as const).map((device) => stream(draw, seed, offset, counts, device))); // prettier-ignore
      expect(gpu).toEqual(cpu);
    });
    await fc.assert(property, { numRuns: 25 });
  });

gpuTest("randn: the same numbers, as far as the device's logarithm and cosine go", async () => {
  await gpuBackend();
  const draw: Draw = (count, generator, device) => randn([count], { generator, device });
  const property = fc.asyncProperty(...runs, async (seed, offset, counts) => {
    const [gpu, cpu] = await Promise.all((["webgpu", "cpu"] as const).map((device) => stream(draw, seed, offset, counts, device))); // prettier-ignore
    gpu.forEach((v, i) => expect(Math.abs(v - cpu[i])).toBeLessThan(2e-5));
  });
  await fc.assert(property, { numRuns: 25 });
});
