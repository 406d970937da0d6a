import { full, ones } from "@sonograd/core";
import { FormulaOptimizer, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface ASGDOptions {
  /** First step size, ≥ 0 (default 1e-2). */
  lr?: number;
  /** Share of the weight removed per step and step size, and how fast that falls (default 1e-4). */
  lambd?: number;
  /** Power with which the step size falls (default 0.75). */
  alpha?: number;
  /** Step after which parameters are averaged (default 1e6). */
  t0?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<ASGDOptions>;

/**
 * Averaged stochastic gradient descent, as `torch.optim.ASGD` (Polyak and Juditsky, 1992). The averages are the state
 * `ax` of the state dict.
 */
export class ASGD extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: ASGDOptions = {}) {
    super(params, { lr: 1e-2, lambd: 1e-4, alpha: 0.75, t0: 1e6, weightDecay: 0, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    needNonNegative("ASGD", { weightDecay: group.weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad, param } = c;
    const place = { dtype: param.dtype, device: param.device };
    // Each step uses the size and share that the one before made of its settings.
    const eta = c.state("eta", () => full([], group.lr, place));
    const mu = c.state("mu", () => ones([], place));
    const shrunk = param.mul(eta.mul(c.live(() => -group.lambd)).add(1));
    param.copy_(shrunk.sub(grad.mul(eta)));
    const ax = c.state("ax");
    ax.copy_(param.mul(mu).add(ax.mul(mu.neg().add(1))));
    eta.copy_(c.live(() => group.lr / (1 + group.lambd * group.lr * c.step()) ** group.alpha));
    mu.copy_(c.live(() => 1 / Math.max(1, c.step() - group.t0)));
  }
}
