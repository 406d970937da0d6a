// Losses between two tensors of one shape.
import type { Tensor } from "@sonograd/core";
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
