import { where } from "@sonograd/core";
import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface LAMBOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Decay of the running mean and of the running mean square, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the root mean square (default 1e-6). */
  eps?: number;
  /** Share of the weight added to its step (default 0.01). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<LAMBOptions>;

/**
 * Adam whose step for each tensor is as long as the tensor, times lr: for large batches.
 *
 * @source You et al., Large Batch Optimization for Deep Learning (2020), algorithm 2, with bias correction and φ(z) = z;
 *   defaults of NVIDIA apex, without its clipping (call `clipGradNorm`)
 */
export class LAMB extends FormulaOptimizer<Settings> {
  protected override readonly couplesDecay = false;

  constructor(params: ParamsInput<Settings>, options: LAMBOptions = {}) {
    super(params, { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-6, weightDecay: 0.01, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { betas, eps, weightDecay } = group;
    needBetas("LAMB", betas);
    needNonNegative("LAMB", { eps, weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad, param } = c;
    const corrected = (k: 0 | 1) => c.live(() => 1 - group.betas[k] ** c.step());
    const mean = c.average(c.state("expAvg"), grad, () => group.betas[0]).div(corrected(0));
    const square = c.average(c.state("expAvgSq"), grad.square(), () => group.betas[1]).div(corrected(1));
    const adam = mean.div(square.sqrt().add(c.live(() => group.eps)));
    const update = group.weightDecay === 0 ? adam : adam.add(param.mul(c.live(() => group.weightDecay)));
    const [weight, length] = [param.square().sum().sqrt(), update.square().sum().sqrt()];
    // Zero weights, such as fresh biases, have to be able to leave zero.
    const trust = where(weight.mul(length).gt(0), weight.div(length), weight.mul(0).add(1));
    c.descend(update.mul(trust), () => group.lr);
  }
}
