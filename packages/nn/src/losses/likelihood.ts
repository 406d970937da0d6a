// Losses that are the negative logarithm of a probability, or differ by such from one.
import { formatShape, ParameterError, sameShape, ShapeError, where, xlogy, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface KLDivOptions {
  /** "batchmean" divides the sum by the first extent, which is the divergence; "mean" by the number of elements (default "mean"). */
  reduction?: Reduction | "batchmean";
  /** The target holds logarithms too (default false). */
  logTarget?: boolean;
}

/**
 * target · (log target − input), the Kullback-Leibler divergence, as `torch.nn.functional.kl_div`.
 *
 * @param input   log probabilities
 * @param target  probabilities, or their logarithms with logTarget; input's shape
 * @throws ShapeError, ParameterError
 */
export function klDiv(
  input: Tensor,
  target: Tensor,
  { reduction = "mean", logTarget = false }: KLDivOptions = {},
): Tensor {
  checkSameShape("klDiv", input, target);
  const loss = logTarget ? target.exp().mul(target.sub(input)) : xlogy(target, target).sub(target.mul(input));
  if (reduction !== "batchmean") return reduceLoss("klDiv", loss, reduction);
  return input.ndim === 0 ? loss : loss.sum().div(input.shape[0]);
}

/** Module form of {@link klDiv}. */
export class KLDivLoss extends Module {
  readonly reduction: Reduction | "batchmean";
  readonly logTarget: boolean;
  constructor({ reduction = "mean", logTarget = false }: KLDivOptions = {}) {
    super();
    this.reduction = reduction;
    this.logTarget = logTarget;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return klDiv(input, target, { reduction: this.reduction, logTarget: this.logTarget });
  }
}

export interface PoissonNLLOptions {
  /** The input is the logarithm of the rate (default true). */
  logInput?: boolean;
  /** Add Stirling's approximation of log(target!) where target > 1 (default false). */
  full?: boolean;
  /** Keeps log(0) away where the input is no logarithm (default 1e-8). */
  eps?: number;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * exp(input) − target · input, −log of a Poisson probability without its constant, as
 * `torch.nn.functional.poisson_nll_loss`; input − target · log(input + eps) without logInput.
 *
 * @param target  counts ≥ 0, input's shape
 */
export function poissonNllLoss(input: Tensor, target: Tensor, options: PoissonNLLOptions = {}): Tensor {
  const { logInput = true, full = false, eps = 1e-8, reduction = "mean" } = options;
  checkSameShape("poissonNllLoss", input, target);
  const plain = logInput ? input.exp().sub(target.mul(input)) : input.sub(target.mul(input.add(eps).log()));
  if (!full) return reduceLoss("poissonNllLoss", plain, reduction);
  const counts = where(target.gt(1), target, 1); // the logarithm must not see 0
  const stirling = counts.mul(counts.log()).sub(counts).add(counts.mul(2 * Math.PI).log().mul(0.5)); // prettier-ignore
  return reduceLoss("poissonNllLoss", plain.add(where(target.gt(1), stirling, 0)), reduction);
}

/** Module form of {@link poissonNllLoss}. */
export class PoissonNLLLoss extends Module {
  readonly logInput: boolean;
  readonly full: boolean;
  readonly eps: number;
  readonly reduction: Reduction;
  constructor({ logInput = true, full = false, eps = 1e-8, reduction = "mean" }: PoissonNLLOptions = {}) {
    super();
    this.logInput = logInput;
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { logInput, full, eps, reduction } = this;
    return poissonNllLoss(input, target, { logInput, full, eps, reduction });
  }
}

export interface GaussianNLLOptions {
  /** Add the constant ½ log 2π (default false). */
  full?: boolean;
  /** Least variance (default 1e-6). */
  eps?: number;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * ½ (log variance + (input − target)² / variance), −log of a normal density, as
 * `torch.nn.functional.gaussian_nll_loss`. Negative variances count as eps (PyTorch refuses them).
 *
 * @param input     means
 * @param target    input's shape, or one that broadcasts to it
 * @param variance  input's shape, or one for all of the last axis: that shape with 1 in the end, or without it
 * @throws ShapeError, ParameterError
 */
export function gaussianNllLoss(
  input: Tensor,
  target: Tensor,
  variance: Tensor,
  options: GaussianNLLOptions = {},
): Tensor {
  const { full = false, eps = 1e-6, reduction = "mean" } = options;
  if (!(eps > 0)) throw new ParameterError(`gaussianNllLoss: eps=${eps} must be > 0.`);
  const lead = input.shape.slice(0, -1);
  const isShared = !sameShape(variance.shape, input.shape);
  if (isShared && !sameShape(variance.shape, lead) && !sameShape(variance.shape, [...lead, 1]))
    throw new ShapeError(
      `gaussianNllLoss: variance ${formatShape(variance.shape)} must be ${formatShape(input.shape)}, ${formatShape([...lead, 1])} or ${formatShape(lead)}.`,
    );
  const wide = isShared && variance.ndim < input.ndim ? variance.unsqueeze(-1) : variance;
  // PyTorch limits the variance behind the tape's back: its gradient flows also where eps stands in for it.
  const safe = wide.add(wide.detach().neg().add(eps).relu());
  const loss = safe.log().add(input.sub(target).square().div(safe)).mul(0.5);
  return reduceLoss("gaussianNllLoss", full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss, reduction);
}

/** Module form of {@link gaussianNllLoss}. */
export class GaussianNLLLoss extends Module {
  readonly full: boolean;
  readonly eps: number;
  readonly reduction: Reduction;
  constructor({ full = false, eps = 1e-6, reduction = "mean" }: GaussianNLLOptions = {}) {
    super();
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor, variance: Tensor): Tensor {
    return gaussianNllLoss(input, target, variance, { full: this.full, eps: this.eps, reduction: this.reduction });
  }
}
