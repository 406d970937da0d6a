import { liveNumber, ones } from "@sonograd/core";
import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface NAdamOptions {
  /** Step size, ≥ 0 (default 2e-3). */
  lr?: number;
  /** Decay of the running mean and of the running mean square, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the root mean square (default 1e-8). */
  eps?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** How fast the momentum grows to its final value (default 4e-3). */
  momentumDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<NAdamOptions>;

/** Adam with Nesterov momentum, as `torch.optim.NAdam` (Dozat, 2016). */
export class NAdam extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: NAdamOptions = {}) {
    super(params, {
      lr: 2e-3,
      betas: [0.9, 0.999],
      eps: 1e-8,
      weightDecay: 0,
      momentumDecay: 4e-3,
      maximize: false,
      ...options,
    });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { betas, eps, weightDecay, momentumDecay } = group;
    needBetas("NAdam", betas);
    needNonNegative("NAdam", { eps, weightDecay, momentumDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const mu = (step: number): number => group.betas[0] * (1 - 0.5 * 0.96 ** (step * group.momentumDecay));
    // Depends on all settings so far, so it is a state; float32 for any parameter, as PyTorch keeps it.
    const { device, dtype } = c.param;
    const single = (value: () => number) => liveNumber(value, { device });
    const product = c.state("muProduct", () => ones([], { device }));
    product.mul_(single(() => mu(c.step())));
    const ahead = product.mul(single(() => mu(c.step()))).mul(single(() => mu(c.step() + 1)));
    const mean = c.average(c.state("expAvg"), grad, () => group.betas[0]);
    const square = c.average(c.state("expAvgSq"), grad.square(), () => group.betas[1]);
    const root = square
      .div(c.live(() => 1 - group.betas[1] ** c.step()))
      .sqrt()
      .add(c.live(() => group.eps));
    const now = c.live(() => group.lr * (1 - mu(c.step()))).div(product.to(dtype).neg().add(1));
    const next = c.live(() => group.lr * mu(c.step() + 1)).div(ahead.to(dtype).neg().add(1));
    c.param.copy_(c.param.sub(grad.div(root).mul(now)).sub(mean.div(root).mul(next)));
  }
}
