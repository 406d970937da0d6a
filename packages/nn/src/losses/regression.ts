// Losses between two tensors of one shape.
import { ParameterError, where, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

/** |input − target|, averaged by default, as `torch.nn.functional.l1_loss`. */
export function l1Loss(input: Tensor, target: Tensor, { reduction = "mean" }: { reduction?: Reduction } = {}): Tensor {
  checkSameShape("l1Loss", input, target);
  return reduceLoss("l1Loss", input.sub(target).abs(), reduction);
}

/** (input − target)², averaged by default, as `torch.nn.functional.mse_loss`. */
export function mseLoss(input: Tensor, target: Tensor, { reduction = "mean" }: { reduction?: Reduction } = {}): Tensor {
  checkSameShape("mseLoss", input, target);
  return reduceLoss("mseLoss", input.sub(target).square(), reduction);
}

/**
 * ½ d² / beta where |d| < beta, |d| − ½ beta elsewhere, for d = input − target; as `torch.nn.functional.smooth_l1_loss`.
 *
 * @param options.beta  ≥ 0; 0 is {@link l1Loss} (default 1)
 * @throws ParameterError  beta < 0; ShapeError
 */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  options: { reduction?: Reduction; beta?: number } = {},
): Tensor {
  const { reduction = "mean", beta = 1 } = options;
  if (!(beta >= 0)) throw new ParameterError(`smoothL1Loss: beta=${beta} must be ≥ 0.`);
  checkSameShape("smoothL1Loss", input, target);
  const d = input.sub(target);
  const size = d.abs();
  const loss = beta === 0 ? size : where(size.lt(beta), d.square().mul(0.5 / beta), size.sub(beta / 2));
  return reduceLoss("smoothL1Loss", loss, reduction);
}

/**
 * ½ d² where |d| ≤ delta, delta · (|d| − ½ delta) elsewhere, for d = input − target; as `torch.nn.functional.huber_loss`.
 *
 * @param options.delta  > 0 (default 1)
 * @throws ParameterError  delta ≤ 0; ShapeError
 */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  options: { reduction?: Reduction; delta?: number } = {},
): Tensor {
  const { reduction = "mean", delta = 1 } = options;
  if (!(delta > 0)) throw new ParameterError(`huberLoss: delta=${delta} must be > 0.`);
  checkSameShape("huberLoss", input, target);
  const d = input.sub(target);
  const size = d.abs();
  const loss = where(size.le(delta), d.square().mul(0.5), size.sub(delta / 2).mul(delta));
  return reduceLoss("huberLoss", loss, reduction);
}

/** Module form of {@link l1Loss}. */
export class L1Loss extends Module {
  readonly reduction: Reduction;
  constructor({ reduction = "mean" }: { reduction?: Reduction } = {}) {
    super();
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return l1Loss(input, target, { reduction: this.reduction });
  }
}

/** Module form of {@link mseLoss}. */
export class MSELoss extends Module {
  readonly reduction: Reduction;
  constructor({ reduction = "mean" }: { reduction?: Reduction } = {}) {
    super();
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return mseLoss(input, target, { reduction: this.reduction });
  }
}

/** Module form of {@link smoothL1Loss}. */
export class SmoothL1Loss extends Module {
  readonly reduction: Reduction;
  readonly beta: number;
  constructor({ reduction = "mean", beta = 1 }: { reduction?: Reduction; beta?: number } = {}) {
    super();
    this.reduction = reduction;
    this.beta = beta;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return smoothL1Loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

/** Module form of {@link huberLoss}. */
export class HuberLoss extends Module {
  readonly reduction: Reduction;
  readonly delta: number;
  constructor({ reduction = "mean", delta = 1 }: { reduction?: Reduction; delta?: number } = {}) {
    super();
    this.reduction = reduction;
    this.delta = delta;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return huberLoss(input, target, { reduction: this.reduction, delta: this.delta });
  }
}
