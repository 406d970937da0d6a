import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface AdamaxOptions {
  /** Step size, ≥ 0 (default 2e-3). */
  lr?: number;
  /** Decay of the running mean and of the running maximum, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the size of the gradient (default 1e-8). */
  eps?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<AdamaxOptions>;

/** Adam with the maximum norm, as `torch.optim.Adamax` (Kingma and Ba, 2015). */
export class Adamax extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: AdamaxOptions = {}) {
    super(params, { lr: 2e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { betas, eps, weightDecay } = group;
    needBetas("Adamax", betas);
    needNonNegative("Adamax", { eps, weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const mean = c.average(c.state("expAvg"), grad, () => group.betas[0]);
    const largest = c.state("expInf");
    largest.copy_(largest.mul(c.live(() => group.betas[1])).maximum(grad.abs().add(c.live(() => group.eps))));
    c.descend(mean.div(largest), () => group.lr / (1 - group.betas[0] ** c.step()));
  }
}
