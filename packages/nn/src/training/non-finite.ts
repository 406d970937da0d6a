// When a loss is no number: the step is taken back, and each layer asked what it makes of the batch.
import { keep, noGrad, ParameterError, scope, Tensor, zerosLike } from "@sonograd/core";
import { copyInto, type TensorModule } from "../modules/index.js";

const isFinite = (t: Tensor): boolean =>
  t.dtype === "bool" || Array.from(t.dataSync() as ArrayLike<number>).every((v) => Number.isFinite(v));

/** Parameters and buffers as they were before the step at hand. Only on the CPU, where copying costs next to nothing. */
export class BeforeStep {
  readonly #saved: [Tensor, Tensor][];

  constructor(private readonly model: TensorModule) {
    this.#saved = Object.values(model.stateDict()).map((t) => [t, keep(noGrad(() => zerosLike(t)))]);
  }

  take(): void {
    for (const [live, saved] of this.#saved) copyInto(saved, live);
  }

  /** Takes the step back and says where the first number went wrong. */
  explain(x: Tensor): string {
    for (const [live, saved] of this.#saved) copyInto(live, saved);
    return firstNonFinite(this.model, x);
  }
}

/** In words, where going through `model` with `x` first leaves the finite numbers. */
function firstNonFinite(model: TensorModule, x: Tensor): string {
  if (!isFinite(x)) return "The batch itself holds NaN or infinity: check the data.";
  const wrong = model.namedParameters().find(([, p]) => !isFinite(p));
  if (wrong)
    return `First in parameter "${wrong[0]}", which the step before made NaN or infinite: lower the learning rate.`;
  let found: string | null = null;
  const hooks = model.namedModules().map(([name, module]) =>
    module.registerForwardHook((_, __, output) => {
      if (found === null && output instanceof Tensor && !isFinite(output))
        found = `First in layer "${name || "(the model itself)"}" (${module.constructor.name}).`;
    }),
  );
  try {
    scope(() => noGrad(() => void model(x)));
  } finally {
    for (const hook of hooks) hook.remove();
  }
  return found ?? "All layers are finite: it comes from the loss function.";
}

/** The error that ends such a run. */
export function nonFiniteLoss(loss: number, epoch: number, batch: number, step: number, where: string): ParameterError {
  return new ParameterError(
    `Trainer: loss=${loss} in step ${step} (epoch ${epoch}, batch ${batch}) must be finite. ${where} Lower the learning rate, clip gradients, or check the data.`,
  );
}
