import { ParameterError } from "@sonograd/core";
import { FormulaOptimizer, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface AdadeltaOptions {
  /** What the step is multiplied by, ≥ 0 (default 1). */
  lr?: number;
  /** Decay of the running mean squares, 0…1 (default 0.9). */
  rho?: number;
  /** Added under the roots (default 1e-6). */
  eps?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<AdadeltaOptions>;

/** Adadelta, as `torch.optim.Adadelta` (Zeiler, 2012): steps in proportion to the steps before. */
export class Adadelta extends FormulaOptimizer<Settings> {
  constructor(params: ParamsInput<Settings>, options: AdadeltaOptions = {}) {
    super(params, { lr: 1, rho: 0.9, eps: 1e-6, weightDecay: 0, maximize: false, ...options });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { rho, eps, weightDecay } = group;
    if (!(rho >= 0 && rho <= 1)) throw new ParameterError(`Adadelta: rho=${rho} must be in [0, 1].`);
    needNonNegative("Adadelta", { eps, weightDecay });
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad } = c;
    const [rho, eps] = [() => group.rho, c.live(() => group.eps)];
    const square = c.average(c.state("squareAvg"), grad.square(), rho);
    const steps = c.state("accDelta");
    const delta = steps.add(eps).sqrt().div(square.add(eps).sqrt()).mul(grad);
    c.average(steps, delta.square(), rho);
    c.descend(delta, () => group.lr);
  }
}
