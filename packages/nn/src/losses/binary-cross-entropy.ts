// Losses for independent yes/no targets.
import { clamp, differentiable, logSigmoid, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface BCEOptions {
  /** Factor per element, broadcast to the input. */
  weight?: Tensor | null;
  /** Factor on the positive term per class, broadcast to the input. */
  posWeight?: Tensor | null;
  /** Default "mean". */
  reduction?: Reduction;
}

// PyTorch's bounds: logarithms from −100 on, so that a certain and wrong answer costs 100 and not ∞, and slopes up to 10¹².
const LEAST_LOG = -100;
const LEAST_VARIANCE = 1e-12;

/** −t · log(x) − (1 − t) · log(1 − x) per element, with bounded logarithms. */
function crossEntropies(x: Tensor, t: Tensor): Tensor {
  const logs = (): [Tensor, Tensor] => [clamp(x.log(), { min: LEAST_LOG }), clamp(x.neg().log1p(), { min: LEAST_LOG })];
  const forward = (): Tensor => {
    const [yes, no] = logs();
    return t.sub(1).mul(no).sub(t.mul(yes));
  };
  return differentiable("binaryCrossEntropy", [x, t], forward, () => [
    (g) => g.mul(x.sub(t)).div(clamp(x.neg().add(1).mul(x), { min: LEAST_VARIANCE })),
    (g) => {
      const [yes, no] = logs();
      return g.mul(no.sub(yes));
    },
  ]);
}

/**
 * −target · log(input) − (1 − target) · log(1 − input), averaged by default, as `torch.nn.functional.binary_cross_entropy`.
 * Logarithms are taken to be at least −100. Values outside 0…1 give NaN (PyTorch refuses them).
 *
 * @param input   probabilities, 0…1
 * @param target  0…1, input's shape
 * @param options.weight  factor per element, broadcast to the input
 */
export function binaryCrossEntropy(input: Tensor, target: Tensor, options: Omit<BCEOptions, "posWeight"> = {}): Tensor {
  const { weight, reduction = "mean" } = options;
  checkSameShape("binaryCrossEntropy", input, target);
  const loss = crossEntropies(input, target.to(input.dtype));
  return reduceLoss("binaryCrossEntropy", weight ? loss.mul(weight) : loss, reduction);
}

/** Module form of {@link binaryCrossEntropy}; `weight` is a buffer. */
export class BCELoss extends Module {
  readonly weight: Tensor | null;
  readonly reduction: Reduction;
  constructor({ weight = null, reduction = "mean" }: Omit<BCEOptions, "posWeight"> = {}) {
    super();
    this.weight = weight;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return binaryCrossEntropy(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

/**
 * Binary cross entropy of sigmoid(input), computed from the logits without overflow, as
 * `torch.nn.functional.binary_cross_entropy_with_logits`.
 *
 * @param target  0…1, input's shape
 */
export function binaryCrossEntropyWithLogits(input: Tensor, target: Tensor, options: BCEOptions = {}): Tensor {
  const { weight, posWeight, reduction = "mean" } = options;
  checkSameShape("binaryCrossEntropyWithLogits", input, target);
  // −t·log σ(x) − (1−t)·log(1−σ(x)) = (1−t)·x + (1 + (p−1)·t)·(−log σ(x)); log σ as one formula, whose slope
  // at 0 is ½: from max and |x| put together it would be wrong there
  const slope = target.neg().add(1).mul(input);
  const positive = logSigmoid(input).neg();
  const loss = slope.add(posWeight ? posWeight.sub(1).mul(target).add(1).mul(positive) : positive);
  return reduceLoss("binaryCrossEntropyWithLogits", weight ? loss.mul(weight) : loss, reduction);
}

/** Module form of {@link binaryCrossEntropyWithLogits}; `weight` and `posWeight` are buffers. */
export class BCEWithLogitsLoss extends Module {
  readonly weight: Tensor | null;
  readonly posWeight: Tensor | null;
  readonly reduction: Reduction;
  constructor({ weight = null, posWeight = null, reduction = "mean" }: BCEOptions = {}) {
    super();
    this.weight = weight;
    this.posWeight = posWeight;
    this.reduction = reduction;
    this.registerBuffer("weight");
    this.registerBuffer("posWeight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, posWeight, reduction } = this;
    return binaryCrossEntropyWithLogits(input, target, { weight, posWeight, reduction });
  }
}
