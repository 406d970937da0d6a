import { where, type Tensor } from "@sonograd/core";
import { copyInto } from "../modules/index.js";
import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface SparseAdamOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Decay of the running mean and of the running mean square, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the root mean square (default 1e-8). */
  eps?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<SparseAdamOptions>;

/** Where a row (all that stands behind one index of the first axis) has any gradient, as [rows, 1, …]. */
function touchedRows(grad: Tensor): Tensor {
  const size = grad.abs();
  return (grad.ndim < 2 ? size : size.amax(grad.shape.slice(1).map((_, i) => i + 1), { keepdim: true })).gt(0); // prettier-ignore
}

/**
 * Adam that leaves alone what got no gradient, as `torch.optim.SparseAdam`: rows of an `Embedding` that a batch does not
 * look up keep their values and moments. Gradients here are dense, so a row counts as looked up where its gradient is not
 * all zeros.
 */
export class SparseAdam extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: SparseAdamOptions = {}) {
    super(params, { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    needBetas("SparseAdam", group.betas);
    needNonNegative("SparseAdam", { eps: group.eps });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad, param } = c;
    const touched = touchedRows(grad);
    const kept = (state: Tensor, value: Tensor, decay: () => number): Tensor => {
      copyInto(state, where(touched, c.blend(state, value, decay), state));
      return state;
    };
    const mean = kept(c.state("expAvg"), grad, () => group.betas[0]);
    const square = kept(c.state("expAvgSq"), grad.square(), () => group.betas[1]);
    const correction = (k: 0 | 1): number => 1 - group.betas[k] ** c.step();
    const update = mean.div(square.sqrt().add(c.live(() => group.eps)));
    const factor = c.live(() => (group.lr * Math.sqrt(correction(1))) / correction(0));
    copyInto(param, where(touched, param.sub(update.mul(factor)), param));
  }
}
