// For optimizers whose rule is a few ordinary ops on each parameter: it then runs on every device and inside `compile`.
import { liveNumber, ParameterError, type Tensor } from "@sonograd/core";
import { copyInto } from "../modules/index.js";
import { Optimizer, type ParamGroup } from "./optimizer.js";

export interface FormulaSettings {
  lr: number;
  weightDecay?: number;
  maximize?: boolean;
}

/** One parameter in one step. */
export class StepContext<S extends FormulaSettings> {
  constructor(
    readonly param: Tensor,
    /** The gradient, turned for `maximize`, with the L2 penalty of `weightDecay`. */
    readonly grad: Tensor,
    readonly group: S,
    /** Number of this step, 1 for the first. */
    readonly step: () => number,
    /** A named state, zeros or what `make` gives at first. */
    readonly state: (name: string, make?: (p: Tensor) => Tensor) => Tensor,
  ) {}

  /** A setting, or a number made of settings, that a captured step reads anew each time. */
  live(value: () => number): Tensor {
    return liveNumber(value, { dtype: this.param.dtype, device: this.param.device });
  }

  /** Takes `update · factor()` off the parameter, or off `from`. Writing it once is what lets a GPU do the step in one kernel. */
  descend(update: Tensor, factor: () => number, from: Tensor = this.param): void {
    copyInto(this.param, from.sub(update.mul(this.live(factor))));
  }

  /** a · share + b · (1 − share). */
  blend(a: Tensor, b: Tensor, share: () => number): Tensor {
    return a.mul(this.live(share)).add(b.mul(this.live(() => 1 - share())));
  }

  /** average · decay + value · (1 − decay), kept in `average`, which is returned. */
  average(average: Tensor, value: Tensor, decay: () => number): Tensor {
    copyInto(average, this.blend(average, value, decay));
    return average;
  }

  /** The parameter, smaller by the share lr · weightDecay. */
  shrunk(): Tensor {
    if (!this.group.weightDecay) return this.param;
    return this.param.mul(this.live(() => 1 - this.group.lr * this.group.weightDecay!));
  }
}

export abstract class FormulaOptimizer<S extends FormulaSettings> extends Optimizer<S> {
  /** The rule. Numbers that change between steps go through `live`; what chooses the rule may be read plainly. */
  protected abstract updateOne(context: StepContext<S>): void;

  /** Whether weightDecay is a penalty in the gradient; otherwise the rule sees to it. */
  protected readonly couplesDecay: boolean = true;

  protected override update(group: ParamGroup<S>, params: readonly Tensor[], step: () => number): void {
    // A state is made for all parameters at once, so that on a GPU it lies in one piece.
    const made = new Map<string, readonly Tensor[]>();
    const stateOf = (name: string, i: number, make?: (p: Tensor) => Tensor): Tensor => {
      const tensors = made.get(name) ?? this.stateTensors(params, name, make);
      made.set(name, tensors);
      return tensors[i];
    };
    params.forEach((p, i) => {
      const raw = group.maximize ? p.grad!.neg() : p.grad!;
      const live = (value: () => number) => liveNumber(value, { dtype: p.dtype, device: p.device });
      const grad = this.couplesDecay && group.weightDecay ? raw.add(p.mul(live(() => group.weightDecay!))) : raw;
      this.updateOne(new StepContext<S>(p, grad, group, step, (name, make) => stateOf(name, i, make)));
    });
  }
}

/** @throws ParameterError unless each is ≥ 0 */
export function needNonNegative(op: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings))
    if (!(value >= 0)) throw new ParameterError(`${op}: ${name}=${value} must be ≥ 0.`);
}

/** @throws ParameterError unless each is in [0, 1) */
export function needBetas(op: string, betas: readonly number[]): void {
  if (!betas.every((beta) => beta >= 0 && beta < 1))
    throw new ParameterError(`${op}: betas=[${betas.join(", ")}] must each be in [0, 1).`);
}
