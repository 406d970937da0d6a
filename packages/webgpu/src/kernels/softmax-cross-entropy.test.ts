import { expect } from "vitest";
import { gpuBackend, gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, runOn, viewOf } from "../../test/parity.js";

const outputs = (items: number, classes: number) => [
  { shape: [items], dtype: "float32" as const },
  { shape: [items, classes], dtype: "float32" as const },
];

gpuTest("loss and gradient agree with the CPU, with weights, smoothing and ignored targets", async () => {
  const random = randomSource(51);
  for (const [items, classes] of [
    [1, 1],
    [7, 5],
    [3, 40],
  ])
    for (const labelSmoothing of [0, 0.1]) {
      const logits = randomView(random, [items, classes], "float32", { low: -20, high: 20, layout: "reversed" });
      const target = randomView(random, [items], "int32", { low: 0, high: classes });
      target.data[0] = -100;
      const weight = randomView(random, [classes], "float32", { low: 0.1, high: 2 });
      await expectParity("softmaxCrossEntropy", [logits, target, weight], outputs(items, classes), {
        ignoreIndex: -100,
        labelSmoothing,
      });
    }
});

gpuTest("a target that is no class gives a NaN loss", async () => {
  const inputs = [viewOf("float32", [1, 2], [1, 2]), viewOf("int32", [1], [5]), viewOf("float32", [2], [1, 1])];
  const [loss] = await runOn(
    await gpuBackend(),
    "softmaxCrossEntropy",
    inputs,
    [viewOf("float32", [1], []), viewOf("float32", [1, 2], [])],
    { ignoreIndex: -100, labelSmoothing: 0 },
  );
  expect(loss[0]).toBeNaN();
});
