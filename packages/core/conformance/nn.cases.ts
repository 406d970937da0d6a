import type { ConformanceCase, InputSpec } from "./case.js";

const LOOSE = { rtol: 1e-4, atol: 5e-5 };
const NOT_FINITE = [NaN, Infinity, -Infinity, 0, -0.25, 3, 200, -200, 9, -9];

const activation = (op: string, ...args: unknown[]): ConformanceCase[] => [
  { name: `${op} of a transposed view`, op, inputs: [{ shape: [5, 4], layout: "transposed" }], args },
  { name: `${op} of NaN, infinities and large numbers`, op, inputs: [{ shape: [10], fill: NOT_FINITE }], args, gradient: false }, // prettier-ignore
];

const activations: readonly ConformanceCase[] = [
  ...["celu", "elu", "gelu", "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "leakyRelu", "logSigmoid", "mish", "relu6", "selu", "silu", "softplus", "softshrink", "softsign", "tanhshrink"].flatMap((op) => activation(op)), // prettier-ignore
  ...activation("threshold", 0.3, -1),
  { name: "celu with alpha", op: "celu", inputs: [{ shape: [8] }], args: [{ alpha: 1.3 }] },
  { name: "elu with alpha", op: "elu", inputs: [{ shape: [8] }], args: [{ alpha: 0.7 }] },
  { name: "gelu by tanh", op: "gelu", inputs: [{ shape: [9] }], args: [{ approximate: "tanh" }] },
  { name: "hardtanh with limits", op: "hardtanh", inputs: [{ shape: [9] }], args: [{ minVal: -0.4, maxVal: 0.6 }] },
  { name: "softplus with beta and threshold", op: "softplus", inputs: [{ shape: [9] }], args: [{ beta: 3, threshold: 2.5 }] }, // prettier-ignore
  { name: "gelu of one number", op: "gelu", inputs: [{ shape: [] }] },
  { name: "mish of an empty tensor", op: "mish", inputs: [{ shape: [0, 3] }] },
  { name: "glu", op: "glu", inputs: [{ shape: [3, 6] }] },
  { name: "glu along the first dimension", op: "glu", inputs: [{ shape: [4, 3], layout: "transposed" }], args: [{ dim: 0 }] }, // prettier-ignore
  { name: "prelu with one weight", op: "prelu", inputs: [{ shape: [3, 4] }, { shape: [1] }] },
  { name: "prelu per channel", op: "prelu", inputs: [{ shape: [2, 3, 4] }, { shape: [3] }] },
  { name: "rrelu in evaluation", op: "rrelu", inputs: [{ shape: [3, 4] }], args: [{ lower: 0.1, upper: 0.5 }] },
  { name: "softmin", op: "softmin", inputs: [{ shape: [3, 4] }], args: [1] },
];

const affine = (shape: number[]): InputSpec[] => [{ shape, fill: "positive" }, { shape }];
const AFFINE = { named: { weight: 1, bias: 2 } };
const norms: readonly ConformanceCase[] = [
  { name: "layerNorm of the last axis", op: "layerNorm", inputs: [{ shape: [2, 3, 5] }, ...affine([5])], args: [5, {}], ...AFFINE }, // prettier-ignore
  { name: "layerNorm of two axes of a view", op: "layerNorm", inputs: [{ shape: [3, 4, 2], layout: "transposed" }], args: [[4, 2], { eps: 1e-2 }] }, // prettier-ignore
  { name: "layerNorm of one element", op: "layerNorm", inputs: [{ shape: [4, 1] }, ...affine([1])], args: [1, {}], ...AFFINE }, // prettier-ignore
  { name: "layerNorm of nothing", op: "layerNorm", inputs: [{ shape: [0, 4] }], args: [4] },
  { name: "rmsNorm", op: "rmsNorm", inputs: [{ shape: [3, 5] }, { shape: [5] }], args: [5, {}], named: { weight: 1 } },
  { name: "groupNorm", op: "groupNorm", inputs: [{ shape: [2, 6, 5] }, ...affine([6])], args: [3, {}], ...AFFINE },
  { name: "groupNorm of images in one group", op: "groupNorm", inputs: [{ shape: [2, 4, 3, 2] }], args: [1] },
  { name: "instanceNorm", op: "instanceNorm", inputs: [{ shape: [2, 3, 7] }, ...affine([3])], args: [{}], ...AFFINE },
  { name: "instanceNorm by running statistics", op: "instanceNorm", inputs: [{ shape: [2, 3, 4, 3] }, { shape: [3], grad: false }, { shape: [3], fill: "positive", grad: false }], args: [{ useInputStats: false }], named: { runningMean: 1, runningVar: 2 } }, // prettier-ignore
  { name: "localResponseNorm", op: "localResponseNorm", inputs: [{ shape: [2, 6, 4] }], args: [3, { alpha: 0.5, k: 1.5 }] }, // prettier-ignore
  { name: "localResponseNorm of images, even size", op: "localResponseNorm", inputs: [{ shape: [1, 5, 2, 3] }], args: [4, { alpha: 0.3, beta: 0.5 }] }, // prettier-ignore
  { name: "lpNormalize", op: "lpNormalize", inputs: [{ shape: [3, 4, 2] }] },
  { name: "lpNormalize by another norm", op: "lpNormalize", inputs: [{ shape: [3, 4] }], args: [{ p: 3, dim: 0 }] },
].map((c) => ({ tolerance: LOOSE, ...c })) as ConformanceCase[];

const INDEX = { shape: [2, 3], dtype: "int32", fill: [3, 0, 3, 1, 1, 3] } as const;
const lookups: readonly ConformanceCase[] = [
  { name: "embedding", op: "embedding", inputs: [INDEX, { shape: [5, 4] }] },
  { name: "embedding with padding", op: "embedding", inputs: [INDEX, { shape: [5, 4] }], args: [{ paddingIdx: 1 }], notDifferentiable: "no gradient for the padding, by definition" }, // prettier-ignore
  { name: "embedding with gradients by frequency", op: "embedding", inputs: [INDEX, { shape: [4, 2] }], args: [{ scaleGradByFreq: true }], notDifferentiable: "a mean of gradients, by definition" }, // prettier-ignore
  { name: "embedding of nothing", op: "embedding", inputs: [{ shape: [0], dtype: "int32" }, { shape: [5, 4] }] },
];

const products: readonly ConformanceCase[] = [
  { name: "linear", op: "linear", inputs: [{ shape: [2, 3, 5] }, { shape: [4, 5] }, { shape: [4] }] },
  { name: "linear of one vector without bias", op: "linear", inputs: [{ shape: [5] }, { shape: [4, 5] }] },
  { name: "linear to one number", op: "linear", inputs: [{ shape: [3, 5] }, { shape: [5] }, { shape: [] }] },
  { name: "bilinear", op: "bilinear", inputs: [{ shape: [2, 3, 4] }, { shape: [2, 3, 5] }, { shape: [6, 4, 5] }, { shape: [6] }] }, // prettier-ignore
  { name: "bilinear of vectors", op: "bilinear", inputs: [{ shape: [3] }, { shape: [2] }, { shape: [1, 3, 2] }] },
  { name: "cosineSimilarity", op: "cosineSimilarity", inputs: [{ shape: [3, 5] }, { shape: [3, 5] }] },
  { name: "cosineSimilarity that broadcasts", op: "cosineSimilarity", inputs: [{ shape: [4, 1, 5] }, { shape: [3, 5] }], args: [{ dim: -1 }] }, // prettier-ignore
  { name: "pairwiseDistance", op: "pairwiseDistance", inputs: [{ shape: [3, 5] }, { shape: [3, 5] }] },
  { name: "pairwiseDistance by sums", op: "pairwiseDistance", inputs: [{ shape: [3, 5] }, { shape: [5] }], args: [{ p: 1, keepdim: true }] }, // prettier-ignore
  { name: "scaledDotProductAttention", op: "scaledDotProductAttention", inputs: [{ shape: [2, 3, 4] }, { shape: [2, 5, 4] }, { shape: [2, 5, 6] }] }, // prettier-ignore
  { name: "scaledDotProductAttention, causal", op: "scaledDotProductAttention", inputs: [{ shape: [2, 2, 4, 3] }, { shape: [2, 2, 4, 3] }, { shape: [2, 2, 4, 3] }], args: [{ isCausal: true }] }, // prettier-ignore
  { name: "scaledDotProductAttention with a bool mask", op: "scaledDotProductAttention", inputs: [{ shape: [3, 4] }, { shape: [2, 4] }, { shape: [2, 3] }, { shape: [3, 2], dtype: "bool", fill: [1, 0, 1, 1, 0, 1] }], args: [{ scale: 0.7 }], named: { attnMask: 3 } }, // prettier-ignore
  { name: "scaledDotProductAttention with an added mask", op: "scaledDotProductAttention", inputs: [{ shape: [2, 3, 4] }, { shape: [2, 2, 4] }, { shape: [2, 2, 3] }, { shape: [3, 2] }], args: [{}], named: { attnMask: 3 } }, // prettier-ignore
].map((c) => ({ tolerance: LOOSE, ...c })) as ConformanceCase[];

const shuffles: readonly ConformanceCase[] = [
  { name: "pixelShuffle", op: "pixelShuffle", inputs: [{ shape: [2, 8, 2, 3] }], args: [2] },
  { name: "pixelUnshuffle", op: "pixelUnshuffle", inputs: [{ shape: [2, 4, 6] }], args: [2] },
  { name: "channelShuffle", op: "channelShuffle", inputs: [{ shape: [1, 6, 2, 2] }], args: [3] },
  { name: "dropout1d in evaluation", op: "dropout1d", inputs: [{ shape: [2, 3, 4] }], args: [{ training: false }] },
];

const steps: readonly ConformanceCase[] = [
  { name: "lstmGates", op: "lstmGates", inputs: [{ shape: [2, 12] }, { shape: [2, 3] }] },
  { name: "gruGates", op: "gruGates", inputs: [{ shape: [2, 9] }, { shape: [2, 9] }, { shape: [2, 3] }] },
  { name: "rnnGates", op: "rnnGates", inputs: [{ shape: [2, 3] }, { shape: [2, 3] }] },
  {
    name: "timeSteps of a view with three axes",
    op: "timeSteps",
    inputs: [{ shape: [5, 2, 3], layout: "transposed" }],
  },
  { name: "rnnGates by relu", op: "rnnGates", inputs: [{ shape: [2, 3] }, { shape: [2, 3] }], args: [{ nonlinearity: "relu" }] }, // prettier-ignore
];

// [time, batch, classes], and labels of 3 and 2; small numbers keep the unnormalised sums near log probabilities.
const LOG_PROBS: InputSpec = {
  shape: [5, 2, 4],
  fill: [-0.5, -1.4, -2.3, -1.1, -0.9, -1.7, -0.4, -2.1, -1.2, -0.8, -1.9],
};
const alignments: readonly ConformanceCase[] = [
  { name: "ctcNll of padded labels", op: "ctcNll", inputs: [LOG_PROBS, { shape: [2, 3], dtype: "int32", fill: [1, 1, 2, 3, 2, 9] }], args: [[5, 4], [3, 2]] }, // prettier-ignore
  { name: "ctcNll of labels in a row, lengths as tensors", op: "ctcNll", inputs: [LOG_PROBS, { shape: [5], dtype: "int32", fill: [1, 1, 2, 0, 2] }, { shape: [2], dtype: "int32", fill: [5, 4] }, { shape: [2], dtype: "int32", fill: [3, 2] }], args: [{ blank: 3 }] }, // prettier-ignore
  { name: "ctcNll without an alignment", op: "ctcNll", inputs: [LOG_PROBS, { shape: [2, 3], dtype: "int32", fill: [1, 1, 2, 1, 1, 0] }], args: [[3, 2], [3, 0], { zeroInfinity: true }] }, // prettier-ignore
];

export const nnCases: readonly ConformanceCase[] = [
  ...activations,
  ...norms,
  ...lookups,
  ...products,
  ...shuffles,
  ...steps,
  ...alignments,
];
