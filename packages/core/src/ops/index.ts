export { arange, eye, fromTypedArray, full, fullLike, linspace, logspace, ones, onesLike, tensor, zeros, zerosLike, type NestedValues, type TensorOptions } from "./create.js"; // prettier-ignore
export { bernoulli, defaultGenerator, dropout, Generator, manualSeed, rand, randint, randn, randperm, type RandomOptions } from "./random.js"; // prettier-ignore
export { assign, clone, contiguous, detach, moveTo, to } from "./convert.js";
export { data, dataSync, type NestedArray } from "./host.js";
export { copy_, fill_ } from "./in-place.js";
export { format } from "./print.js";
export { asStrided, expand, flatten, narrow, permute, reshape, select, squeeze, t, transpose, unflatten, unfold, unsqueeze, view, type ShapeArgs } from "./views.js"; // prettier-ignore
export { get, set, slice, type Index, type Slice } from "./indexing.js";
export {
  abs, acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, erf, exp, expm1, floor, isinf, isnan, log, log10, log1p, log2, logicalNot, neg,
  reciprocal, relu, round, rsqrt, sgn, sigmoid, sign, sin, sinh, sqrt, square, tan, tanh, trunc,
} from "./elementwise.js"; // prettier-ignore
export { add, atan2, clamp, div, eq, ge, gt, le, logicalAnd, logicalOr, logicalXor, lt, maximum, minimum, mul, ne, pow, remainder, sub, where } from "./binary.js"; // prettier-ignore
export { addcdiv, addcmul, floorDivide, frac, hypot, lerp, logit, nanToNum, sinc, xlogy, type NanToNumOptions } from "./special.js"; // prettier-ignore
export { allclose, equal, isclose, isfinite, type CloseOptions } from "./close.js";
export type { Operand } from "./operand.js";
export { angle, complex, conj, imag, polar, real, viewAsComplex, viewAsReal } from "./complex.js";
export { all, amax, amin, any, argmax, argmin, logsumexp, max, mean, min, norm, prod, std, sum, sumToSize, variance, type ReduceArgs, type ReduceOptions, type ValuesAndIndices, type VarianceOptions } from "./reduce.js"; // prettier-ignore
export { cummax, cummin, cumprod, cumsum } from "./scan.js";
export { cat, chunk, repeat, split, stack } from "./join.js";
export { pad, roll, type PadMode, type PadOptions } from "./pad.js";
export { flip, gather, indexAdd, indexSelect, maskedFill, oneHot, scatterAdd, take } from "./gather.js";
export { argsort, sort, topk, type SortOptions } from "./sort.js";
export { median, quantile, searchsorted, type QuantileInterpolation, type QuantileOptions } from "./order-statistics.js"; // prettier-ignore
export { countNonzero, histc, type HistcOptions } from "./count.js";
export { bincount, maskedSelect, nonzero, unique, type BincountOptions, type UniqueResult } from "./select-by-value.js"; // prettier-ignore
export { meshgrid, repeatInterleave, rot90, tile } from "./arrange.js";
export { tril, triu } from "./triangle.js";
export { logSoftmax, softmax, softmaxCrossEntropy, type SoftmaxCrossEntropyOptions } from "./softmax.js";
export { diagonal } from "./diagonal.js";
export { bmm, dot, matmul, mv, outer } from "./matmul.js";
export { einsum, kron, tensordot } from "./einsum.js";
export {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  type ConvOptions,
  type ConvTransposeOptions,
} from "./conv.js";
export { avgPool1d, avgPool2d, maxPool1d, maxPool1dWithIndices, maxPool2d, maxPool2dWithIndices, type AvgPoolOptions, type MaxPoolOptions } from "./pool.js"; // prettier-ignore
export { adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveMaxPool1d, adaptiveMaxPool1dWithIndices, adaptiveMaxPool2d, adaptiveMaxPool2dWithIndices, lpPool1d, lpPool2d, type AdaptiveSize, type LpPoolOptions } from "./adaptive-pool.js"; // prettier-ignore
export { maxUnpool1d, maxUnpool2d, type MaxUnpoolOptions } from "./max-unpool.js";
export { col2im, im2col, type PatchOptions } from "./im2col.js";
export { interpolate, type InterpolateMode, type InterpolateOptions } from "./interpolate.js";
export { batchNorm, type BatchNormOptions } from "./batch-norm.js";
export { fft, ifft, irfft, rfft, type FftOptions } from "./fft.js";
export { fft2, fftfreq, fftn, fftshift, hfft, ifft2, ifftn, ifftshift, ihfft, rfftfreq, type FftNdOptions } from "./fft-nd.js"; // prettier-ignore
export { dct, idct, type DctOptions, type DctType } from "./dct.js";
export { overlapAdd, type OverlapAddOptions } from "./overlap-add.js";
export { gradcheck, type GradcheckOptions } from "./gradcheck.js";
