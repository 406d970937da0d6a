import { backendOf } from "@sonograd/core";
import { expect } from "vitest";
import { bothKinds } from "../../../test/both-kinds.js";
import { gpuTest } from "../../../test/device.js";
import { expectClose, type HostView, LAYOUTS, randomSource, randomView, runOn, viewOf } from "../../../test/parity.js";

/** One dispatch on either kind of adapter, and the CPU's numbers. */
async function expectProduct(a: HostView, b: HostView, atol = 1e-5): Promise<void> {
  const shape = [...a.shape.slice(0, -1), b.shape[b.shape.length - 1]];
  const target = viewOf(a.dtype, shape, []);
  const [expected] = await runOn(backendOf("cpu"), "matmul", [a, b], [target], {});
  for (const [kind, backend] of Object.entries(await bothKinds())) {
    const before = backend.statistics.dispatches;
    const [actual] = await runOn(backend, "matmul", [a, b], [target], {});
    expect(backend.statistics.dispatches - before).toBe(1);
    expectClose(actual, expected, { atol }, `[${a.shape}] · [${b.shape}], ${kind}`);
  }
}

gpuTest("products of odd, tiny and batched matrices agree with the CPU", async () => {
  const random = randomSource(12);
  const sizes = [[1, 1, 1], [1, 7, 5], [5, 7, 1], [4, 4, 4], [9, 3, 13], [6, 17, 5]]; // prettier-ignore
  for (const [m, k, n] of sizes)
    for (const layout of LAYOUTS)
      await expectProduct(
        randomView(random, [2, m, k], "float32", { layout }),
        randomView(random, [2, k, n], "float32", { layout: "reversed" }),
      );
  await expectProduct(randomView(random, [3, 4]), randomView(random, [4, 2]));
});

gpuTest("complex and integer matrices multiply in their dtype, with short sums and long ones", async () => {
  const random = randomSource(13);
  for (const dtype of ["complex64", "int32"] as const)
    for (const k of [6, 300])
      await expectProduct(randomView(random, [5, k], dtype), randomView(random, [k, 3], dtype), 2e-4);
});

gpuTest("vectors and thin matrices, whose sums are split among lanes, agree with the CPU", async () => {
  const random = randomSource(14);
  const sizes = [[1, 1000, 1], [1, 513, 70], [70, 513, 1], [3, 257, 50], [2, 640, 9]]; // prettier-ignore
  for (const [m, k, n] of sizes)
    for (const layout of ["contiguous", "reversed"] as const)
      await expectProduct(randomView(random, [m, k]), randomView(random, [k, n], "float32", { layout }), 1e-4);
});

gpuTest("products from tiles in workgroup memory agree with the CPU, past their edges too", async () => {
  const random = randomSource(15);
  const sizes = [[2, 65, 70, 67], [1, 16, 300, 256], [64, 40, 16, 33], [1, 40, 1100, 104]]; // prettier-ignore
  for (const [batch, m, k, n] of sizes)
    for (const layout of ["contiguous", "reversed"] as const)
      await expectProduct(
        randomView(random, [batch, m, k], "float32", { layout }),
        randomView(random, [batch, k, n], "float32", { layout }),
        // A running sum of k terms is about √k large and rounds k times.
        1e-5 + 2e-7 * k,
      );
});

gpuTest("a product without terms is zero, one without results is empty", async () => {
  const random = randomSource(16);
  await expectProduct(randomView(random, [3, 0]), randomView(random, [0, 5]));
  await expectProduct(randomView(random, [2, 20, 0]), randomView(random, [2, 0, 20]));
  await expectProduct(randomView(random, [0, 4]), randomView(random, [4, 5]));
  await expectProduct(randomView(random, [0, 3, 4]), randomView(random, [0, 4, 5]));
});

gpuTest("a product has the same bits on every run", async () => {
  const random = randomSource(17);
  const [a, b] = [randomView(random, [2, 3000]), randomView(random, [3000, 3])];
  for (const backend of Object.values(await bothKinds())) {
    const [first] = await runOn(backend, "matmul", [a, b], [viewOf("float32", [2, 3], [])], {});
    const [second] = await runOn(backend, "matmul", [a, b], [viewOf("float32", [2, 3], [])], {});
    expect(first).toEqual(second);
  }
});

gpuTest("infinities and NaN stay in the rows and columns they stand in", async () => {
  const random = randomSource(18);
  const [a, b] = [randomView(random, [40, 40]), randomView(random, [40, 64])];
  a.data[3 * 40 + 39] = Infinity;
  b.data[7] = NaN;
  await expectProduct(a, b, 1e-4);
});
