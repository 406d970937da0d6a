export { tensor, type AnyTypedArray, type NestedValues } from "./from-values.js";
export { arange, empty, emptyLike, fromTypedArray, full, fullLike, ones, onesLike, zeros, zerosLike, type TensorOptions } from "./create.js"; // prettier-ignore
export { eye, linspace, logspace } from "./sequences.js";
export { bernoulli, defaultGenerator, dropout, Generator, manualSeed, rand, randint, randn, randperm, type RandomOptions } from "./random.js"; // prettier-ignore
export { assign, clone, contiguous, detach, moveTo, to, type ToOptions, type ToTarget } from "./convert.js";
export { data, dataSync, type NestedArray } from "./host.js";
export { multinomial, normal, randintLike, randLike, randnLike, type MultinomialOptions } from "./distributions.js";
export { fromCloneable, toCloneable, toCloneableSync, transferList, type CloneableTensor, type ClonedTensor } from "./cloneable.js"; // prettier-ignore
export { copy_, fill_, zero_ } from "./in-place.js";
export { inPlaceOps, type InPlace } from "./in-place-ops.js";
export { bernoulli_, cauchy_, exponential_, logNormal_, normal_, uniform_, type InPlaceRandomOptions } from "./random-in-place.js"; // prettier-ignore
export { format, formatAsync, setPrintOptions, type PrintOptions } from "./print.js";
export { expand, flatten, narrow, permute, reshape, select, squeeze, t, transpose, unflatten, unsqueeze, view, type ShapeArgs } from "./views.js"; // prettier-ignore
export { asStrided } from "./as-strided.js";
export { adjoint, moveaxis, movedim, swapaxes, swapdims } from "./reorder.js";
export { atleast1d, atleast2d, atleast3d, broadcastTensors, broadcastTo, expandAs, ravel, reshapeAs, viewAs } from "./like-shapes.js"; // prettier-ignore
export { get, slice, type Index, type Slice } from "./indexing.js";
export { indexPut, maskedScatter, set, type PutOptions } from "./index-put.js";
export {
  abs, acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, exp, exp2, expm1, floor, isinf, isnan, log, log10, log1p, log2, logicalNot, neg,
  reciprocal, relu, round, rsqrt, sgn, sigmoid, sigmoid as expit, sign, signbit, sin, sinh, sqrt, square, tan, tanh, trunc,
} from "./elementwise.js"; // prettier-ignore
export { add, atan2, copysign, fmax, fmin, heaviside, hypot, maximum, minimum, mul, sub, type AlphaOptions } from "./binary.js"; // prettier-ignore
export { div, floorDivide, fmod, remainder, trueDivide, type DivOptions } from "./division.js";
export { floatPower, ldexp, pow } from "./powers.js";
export { eq, ge, gt, isneginf, isposinf, isreal, le, logicalAnd, logicalOr, logicalXor, lt, ne, where } from "./compare.js"; // prettier-ignore
export { bitwiseAnd, bitwiseLeftShift, bitwiseNot, bitwiseOr, bitwiseRightShift, bitwiseXor, gcd, lcm } from "./bitwise.js"; // prettier-ignore
export { clamp, clampMax, clampMin, clip, nanToNum, type ClampOptions, type NanToNumOptions } from "./clamp.js";
export { entr, logaddexp, logaddexp2, logit, xlog1py, xlogy } from "./logarithms.js";
export { erf, erfc, erfcx, erfinv, logNdtr, ndtr, ndtri } from "./error-functions.js";
export { besselJ0, besselJ1, i0, i0e, i1, i1e } from "./bessel.js";
export { addcdiv, addcmul, deg2rad, frac, lerp, positive, rad2deg, sinc } from "./special.js";
export { allclose, equal, isclose, isfinite, type CloseOptions } from "./close.js";
export { resultType, type Operand } from "./operand.js";
export { angle, complex, conj, imag, polar, real, viewAsComplex, viewAsReal } from "./complex.js";
export { all, any, mean, prod, sum, sumToSize, type ReduceArgs, type ReduceOptions, type SumOptions, type ValuesAndIndices } from "./reduce.js"; // prettier-ignore
export { amax, amin, aminmax, argmax, argmin, max, min } from "./extremes.js";
export { corrcoef, cov, std, stdMean, variance, varMean, type CovOptions, type VarianceOptions } from "./spread.js";
export { cdist, dist, logsumexp, norm } from "./norms.js";
export { nanmean, nansum } from "./nan-reduce.js";
export { cummax, cummin, cumprod, cumsum, logcumsumexp, type ScanOptions } from "./scan.js";
export { cumulativeTrapezoid, diff, trapezoid, type DiffOptions, type TrapezoidOptions } from "./differences.js";
export { cat, chunk, repeat, split, stack } from "./join.js";
export { pad, roll, type PadMode, type PadOptions } from "./pad.js";
export { columnStack, concat, concatenate, dsplit, dstack, hsplit, hstack, rowStack, tensorSplit, unbind, vsplit, vstack } from "./stacking.js"; // prettier-ignore
export { flip, gather, indexAdd, indexSelect, maskedFill, oneHot, scatterAdd, take, takeAlongDim } from "./gather.js";
export { indexCopy, indexFill, scatter, type ScatterOptions } from "./scatter.js";
export { indexReduce, scatterReduce, type ScatterReduceOptions, type ScatterReduction } from "./scatter-reduce.js";
export { scatterInPlaceOps, type ScatterInPlace } from "./scatter-in-place.js";
export { diagonalScatter, selectScatter, sliceScatter, type SliceScatterOptions } from "./view-scatter.js";
export { argsort, msort, sort, topk, type SortOptions } from "./sort.js";
export { bucketize, isin, uniqueConsecutive, type ConsecutiveResult } from "./membership.js";
export { kthvalue, median, mode, nanmedian, searchsorted } from "./order-statistics.js";
export { nanquantile, quantile, type QuantileInterpolation, type QuantileOptions } from "./quantile.js";
export { countNonzero, histc, type HistcOptions } from "./count.js";
export { bincount, maskedSelect, nonzero, unique, type BincountOptions, type UniqueResult } from "./select-by-value.js"; // prettier-ignore
export { fliplr, flipud, meshgrid, repeatInterleave, rot90, tile } from "./arrange.js";
export { cartesianProd, combinations } from "./combine.js";
export { tril, trilIndices, triu, triuIndices, type TriangleOptions } from "./triangle.js";
export { logSoftmax, softmax, softmaxCrossEntropy, type SoftmaxCrossEntropyOptions } from "./softmax.js";
export {
  celu, elu, gelu, hardshrink, hardsigmoid, hardswish, hardtanh, leakyRelu, logSigmoid, mish, relu6, selu, silu, softplus, softshrink, softsign,
  tanhshrink, threshold, type GeluOptions, type HardtanhOptions, type SoftplusOptions,
} from "./activations.js"; // prettier-ignore
export { glu, gumbelSoftmax, prelu, rrelu, softmin, type GumbelSoftmaxOptions, type RreluOptions } from "./gated-activations.js"; // prettier-ignore
export { diagonal } from "./diagonal.js";
export { blockDiag, diag, diagEmbed, diagflat } from "./diag.js";
export { bmm, dot, matmul, mv, outer } from "./matmul.js";
export { addbmm, addmm, addmv, addr, baddbmm, chainMatmul, inner, mm, vdot, type AddProductOptions } from "./add-products.js"; // prettier-ignore
export { einsum, kron, tensordot } from "./einsum.js";
export { bilinear, linear } from "./linear.js";
export { cosineSimilarity, pairwiseDistance, type CosineSimilarityOptions, type PairwiseDistanceOptions } from "./distance.js"; // prettier-ignore
export { embedding, type EmbeddingOptions } from "./embedding.js";
export { scaledDotProductAttention, type AttentionOptions } from "./attention.js";
export { gruGates, lstmGates, rnnGates, timeSteps } from "./recurrent.js";
export { ctcNll, type CtcOptions } from "./ctc.js";
export {
  cholesky, choleskyInverse, choleskySolve, cond, cross, det, eig, eigh, eigvals, eigvalsh, inverse, linalg, logdet, lstsq, lu, luFactor, luSolve,
  matrixExp, matrixNorm, matrixPower, matrixRank, pinv, pinverse, qr, slogdet, solve, solveTriangular, svd, svdvals, trace, vander, vecdot, vectorNorm,
  type EighOptions, type EigenPairs, type LeastSquares, type LuFactors, type LuSolveOptions, type MatrixNormOptions, type MatrixNormOrder, type NormOptions, type PackedLu,
  type QrFactors, type QrMode, type RankOptions, type SignAndLogDet, type SolveTriangularOptions, type SvdFactors, type SvdOptions, type TriangleChoice,
  type VanderOptions, type VectorNormOptions,
} from "./linalg/index.js"; // prettier-ignore
export { conv1d, conv2d, conv3d, type ConvOptions } from "./conv.js";
export { convTranspose1d, convTranspose2d, convTranspose3d, type ConvTransposeOptions } from "./conv-transpose.js";
export { avgPool1d, avgPool2d, avgPool3d, maxPool1d, maxPool1dWithIndices, maxPool2d, maxPool2dWithIndices, maxPool3d, maxPool3dWithIndices, type AvgPoolOptions, type MaxPoolOptions } from "./pool.js"; // prettier-ignore
export { adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d, adaptiveMaxPool1d, adaptiveMaxPool1dWithIndices, adaptiveMaxPool2d, adaptiveMaxPool2dWithIndices, adaptiveMaxPool3d, adaptiveMaxPool3dWithIndices, type AdaptiveSize } from "./adaptive-pool.js"; // prettier-ignore
export { lpPool1d, lpPool2d, lpPool3d, type LpPoolOptions } from "./lp-pool.js";
export { maxUnpool1d, maxUnpool2d, maxUnpool3d, type MaxUnpoolOptions } from "./max-unpool.js";
export { col2im, im2col, type PatchOptions } from "./im2col.js";
export { fold, unfold } from "./patches.js";
export { interpolate, type InterpolateMode, type InterpolateOptions } from "./interpolate.js";
export { channelShuffle, pixelShuffle, pixelUnshuffle } from "./pixel-shuffle.js";
export { batchNorm, type BatchNormOptions } from "./batch-norm.js";
export { groupNorm, instanceNorm, layerNorm, localResponseNorm, lpNormalize, rmsNorm, type AffineOptions, type InstanceNormOptions, type LocalResponseNormOptions, type LpNormalizeOptions } from "./normalization.js"; // prettier-ignore
export { alphaDropout, dropout1d, dropout2d, dropout3d, featureAlphaDropout, type DropoutOptions } from "./dropout.js"; // prettier-ignore
export { fft, ifft, irfft, rfft, type FftOptions } from "./fft.js";
export { fft2, fftn, hfft, hfft2, hfftn, ifft2, ifftn, ihfft, ihfft2, ihfftn, irfft2, irfftn, rfft2, rfftn, type FftNdOptions } from "./fft-nd.js"; // prettier-ignore
export { fftfreq, fftshift, ifftshift, rfftfreq } from "./fft-bins.js";
export { dct, idct, type DctOptions, type DctType } from "./dct.js";
export { overlapAdd, type OverlapAddOptions } from "./overlap-add.js";
export { gradcheck, gradgradcheck, type CheckedFunction, type GradcheckOptions } from "./gradcheck.js";
export { hessian, hvp, jacobian, jvp, vjp, type FunctionalOptions, type TensorFunction } from "./functional.js";
export { liveNumber } from "./live-number.js";
