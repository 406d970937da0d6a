import { gpuTest } from "../../test/device.js";
import { expectClose, expectParity, LAYOUTS, randomSource, randomView, runOn, viewOf } from "../../test/parity.js";
import { WebGpuBackend } from "../backend.js";
import { backendOf } from "@sonograd/core";
import { gpuBackend } from "../../test/device.js";

gpuTest("products of odd, tiny and batched matrices agree with the CPU", async () => {
  const random = randomSource(12);
  for (const [m, k, n] of [
    [1, 1, 1],
    [1, 7, 5],
    [5, 7, 1],
    [4, 4, 4],
    [9, 3, 13],
    [6, 17, 5],
  ])
    for (const layout of LAYOUTS)
      await expectParity(
        "matmul",
        [
          randomView(random, [2, m, k], "float32", { layout }),
          randomView(random, [2, k, n], "float32", { layout: "reversed" }),
        ],
        [{ shape: [2, m, n], dtype: "float32" }],
        {},
      );
  await expectParity(
    "matmul",
    [randomView(random, [3, 4]), randomView(random, [4, 2])],
    [{ shape: [3, 2], dtype: "float32" }],
    {},
  );
});

gpuTest("complex and integer matrices multiply in their dtype", async () => {
  const random = randomSource(13);
  for (const dtype of ["complex64", "int32"] as const)
    await expectParity(
      "matmul",
      [randomView(random, [5, 6], dtype), randomView(random, [6, 3], dtype)],
      [{ shape: [5, 3], dtype }],
      {},
    );
});

gpuTest("the kernel with workgroup memory gives the same product", async () => {
  const random = randomSource(14);
  const tiled = new WebGpuBackend((await gpuBackend()).gpu, { description: "with barriers", barriers: true });
  const inputs = [randomView(random, [2, 65, 70]), randomView(random, [2, 70, 67], "float32", { layout: "reversed" })];
  const outputs = [viewOf("float32", [2, 65, 67], [])];
  const [expected] = await runOn(backendOf("cpu"), "matmul", inputs, outputs, {});
  const [actual] = await runOn(tiled, "matmul", inputs, outputs, {});
  expectClose(actual, expected);
});
