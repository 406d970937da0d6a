import { expect } from "vitest";
import { gpuBackend, gpuTest } from "../../../test/device.js";
import { expectClose, expectParity, randomSource, randomView, runOn, viewOf } from "../../../test/parity.js";

// One, every radix, mixed ones, primes beyond the largest radix.
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 11, 13, 12, 16, 30, 17, 38, 64, 97, 100, 128, 400, 441, 512];
const tolerance = (n: number) => ({ atol: 2e-6 * Math.sqrt(n) * Math.log2(n + 2), rtol: 1e-5 });

for (const n of LENGTHS)
  gpuTest(`transforms of length ${n} agree with the CPU`, async () => {
    const random = randomSource(n);
    const bins = Math.floor(n / 2) + 1;
    const complex = randomView(random, [2, 3, n], "complex64", { layout: "reversed" });
    for (const inverse of [false, true])
      await expectParity(
        "fft",
        [complex],
        [{ shape: [2, 3, n], dtype: "complex64" }],
        { n, inverse, scale: 0.5 },
        tolerance(n),
      );
    await expectParity(
      "rfft",
      [randomView(random, [3, n])],
      [{ shape: [3, bins], dtype: "complex64" }],
      { n, inverse: false, scale: 1 },
      tolerance(n),
    );
    const spectrum = randomView(random, [3, bins], "complex64", { layout: "sliced" });
    await expectParity(
      "irfft",
      [spectrum],
      [{ shape: [3, n], dtype: "float32" }],
      { n, inverse: true, scale: 1 / n },
      tolerance(n),
    );
  });

gpuTest("a transform keeps six digits: a sine lies in one bin", async () => {
  const n = 480;
  const wave = viewOf(
    "float32",
    [1, n],
    Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * 7 * i) / n)),
  );
  const [spectrum] = await runOn(await gpuBackend(), "rfft", [wave], [viewOf("complex64", [1, n / 2 + 1], [])], {
    n,
    inverse: false,
    scale: 1,
  });
  const expected = new Float32Array(n + 2);
  expected[2 * 7 + 1] = -n / 2;
  expectClose(spectrum, expected, { atol: 2e-4 });
  expect(Math.abs(spectrum[15] + n / 2) / (n / 2)).toBeLessThan(1e-6);
});
