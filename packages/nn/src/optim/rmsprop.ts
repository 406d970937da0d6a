import { copyInto } from "../modules/index.js";
import { FormulaOptimizer, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface RMSpropOptions {
  /** Step size, ≥ 0 (default 1e-2). */
  lr?: number;
  /** Decay of the running mean square (default 0.99). */
  alpha?: number;
  /** Added to the root mean square (default 1e-8). */
  eps?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Share of the last step that goes on (default 0). */
  momentum?: number;
  /** Divide by the deviation from the running mean, not from 0 (default false). */
  centered?: boolean;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<RMSpropOptions>;

/** RMSprop, as `torch.optim.RMSprop` (Hinton's lecture; centered: Graves, 2013). */
export class RMSprop extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: RMSpropOptions = {}) {
    super(params, {
      lr: 1e-2,
      alpha: 0.99,
      eps: 1e-8,
      weightDecay: 0,
      momentum: 0,
      centered: false,
      maximize: false,
      ...options,
    });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { alpha, eps, weightDecay, momentum } = group;
    needNonNegative("RMSprop", { alpha, eps, weightDecay, momentum });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const alpha = () => group.alpha;
    const square = c.average(c.state("squareAvg"), grad.square(), alpha);
    const variance = group.centered ? square.sub(c.average(c.state("gradAvg"), grad, alpha).square()) : square;
    const scaled = grad.div(variance.sqrt().add(c.live(() => group.eps)));
    if (group.momentum === 0) return c.descend(scaled, () => group.lr);
    const buffer = c.state("momentumBuffer");
    copyInto(buffer, buffer.mul(c.live(() => group.momentum)).add(scaled));
    c.descend(buffer, () => group.lr);
  }
}
