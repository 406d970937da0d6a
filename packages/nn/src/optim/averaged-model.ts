// Averages of a model's parameters over the steps: stochastic weight averaging and exponential moving averages.
import { everyRun, keep, liveNumber, noGrad, outsideCapture, ParameterError, where, type Tensor } from "@sonograd/core";
import { copyInto, replaceData, type Module } from "../modules/index.js";

/** The new average, from the one so far, the parameter and the number of parameters in the average, a tensor []. */
export type AvgFn = (averaged: Tensor, current: Tensor, numAveraged: Tensor) => Tensor;

/** Mean of all, as `torch.optim.swa_utils.get_swa_avg_fn`. */
export const getSwaAvgFn = (): AvgFn => (averaged, current, numAveraged) =>
  averaged.add(current.sub(averaged).div(numAveraged.add(1)));

/**
 * Exponential moving average: averaged · decay + current · (1 − decay), as `torch.optim.swa_utils.get_ema_avg_fn`.
 *
 * @throws ParameterError  decay not in [0, 1]
 */
export function getEmaAvgFn(decay = 0.999): AvgFn {
  if (!(decay >= 0 && decay <= 1)) throw new ParameterError(`getEmaAvgFn: decay=${decay} must be in [0, 1].`);
  return (averaged, current) => averaged.mul(decay).add(current.mul(1 - decay));
}

/** Averages by PyTorch's names, and how many went in. */
export interface AveragedStateDict {
  readonly numAveraged: number;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/**
 * Averages of a model, as `torch.optim.swa_utils.AveragedModel`. It keeps tensors rather than a second model: `use` runs
 * the model itself with them.
 *
 * @example
 * const average = new AveragedModel(model, { avgFn: getEmaAvgFn(0.99) });
 * // after each optimizer.step():
 * average.updateParameters();
 * // at the end:
 * const result = average.use(() => model(x));
 */
export class AveragedModel {
  readonly #model: Module;
  readonly #averages = new Map<string, Tensor>();
  readonly #avgFn: AvgFn;
  #numAveraged = 0;

  /**
   * @param options.avgFn       how a parameter enters the average (default: the mean of all)
   * @param options.useBuffers  average buffers, too, such as running statistics (default false)
   */
  constructor(
    model: Module,
    { avgFn = getSwaAvgFn(), useBuffers = false }: { avgFn?: AvgFn; useBuffers?: boolean } = {},
  ) {
    this.#model = model;
    this.#avgFn = avgFn;
    const parameters = new Set<Tensor>(model.parameters());
    for (const [name, tensor] of Object.entries(model.stateDict()))
      if (useBuffers || parameters.has(tensor)) this.#averages.set(name, keep(tensor.detach().clone()));
  }

  /** How often `updateParameters` has been called. */
  get numAveraged(): number {
    return this.#numAveraged;
  }

  /** Live tensors of the model beside their averages, on one device. */
  #pairs(): { live: Tensor; average: Tensor }[] {
    const state = this.#model.stateDict();
    return [...this.#averages].map(([name, average]) => {
      const live = state[name];
      if (average.device !== live.device) {
        replaceData(
          average,
          outsideCapture(() => average.to(live.device)),
        );
        keep(average);
      }
      return { live, average };
    });
  }

  /** Takes the model's parameters into the averages; the first call copies them. Also inside `compile`. */
  updateParameters(): void {
    noGrad(() => {
      everyRun(() => this.#numAveraged++);
      for (const { live, average } of this.#pairs()) {
        const before = liveNumber(() => this.#numAveraged - 1, { device: live.device });
        const value = live.detach();
        copyInto(average, where(before.eq(0), value, this.#avgFn(average, value, before).to(value.dtype)));
      }
    });
  }

  /**
   * Runs `fn`, which may be asynchronous, while the model holds the averages. Do not train in it.
   *
   * @returns what `fn` returns
   */
  use<T>(fn: () => T): T {
    const pairs = this.#pairs();
    const own = pairs.map(({ live }) => live.detach());
    const restore = (): void => pairs.forEach(({ live }, i) => replaceData(live, own[i]));
    pairs.forEach(({ live, average }) => replaceData(live, average));
    let result: T;
    try {
      result = fn();
    } catch (error) {
      restore();
      throw error;
    }
    if (result instanceof Promise) return result.finally(restore) as T;
    restore();
    return result;
  }

  /** Overwrites the model's parameters by the averages: the end of training. */
  copyToModel(): void {
    noGrad(() => {
      for (const { live, average } of this.#pairs()) copyInto(live, average);
    });
  }

  /** The live averages: `clone()` to keep a snapshot. */
  stateDict(): AveragedStateDict {
    return { numAveraged: this.#numAveraged, tensors: Object.fromEntries(this.#averages) };
  }

  /** @throws ParameterError  names that do not fit */
  loadStateDict({ numAveraged, tensors }: AveragedStateDict): void {
    const missing = [...this.#averages.keys()].filter((name) => !(name in tensors));
    if (missing.length > 0)
      throw new ParameterError(
        `AveragedModel.loadStateDict: [${missing.join(", ")}] are missing. Build the same model.`,
      );
    this.#numAveraged = numAveraged;
    for (const [name, average] of this.#averages) copyInto(average, tensors[name]);
  }
}
