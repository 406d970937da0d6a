import { ParameterError } from "@sonograd/core";
import { LRScheduler, type Scheduled } from "./schedulers.js";

export interface OneCycleOptions {
  /** The peak. */
  maxLr: number;
  /** Number of steps in all (batches, usually). */
  totalSteps: number;
  /** Share of the steps spent rising, 0…1 (default 0.3). */
  pctStart?: number;
  /** Shape of the slopes (default "cos"). */
  annealStrategy?: "cos" | "linear";
  /** maxLr / initial rate (default 25). */
  divFactor?: number;
  /** Initial rate / last rate (default 1e4). */
  finalDivFactor?: number;
  /** Mirror the rise before the last descent (default false). */
  threePhase?: boolean;
}

interface Phase {
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Rises to `maxLr` and falls far below the start, as `torch.optim.lr_scheduler.OneCycleLR` (Smith and Topin, 2017).
 * Call `step()` after each batch. Momentum is left alone, unlike PyTorch's `cycle_momentum`.
 */
export class OneCycleLR extends LRScheduler {
  readonly #phases: readonly Phase[];
  readonly #total: number;
  readonly #blend: (from: number, to: number, share: number) => number;

  constructor(optimizer: Scheduled, options: OneCycleOptions) {
    super(optimizer);
    const { maxLr, totalSteps, pctStart = 0.3, annealStrategy = "cos" } = options;
    const { divFactor = 25, finalDivFactor = 1e4, threePhase = false } = options;
    if (!Number.isInteger(totalSteps) || totalSteps < 1)
      throw new ParameterError(`OneCycleLR: totalSteps=${totalSteps} must be an integer ≥ 1.`);
    if (!(pctStart >= 0 && pctStart <= 1)) throw new ParameterError(`OneCycleLR: pctStart=${pctStart} must be in 0…1.`);
    const start = maxLr / divFactor;
    const last = start / finalDivFactor;
    const peak = pctStart * totalSteps - 1;
    this.#total = totalSteps;
    this.#phases = threePhase
      ? [
          { end: peak, from: start, to: maxLr },
          { end: 2 * pctStart * totalSteps - 2, from: maxLr, to: start },
          { end: totalSteps - 1, from: start, to: last },
        ]
      : [
          { end: peak, from: start, to: maxLr },
          { end: totalSteps - 1, from: maxLr, to: last },
        ];
    this.#blend =
      annealStrategy === "linear"
        ? (from, to, share) => from + (to - from) * share
        : (from, to, share) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
    this.apply();
  }

  protected override lrAt(step: number): number {
    if (step >= this.#total)
      throw new ParameterError(
        `OneCycleLR: step ${step + 1} is past totalSteps=${this.#total}. Count all batches of all epochs.`,
      );
    let begin = 0;
    for (const { end, from, to } of this.#phases) {
      if (step <= end || end === this.#total - 1)
        return this.#blend(from, to, end === begin ? 1 : (step - begin) / (end - begin));
      begin = end;
    }
    throw new ParameterError(`internal: OneCycleLR has no phase for step ${step}.`);
  }
}
