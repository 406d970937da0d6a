import type { ConformanceCase, Fill, InputSpec } from "./case.js";

const LOOSE = { rtol: 2e-4, atol: 2e-5 };

const unary = (op: string, fill: Fill, extra: Partial<ConformanceCase> = {}): ConformanceCase[] => [
  { name: `${op} of a matrix`, op, inputs: [{ shape: [3, 5], fill }], ...extra },
  { name: `${op} of a transposed view`, op, inputs: [{ shape: [4, 3], fill, layout: "transposed" }], ...extra },
];

const DOMAINS: readonly (readonly [Fill, readonly string[]])[] = [
  ["normal", ["neg", "abs", "sign", "square", "exp", "expm1", "sin", "cos", "sinh", "cosh", "tanh", "asinh", "atan", "erf", "erfc", "erfcx", "ndtr", "logNdtr", "i0", "i0e", "i1", "i1e", "besselJ0", "besselJ1", "exp2", "sigmoid", "relu", "floor", "ceil", "round", "trunc", "logicalNot", "isnan", "isinf", "isposinf", "isneginf", "isreal", "signbit", "deg2rad", "rad2deg", "positive"]], // prettier-ignore
  ["positive", ["reciprocal", "sqrt", "rsqrt", "log", "log1p", "log2", "log10"]],
  ["unit", ["asin", "acos", "atanh", "tan", "erfinv"]],
  [
    [0.01, 0.3, 0.5, 0.77, 0.999],
    ["ndtri", "entr"],
  ],
];

/** What PyTorch defines for complex numbers. */
const COMPLEX = [
  "neg", "reciprocal", "square", "sqrt", "rsqrt", "exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan",
  "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sigmoid", "sgn", "sinc", "isnan", "isinf", "isfinite",
  "isreal", "logicalNot", "nanToNum",
]; // prettier-ignore

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 3e38, -3e38, 0.5, 1.5, 2.5, -0.5, -1.5, 100, -100, 20];

/** Of which float32 and float64 differ by nature for the largest numbers. */
const MODERATE = new Set(["exp", "entr", "sinc"]);

export const elementwiseCases: readonly ConformanceCase[] = [
  ...DOMAINS.flatMap(([fill, ops]) => ops.flatMap((op) => unary(op, fill))),
  ...unary("acosh", [1.2, 2, 3.5, 10], { tolerance: LOOSE }),
  ...COMPLEX.map((op): ConformanceCase => ({
    name: `${op} of complex numbers`,
    op,
    inputs: [{ shape: [3, 4], dtype: "complex64", layout: "transposed" }],
    tolerance: LOOSE,
  })),
  ...[
    "abs",
    "exp",
    "tanh",
    "sigmoid",
    "relu",
    "round",
    "sign",
    "isnan",
    "isinf",
    "isposinf",
    "isneginf",
    "signbit",
    "sqrt",
    "floor",
    "erfc",
    "ndtr",
    "erfinv",
    "ndtri",
    "entr",
    "i0e",
    "i1e",
    "besselJ0",
    "besselJ1",
    "sinc",
    "deg2rad",
    "log1p",
  ].map((op): ConformanceCase => ({
    name: `${op} of NaN, infinities, zeros and halves`,
    op,
    inputs: [
      {
        shape: [16],
        fill: MODERATE.has(op)
          ? SPECIAL.filter((v) => (Math.abs(v) !== 100 && Math.abs(v) < 1e38) || !Number.isFinite(v))
          : SPECIAL,
      },
    ],
    gradient: false,
  })),
  { name: "exp of an empty tensor", op: "exp", inputs: [{ shape: [0, 3] }] },
  { name: "exp of one number", op: "exp", inputs: [{ shape: [] }] },
  { name: "neg of int32", op: "neg", inputs: [{ shape: [7], dtype: "int32", fill: { below: 50 } }] },
  { name: "square of uint8 wraps", op: "square", inputs: [{ shape: [4], dtype: "uint8", fill: [3, 16, 200, 255] }] },
  { name: "square of bool is int32", op: "square", inputs: [{ shape: [2], dtype: "bool", fill: [0, 1] }] },
  { name: "sqrt of int32 is float32", op: "sqrt", inputs: [{ shape: [3], dtype: "int32", fill: [0, 4, 9] }] },
  { name: "round to two decimals", op: "round", inputs: [{ shape: [4], fill: [1.234, -0.126, 5, 100.999] }], args: [{ decimals: 2 }] }, // prettier-ignore
  { name: "round to hundreds", op: "round", inputs: [{ shape: [4], fill: [1234, -149, 51, 0] }], args: [{ decimals: -2 }] }, // prettier-ignore
  { name: "bitwiseNot of int32", op: "bitwiseNot", inputs: [{ shape: [4], dtype: "int32", fill: [0, 1, -8, 2147483647] }] }, // prettier-ignore
  { name: "bitwiseNot of uint8", op: "bitwiseNot", inputs: [{ shape: [3], dtype: "uint8", fill: [0, 1, 255] }] },
  { name: "bitwiseNot of bool", op: "bitwiseNot", inputs: [{ shape: [2], dtype: "bool", fill: [0, 1] }] },
  { name: "abs of complex", op: "abs", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "angle of complex", op: "angle", inputs: [{ shape: [6], dtype: "complex64" }] },
  { name: "conj of complex", op: "conj", inputs: [{ shape: [2, 3], dtype: "complex64", layout: "transposed" }] },
  { name: "real of complex", op: "real", inputs: [{ shape: [5], dtype: "complex64" }] },
  { name: "imag of complex", op: "imag", inputs: [{ shape: [5], dtype: "complex64" }] },
  { name: "viewAsReal", op: "viewAsReal", inputs: [{ shape: [2, 3], dtype: "complex64" }] },
  { name: "viewAsComplex", op: "viewAsComplex", inputs: [{ shape: [2, 3, 2] }] },
  { name: "clamp on both sides", op: "clamp", inputs: [{ shape: [20] }], args: [{ min: -0.5, max: 0.7 }] },
  { name: "clamp from below", op: "clamp", inputs: [{ shape: [20] }], args: [{ min: 0.1 }] },
  { name: "clamp between tensors", op: "clamp", inputs: [{ shape: [4, 5] }, { shape: [5], fill: "unit" }, { shape: [4, 1], fill: "positive" }], named: { min: 1, max: 2 } }, // prettier-ignore
  { name: "clamp below a tensor", op: "clamp", inputs: [{ shape: [4, 5] }, { shape: [5] }], named: { max: 1 } },
  { name: "clamp of int32 lifts to float32", op: "clamp", inputs: [{ shape: [5], dtype: "int32", fill: [-3, 0, 1, 2, 9] }], args: [{ min: -0.5, max: 1.5 }] }, // prettier-ignore
  { name: "clamp of NaN and infinities", op: "clamp", inputs: [{ shape: [4], fill: [NaN, Infinity, -Infinity, 0] }], args: [{ min: -1, max: 1 }], gradient: false }, // prettier-ignore
  { name: "clip", op: "clip", inputs: [{ shape: [20] }], args: [{ max: 0.3 }] },
  { name: "clampMin", op: "clampMin", inputs: [{ shape: [20] }], args: [0.2] },
  { name: "clampMax", op: "clampMax", inputs: [{ shape: [20] }, { shape: [20] }] },
];

const binary = (op: string, fill: Fill, extra: Partial<ConformanceCase> = {}): ConformanceCase[] => [
  { name: `${op} of equal shapes`, op, inputs: [{ shape: [3, 4], fill }, { shape: [3, 4], fill }], ...extra }, // prettier-ignore
  { name: `${op} broadcasting both ways`, op, inputs: [{ shape: [3, 1], fill }, { shape: [2, 1, 4], fill }], ...extra }, // prettier-ignore
  { name: `${op} with a number`, op, inputs: [{ shape: [5], fill }], args: [1.25], ...extra },
];

const WHOLE: InputSpec = { shape: [6], dtype: "int32", fill: [12, -7, 255, 2147483647, -2147483648, 0] };
const OTHER: InputSpec = { shape: [6], dtype: "int32", fill: [18, 3, 31, -2, 1, 40] };
const BYTES: InputSpec = { shape: [4], dtype: "uint8", fill: [12, 255, 128, 7] };
const FEW: InputSpec = { shape: [4], dtype: "uint8", fill: [3, 1, 7, 9] };
const integers: readonly ConformanceCase[] = [
  ...["bitwiseAnd", "bitwiseOr", "bitwiseXor", "bitwiseLeftShift", "bitwiseRightShift", "gcd", "lcm", "fmod", "remainder"].flatMap(
    (op): ConformanceCase[] => [
      { name: `${op} of int32`, op, inputs: [WHOLE, OTHER] },
      { name: `${op} of uint8`, op, inputs: [BYTES, FEW] },
    ],
  ),
  ...["bitwiseAnd", "bitwiseOr", "bitwiseXor"].map((op): ConformanceCase => ({ name: `${op} of bools`, op, inputs: [{ shape: [4], dtype: "bool", fill: [0, 0, 1, 1] }, { shape: [4], dtype: "bool", fill: [0, 1, 0, 1] }] })),
]; // prettier-ignore

export const binaryCases: readonly ConformanceCase[] = [
  ...["add", "sub", "mul", "maximum", "minimum", "fmax", "fmin", "copysign", "logaddexp", "logaddexp2", "eq", "ne", "lt", "le", "gt", "ge"].flatMap((op) => binary(op, "normal")), // prettier-ignore
  ...["div", "trueDivide", "pow", "floatPower", "ldexp", "remainder", "fmod", "atan2", "xlog1py"].flatMap((op) => binary(op, "positive", { tolerance: LOOSE })), // prettier-ignore
  ...["add", "sub", "mul", "div", "pow"].map(
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
  { name: "fmin and NaN", op: "fmin", inputs: [{ shape: [4], fill: [NaN, 1, 2, NaN] }, { shape: [4], fill: [0, NaN, 1, NaN] }], gradient: false }, // prettier-ignore
  { name: "copysign of zeros", op: "copysign", inputs: [{ shape: [4], fill: [0, -0, 2, -2] }, { shape: [4], fill: [-1, 1, -0, 0] }], gradient: false }, // prettier-ignore
  { name: "fmod of negative numbers", op: "fmod", inputs: [{ shape: [6], fill: [-5, 5, -5, 5, -0.75, 7] }, { shape: [6], fill: [3, -3, -3, 3, 0.5, Infinity] }], gradient: false }, // prettier-ignore
  {
    name: "heaviside",
    op: "heaviside",
    inputs: [
      { shape: [5], fill: [-2, 0, 3, -0, NaN] },
      { shape: [1], fill: [0.5] },
    ],
    gradient: false,
  },
  { name: "logaddexp of infinities", op: "logaddexp", inputs: [{ shape: [4], fill: [Infinity, -Infinity, -Infinity, 800] }, { shape: [4], fill: [Infinity, -Infinity, 2, 801] }], gradient: false }, // prettier-ignore
  { name: "ldexp beyond the range of 2^n", op: "ldexp", inputs: [{ shape: [3], fill: [2 ** -100, 1, -3] }, { shape: [3], dtype: "int32", fill: [150, 10, -2] }], gradient: false }, // prettier-ignore
  { name: "add with alpha", op: "add", inputs: [{ shape: [3, 1] }, { shape: [4] }], args: [{ alpha: -0.5 }] },
  { name: "sub with alpha", op: "sub", inputs: [{ shape: [3, 1] }, { shape: [4] }], args: [{ alpha: 2 }] },
  { name: "div rounding down", op: "div", inputs: [{ shape: [6], fill: [7, -7, 7, -7, 0.3, 5] }, { shape: [6], fill: [2, 2, -2, -2, 0.125, 2.5] }], args: [{ roundingMode: "floor" }], gradient: false }, // prettier-ignore
  { name: "div rounding towards 0", op: "div", inputs: [{ shape: [6], fill: [7, -7, 7, -7, 0.3, 5] }, { shape: [6], fill: [2, 2, -2, -2, 0.125, 2.5] }], args: [{ roundingMode: "trunc" }], gradient: false }, // prettier-ignore
  { name: "add of bools", op: "add", inputs: [{ shape: [4], dtype: "bool", fill: [0, 0, 1, 1] }, { shape: [4], dtype: "bool", fill: [0, 1, 0, 1] }] }, // prettier-ignore
  { name: "mul of bools", op: "mul", inputs: [{ shape: [4], dtype: "bool", fill: [0, 0, 1, 1] }, { shape: [4], dtype: "bool", fill: [0, 1, 0, 1] }] }, // prettier-ignore
  { name: "add of a large whole number", op: "add", inputs: [{ shape: [2], dtype: "int32", fill: [1, -7] }], args: [123456789] }, // prettier-ignore
  { name: "eq of complex numbers", op: "eq", inputs: [{ shape: [2], dtype: "complex64", fill: [1, 2, 1, 3] }, { shape: [2], dtype: "complex64", fill: [1, 2, 1, 2] }] }, // prettier-ignore
  { name: "where of complex numbers", op: "where", inputs: [{ shape: [3], dtype: "bool", fill: [0, 1, 1] }, { shape: [3], dtype: "complex64" }, { shape: [1] }] }, // prettier-ignore
  { name: "pow of complex by a number", op: "pow", inputs: [{ shape: [4], dtype: "complex64" }], args: [-1.5], tolerance: LOOSE }, // prettier-ignore
  { name: "pow of complex by a real tensor", op: "pow", inputs: [{ shape: [4], dtype: "complex64" }, { shape: [3, 1], fill: "positive" }], tolerance: LOOSE }, // prettier-ignore
  ...integers,
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
