import type { ConformanceCase, Fill } from "./case.js";

const LOOSE = { rtol: 2e-4, atol: 2e-5 };

const unary = (op: string, fill: Fill, extra: Partial<ConformanceCase> = {}): ConformanceCase[] => [
  { name: `${op} of a matrix`, op, inputs: [{ shape: [3, 5], fill }], ...extra },
  { name: `${op} of a transposed view`, op, inputs: [{ shape: [4, 3], fill, layout: "transposed" }], ...extra },
];

const DOMAINS: readonly (readonly [Fill, readonly string[]])[] = [
  ["normal", ["neg", "abs", "sign", "square", "exp", "expm1", "sin", "cos", "sinh", "cosh", "tanh", "asinh", "atan", "erf", "sigmoid", "relu", "floor", "ceil", "round", "trunc", "logicalNot", "isnan", "isinf"]], // prettier-ignore
  ["positive", ["reciprocal", "sqrt", "rsqrt", "log", "log1p", "log2", "log10"]],
  ["unit", ["asin", "acos", "atanh", "tan"]],
];

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 3e38, -3e38, 0.5, 1.5, 2.5, -0.5, -1.5, 100, -100, 20];

export const elementwiseCases: readonly ConformanceCase[] = [
  ...DOMAINS.flatMap(([fill, ops]) => ops.flatMap((op) => unary(op, fill))),
  ...unary("acosh", [1.2, 2, 3.5, 10], { tolerance: LOOSE }),
  ...["abs", "exp", "tanh", "sigmoid", "relu", "round", "sign", "isnan", "isinf", "sqrt", "floor"].map(
    (op): ConformanceCase => ({
      name: `${op} of NaN, infinities, zeros and halves`,
      op,
      inputs: [
        {
          shape: [16],
          fill:
            op === "exp"
              ? SPECIAL.filter((v) => (Math.abs(v) !== 100 && Math.abs(v) < 1e38) || !Number.isFinite(v))
              : SPECIAL,
        },
      ],
      gradient: false,
    }),
  ),
  { name: "exp of an empty tensor", op: "exp", inputs: [{ shape: [0, 3] }] },
  { name: "exp of one number", op: "exp", inputs: [{ shape: [] }] },
  { name: "neg of int32", op: "neg", inputs: [{ shape: [7], dtype: "int32", fill: { below: 50 } }] },
  { name: "abs of complex", op: "abs", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "angle of complex", op: "angle", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "exp of complex", op: "exp", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "sqrt of complex", op: "sqrt", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "conj of complex", op: "conj", inputs: [{ shape: [2, 3], dtype: "complex64", layout: "transposed" }] },
  { name: "real of complex", op: "real", inputs: [{ shape: [5], dtype: "complex64" }] },
  { name: "imag of complex", op: "imag", inputs: [{ shape: [5], dtype: "complex64" }] },
  { name: "viewAsReal", op: "viewAsReal", inputs: [{ shape: [2, 3], dtype: "complex64" }] },
  { name: "viewAsComplex", op: "viewAsComplex", inputs: [{ shape: [2, 3, 2] }] },
  { name: "clamp on both sides", op: "clamp", inputs: [{ shape: [20] }], args: [{ min: -0.5, max: 0.7 }] },
  { name: "clamp from below", op: "clamp", inputs: [{ shape: [20] }], args: [{ min: 0.1 }] },
];

const binary = (op: string, fill: Fill, extra: Partial<ConformanceCase> = {}): ConformanceCase[] => [
  { name: `${op} of equal shapes`, op, inputs: [{ shape: [3, 4], fill }, { shape: [3, 4], fill }], ...extra }, // prettier-ignore
  { name: `${op} broadcasting both ways`, op, inputs: [{ shape: [3, 1], fill }, { shape: [2, 1, 4], fill }], ...extra }, // prettier-ignore
  { name: `${op} with a number`, op, inputs: [{ shape: [5], fill }], args: [1.25], ...extra },
];

export const binaryCases: readonly ConformanceCase[] = [
  ...["add", "sub", "mul", "maximum", "minimum", "eq", "ne", "lt", "le", "gt", "ge"].flatMap((op) =>
    binary(op, "normal"),
  ),
  ...["div", "pow", "remainder", "atan2"].flatMap((op) => binary(op, "positive", { tolerance: LOOSE })),
  ...["add", "sub", "mul", "div"].map(
    (op): ConformanceCase => ({
      name: `${op} of complex numbers`,
      op,
      inputs: [{ shape: [2, 3], dtype: "complex64" }, { shape: [3], dtype: "complex64" }],
      tolerance: LOOSE,
    }),
  ), // prettier-ignore
  { name: "mul of complex by real", op: "mul", inputs: [{ shape: [4], dtype: "complex64" }, { shape: [2, 4] }] },
  { name: "complex of two parts", op: "complex", inputs: [{ shape: [4] }, { shape: [2, 1] }] },
  { name: "polar", op: "polar", inputs: [{ shape: [4], fill: "positive" }, { shape: [4] }] },
  {
    name: "add of int32 and float32",
    op: "add",
    inputs: [{ shape: [4], dtype: "int32", fill: { below: 9 } }, { shape: [4] }],
  },
  { name: "mul of int32 that overflows", op: "mul", inputs: [{ shape: [4], dtype: "int32", fill: [2147483647, 65537, -5, 7] }, { shape: [4], dtype: "int32", fill: [3, 65537, 7, -9] }] }, // prettier-ignore
  { name: "remainder of negative numbers", op: "remainder", inputs: [{ shape: [6], fill: [-5, 5, -5, 5, -0.75, 0.75] }, { shape: [6], fill: [3, -3, -3, 3, 0.5, -0.5] }], gradient: false }, // prettier-ignore
  { name: "pow of a negative base with whole exponents", op: "pow", inputs: [{ shape: [4], fill: [-2, -1.5, -3, -1] }], args: [3], tolerance: LOOSE }, // prettier-ignore
  { name: "maximum passes NaN on", op: "maximum", inputs: [{ shape: [3], fill: [NaN, 1, 2] }, { shape: [3], fill: [0, NaN, 1] }], gradient: false }, // prettier-ignore
  { name: "logicalAnd", op: "logicalAnd", inputs: [{ shape: [4], dtype: "bool", fill: [0, 0, 1, 1] }, { shape: [4], dtype: "bool", fill: [0, 1, 0, 1] }] }, // prettier-ignore
  { name: "logicalXor", op: "logicalXor", inputs: [{ shape: [4], dtype: "bool", fill: [0, 0, 1, 1] }, { shape: [4], dtype: "bool", fill: [0, 1, 0, 1] }] }, // prettier-ignore
  { name: "where with broadcasting", op: "where", inputs: [{ shape: [3, 1], dtype: "bool", fill: [0, 1, 1] }, { shape: [4] }, { shape: [3, 4] }] }, // prettier-ignore
  {
    name: "maskedFill",
    op: "maskedFill",
    inputs: [{ shape: [3, 4] }, { shape: [4], dtype: "bool", fill: [0, 1, 1, 0] }],
    args: [-7],
  },
];
