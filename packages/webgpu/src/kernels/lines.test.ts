// Primitives that go along one axis: scan, sort, argReduce, iirFilter, overlapAdd.
import { gpuTest } from "../../test/device.js";
import { expectParity, LAYOUTS, randomSource, randomView, viewOf } from "../../test/parity.js";

const SHAPES: [number[], number][] = [
  [[], 0],
  [[1], 0],
  [[7], 0],
  [[3, 5], 0],
  [[3, 5], 1],
  [[2, 4, 3], 1],
];

gpuTest("scans agree with the CPU in both directions", async () => {
  const random = randomSource(91);
  for (const kind of ["sum", "prod", "max", "min"] as const)
    for (const reverse of [false, true])
      for (const [shape, dim] of SHAPES)
        for (const layout of LAYOUTS)
          await expectParity(
            "scan",
            [randomView(random, shape, "float32", { layout })],
            [{ shape, dtype: "float32" }],
            { kind, dim, reverse },
          );
});

gpuTest("a long scan goes through chunks, integers and complex numbers too", async () => {
  const random = randomSource(92);
  for (const dtype of ["float32", "int32", "complex64"] as const)
    for (const reverse of [false, true])
      await expectParity(
        "scan",
        [randomView(random, [2, 1001], dtype, { low: -3, high: 3 })],
        [{ shape: [2, 1001], dtype }],
        { kind: "sum", dim: 1, reverse },
        { atol: 2e-4 },
      );
});

gpuTest("argReduce takes the first of equals and the first NaN", async () => {
  const random = randomSource(93);
  for (const kind of ["max", "min"] as const) {
    for (const [shape, dim] of SHAPES)
      await expectParity(
        "argReduce",
        [randomView(random, shape, "float32", { layout: "reversed" })],
        [{ shape: shape.map((n, axis) => (axis === dim ? 1 : n)), dtype: "int32" }],
        { kind, dim },
      );
    await expectParity(
      "argReduce",
      [viewOf("float32", [6], [1, 5, 5, NaN, 9, NaN])],
      [{ shape: [1], dtype: "int32" }],
      { kind, dim: 0 },
    );
    await expectParity("argReduce", [viewOf("bool", [4], [0, 1, 1, 0])], [{ shape: [1], dtype: "int32" }], {
      kind,
      dim: 0,
    });
  }
});

gpuTest("sort is stable, both ways, over run and merge borders, with NaN last or first", async () => {
  const random = randomSource(94);
  for (const descending of [false, true]) {
    for (const length of [1, 2, 31, 32, 33, 64, 65, 130, 500]) {
      const keys = viewOf(
        "float32",
        [2, length],
        Array.from({ length: 2 * length }, () => (random() < 0.05 ? NaN : Math.floor(random() * 20))),
      );
      const outputs = [
        { shape: [2, length], dtype: "float32" as const },
        { shape: [2, length], dtype: "int32" as const },
      ];
      await expectParity("sort", [keys], outputs, { dim: 1, descending });
    }
    for (const dtype of ["int32", "uint8", "bool"] as const) {
      const outputs = [
        { shape: [40, 3], dtype },
        { shape: [40, 3], dtype: "int32" as const },
      ];
      await expectParity("sort", [randomView(random, [40, 3], dtype, { low: 0, high: 9 })], outputs, {
        dim: 0,
        descending,
      });
    }
  }
});

gpuTest("recursive filters agree with the CPU and carry their state on", async () => {
  const random = randomSource(95);
  for (const [b, a] of [
    [[0.5], [2]],
    [
      [0.2, 0.1],
      [1, -0.7],
    ],
    [
      [0.1, 0.2, 0.1],
      [2, -1.2, 0.6],
    ],
    [
      [0.05, 0.1, 0.02, 0.01],
      [1, -0.5, 0.3, -0.1],
    ],
  ]) {
    const order = a.length - 1;
    await expectParity(
      "iirFilter",
      [randomView(random, [3, 40], "float32", { layout: "reversed" }), viewOf("float32", [b.length], b), viewOf("float32", [a.length], a), randomView(random, [3, order])],
      [{ shape: [3, 40], dtype: "float32" }, { shape: [3, order], dtype: "float32" }],
      {},
    ); // prettier-ignore
  }
});

gpuTest("overlapAdd sums overlapping, touching and distant frames, cut and extended", async () => {
  const random = randomSource(96);
  for (const [size, frames, hopLength, length] of [
    [8, 5, 2, 16],
    [8, 5, 8, 40],
    [4, 3, 7, 25],
    [5, 6, 3, 11],
    [4, 1, 1, 9],
  ])
    await expectParity(
      "overlapAdd",
      [randomView(random, [2, size, frames], "float32", { layout: "reversed" })],
      [{ shape: [2, length], dtype: "float32" }],
      { hopLength },
    );
});
