import {
  BINARY_OPS,
  cast,
  COMPARE_OPS,
  input,
  INTEGER_OPS,
  node,
  scalar,
  UNARY_OPS,
  type DType,
  type Expr,
  type MapOp,
  UnsupportedOpError,
} from "@sonograd/core";
import { describe, expect } from "vitest";
import { gpuTest } from "../../test/device.js";
import { expectParity, LAYOUTS, randomSource, randomView, viewOf, type Tolerance } from "../../test/parity.js";

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1e-6,
  -1e-6,
  3e-3,
  1e4,
  -1e4,
  30,
  -30,
  100,
  -100,
  7.25,
  -2.5,
  1.5,
  2.5,
  NaN,
  Infinity,
  -Infinity,
];
const REAL_RESULT = new Set<MapOp>(["abs", "angle", "real", "imag"]);

const loose: Partial<Record<MapOp, Tolerance>> = {
  // f32 spacing of the argument decides here, not the polynomial.
  tan: { atol: 1e-5, rtol: 2e-4 },
};

const unary = (op: MapOp, dtype: DType): Expr =>
  node(op, dtype === "complex64" && REAL_RESULT.has(op) ? "float32" : dtype, input(0, dtype));

describe("map on float32", () => {
  for (const op of UNARY_OPS)
    gpuTest(`${op} agrees with the CPU on special and random values`, async () => {
      const random = randomSource(7);
      const values = [
        ...SPECIAL,
        ...Array.from({ length: 200 }, () => (random() - 0.5) * 8),
        ...Array.from({ length: 50 }, () => random() * 2 - 1),
      ];
      await expectParity(
        "map",
        [viewOf("float32", [values.length], values)],
        [{ shape: [values.length], dtype: "float32" }],
        { expr: unary(op, "float32"), scalars: [] },
        loose[op] ?? { atol: 1e-6, rtol: 5e-6 },
      );
    });

  for (const op of BINARY_OPS)
    gpuTest(`${op} agrees with the CPU on every pair of special values`, async () => {
      const values = [...SPECIAL, 3, -3, 0.3];
      const pairs = values.flatMap((a) => values.map((b) => [a, b]));
      await expectParity(
        "map",
        [
          viewOf(
            "float32",
            [pairs.length],
            pairs.map((p) => p[0]),
          ),
          viewOf(
            "float32",
            [pairs.length],
            pairs.map((p) => p[1]),
          ),
        ],
        [{ shape: [pairs.length], dtype: "float32" }],
        { expr: node(op, "float32", input(0, "float32"), input(1, "float32")), scalars: [] },
        op === "pow" || op === "remainder" ? { atol: 1e-6, rtol: 1e-4 } : {},
      );
    });

  for (const op of COMPARE_OPS)
    gpuTest(`${op} agrees with the CPU on every pair of special values`, async () => {
      const pairs = SPECIAL.flatMap((a) => SPECIAL.map((b) => [a, b]));
      const dtype: DType = op === "and" || op === "or" || op === "xor" ? "bool" : "float32";
      const column = (k: number): number[] => pairs.map((p) => (dtype === "bool" ? Number(p[k] > 0) : p[k]));
      await expectParity(
        "map",
        [viewOf(dtype, [pairs.length], column(0)), viewOf(dtype, [pairs.length], column(1))],
        [{ shape: [pairs.length], dtype: "bool" }],
        { expr: node(op, "bool", input(0, dtype), input(1, dtype)), scalars: [] },
      );
    });

  gpuTest("sin and cos keep their digits for large arguments", async () => {
    const values = [8193, 1e5, -1e5, 123456.7, 1e6, 3e7, -1e9, 1e15, 3e38];
    for (const op of ["sin", "cos"] as const)
      await expectParity(
        "map",
        [viewOf("float32", [values.length], values)],
        [{ shape: [values.length], dtype: "float32" }],
        { expr: unary(op, "float32"), scalars: [] },
        { atol: 2e-7, rtol: 1e-6 },
      );
  });

  gpuTest("isnan, isinf and not see what is there", async () => {
    for (const op of ["isnan", "isinf", "not"] as const)
      await expectParity(
        "map",
        [viewOf("float32", [SPECIAL.length], SPECIAL)],
        [{ shape: [SPECIAL.length], dtype: "bool" }],
        { expr: node(op, "bool", input(0, "float32")), scalars: [] },
      );
  });

  gpuTest("strided and broadcast inputs of any rank meet in a strided output", async () => {
    const random = randomSource(3);
    for (const shape of [[], [1], [7], [3, 5], [2, 3, 4], [2, 1, 3, 2]])
      for (const layout of LAYOUTS)
        await expectParity(
          "map",
          [
            randomView(random, shape, "float32", { layout }),
            randomView(random, shape, "float32", { layout: "reversed" }),
          ],
          [randomView(random, shape, "float32", { layout: layout === "broadcast" ? "sliced" : layout })],
          {
            expr: node(
              "add",
              "float32",
              node("mul", "float32", input(0, "float32"), scalar(0, "float32")),
              input(1, "float32"),
            ),
            scalars: [0.75],
          },
        );
  });

  gpuTest("a grid of more than 65535 workgroups is folded", async () => {
    const shape = [65536 * 64 + 5];
    await expectParity(
      "map",
      [{ ...viewOf("float32", [1], [3]), shape, strides: [0] }],
      [{ shape, dtype: "float32" }],
      {
        expr: node("square", "float32", input(0, "float32")),
        scalars: [],
      },
    );
  });
});

/** Functions without a complex meaning here. */
const REAL_ONLY = new Set<string>([
  "erf",
  "erfc",
  "erfcx",
  "erfinv",
  "ndtr",
  "logNdtr",
  "ndtri",
  "i0",
  "i0e",
  "i1",
  "i1e",
  "besselJ0",
  "besselJ1",
  "relu",
  "floor",
  "ceil",
  "round",
  "trunc",
]);

describe("map on other dtypes", () => {
  for (const op of UNARY_OPS)
    gpuTest(`complex ${op} ${REAL_ONLY.has(op) ? "is refused" : "agrees with the CPU"}`, async () => {
      const dtype: DType = "complex64";
      const view = randomView(randomSource(11), [60], dtype, { low: -3, high: 3 });
      const result: DType = REAL_RESULT.has(op) ? "float32" : dtype;
      const compare = (): Promise<void> =>
        expectParity(
          "map",
          [view],
          [{ shape: [60], dtype: result }],
          { expr: unary(op, dtype), scalars: [] },
          { atol: 2e-6, rtol: 2e-5 },
        );
      if (REAL_ONLY.has(op)) await expect(compare()).rejects.toThrow(UnsupportedOpError);
      else await compare();
    });

  for (const op of ["add", "sub", "mul", "div", "pow"] as const)
    gpuTest(`complex ${op} agrees with the CPU`, async () => {
      const random = randomSource(5);
      const inputs = [randomView(random, [40], "complex64"), randomView(random, [40], "complex64")];
      await expectParity(
        "map",
        inputs,
        [{ shape: [40], dtype: "complex64" }],
        { expr: node(op, "complex64", input(0, "complex64"), input(1, "complex64")), scalars: [] },
        { atol: 2e-6, rtol: 5e-5 },
      );
    });

  for (const dtype of ["int32", "uint8"] as const)
    for (const op of ["add", "sub", "mul", "pow", "maximum", "minimum", "remainder"] as const)
      gpuTest(`${op} on ${dtype} agrees with the CPU`, async () => {
        const random = randomSource(2);
        const range = dtype === "int32" ? { low: -9, high: 9 } : { low: 1, high: 200 };
        const exponent = { low: 0, high: 4 };
        const divisor = { low: 1, high: 7 };
        const right = op === "pow" ? exponent : op === "remainder" ? divisor : range;
        await expectParity(
          "map",
          [randomView(random, [50], dtype, range), randomView(random, [50], dtype, right)],
          [{ shape: [50], dtype }],
          { expr: node(op, dtype, input(0, dtype), input(1, dtype)), scalars: [] },
        );
      });

  for (const dtype of ["int32", "uint8"] as const)
    for (const op of INTEGER_OPS)
      gpuTest(`${op} on ${dtype} agrees with the CPU`, async () => {
        const random = randomSource(6);
        const range = dtype === "int32" ? { low: -(2 ** 31), high: 2 ** 31 } : { low: 0, high: 255 };
        const shift = { low: dtype === "int32" ? -5 : 0, high: 40 };
        await expectParity(
          "map",
          [
            randomView(random, [80], dtype, range),
            randomView(random, [80], dtype, op.startsWith("shift") ? shift : range),
          ],
          [{ shape: [80], dtype }],
          { expr: node(op, dtype, input(0, dtype), input(1, dtype)), scalars: [] },
        );
      });

  gpuTest("whole scalars beyond 2^24 arrive as they are, beside the same number as a float", async () => {
    const sum = node("add", "int32", input(0, "int32"), scalar(0, "int32"));
    const expr = node("add", "float32", cast(node("bitAnd", "int32", sum, scalar(1, "int32")), "float32"), scalar(1, "float32")); // prettier-ignore
    const inputs = [viewOf("int32", [3], [0, 1, -7])];
    await expectParity("map", inputs, [{ shape: [3], dtype: "int32" }], { expr: sum, scalars: [123456789] });
    await expectParity("map", inputs, [{ shape: [3], dtype: "float32" }], { expr, scalars: [123456789, 255] });
  });

  gpuTest("signbit agrees with the CPU on all dtypes", async () => {
    for (const [dtype, values] of [["float32", SPECIAL], ["int32", [0, -1, 5]], ["uint8", [0, 200]], ["bool", [0, 1]]] as const) // prettier-ignore
      await expectParity("map", [viewOf(dtype, [values.length], [...values])], [{ shape: [values.length], dtype: "bool" }], { expr: node("signbit", "bool", input(0, dtype)), scalars: [] }); // prettier-ignore
  });

  gpuTest("casts between all dtypes agree with the CPU", async () => {
    const random = randomSource(9);
    const dtypes: DType[] = ["float32", "int32", "uint8", "bool", "complex64"];
    for (const from of dtypes)
      for (const to of dtypes)
        await expectParity(
          "copy",
          [randomView(random, [4, 5], from, { low: 0, high: 100, layout: "reversed" })],
          [{ shape: [4, 5], dtype: to }],
          {},
        );
  });

  gpuTest("where chooses by a bool input, complex joins two parts", async () => {
    const random = randomSource(1);
    const choice = node("where", "float32", input(0, "bool"), input(1, "float32"), cast(input(2, "int32"), "float32"));
    const inputs = [
      randomView(random, [3, 4], "bool"),
      randomView(random, [3, 4]),
      randomView(random, [3, 4], "int32"),
    ];
    await expectParity("map", inputs, [{ shape: [3, 4], dtype: "float32" }], { expr: choice, scalars: [] });
    const join = node("complex", "complex64", input(0, "float32"), input(1, "float32"));
    await expectParity("map", [inputs[1], randomView(random, [3, 4])], [{ shape: [3, 4], dtype: "complex64" }], {
      expr: join,
      scalars: [],
    });
  });
});
