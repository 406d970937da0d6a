// How far elements lie from their mean, and how they vary together.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, needTensor, type Tensor } from "../tensor/index.js";
import { complex } from "./complex.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { folding, mean, reduceOptions, sum, toFloat, type ReduceArgs, type ReduceOptions } from "./reduce.js";

export interface VarianceOptions extends ReduceOptions {
  /** Subtracted from the count in the divisor (default 1: the unbiased estimate). */
  readonly correction?: number;
}
type VarianceArgs = ReduceArgs<VarianceOptions>;

/** The variance and the mean, both from one pass over the deviations; as `torch.var_mean`. */
export function varMean(x: Tensor, ...args: VarianceArgs): readonly [variance: Tensor, mean: Tensor] {
  needTensor("varMean", x);
  const options = reduceOptions(args);
  const own = toFloat(x);
  const { count, dims, keepdim } = folding("var", own, options);
  const centre = mean(own, { ...options, keepdim: true });
  const deviation = own.sub(centre);
  const squares = isComplex(own.dtype) ? deviation.abs().square() : deviation.square();
  const divisor = Math.max(0, count - (options.correction ?? 1));
  return [sum(squares, options).div(divisor), keepdim || dims.length === 0 ? centre : centre.squeeze(dims)];
}

/** The variance, unbiased unless `correction` says otherwise: `(dim, { correction, keepdim })` or options alone. NaN of one element. */
export const variance = (x: Tensor, ...args: VarianceArgs): Tensor => varMean(x, ...args)[0];

/** √ with 0 in place of the infinite slope at 0. */
export function rootWithFlatZero(x: Tensor): Tensor {
  const isZero = x.eq(0);
  // replace 0 by 1 before the root and put 0 back after it
  return x.add(isZero.to(x.dtype)).sqrt().where(isZero.logicalNot(), 0);
}

/** The standard deviation, the square root of {@link variance}; the gradient is 0 where it is 0, as in PyTorch. */
export const std = (x: Tensor, ...args: VarianceArgs): Tensor => rootWithFlatZero(variance(x, ...args));

/** The standard deviation and the mean, as `torch.std_mean`. */
export function stdMean(x: Tensor, ...args: VarianceArgs): readonly [std: Tensor, mean: Tensor] {
  needTensor("stdMean", x);
  const [spread, centre] = varMean(x, ...args);
  return [rootWithFlatZero(spread), centre];
}

export interface CovOptions {
  /** Subtracted from the count in the divisor (default 1). */
  readonly correction?: number;
  /** How often each observation counts: integers ≥ 0, [observations]. */
  readonly fweights?: Tensor;
  /** How much weight each observation has: ≥ 0, [observations]. */
  readonly aweights?: Tensor;
}

function checkWeights(name: string, weights: Tensor, observations: number): void {
  if (weights.ndim !== 1 || weights.numel !== observations)
    throw new ShapeError(`cov: ${name} ${formatShape(weights.shape)} must be [${observations}], one per observation.`);
  if (name === "fweights" && !isIntegral(weights.dtype))
    throw new ParameterError(`cov: fweights dtype="${weights.dtype}" must be an integer one. Use aweights for fractions.`); // prettier-ignore
}

/**
 * The covariance matrix of variables in rows with observations in columns, as `torch.cov`.
 *
 * @param x  [variables, observations] or [observations]
 * @returns [variables, variables], of one variable [], its variance
 * @throws ShapeError, ParameterError
 */
export function cov(x: Tensor, { correction = 1, fweights, aweights }: CovOptions = {}): Tensor {
  needTensor("cov", x);
  if (x.ndim > 2) throw new ShapeError(`cov: x ${formatShape(x.shape)} must have at most 2 dimensions.`);
  const own = toFloat(x).reshape([x.ndim === 2 ? x.shape[0] : 1, x.ndim === 0 ? 1 : x.shape.at(-1)!]);
  const count = own.shape[1];
  if (fweights) checkWeights("fweights", fweights, count);
  if (aweights) checkWeights("aweights", aweights, count);
  const weights = fweights && aweights ? aweights.mul(fweights) : (aweights ?? fweights);
  const total = weights ? weights.sum() : own.newZeros([], { dtype: "float32" }).add(count);
  const centred = own.sub((weights ? own.mul(weights) : own).sum(1, { keepdim: true }).div(total));
  const lost = aweights && weights ? weights.mul(aweights).sum().div(total).mul(correction) : correction;
  const weighted = weights ? centred.mul(weights) : centred;
  const matrix = weighted.matmul(centred.t().conj()).div(total.sub(lost).clampMin(0));
  return x.ndim === 2 && x.shape[0] !== 1 ? matrix : matrix.squeeze();
}

/** The matrix of correlation coefficients, −1…1, of variables in rows with observations in columns; as `torch.corrcoef`. */
export function corrcoef(x: Tensor): Tensor {
  needTensor("corrcoef", x);
  if (x.ndim > 2) throw new ShapeError(`corrcoef: x ${formatShape(x.shape)} must have at most 2 dimensions.`);
  const c = cov(x);
  if (c.ndim === 0) return c.div(c);
  const scale = (isComplex(c.dtype) ? c.diagonal().real() : c.diagonal()).sqrt();
  const scaled = c.div(scale.unsqueeze(1)).div(scale.unsqueeze(0));
  const limit = (part: Tensor): Tensor => part.clamp({ min: -1, max: 1 });
  return isComplex(c.dtype) ? complex(limit(scaled.real()), limit(scaled.imag())) : limit(scaled);
}

const methods = { std, var: variance, varMean, stdMean, cov, corrcoef } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
