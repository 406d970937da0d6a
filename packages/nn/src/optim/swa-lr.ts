import { ParameterError } from "@sonograd/core";
import { LRScheduler, needSteps, perGroup, type PerGroup, type Scheduled } from "./lr-scheduler.js";

/**
 * From the rate at hand to `swaLr` in `annealEpochs` steps, and constant from then on, as `torch.optim.swa_utils.SWALR`: the
 * schedule under weight averaging.
 */
export class SWALR extends LRScheduler {
  readonly #swaLrs: readonly number[];
  readonly #epochs: number;
  readonly #shape: (share: number) => number;

  /** @throws ParameterError  annealEpochs no integer ≥ 0, an unknown strategy, a list that does not fit */
  constructor(
    optimizer: Scheduled,
    {
      swaLr,
      annealEpochs = 10,
      annealStrategy = "cos",
    }: { swaLr: PerGroup<number>; annealEpochs?: number; annealStrategy?: "cos" | "linear" },
  ) {
    needSteps("SWALR", "annealEpochs", annealEpochs, 0);
    if (annealStrategy !== "cos" && annealStrategy !== "linear")
      throw new ParameterError(`SWALR: annealStrategy="${annealStrategy as string}" must be "cos" or "linear".`);
    super(optimizer);
    this.#swaLrs = perGroup("SWALR", "swaLr", swaLr, optimizer);
    this.#epochs = annealEpochs;
    this.#shape = annealStrategy === "linear" ? (share) => share : (share) => (1 - Math.cos(Math.PI * share)) / 2;
    this.apply();
  }

  /** Share of swaLr in the rate of a step. */
  #alpha(step: number): number {
    return this.#shape(Math.min(1, Math.max(0, step / Math.max(1, this.#epochs))));
  }

  protected override nextLr(lr: number, _baseLr: number, index: number): number | undefined {
    const swaLr = this.#swaLrs[index];
    if (swaLr === undefined) return undefined;
    const step = this.#epochs === 0 ? Math.max(1, this.lastEpoch) : this.lastEpoch;
    const before = this.#alpha(step - 1);
    // The rate that the one before was blended with: a schedule underneath may have changed it.
    const own = before === 1 ? swaLr : (lr - before * swaLr) / (1 - before);
    const alpha = this.#alpha(step);
    return swaLr * alpha + own * (1 - alpha);
  }
}
