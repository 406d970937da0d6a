import { fullLike, ParameterError, where } from "@sonograd/core";
import { FormulaOptimizer, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface RpropOptions {
  /** First step of every weight, ≥ 0 (default 1e-2). */
  lr?: number;
  /** What a step is multiplied by when the gradient changed its sign, and when it did not (default [0.5, 1.2]). */
  etas?: readonly [number, number];
  /** Smallest and largest step (default [1e-6, 50]). */
  stepSizes?: readonly [number, number];
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<RpropOptions>;

/** Resilient propagation, as `torch.optim.Rprop` (Riedmiller and Braun, 1993): signs only, for full batches. */
export class Rprop extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: RpropOptions = {}) {
    super(params, { lr: 1e-2, etas: [0.5, 1.2], stepSizes: [1e-6, 50], maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const [down, up] = group.etas;
    if (!(down > 0 && down < 1 && up > 1))
      throw new ParameterError(`Rprop: etas=[${down}, ${up}] must be one in (0, 1) and one > 1.`);
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const before = c.state("prev");
    const size = c.state("stepSize", (p) => fullLike(p.detach(), group.lr));
    const agreement = grad.mul(before);
    const factor = (k: 0 | 1) => c.live(() => group.etas[k]);
    const one = c.live(() => 1);
    const change = where(agreement.gt(0), factor(1), where(agreement.lt(0), factor(0), one));
    const [least, most] = [c.live(() => group.stepSizes[0]), c.live(() => group.stepSizes[1])];
    size.copy_(size.mul(change).maximum(least).minimum(most));
    // After a change of sign the weight waits, and the next step counts as agreeing with nothing.
    const used = where(
      agreement.lt(0),
      c.live(() => 0),
      grad,
    );
    before.copy_(used);
    c.descend(used.sign().mul(size), () => 1);
  }
}
