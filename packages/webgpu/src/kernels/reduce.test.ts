import type { DType } from "@sonograd/core";
import { gpuTest } from "../../test/device.js";
import { expectParity, LAYOUTS, randomSource, randomView, viewOf } from "../../test/parity.js";

const KINDS = ["sum", "prod", "max", "min", "any", "all"] as const;

for (const kind of KINDS)
  gpuTest(`${kind} over any axes agrees with the CPU`, async () => {
    const random = randomSource(4);
    const shapes: [number[], number[]][] = [
      [[5], [0]],
      [[3, 4], [1]],
      [[3, 4], [0]],
      [
        [2, 3, 5],
        [0, 2],
      ],
      [[2, 3, 5], [1]],
      [
        [1, 1],
        [0, 1],
      ],
      [[], []],
    ];
    const dtype: DType = kind === "any" || kind === "all" ? "bool" : "float32";
    for (const [shape, dims] of shapes)
      for (const layout of LAYOUTS)
        await expectParity(
          "reduce",
          [randomView(random, shape, dtype, { layout })],
          [{ shape: shape.map((n, axis) => (dims.includes(axis) ? 1 : n)), dtype }],
          { kind, dims },
        );
  });

gpuTest("a long sum is cut into parts that are added in a fixed order", async () => {
  const random = randomSource(8);
  for (const length of [127, 128, 129, 5000, 100_003])
    await expectParity(
      "reduce",
      [randomView(random, [length])],
      [{ shape: [1], dtype: "float32" }],
      { kind: "sum", dims: [0] },
      { atol: 2e-3 },
    );
  await expectParity("reduce", [randomView(random, [3, 700, 2])], [{ shape: [3, 1, 2], dtype: "float32" }], {
    kind: "max",
    dims: [1],
  });
});

gpuTest("max and min pass NaN on, an empty sum is zero", async () => {
  const values = [1, NaN, 3, -Infinity];
  for (const kind of ["max", "min", "sum"] as const)
    await expectParity("reduce", [viewOf("float32", [4], values)], [{ shape: [1], dtype: "float32" }], {
      kind,
      dims: [0],
    });
  await expectParity("reduce", [viewOf("float32", [2, 0], [])], [{ shape: [2, 1], dtype: "float32" }], {
    kind: "sum",
    dims: [1],
  });
});

gpuTest("integers and complex numbers are summed and multiplied in their dtype", async () => {
  const random = randomSource(6);
  for (const dtype of ["int32", "complex64"] as const)
    for (const kind of ["sum", "prod"] as const)
      await expectParity("reduce", [randomView(random, [4, 6], dtype)], [{ shape: [4, 1], dtype }], {
        kind,
        dims: [1],
      });
});
