import { fullLike } from "@sonograd/core";
import { FormulaOptimizer, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface AdagradOptions {
  /** Step size, ≥ 0 (default 1e-2). */
  lr?: number;
  /** The rate of step n is lr / (1 + (n − 1) · lrDecay) (default 0). */
  lrDecay?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Where the sums of squares start (default 0). */
  initialAccumulatorValue?: number;
  /** Added to the root (default 1e-10). */
  eps?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<AdagradOptions>;

/** Adagrad, as `torch.optim.Adagrad` (Duchi et al., 2011): rates fall with the sum of squared gradients. */
export class Adagrad extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: AdagradOptions = {}) {
    super(params, {
      lr: 1e-2,
      lrDecay: 0,
      weightDecay: 0,
      initialAccumulatorValue: 0,
      eps: 1e-10,
      maximize: false,
      ...options,
    });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { lrDecay, weightDecay, initialAccumulatorValue, eps } = group;
    needNonNegative("Adagrad", { lrDecay, weightDecay, initialAccumulatorValue, eps });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const sum = c.state("sum", (p) => fullLike(p.detach(), group.initialAccumulatorValue));
    sum.add_(grad.square());
    const scaled = grad.div(sum.sqrt().add(c.live(() => group.eps)));
    c.descend(scaled, () => group.lr / (1 + (c.step() - 1) * group.lrDecay));
  }
}
