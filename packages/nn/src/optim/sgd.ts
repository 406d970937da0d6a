import { dispatchInto, ParameterError, type Tensor } from "@sonograd/core";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";

export interface SGDOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Share of the last step that goes on, 0 for none (default 0). */
  momentum?: number;
  /** Share of the gradient kept out of the momentum (default 0). */
  dampening?: number;
  /** L2 penalty added to the gradient (default 0). */
  weightDecay?: number;
  /** Look ahead along the momentum (default false). */
  nesterov?: boolean;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

/** Stochastic gradient descent, as `torch.optim.SGD`. */
export class SGD extends Optimizer<Required<SGDOptions>> {
  constructor(params: ParamsInput<Required<SGDOptions>>, options: SGDOptions = {}) {
    super(params, {
      lr: 1e-3,
      momentum: 0,
      dampening: 0,
      weightDecay: 0,
      nesterov: false,
      maximize: false,
      ...options,
    });
  }

  protected override checkGroup(group: ParamGroup<Required<SGDOptions>>): void {
    super.checkGroup(group);
    const { momentum, dampening, weightDecay, nesterov } = group;
    if (!(momentum >= 0)) throw new ParameterError(`SGD: momentum=${momentum} must be ≥ 0.`);
    if (!(weightDecay >= 0)) throw new ParameterError(`SGD: weightDecay=${weightDecay} must be ≥ 0.`);
    if (nesterov && (momentum === 0 || dampening !== 0))
      throw new ParameterError(
        `SGD: nesterov=true needs momentum > 0 and dampening 0, not momentum=${momentum}, dampening=${dampening}.`,
      );
  }

  protected override update(
    group: ParamGroup<Required<SGDOptions>>,
    params: readonly Tensor[],
    step: () => number,
  ): void {
    const buffers = group.momentum === 0 ? [] : this.stateTensors(params, "momentumBuffer");
    const grads = params.map((p) => p.grad!);
    dispatchInto("optimizerStep", [...params, ...grads, ...buffers], [...params, ...buffers], () => {
      const { lr, weightDecay, momentum, dampening, nesterov, maximize } = group;
      const sgd = { lr, weightDecay, momentum, dampening, nesterov, maximize };
      return { kind: "sgd", count: params.length, step: step(), ...sgd, betas: [0, 0], eps: 0 };
    });
  }
}
