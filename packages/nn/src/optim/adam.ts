// Adam and AdamW. The plain rule is one primitive over all parameters; AMSGrad, which keeps a third state, is in ordinary ops.
import { dispatchInto, ParameterError, type Tensor } from "@sonograd/core";
import { copyInto } from "../modules/index.js";
import { StepContext } from "./formula-optimizer.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";

export interface AdamOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Decay of the running mean and of the running mean square, each in [0, 1) (default [0.9, 0.999]). */
  betas?: readonly [number, number];
  /** Added to the root mean square (default 1e-8). */
  eps?: number;
  /** Adam: L2 penalty added to the gradient. AdamW: share of the weight removed per step and lr (default 0 of Adam, 0.01 of AdamW). */
  weightDecay?: number;
  /** Divide by the largest mean square so far (default false). */
  amsgrad?: boolean;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}
type Settings = Required<AdamOptions>;

abstract class AdamFamily extends Optimizer<Settings> {
  protected abstract readonly kind: "adam" | "adamw";

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { betas, eps, weightDecay } = group;
    const name = this.constructor.name;
    if (!betas.every((beta) => beta >= 0 && beta < 1))
      throw new ParameterError(`${name}: betas=[${betas.join(", ")}] must each be in [0, 1).`);
    if (!(eps >= 0)) throw new ParameterError(`${name}: eps=${eps} must be ≥ 0.`);
    if (!(weightDecay >= 0)) throw new ParameterError(`${name}: weightDecay=${weightDecay} must be ≥ 0.`);
  }

  protected override update(group: ParamGroup<Settings>, params: readonly Tensor[], step: () => number): void {
    const first = this.stateTensors(params, "expAvg");
    const second = this.stateTensors(params, "expAvgSq");
    if (group.amsgrad) {
      const states: Record<string, readonly Tensor[]> = {
        expAvg: first,
        expAvgSq: second,
        maxExpAvgSq: this.stateTensors(params, "maxExpAvgSq"),
      };
      params.forEach((p, i) => {
        const grad = group.maximize ? p.grad!.neg() : p.grad!;
        this.#amsgradStep(new StepContext<Settings>(p, grad, group, step, (name) => states[name][i]));
      });
      return;
    }
    const grads = params.map((p) => p.grad!);
    dispatchInto("optimizerStep", [...params, ...grads, ...first, ...second], [...params, ...first, ...second], () => {
      const { lr, weightDecay, betas, eps, maximize } = group;
      const adam = { lr, weightDecay, betas, eps, maximize };
      return {
        kind: this.kind,
        count: params.length,
        step: step(),
        ...adam,
        momentum: 0,
        dampening: 0,
        nesterov: false,
      };
    });
  }

  #amsgradStep(c: StepContext<Settings>): void {
    const { group, param } = c;
    const coupled = this.kind === "adam" && group.weightDecay !== 0;
    const grad = coupled ? c.grad.add(param.mul(c.live(() => group.weightDecay))) : c.grad;
    const mean = c.average(c.state("expAvg"), grad, () => group.betas[0]);
    const square = c.average(c.state("expAvgSq"), grad.square(), () => group.betas[1]);
    const largest = c.state("maxExpAvgSq");
    copyInto(largest, largest.maximum(square));
    const root = largest.sqrt().div(c.live(() => Math.sqrt(1 - group.betas[1] ** c.step())));
    const update = mean.div(root.add(c.live(() => group.eps)));
    c.descend(update, () => group.lr / (1 - group.betas[0] ** c.step()), this.kind === "adamw" ? c.shrunk() : param);
  }
}

const DEFAULTS: Omit<Settings, "weightDecay"> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  amsgrad: false,
  maximize: false,
};

/** Adam, as `torch.optim.Adam` (Kingma and Ba, 2015). */
export class Adam extends AdamFamily {
  protected readonly kind = "adam";
  constructor(params: ParamsInput<Settings>, options: AdamOptions = {}) {
    super(params, { ...DEFAULTS, weightDecay: 0, ...options });
  }
}

/** Adam with decoupled weight decay, as `torch.optim.AdamW` (Loshchilov and Hutter, 2019). */
export class AdamW extends AdamFamily {
  protected readonly kind = "adamw";
  constructor(params: ParamsInput<Settings>, options: AdamOptions = {}) {
    super(params, { ...DEFAULTS, weightDecay: 0.01, ...options });
  }
}
