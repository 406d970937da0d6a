import { gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView } from "../../test/parity.js";

const SHAPES = [
  [1, 1, 1],
  [2, 3, 5],
  [4, 2, 300],
  [3, 5, 64],
];

for (const shape of SHAPES)
  gpuTest(`batch norm of [${shape}]: statistics and gradient agree with the CPU`, async () => {
    const random = randomSource(41);
    const x = randomView(random, shape, "float32", { layout: "reversed" });
    const channel = (low: number, high: number) => randomView(random, [shape[1]], "float32", { low, high });
    const perChannel = { shape: [shape[1]], dtype: "float32" as const };
    await expectParity("batchNormStats", [x], [perChannel, perChannel], {});
    const [mean, variance, weight] = [channel(-1, 1), channel(0.1, 2), channel(-2, 2)];
    for (const training of [true, false])
      await expectParity(
        "batchNormGrad",
        [randomView(random, shape), x, mean, variance, weight],
        [{ shape, dtype: "float32" }, perChannel, perChannel],
        { eps: 1e-5, training },
        { atol: 1e-4, rtol: 1e-4 },
      );
  });

gpuTest("the variance of a large offset does not cancel", async () => {
  const x = randomView(randomSource(42), [4, 2, 200], "float32", { low: 999, high: 1001 });
  const perChannel = { shape: [2], dtype: "float32" as const };
  await expectParity("batchNormStats", [x], [perChannel, perChannel], {}, { atol: 2e-4, rtol: 1e-4 });
});
