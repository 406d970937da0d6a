// The one schedule that looks at the results.
import { ParameterError } from "@sonograd/core";
import { needSteps, perGroup, type PerGroup, type Scheduled } from "./lr-scheduler.js";

export interface PlateauOptions {
  /** Whether the measure should fall or rise (default "min"). */
  mode?: "min" | "max";
  /** What the rate is multiplied by, 0…1, not 1 (default 0.1). */
  factor?: number;
  /** Steps without progress that are let pass (default 10). */
  patience?: number;
  /** Less is no progress (default 1e-4). */
  threshold?: number;
  /** Whether the threshold is a share of the best measure or a difference (default "rel"). */
  thresholdMode?: "rel" | "abs";
  /** Steps after a reduction in which none is counted (default 0). */
  cooldown?: number;
  /** Lowest rate; one per group where a list (default 0). */
  minLr?: PerGroup<number>;
  /** Reductions that are not larger are not made (default 1e-8). */
  eps?: number;
}

/** Plain data that JSON can hold; the best measure is null before the first. */
export interface PlateauStateDict {
  readonly lastEpoch: number;
  readonly lastLr: readonly number[];
  readonly best: number | null;
  readonly badEpochs: number;
  readonly cooldownCounter: number;
}

/**
 * Reduces the rate when a measure stops getting better, as `torch.optim.lr_scheduler.ReduceLROnPlateau`.
 *
 * @example
 * const scheduler = new ReduceLROnPlateau(optimizer, { patience: 3 });
 * scheduler.step(evaluation.loss); // after each epoch
 */
export class ReduceLROnPlateau {
  readonly #options: Required<Omit<PlateauOptions, "minLr">>;
  readonly #minLrs: readonly number[];
  /** Number of `step()` calls so far. */
  lastEpoch = 0;
  #best: number | null = null;
  #badEpochs = 0;
  #cooldownCounter = 0;

  /** @throws ParameterError  factor not in [0, 1), counts no integers ≥ 0, unknown modes, a list that does not fit */
  constructor(
    readonly optimizer: Scheduled,
    {
      mode = "min",
      factor = 0.1,
      patience = 10,
      threshold = 1e-4,
      thresholdMode = "rel",
      cooldown = 0,
      minLr = 0,
      eps = 1e-8,
    }: PlateauOptions = {},
  ) {
    if (!(factor >= 0 && factor < 1))
      throw new ParameterError(`ReduceLROnPlateau: factor=${factor} must be in [0, 1).`);
    needSteps("ReduceLROnPlateau", "patience", patience, 0);
    needSteps("ReduceLROnPlateau", "cooldown", cooldown, 0);
    if (mode !== "min" && mode !== "max")
      throw new ParameterError(`ReduceLROnPlateau: mode="${mode as string}" must be "min" or "max".`);
    if (thresholdMode !== "rel" && thresholdMode !== "abs")
      throw new ParameterError(`ReduceLROnPlateau: thresholdMode="${thresholdMode as string}" must be "rel" or "abs".`);
    this.#options = { mode, factor, patience, threshold, thresholdMode, cooldown, eps };
    this.#minLrs = perGroup("ReduceLROnPlateau", "minLr", minLr, optimizer);
  }

  #isBetter(value: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    const best = this.#best ?? (mode === "min" ? Infinity : -Infinity);
    const sign = mode === "min" ? -1 : 1;
    const bar = thresholdMode === "rel" ? best * (1 + sign * threshold) : best + sign * threshold;
    return mode === "min" ? value < bar : value > bar;
  }

  /** @param metrics  the measure: a number, so await `loss.item()` first; NaN is no progress */
  step(metrics: number): void {
    if (typeof metrics !== "number")
      throw new ParameterError(
        `ReduceLROnPlateau.step: metrics=${String(metrics)} must be a number. Await item() of a tensor.`,
      );
    this.lastEpoch++;
    if (this.#isBetter(metrics)) {
      this.#best = metrics;
      this.#badEpochs = 0;
    } else this.#badEpochs++;
    if (this.#cooldownCounter > 0) {
      this.#cooldownCounter--;
      this.#badEpochs = 0;
    }
    if (this.#badEpochs <= this.#options.patience) return;
    this.#reduce();
    this.#cooldownCounter = this.#options.cooldown;
    this.#badEpochs = 0;
  }

  #reduce(): void {
    const { factor, eps } = this.#options;
    this.optimizer.paramGroups.forEach((group, i) => {
      const lr = Math.max(group.lr * factor, this.#minLrs[i] ?? 0);
      if (group.lr - lr > eps) group.lr = lr;
    });
  }

  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** Where the schedule stands. Settings are not saved: make the scheduler anew and load this. */
  stateDict(): PlateauStateDict {
    return {
      lastEpoch: this.lastEpoch,
      lastLr: this.getLastLr(),
      best: this.#best,
      badEpochs: this.#badEpochs,
      cooldownCounter: this.#cooldownCounter,
    };
  }

  /** Goes on where `state` was saved; sets the rates, too. */
  loadStateDict({ lastEpoch, lastLr, best, badEpochs, cooldownCounter }: PlateauStateDict): void {
    const groups = this.optimizer.paramGroups;
    if (lastLr.length !== groups.length)
      throw new ParameterError(
        `ReduceLROnPlateau.loadStateDict: ${lastLr.length} rates do not fit ${groups.length} parameter groups.`,
      );
    this.lastEpoch = lastEpoch;
    groups.forEach((group, i) => (group.lr = lastLr[i]));
    this.#best = best;
    this.#badEpochs = badEpochs;
    this.#cooldownCounter = cooldownCounter;
  }
}
