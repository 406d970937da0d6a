import { expect } from "vitest";
import { gpuBackend, gpuTest } from "../../test/device.js";
import { expectParity, runOn, viewOf } from "../../test/parity.js";

const SEEDS: [number, number][] = [
  [0, 0],
  [42, 7],
  [2 ** 40 + 12345, 3],
  [2 ** 53 - 1, 2 ** 32 - 2],
  [9, 2 ** 33 + 5],
];

gpuTest("bits and uniform numbers are the CPU's bit for bit", async () => {
  for (const [seed, offset] of SEEDS) {
    const exact = { atol: 0, rtol: 0 };
    await expectParity("random", [], [{ shape: [3, 7], dtype: "int32" }], { kind: "bits", seed, offset }, exact);
    await expectParity("random", [], [{ shape: [21], dtype: "float32" }], { kind: "uniform", seed, offset }, exact);
  }
});

gpuTest("normal numbers agree to float32 rounding", async () => {
  for (const [seed, offset] of SEEDS)
    await expectParity(
      "random",
      [],
      [{ shape: [1001], dtype: "float32" }],
      { kind: "normal", seed, offset },
      { atol: 1e-6, rtol: 2e-6 },
    );
});

gpuTest("another seed gives other numbers", async () => {
  const backend = await gpuBackend();
  const draw = async (seed: number) =>
    (await runOn(backend, "random", [], [viewOf("int32", [8], [])], { kind: "bits", seed, offset: 0 }))[0];
  expect(await draw(1)).not.toEqual(await draw(2));
});
