// Half cosines: back and forth, or falling again and again.
import { ParameterError } from "@sonograd/core";
import { LRScheduler, needSteps, type Scheduled, type SchedulerStateDict } from "./lr-scheduler.js";

/** Half a cosine from the initial rate to `etaMin` in `tMax` steps, and back, as `torch.optim.lr_scheduler.CosineAnnealingLR`. */
export class CosineAnnealingLR extends LRScheduler {
  readonly #tMax: number;
  readonly #etaMin: number;

  /** @throws ParameterError  tMax no integer ≥ 1 */
  constructor(optimizer: Scheduled, { tMax, etaMin = 0 }: { tMax: number; etaMin?: number }) {
    needSteps("CosineAnnealingLR", "tMax", tMax);
    super(optimizer);
    this.#tMax = tMax;
    this.#etaMin = etaMin;
    this.apply();
  }

  protected override nextLr(lr: number, baseLr: number): number {
    const step = this.lastEpoch;
    if (step === 0) return lr;
    // From the minimum, where the height is 0, the next rate cannot be had as a ratio.
    if ((step - 1 - this.#tMax) % (2 * this.#tMax) === 0)
      return lr + ((baseLr - this.#etaMin) * (1 - Math.cos(Math.PI / this.#tMax))) / 2;
    const height = (k: number): number => 1 + Math.cos((Math.PI * k) / this.#tMax);
    return (height(step) / height(step - 1)) * (lr - this.#etaMin) + this.#etaMin;
  }
}

/**
 * Half a cosine from the initial rate to `etaMin` in `t0` steps, then from the start again, each fall `tMult` times as
 * long as the one before, as `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts` (SGDR, Loshchilov and Hutter, 2017).
 */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  readonly #t0: number;
  readonly #tMult: number;
  readonly #etaMin: number;
  /** Steps since the last restart, and from it to the next. */
  #current = 0;
  #length: number;

  /** @throws ParameterError  t0 or tMult no integer ≥ 1 */
  constructor(optimizer: Scheduled, { t0, tMult = 1, etaMin = 0 }: { t0: number; tMult?: number; etaMin?: number }) {
    needSteps("CosineAnnealingWarmRestarts", "t0", t0);
    needSteps("CosineAnnealingWarmRestarts", "tMult", tMult);
    super(optimizer);
    this.#t0 = t0;
    this.#length = t0;
    this.#tMult = tMult;
    this.#etaMin = etaMin;
    this.apply();
  }

  protected override nextLr(_lr: number, baseLr: number): number {
    const share = this.#current / this.#length;
    return this.#etaMin + ((baseLr - this.#etaMin) * (1 + Math.cos(Math.PI * share))) / 2;
  }

  /** @param epoch  where to go, ≥ 0, also between whole epochs: `step(epoch + batch / batches)` (default: one further) */
  override step(epoch?: number): void {
    if (epoch === undefined) {
      this.lastEpoch++;
      this.#current++;
      if (this.#current >= this.#length) {
        this.#current -= this.#length;
        this.#length *= this.#tMult;
      }
    } else this.#goTo(epoch);
    this.apply();
  }

  #goTo(epoch: number): void {
    if (!(epoch >= 0) || epoch === Infinity)
      throw new ParameterError(`CosineAnnealingWarmRestarts: epoch=${epoch} must be ≥ 0.`);
    this.lastEpoch = Math.floor(epoch);
    this.#length = this.#t0;
    this.#current = this.#tMult === 1 ? epoch % this.#t0 : epoch;
    while (this.#current >= this.#length) {
      this.#current -= this.#length;
      this.#length *= this.#tMult;
    }
  }

  override begin(): void {
    this.#goTo(0);
    this.apply();
  }

  override stateDict(): SchedulerStateDict {
    return { ...super.stateDict(), current: this.#current, length: this.#length };
  }

  override loadStateDict(state: SchedulerStateDict): void {
    super.loadStateDict(state);
    this.#current = state["current"] as number;
    this.#length = state["length"] as number;
  }
}
