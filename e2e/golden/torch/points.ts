// Cases beside the conformance tables: corners, ties, bounds, NaN and infinities, where a gradient is a choice and PyTorch's
// choice is ours, and branch points of complex functions.
import type { ConformanceCase, Fill } from "../../../packages/core/conformance/case.js";

const [inf, nan] = [Infinity, NaN];

const POINTS = [nan, inf, -inf, 0, -0, 1, -1, 0.5, -0.5, 0.3, -0.3, 2.5, 3, -3, 6, 20, -40];
const SMOOTH = ["neg", "square", "exp", "expm1", "exp2", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "sqrt", "rsqrt", "log", "log1p", "log2", "log10", "reciprocal", "sigmoid", "erf", "erfc", "erfcx", "erfinv", "ndtr", "ndtri", "logNdtr", "i0", "i0e", "i1", "i1e", "sinc", "entr", "deg2rad", "rad2deg"]; // prettier-ignore
const CORNERED = ["abs", "sign", "sgn", "angle", "relu", "floor", "ceil", "round", "trunc", "frac", "positive", "nanToNum", "real", "conj"]; // prettier-ignore
const ACTIVATIONS = ["celu", "elu", "gelu", "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "leakyRelu", "logSigmoid", "mish", "relu6", "rrelu", "selu", "silu", "softplus", "softshrink", "softsign", "tanhshrink"]; // prettier-ignore

const unary: readonly ConformanceCase[] = [
  ...[...SMOOTH, ...CORNERED, ...ACTIVATIONS].map((op) => ({ name: `${op} at special points`, op, inputs: [{ shape: [17], fill: POINTS }] })), // prettier-ignore
  // Not at −0, where PyTorch's slope of log odds has another sign among the last elements of a tensor than before them.
  { name: "logit at special points", op: "logit", inputs: [{ shape: [7], fill: [nan, inf, -inf, 0, 1, 0.5, -1] }] },
  { name: "threshold at special points", op: "threshold", inputs: [{ shape: [17], fill: POINTS }], args: [0.5, -2] },
  { name: "gelu by tanh at special points", op: "gelu", inputs: [{ shape: [17], fill: POINTS }], args: [{ approximate: "tanh" }] }, // prettier-ignore
  { name: "prelu at special points", op: "prelu", inputs: [{ shape: [17], fill: POINTS }, { shape: [1], fill: [0.25] }] }, // prettier-ignore
  { name: "softplus at its threshold", op: "softplus", inputs: [{ shape: [3], fill: [1, 0.99, 1.01] }], args: [{ beta: 2, threshold: 2 }] }, // prettier-ignore
  { name: "clamp at both bounds", op: "clamp", inputs: [{ shape: [17], fill: POINTS }], args: [{ min: -0.5, max: 0.5 }] }, // prettier-ignore
  { name: "clamp at a lower bound", op: "clamp", inputs: [{ shape: [17], fill: POINTS }], args: [{ min: 0 }] },
  { name: "clamp between crossed bounds", op: "clamp", inputs: [{ shape: [17], fill: POINTS }], args: [{ min: 1, max: -1 }] }, // prettier-ignore
  { name: "clamp between tensors with ties and NaN", op: "clamp", inputs: [{ shape: [7], fill: [nan, 0, 1, 2, 3, 5, 1] }, { shape: [7], fill: [1, 1, 1, 1, 1, 4, nan] }, { shape: [7], fill: [2, 2, 2, 2, 2, 3, 2] }], named: { min: 1, max: 2 } }, // prettier-ignore
  { name: "clampMin at its bound", op: "clampMin", inputs: [{ shape: [3], fill: [1, 2, 3] }, { shape: [3], fill: [2] }] }, // prettier-ignore
  { name: "nanToNum with numbers of its own", op: "nanToNum", inputs: [{ shape: [17], fill: POINTS }], args: [{ nan: 1, posinf: 2, neginf: -2 }] }, // prettier-ignore
  { name: "pow with exponent 0", op: "pow", inputs: [{ shape: [17], fill: POINTS }], args: [0] },
  { name: "pow with exponent 1/2", op: "pow", inputs: [{ shape: [17], fill: POINTS }], args: [0.5] },
  { name: "pow with exponent 2", op: "pow", inputs: [{ shape: [17], fill: POINTS }], args: [2] },
  { name: "pow with exponent −1", op: "pow", inputs: [{ shape: [17], fill: POINTS }], args: [-1] },
  { name: "logit with a limit at its ends", op: "logit", inputs: [{ shape: [5], fill: [0, 0.25, 0.75, 1, nan] }], args: [{ eps: 0.25 }] }, // prettier-ignore
];

const A = [1, nan, 1, 0, inf, 3, -5, 0, 0, -inf, 2, 0, -2];
const B = [1, 1, nan, 0, inf, 2, 3, 2, -1, inf, 0, -0, 0.5];
const PAIRS = ["add", "sub", "mul", "div", "maximum", "minimum", "fmax", "fmin", "atan2", "copysign", "fmod", "remainder", "pow", "floatPower", "hypot", "logaddexp", "logaddexp2", "xlogy", "xlog1py", "ldexp"]; // prettier-ignore

const binary: readonly ConformanceCase[] = [
  ...PAIRS.map((op): ConformanceCase => ({
    name: `${op} with ties, zeros, NaN and infinities`,
    op,
    inputs: [
      { shape: [A.length], fill: A },
      { shape: [A.length], fill: B },
    ],
  })),
  { name: "div rounding down with a gradient", op: "div", inputs: [{ shape: [13], fill: A }, { shape: [13], fill: B }], args: [{ roundingMode: "floor" }] }, // prettier-ignore
  { name: "where that leaves NaN out", op: "where", inputs: [{ shape: [3], dtype: "bool", fill: [1, 0, 1] }, { shape: [3], fill: [1, nan, 3] }, { shape: [3], fill: [nan, 2, inf] }] }, // prettier-ignore
  { name: "lerp with ties and infinities", op: "lerp", inputs: [{ shape: [4], fill: [1, inf, 2, 0] }, { shape: [4], fill: [1, 1, inf, 0] }, { shape: [4], fill: [0.5, 0.25, 0.75, 1] }] }, // prettier-ignore
  { name: "addcdiv by 0", op: "addcdiv", inputs: [{ shape: [3] }, { shape: [3], fill: [1, 0, -1] }, { shape: [3], fill: [0] }] }, // prettier-ignore
];

type Reduction = readonly [name: string, op: string, shape: number[], fill: Fill, ...args: unknown[]];
const REDUCTIONS: readonly Reduction[] = [
  ["amax with ties in rows", "amax", [2, 4], [3, 1, 3, 2, 0, 0, 0, 0], 1],
  ["amin with ties everywhere", "amin", [2, 3], [1, 2, 1, 4, 1, 3]],
  ["amax with NaN and its gradient", "amax", [4], [1, nan, 3, 2]],
  ["max with ties in rows", "max", [2, 4], [3, 1, 3, 2, 0, 0, 0, 0], 1],
  ["min with ties in rows", "min", [2, 4], [3, 1, 1, 2, 0, 0, 0, 0], 1],
  ["max of everything with ties", "max", [4], [3, 1, 3, 2]],
  ["max with NaN in rows", "max", [2, 3], [1, nan, 3, nan, nan, 0], 1],
  ["prod with one zero", "prod", [3], [2, 0, 3]],
  ["prod with two zeros", "prod", [4], [2, 0, 3, 0]],
  ["prod over rows with zeros", "prod", [3, 3], [2, 0, 3, 0, 0, 5, 1, 2, 3], 1],
  ["prod with NaN", "prod", [3], [2, nan, 3]],
  ["cumprod over rows with zeros", "cumprod", [3, 4], [2, 0, 3, 4, 0, 0, 5, 1, 1, 2, 3, 0], 1],
  ["norm of zeros with p = 1", "norm", [3], [0, -2, 0], 1],
  ["norm of zeros with p = 2", "norm", [2, 2], [0, 0, 0, 3], 2, 1],
  ["norm of zeros with p = 3", "norm", [2, 2], [0, 0, 0, 3], 3, 1],
  ["norm of zeros with p = 1/2", "norm", [2, 2], [1, 0, 4, 3], 0.5, 1],
  ["norm with p = ∞ and ties", "norm", [2, 3], [3, -3, 1, 0, 0, 0], inf, 1],
  ["norm with p = −∞ and ties", "norm", [2, 3], [3, -1, 1, 0, 0, 0], -inf, 1],
  ["norm with p = 0 has no slope", "norm", [3], [3, 0, 1], 0],
  ["vectorNorm of zeros", "vectorNorm", [2, 3], [0, 0, 0, 1, 0, -2], { dim: 1 }],
  ["vectorNorm of order ∞ with ties", "vectorNorm", [3], [-2, 2, 1], { ord: inf }],
  ["matrixNorm of zeros", "matrixNorm", [2, 2], [0]],
  ["matrixNorm by sums of columns with ties", "matrixNorm", [2, 2], [1, -2, 2, 1], { ord: 1 }],
  ["std of equal numbers", "std", [3], [2]],
  ["std of equal numbers in rows", "std", [2, 3], [2, 2, 2, 1, 2, 4], 1],
  ["std of one number", "std", [2, 1], [2, 3], 1],
  ["stdMean of equal numbers", "stdMean", [3], [2]],
  ["variance of equal numbers", "variance", [3], [2]],
  ["variance of one number", "variance", [2, 1], [2, 3], 1],
  ["logsumexp with −∞", "logsumexp", [2, 3], [-inf, 1, 2, -inf, -inf, -inf], 1],
  ["logsumexp with ∞", "logsumexp", [2, 3], [inf, 1, 2, nan, 0, 1], 1],
  ["logcumsumexp with −∞", "logcumsumexp", [4], [-inf, 1, -inf, 2], 0],
  ["softmax with −∞", "softmax", [2, 3], [-inf, 1, 2, 0, -inf, 0], 1],
  ["softmax of −∞ alone", "softmax", [2], [-inf], 0],
  ["logSoftmax with −∞", "logSoftmax", [2, 3], [-inf, 1, 2, 0, -inf, 0], 1],
  ["softmin with ∞", "softmin", [3], [inf, 1, 2], 0],
  ["nansum with NaN and its gradient", "nansum", [2, 3], [1, nan, 2, nan, nan, 4], 1],
  ["nanmean with NaN and its gradient", "nanmean", [2, 3], [1, nan, 2, nan, nan, 4], 1],
  ["median of everything with ties", "median", [5], [1, 3, 3, 3, 5]],
  ["median of everything with NaN", "median", [4], [1, nan, 3, nan]],
  ["nanmedian of everything with NaN and ties", "nanmedian", [6], [nan, 2, 2, 5, nan, 1]],
  ["quantile with ties", "quantile", [5], [1, 3, 3, 3, 5], 0.4],
  ["quantile with NaN", "quantile", [3], [1, nan, 3], 0.4],
  ["cummax with NaN and its gradient", "cummax", [5], [1, 2, nan, 3, nan], 0],
  ["cummin with ties", "cummin", [5], [2, 1, 1, 3, 1], 0],
  ["sum of infinities", "sum", [4], [inf, 1, -inf, nan]],
  ["maxPool1d with ties", "maxPool1d", [1, 1, 6], [1, 1, 0, 2, 2, 2], 3, { stride: 1 }],
  ["maxPool2d with ties and NaN", "maxPool2d", [1, 1, 4, 4], [1, 1, nan, 0, 1, 1, 0, 0, 2, 3, 5, 5, 3, 2, 5, 5], 2],
  ["adaptiveMaxPool1d with ties", "adaptiveMaxPool1d", [1, 1, 5], [1, 1, 0, 2, 2], 2],
  ["lpNormalize of zeros", "lpNormalize", [2, 3], [0, 0, 0, 1, 2, 2]],
  ["layerNorm of equal numbers", "layerNorm", [2, 3], [2, 2, 2, 1, 2, 4], 3],
  ["batchNorm of equal numbers", "batchNorm", [3, 2], [2, 1, 2, 5, 2, -1], { training: true }],
  ["localResponseNorm of zeros", "localResponseNorm", [1, 3, 2], [0, 1, 0, 2, 0, 3], 3],
  ["glu at special points", "glu", [2, 4], [1, inf, 0, nan, 0, 1, inf, 1]],
];

const distances: readonly ConformanceCase[] = [
  ...REDUCTIONS.map(([name, op, shape, fill, ...args]) => ({ name, op, inputs: [{ shape, fill }], args })),
  { name: "dist of equal vectors", op: "dist", inputs: [{ shape: [3], fill: [1, 2, 3] }, { shape: [3], fill: [1, 2, 3] }] }, // prettier-ignore
  { name: "cdist with equal rows", op: "cdist", inputs: [{ shape: [2, 2], fill: [1, 2, 3, 4] }, { shape: [2, 2], fill: [1, 2, 0, 0] }] }, // prettier-ignore
  { name: "cdist with equal rows and p = 1", op: "cdist", inputs: [{ shape: [2, 2], fill: [1, 2, 3, 4] }, { shape: [2, 2], fill: [1, 2, 0, 0] }], args: [{ p: 1 }] }, // prettier-ignore
  { name: "cdist with equal rows and p = 3", op: "cdist", inputs: [{ shape: [2, 2], fill: [1, 2, 3, 4] }, { shape: [2, 2], fill: [1, 2, 0, 0] }], args: [{ p: 3 }] }, // prettier-ignore
  { name: "cdist with equal rows and p = ∞", op: "cdist", inputs: [{ shape: [2, 2], fill: [1, 2, 3, 4] }, { shape: [2, 2], fill: [1, 2, 0, 1] }], args: [{ p: inf }] }, // prettier-ignore
  { name: "pairwiseDistance of equal vectors without eps", op: "pairwiseDistance", inputs: [{ shape: [2, 2], fill: [1, 2, 3, 4] }, { shape: [2, 2], fill: [1, 2, 0, 0] }], args: [{ eps: 0 }] }, // prettier-ignore
  { name: "cosineSimilarity with zeros", op: "cosineSimilarity", inputs: [{ shape: [2, 3], fill: [0, 0, 0, 1, 2, 2] }, { shape: [2, 3], fill: [1, 2, 3, 0, 0, 0] }] }, // prettier-ignore
  {
    name: "max of two tensors with ties",
    op: "max",
    inputs: [
      { shape: [13], fill: A },
      { shape: [13], fill: B },
    ],
  },
  { name: "softmaxCrossEntropy with an impossible class", op: "softmaxCrossEntropy", inputs: [{ shape: [2, 3], fill: [0, -inf, 1, 2, 0, -inf] }, { shape: [2], dtype: "int32", fill: [0, 1] }] }, // prettier-ignore
  { name: "scatterReduce by amin with ties", op: "scatterReduce", inputs: [{ shape: [2], fill: [1, 2] }, { shape: [4], dtype: "int32", fill: [0, 0, 1, 1] }, { shape: [4], fill: [1, 1, 3, 4] }], argsFirst: [0], args: ["amin"] }, // prettier-ignore
  { name: "scaledDotProductAttention with a row masked whole", op: "scaledDotProductAttention", inputs: [{ shape: [2, 2] }, { shape: [2, 2] }, { shape: [2, 2] }, { shape: [2, 2], dtype: "bool", fill: [0, 0, 1, 1] }], args: [{}], named: { attnMask: 3 } }, // prettier-ignore
];

// Real and imaginary parts in turn: 0, 1, −1, i, −i, 1 + i, −2 − i, ½
const COMPLEX_POINTS = [0, 0, 1, 0, -1, 0, 0, 1, 0, -1, 1, 1, -2, -1, 0.5, 0];
const COMPLEX = ["abs", "angle", "sgn", "conj", "real", "imag", "neg", "square", "reciprocal", "sqrt", "rsqrt", "exp", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "sigmoid", "sinc", "expm1", "viewAsReal", "positive"]; // prettier-ignore
const complex = (fill?: number[]): ConformanceCase["inputs"][number] => ({ shape: [fill ? fill.length / 2 : 4], dtype: "complex64", ...(fill && { fill }) }); // prettier-ignore

const complexes: readonly ConformanceCase[] = [
  ...COMPLEX.map((op) => ({ name: `${op} at special complex points`, op, inputs: [complex(COMPLEX_POINTS)] })),
  { name: "pow of complex 0 and 1", op: "pow", inputs: [complex([0, 0, 0, 0, 1, 0, -1, 0]), complex([0, 0, 2, 0, 0, 1, 0.5, 0])] }, // prettier-ignore
  { name: "pow of complex with exponent 2", op: "pow", inputs: [complex(COMPLEX_POINTS)], args: [2] },
  { name: "pow of complex with exponent 0", op: "pow", inputs: [complex(COMPLEX_POINTS)], args: [0] },
  { name: "pow of real by complex", op: "pow", inputs: [{ shape: [4], fill: "positive" }, complex()] },
  { name: "div of complex by real", op: "div", inputs: [complex(), { shape: [4], fill: "positive" }] },
  { name: "div of real by complex", op: "div", inputs: [{ shape: [4] }, complex()] },
  { name: "sub of real and complex", op: "sub", inputs: [{ shape: [4] }, complex()] },
  { name: "norm of complex zeros", op: "norm", inputs: [complex([0, 0, 0, 0])] },
  { name: "norm of complex with p = 1 and a zero", op: "norm", inputs: [complex([0, 0, 3, 4])], args: [1] },
  { name: "vectorNorm of complex with order ∞", op: "vectorNorm", inputs: [complex([1, 1, 3, 4, 4, -3])], args: [{ ord: inf }] }, // prettier-ignore
  { name: "prod of complex with a zero", op: "prod", inputs: [complex([1, 2, 0, 0, 3, -1])] },
  { name: "prod of complex with two zeros", op: "prod", inputs: [complex([1, 2, 0, 0, 0, 0])] },
  { name: "cumprod of complex with a zero", op: "cumprod", inputs: [complex([1, 2, 0, 0, 3, -1])], args: [0] },
  { name: "std of equal complex numbers", op: "std", inputs: [complex([1, 2, 1, 2, 1, 2])] },
  {
    name: "polar at 0",
    op: "polar",
    inputs: [
      { shape: [2], fill: [0, 2] },
      { shape: [2], fill: [1, 0] },
    ],
  },
  {
    name: "complex of zeros",
    op: "complex",
    inputs: [
      { shape: [2], fill: [0] },
      { shape: [2], fill: [0, 1] },
    ],
  },
  { name: "addcmul of complex numbers", op: "addcmul", inputs: [complex(), complex(), complex()] },
  { name: "lerp of complex numbers", op: "lerp", inputs: [complex(), complex()], args: [0.25] },
  { name: "outer of complex numbers", op: "outer", inputs: [complex(), complex()] },
  { name: "kron of complex numbers", op: "kron", inputs: [complex(), complex()] },
  { name: "trace of complex numbers", op: "trace", inputs: [{ shape: [3, 3], dtype: "complex64" }] },
  { name: "diff of complex numbers", op: "diff", inputs: [complex()] },
  { name: "cov of complex numbers", op: "cov", inputs: [{ shape: [2, 4], dtype: "complex64" }] },
];

const evaluated: readonly ConformanceCase[] = ["dropout", "dropout2d", "dropout3d", "alphaDropout", "featureAlphaDropout"].map((op) => ({ name: `${op} in evaluation`, op, inputs: [{ shape: [2, 3, 1, 2, 1].slice(0, op === "dropout2d" ? 4 : 5) }], args: [{ training: false }] })); // prettier-ignore

export const pointCases: readonly ConformanceCase[] = [...unary, ...binary, ...distances, ...complexes, ...evaluated];
