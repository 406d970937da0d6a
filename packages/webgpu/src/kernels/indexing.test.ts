import { gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, LAYOUTS } from "../../test/parity.js";

gpuTest("gather agrees with the CPU along every axis and layout", async () => {
  const random = randomSource(81);
  for (const layout of LAYOUTS)
    for (const [shape, indexShape, dim] of [
      [[6], [9], 0],
      [[4, 5], [2, 5], 0],
      [[4, 5], [4, 7], 1],
      [[2, 3, 4], [2, 6, 3], 1],
    ] as [number[], number[], number][]) {
      const index = randomView(random, indexShape, "int32", { low: 0, high: shape[dim], layout });
      for (const dtype of ["float32", "complex64", "bool"] as const)
        await expectParity(
          "gather",
          [randomView(random, shape, dtype, { layout }), index],
          [{ shape: indexShape, dtype }],
          { dim },
        );
    }
});

gpuTest("scatterAdd adds in source order, few lines or many", async () => {
  const random = randomSource(82);
  for (const [shape, indexShape, dim] of [
    [[6], [20], 0],
    [[4, 5], [3, 4], 0],
    [[3, 80], [7, 80], 0],
    [[2, 3, 4], [2, 6, 3], 1],
  ] as [number[], number[], number][]) {
    const index = randomView(random, indexShape, "int32", { low: 0, high: shape[dim] });
    for (const dtype of ["float32", "int32", "complex64"] as const)
      await expectParity(
        "scatterAdd",
        [randomView(random, shape, dtype, { layout: "reversed" }), index, randomView(random, indexShape, dtype)],
        [{ shape, dtype }],
        { dim },
      );
  }
});
