import type { ConformanceCase } from "./case.js";

const LOOSE = { rtol: 1e-4, atol: 5e-5 };
const products: readonly ConformanceCase[] = [
  { name: "matmul of matrices", op: "matmul", inputs: [{ shape: [5, 7] }, { shape: [7, 6] }] },
  {
    name: "matmul with a transposed right side",
    op: "matmul",
    inputs: [{ shape: [3, 4] }, { shape: [4, 5], layout: "transposed" }],
  },
  { name: "matmul of a batch and a matrix", op: "matmul", inputs: [{ shape: [2, 3, 4] }, { shape: [4, 2] }] },
  { name: "matmul with broadcast batches", op: "matmul", inputs: [{ shape: [2, 1, 3, 4] }, { shape: [3, 4, 2] }] },
  { name: "matmul of vector and matrix", op: "matmul", inputs: [{ shape: [4] }, { shape: [4, 3] }] },
  { name: "matmul of matrix and vector", op: "matmul", inputs: [{ shape: [3, 4] }, { shape: [4] }] },
  { name: "matmul of two vectors", op: "matmul", inputs: [{ shape: [6] }, { shape: [6] }] },
  { name: "matmul of complex matrices", op: "matmul", inputs: [{ shape: [3, 4], dtype: "complex64" }, { shape: [4, 2], dtype: "complex64" }] }, // prettier-ignore
  { name: "matmul past the tile borders", op: "matmul", inputs: [{ shape: [17, 33] }, { shape: [33, 19] }] },
  { name: "bmm", op: "bmm", inputs: [{ shape: [2, 3, 4] }, { shape: [2, 4, 3] }] },
  { name: "outer", op: "outer", inputs: [{ shape: [3] }, { shape: [4] }] },
];

const added: readonly ConformanceCase[] = [
  { name: "mm", op: "mm", inputs: [{ shape: [3, 4] }, { shape: [4, 2], layout: "transposed" }] },
  { name: "addmm with factors", op: "addmm", inputs: [{ shape: [4] }, { shape: [3, 2] }, { shape: [2, 4] }], args: [{ beta: -0.5, alpha: 2 }] }, // prettier-ignore
  { name: "addmm that leaves x out", op: "addmm", inputs: [{ shape: [2, 2], fill: [NaN], grad: false }, { shape: [2, 3] }, { shape: [3, 2] }], args: [{ beta: 0 }] }, // prettier-ignore
  { name: "addmv", op: "addmv", inputs: [{ shape: [3] }, { shape: [3, 2] }, { shape: [2] }] },
  { name: "addr", op: "addr", inputs: [{ shape: [3, 2] }, { shape: [3] }, { shape: [2] }], args: [{ alpha: 0.25 }] },
  { name: "addbmm", op: "addbmm", inputs: [{ shape: [2, 3] }, { shape: [4, 2, 2] }, { shape: [4, 2, 3] }] },
  { name: "baddbmm", op: "baddbmm", inputs: [{ shape: [2, 1, 3] }, { shape: [2, 2, 2] }, { shape: [2, 2, 3] }], args: [{ beta: 3 }] }, // prettier-ignore
  { name: "vdot of complex numbers", op: "vdot", inputs: [{ shape: [4], dtype: "complex64" }, { shape: [4], dtype: "complex64" }] }, // prettier-ignore
  { name: "inner", op: "inner", inputs: [{ shape: [2, 3, 4] }, { shape: [5, 4] }] },
  { name: "chainMatmul", op: "chainMatmul", inputs: [{ shape: [2, 6] }, { shape: [6, 3] }, { shape: [3, 5] }, { shape: [5, 1] }] }, // prettier-ignore
];

const contract = (equation: string, ...shapes: number[][]): ConformanceCase => ({
  name: `einsum ${equation}`,
  op: "einsum",
  argsBefore: [equation],
  inputs: shapes.map((shape) => ({ shape })),
});

const contractions: readonly ConformanceCase[] = [
  contract("bij,bjk->bik", [2, 3, 4], [2, 4, 5]),
  contract("ij,k,ik->ijk", [2, 3], [4], [2, 4]),
  contract("ij,jk,kl", [2, 3], [3, 4], [4, 2]),
  contract("ii->i", [4, 4]),
  contract("iji->j", [3, 2, 3]),
  contract("ba", [2, 3]),
  contract("...i,...ij->...j", [2, 1, 3], [4, 3, 2]),
  contract("ij,j->", [3, 4], [1]),
  contract("ab,cd->db", [2, 3], [2, 4]),
  { name: "einsum of complex", op: "einsum", argsBefore: ["ij,jk->ki"], inputs: [{ shape: [2, 3], dtype: "complex64" }, { shape: [3, 2], dtype: "complex64" }] }, // prettier-ignore
  { name: "tensordot over two axes", op: "tensordot", inputs: [{ shape: [2, 3, 4] }, { shape: [3, 4, 2] }] },
  { name: "tensordot over named axes", op: "tensordot", inputs: [{ shape: [2, 3, 4] }, { shape: [4, 5, 2] }], args: [[[2, 0], [0, -1]]] }, // prettier-ignore
  { name: "tensordot over none", op: "tensordot", inputs: [{ shape: [2] }, { shape: [3] }], args: [0] },
  { name: "kron", op: "kron", inputs: [{ shape: [2, 3] }, { shape: [3, 2] }] },
  { name: "kron of different ranks", op: "kron", inputs: [{ shape: [2] }, { shape: [2, 1, 3], layout: "transposed" }] },
];

const resampled = (name: string, shape: number[], options: object): ConformanceCase => ({ name: `interpolate ${name}`, op: "interpolate", inputs: [{ shape }], args: [options] }); // prettier-ignore

const resampling: readonly ConformanceCase[] = [
  resampled("nearest by a factor", [1, 2, 5], { scaleFactor: 2.5 }),
  resampled("nearest to a size", [1, 2, 4, 3], { size: [6, 2] }),
  resampled("nearest-exact downwards", [1, 1, 7], { size: 3, mode: "nearest-exact" }),
  resampled("linear", [2, 1, 5], { scaleFactor: 2, mode: "linear" }),
  resampled("linear with aligned corners", [1, 2, 5], { size: 8, mode: "linear", alignCorners: true }),
  resampled("linear to one sample", [1, 2, 5], { size: 1, mode: "linear", alignCorners: true }),
  resampled("bilinear", [1, 2, 3, 4], { size: [5, 3], mode: "bilinear" }),
  resampled("bilinear with aligned corners", [1, 1, 3, 4], { size: [4, 7], mode: "bilinear", alignCorners: true }),
  resampled("trilinear", [1, 1, 2, 3, 2], { scaleFactor: [2, 1, 1.5], mode: "trilinear" }),
  resampled("bicubic", [1, 2, 4, 5], { scaleFactor: [1.5, 2], mode: "bicubic" }),
  resampled("bicubic downwards with aligned corners", [1, 1, 5, 4], { size: [3, 2], mode: "bicubic", alignCorners: true }), // prettier-ignore
  resampled("area", [1, 2, 5, 4], { size: [2, 3], mode: "area" }),
  resampled("linear with the factor recomputed", [1, 2, 5], { scaleFactor: 1.3, mode: "linear", recomputeScaleFactor: true }), // prettier-ignore
  { name: "unfold of images", op: "unfold", inputs: [{ shape: [1, 2, 4, 3] }], args: [2, { padding: 1, stride: 2 }] },
  { name: "fold", op: "fold", inputs: [{ shape: [1, 8, 6] }], args: [[3, 4], 2] },
  { name: "im2col", op: "im2col", inputs: [{ shape: [2, 2, 4, 5] }], args: [[2, 3]] },
  { name: "im2col strided, padded, dilated", op: "im2col", inputs: [{ shape: [1, 2, 5, 6] }], args: [[2, 3], { stride: [1, 2], padding: [1, 2], dilation: [2, 1] }] }, // prettier-ignore
  { name: "im2col without batch", op: "im2col", inputs: [{ shape: [1, 3, 3] }], args: [2] },
  { name: "col2im", op: "col2im", inputs: [{ shape: [2, 6, 4] }], args: [[3, 4], [2, 3], { padding: [0, 1], stride: [1, 2] }] }, // prettier-ignore
  { name: "col2im dilated", op: "col2im", inputs: [{ shape: [8, 6] }], args: [[4, 5], 2, { dilation: 2 }] },
];

const convolutions: readonly ConformanceCase[] = [
  { name: "conv1d", op: "conv1d", inputs: [{ shape: [2, 3, 9] }, { shape: [4, 3, 3] }, { shape: [4] }] },
  { name: "conv1d strided, dilated, padded", op: "conv1d", inputs: [{ shape: [2, 2, 12] }, { shape: [3, 2, 3] }, { shape: [3] }], args: [{ stride: 2, dilation: 2, padding: 3 }] }, // prettier-ignore
  {
    name: "conv2d",
    op: "conv2d",
    inputs: [{ shape: [2, 3, 6, 5] }, { shape: [4, 3, 3, 3] }, { shape: [4] }],
    args: [{ padding: 1 }],
  },
  { name: "conv2d with stride 2", op: "conv2d", inputs: [{ shape: [1, 2, 7, 6] }, { shape: [3, 2, 3, 2] }, { shape: [3] }], args: [{ stride: [2, 1], padding: [1, 0] }] }, // prettier-ignore
  {
    name: "conv2d in groups",
    op: "conv2d",
    inputs: [{ shape: [2, 4, 5, 5] }, { shape: [6, 2, 3, 3] }, { shape: [6] }],
    args: [{ groups: 2 }],
  },
  { name: "conv2d depthwise and dilated", op: "conv2d", inputs: [{ shape: [1, 3, 6, 6] }, { shape: [3, 1, 2, 2] }, { shape: [3] }], args: [{ groups: 3, dilation: 2 }] }, // prettier-ignore
  { name: "conv2d with one input channel", op: "conv2d", inputs: [{ shape: [2, 1, 5, 4] }, { shape: [2, 1, 3, 3] }, { shape: [2] }], args: [{ padding: "same" }] }, // prettier-ignore
  { name: "conv2d of a transposed view", op: "conv2d", inputs: [{ shape: [1, 2, 4, 5], layout: "transposed" }, { shape: [2, 2, 2, 2] }, { shape: [2] }] }, // prettier-ignore
  { name: "conv3d", op: "conv3d", inputs: [{ shape: [1, 2, 3, 4, 3] }, { shape: [2, 2, 2, 2, 2] }, { shape: [2] }] },
  { name: "convTranspose1d", op: "convTranspose1d", inputs: [{ shape: [2, 3, 5] }, { shape: [3, 2, 4] }, { shape: [2] }], args: [{ stride: 2, padding: 1, outputPadding: 1 }] }, // prettier-ignore
  { name: "convTranspose2d", op: "convTranspose2d", inputs: [{ shape: [1, 2, 3, 3] }, { shape: [2, 3, 3, 3] }, { shape: [3] }], args: [{ stride: 2 }] }, // prettier-ignore
];

const otherConvolutions: readonly ConformanceCase[] = [
  { name: "convTranspose3d", op: "convTranspose3d", inputs: [{ shape: [1, 2, 2, 3, 2] }, { shape: [2, 2, 2, 2, 3] }, { shape: [2] }], args: [{ stride: [1, 2, 2], padding: [0, 1, 1], outputPadding: [0, 0, 1] }] }, // prettier-ignore
  { name: "convTranspose1d dilated in groups", op: "convTranspose1d", inputs: [{ shape: [2, 4, 4] }, { shape: [4, 3, 3] }, { shape: [6] }], args: [{ groups: 2, dilation: 2, padding: 1 }] }, // prettier-ignore
  { name: "conv1d with an even kernel and equal length", op: "conv1d", inputs: [{ shape: [1, 2, 6] }, { shape: [2, 2, 4] }], args: [null, { padding: "same", dilation: 2 }] }, // prettier-ignore
  { name: "conv1d of complex numbers", op: "conv1d", inputs: [{ shape: [1, 2, 6], dtype: "complex64" }, { shape: [2, 2, 3], dtype: "complex64" }, { shape: [2], dtype: "complex64" }], args: [{ padding: 1 }] }, // prettier-ignore
  { name: "convTranspose2d of complex numbers", op: "convTranspose2d", inputs: [{ shape: [1, 1, 2, 3], dtype: "complex64" }, { shape: [1, 2, 2, 2], dtype: "complex64" }] }, // prettier-ignore
];

const pools: readonly ConformanceCase[] = [
  {
    name: "maxPool1d",
    op: "maxPool1d",
    inputs: [{ shape: [2, 2, 9], fill: "distinct" }],
    args: [3, { stride: 2, padding: 1 }],
  },
  { name: "maxPool2d", op: "maxPool2d", inputs: [{ shape: [2, 2, 6, 4], fill: "distinct" }], args: [2] },
  { name: "maxPool2d in ceil mode", op: "maxPool2d", inputs: [{ shape: [1, 2, 5, 5], fill: "distinct" }], args: [[3, 2], { stride: 2, padding: 1, ceilMode: true }] }, // prettier-ignore
  {
    name: "maxPool2d dilated",
    op: "maxPool2d",
    inputs: [{ shape: [1, 1, 7, 7], fill: "distinct" }],
    args: [2, { dilation: 2, stride: 1 }],
  },
  {
    name: "maxPool2dWithIndices",
    op: "maxPool2dWithIndices",
    inputs: [{ shape: [1, 2, 4, 4], fill: "distinct" }],
    args: [2],
  },
  { name: "avgPool1d", op: "avgPool1d", inputs: [{ shape: [2, 2, 8] }], args: [3, { stride: 2, padding: 1 }] },
  { name: "avgPool2d", op: "avgPool2d", inputs: [{ shape: [1, 2, 5, 6] }], args: [2] },
  { name: "avgPool2d with its own divisor", op: "avgPool2d", inputs: [{ shape: [1, 2, 5, 6] }], args: [[3, 2], { stride: 2, padding: 1, ceilMode: true, divisorOverride: 4 }] }, // prettier-ignore
  { name: "avgPool2d in ceil mode without padding in the mean", op: "avgPool2d", inputs: [{ shape: [1, 1, 5, 5] }], args: [3, { stride: 2, padding: 1, ceilMode: true, countIncludePad: false }] }, // prettier-ignore
];

const deepPools: readonly ConformanceCase[] = [
  { name: "maxPool3d", op: "maxPool3d", inputs: [{ shape: [1, 2, 3, 4, 5], fill: "distinct" }], args: [2, { stride: [1, 2, 2], padding: [0, 0, 1], ceilMode: true }] }, // prettier-ignore
  { name: "maxPool3dWithIndices dilated", op: "maxPool3dWithIndices", inputs: [{ shape: [2, 3, 4, 4], fill: "distinct" }], args: [2, { stride: 1, dilation: [1, 2, 2] }] }, // prettier-ignore
  { name: "avgPool3d", op: "avgPool3d", inputs: [{ shape: [1, 2, 3, 4, 4] }], args: [[2, 3, 2], { stride: 2, padding: [1, 1, 0], countIncludePad: false, ceilMode: true }] }, // prettier-ignore
  { name: "avgPool3d with its own divisor", op: "avgPool3d", inputs: [{ shape: [1, 1, 3, 3, 4] }], args: [2, { stride: 1, padding: 1, divisorOverride: 3 }] }, // prettier-ignore
  { name: "adaptiveAvgPool3d", op: "adaptiveAvgPool3d", inputs: [{ shape: [1, 2, 3, 4, 5] }], args: [[2, null, 3]] },
  { name: "adaptiveMaxPool3d", op: "adaptiveMaxPool3d", inputs: [{ shape: [1, 2, 3, 2], fill: "distinct" }], args: [2] }, // prettier-ignore
  { name: "adaptiveMaxPool3dWithIndices", op: "adaptiveMaxPool3dWithIndices", inputs: [{ shape: [1, 3, 4, 5], fill: "distinct" }], args: [[2, 3, 2]] }, // prettier-ignore
  { name: "lpPool3d", op: "lpPool3d", inputs: [{ shape: [1, 1, 2, 4, 4], fill: "positive" }], args: [3, 2] },
  { name: "maxUnpool3d", op: "maxUnpool3d", inputs: [{ shape: [1, 1, 1, 2, 1] }, { shape: [1, 1, 1, 2, 1], dtype: "int32", fill: [1, 7] }], args: [2] }, // prettier-ignore
];

const sizedPools: readonly ConformanceCase[] = [
  { name: "adaptiveAvgPool1d", op: "adaptiveAvgPool1d", inputs: [{ shape: [2, 3, 7] }], args: [3] },
  { name: "adaptiveAvgPool1d upwards", op: "adaptiveAvgPool1d", inputs: [{ shape: [2, 3] }], args: [5] },
  { name: "adaptiveAvgPool2d", op: "adaptiveAvgPool2d", inputs: [{ shape: [1, 2, 5, 6] }], args: [[3, null]] },
  { name: "adaptiveAvgPool2d to one cell", op: "adaptiveAvgPool2d", inputs: [{ shape: [2, 2, 3, 4], layout: "transposed" }], args: [1] }, // prettier-ignore
  { name: "adaptiveMaxPool1d", op: "adaptiveMaxPool1d", inputs: [{ shape: [2, 2, 7], fill: "distinct" }], args: [3] },
  { name: "adaptiveMaxPool2d", op: "adaptiveMaxPool2d", inputs: [{ shape: [2, 5, 4], fill: "distinct" }], args: [[2, 3]] }, // prettier-ignore
  { name: "adaptiveMaxPool1dWithIndices", op: "adaptiveMaxPool1dWithIndices", inputs: [{ shape: [2, 5], fill: "distinct" }], args: [3] }, // prettier-ignore
  { name: "adaptiveMaxPool2dWithIndices", op: "adaptiveMaxPool2dWithIndices", inputs: [{ shape: [1, 2, 5, 5], fill: "distinct" }], args: [3] }, // prettier-ignore
  { name: "lpPool1d", op: "lpPool1d", inputs: [{ shape: [2, 2, 9], fill: "positive" }], args: [3, 4, { stride: 2 }] },
  { name: "lpPool2d of a norm", op: "lpPool2d", inputs: [{ shape: [1, 2, 5, 6] }], args: [2, [2, 3], { stride: 2, ceilMode: true }] }, // prettier-ignore
  { name: "lpPool1d of silence", op: "lpPool1d", inputs: [{ shape: [1, 1, 4], fill: [0] }], args: [2, 2], notDifferentiable: "a cone at 0" }, // prettier-ignore
  { name: "maxUnpool1d", op: "maxUnpool1d", inputs: [{ shape: [1, 2, 3] }, { shape: [1, 2, 3], dtype: "int32", fill: [1, 2, 5] }], args: [2] }, // prettier-ignore
  { name: "maxUnpool2d with overlap and a size", op: "maxUnpool2d", inputs: [{ shape: [1, 2, 2] }, { shape: [1, 2, 2], dtype: "int32", fill: [6, 7, 7, 17] }], args: [3, { stride: 2, outputSize: [5, 6] }] }, // prettier-ignore
];

const norms: readonly ConformanceCase[] = [
  { name: "batchNorm while training", op: "batchNorm", inputs: [{ shape: [4, 3, 5] }, { shape: [3], fill: "positive" }, { shape: [3] }], named: { weight: 1, bias: 2 }, args: [{ training: true }] }, // prettier-ignore
  { name: "batchNorm of images", op: "batchNorm", inputs: [{ shape: [2, 3, 4, 4] }, { shape: [3], fill: "positive" }, { shape: [3] }], named: { weight: 1, bias: 2 }, args: [{ training: true }] }, // prettier-ignore
  { name: "batchNorm in evaluation", op: "batchNorm", inputs: [{ shape: [4, 3] }, { shape: [3], fill: "positive" }, { shape: [3] }, { shape: [3], grad: false }, { shape: [3], fill: "positive", grad: false }], named: { weight: 1, bias: 2, runningMean: 3, runningVar: 4 } }, // prettier-ignore
];

export const productCases: readonly ConformanceCase[] = [
  ...products,
  ...added,
  ...contractions,
  ...resampling,
  ...convolutions,
  ...otherConvolutions,
  ...pools,
  ...deepPools,
  ...sizedPools,
  ...norms,
].map((c) => ({
  tolerance: LOOSE,
  ...c,
}));
