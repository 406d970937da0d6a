// When a loss is no number: the step is taken back, and each layer asked what it makes of the batch.
import { isIntegral, keep, noGrad, ones, ParameterError, scope, Tensor, where, type Device } from "@sonograd/core";
import { copyInto, type TensorModule } from "../modules/index.js";
import { flatPieces, zerosLikeEach } from "../optim/arena.js";

/**
 * The parameters as they were before the first step whose loss was no number. All of it is done on the device and as part of the step,
 * captured or not: the loss is read only now and then, when the parameters have gone on long since.
 */
export class BeforeStep {
  readonly #saved: readonly Tensor[];
  /** 1 while every loss was a number. */
  readonly #isGood: Tensor;

  constructor(
    private readonly model: TensorModule,
    device: Device,
  ) {
    this.#saved = zerosLikeEach(model.parameters());
    this.#isGood = keep(ones([], { device }));
  }

  /** At the beginning of a step. */
  take(): void {
    noGrad(() => {
      const isGood = this.#isGood.gt(0);
      for (const [live, saved] of flatPieces(this.model.parameters(), this.#saved))
        copyInto(saved, where(isGood, live, saved));
    });
  }

  /** After the loss of the step is known. */
  judge(loss: Tensor): void {
    noGrad(() => copyInto(this.#isGood, where(loss.detach().isfinite(), this.#isGood, 0)));
  }

  /** Takes the parameters back and says where the first number went wrong. */
  async explain(x: Tensor): Promise<string> {
    this.model.parameters().forEach((live, i) => copyInto(live, this.#saved[i]));
    return firstNonFinite(this.model, x);
  }
}

/** Whether all is finite, as a number that is read later. */
const finiteFlag = (t: Tensor): Tensor => t.detach().isfinite().all();

/** In words, where going through `model` with `x` first leaves the finite numbers. */
async function firstNonFinite(model: TensorModule, x: Tensor): Promise<string> {
  const isWrong = async (flag: Tensor): Promise<boolean> => !(await flag.item());
  if (await isWrong(finiteFlag(x))) return "The batch itself holds NaN or infinity: check the data.";
  const parameters = model.namedParameters();
  const wrong = (await Promise.all(parameters.map(([, p]) => isWrong(finiteFlag(p))))).indexOf(true);
  if (wrong >= 0)
    return `First in parameter "${parameters[wrong][0]}", which the step before made NaN or infinite: lower the learning rate.`;
  const layers: string[] = [];
  const flags: Tensor[] = [];
  const hooks = model.namedModules().map(([name, module]) =>
    module.registerForwardHook((_, __, output) => {
      if (!(output instanceof Tensor) || isIntegral(output.dtype)) return;
      layers.push(`First in layer "${name || "(the model itself)"}" (${module.constructor.name}).`);
      flags.push(keep(finiteFlag(output)));
    }),
  );
  try {
    scope(() => noGrad(() => void model(x)));
  } finally {
    for (const hook of hooks) hook.remove();
  }
  const first = (await Promise.all(flags.map(isWrong))).indexOf(true);
  return first >= 0 ? layers[first] : "All layers are finite: it comes from the loss function.";
}

/** The error that ends such a run. */
export function nonFiniteLoss(
  loss: number,
  { step, epoch, batch }: { step: number; epoch: number; batch: number },
  where: string,
): ParameterError {
  return new ParameterError(
    `Trainer: loss=${loss} in step ${step} (epoch ${epoch}, batch ${batch}) must be finite. ${where} Lower the learning rate, clip gradients, or check the data.`,
  );
}
