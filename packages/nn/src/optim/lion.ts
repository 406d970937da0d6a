import { FormulaOptimizer, needBetas, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface LionOptions {
  /** Step size, ≥ 0, about a tenth of Adam's (default 1e-4). */
  lr?: number;
  /** Share of the running mean in the step, and its decay, each in [0, 1) (default [0.9, 0.99]). */
  betas?: readonly [number, number];
  /** Share of the weight removed per step and lr (default 0). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<LionOptions>;

/**
 * Lion: every weight moves by lr, only the sign comes from the gradient and its running mean.
 *
 * @source Chen et al., Symbolic Discovery of Optimization Algorithms (2023), program 1
 */
export class Lion extends FormulaOptimizer<Settings> {
  protected override readonly couplesDecay = false;

  constructor(params: ParamsInput<Settings>, options: LionOptions = {}) {
    super(params, { lr: 1e-4, betas: [0.9, 0.99], weightDecay: 0, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    needBetas("Lion", group.betas);
    needNonNegative("Lion", { weightDecay: group.weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const mean = c.state("expAvg");
    const update = c.blend(mean, grad, () => group.betas[0]).sign();
    c.average(mean, grad, () => group.betas[1]);
    c.descend(update, () => group.lr, c.shrunk());
  }
}
