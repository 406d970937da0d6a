import { where } from "@sonograd/core";
import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface RAdamOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Decay of the running mean and of the running mean square, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the root mean square (default 1e-8). */
  eps?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<RAdamOptions>;

/** What the rectified step is multiplied by; 0 while too few squares are known, and the step is the plain mean. */
function rectification(beta2: number, step: number): number {
  const longest = 2 / (1 - beta2) - 1;
  const power = beta2 ** step;
  const length = longest - (2 * step * power) / (1 - power);
  if (length <= 5) return 0;
  return Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length));
}

/** Adam whose first steps are rectified, as `torch.optim.RAdam` (Liu et al., 2020): no warm-up is needed. */
export class RAdam extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: RAdamOptions = {}) {
    super(params, { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { betas, eps, weightDecay } = group;
    needBetas("RAdam", betas);
    needNonNegative("RAdam", { eps, weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const mean = c.average(c.state("expAvg"), grad, () => group.betas[0]);
    const square = c.average(c.state("expAvgSq"), grad.square(), () => group.betas[1]);
    // Which of the two rules holds changes with the step, so a captured step has to hold both.
    const factor = c.live(() => {
      const rectified = rectification(group.betas[1], c.step());
      return rectified * Math.sqrt(1 - group.betas[1] ** c.step());
    });
    const root = square.sqrt().add(c.live(() => group.eps));
    const update = where(factor.gt(0), mean.div(root).mul(factor), mean);
    c.descend(update, () => group.lr / (1 - group.betas[0] ** c.step()));
  }
}
