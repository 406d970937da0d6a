// Up and down between two rates, again and again.
import { ParameterError } from "@sonograd/core";
import { LRScheduler, perGroup, type PerGroup, type Scheduled, type SchedulerStateDict } from "./lr-scheduler.js";

export interface CyclicOptions {
  /** Lower rate, the first one; one per group where a list. */
  baseLr: PerGroup<number>;
  /** Upper rate of the first cycle; one per group where a list. */
  maxLr: PerGroup<number>;
  /** Steps up, > 0 (default 2000). */
  stepSizeUp?: number;
  /** Steps down, > 0 (default stepSizeUp). */
  stepSizeDown?: number | null;
  /** How the height changes: never, halved each cycle, or times gamma each step (default "triangular"). */
  mode?: "triangular" | "triangular2" | "exp_range";
  /** For "exp_range" (default 1). */
  gamma?: number;
  /** Height of a cycle (1, 2, …) or of a step (0, 1, …), instead of `mode`. */
  scaleFn?: ((x: number) => number) | null;
  /** What scaleFn is a function of (default "cycle"). */
  scaleMode?: "cycle" | "iterations";
  /** Move the momentum against the rate (default true). */
  cycleMomentum?: boolean;
  /** Momentum at the upper rate (default 0.8). */
  baseMomentum?: PerGroup<number>;
  /** Momentum at the lower rate (default 0.9). */
  maxMomentum?: PerGroup<number>;
}

/** The height as a share, from the cycle (1 for the first) and the step. */
type Scale = (cycle: number, step: number) => number;

function scaleOf({ mode = "triangular", gamma = 1, scaleFn, scaleMode = "cycle" }: CyclicOptions): Scale {
  if (scaleFn) return scaleMode === "cycle" ? (cycle) => scaleFn(cycle) : (_, step) => scaleFn(step);
  if (mode === "triangular") return () => 1;
  if (mode === "triangular2") return (cycle) => 0.5 ** (cycle - 1);
  if (mode === "exp_range") return (_, step) => gamma ** step;
  throw new ParameterError(`CyclicLR: mode="${mode as string}" must be "triangular", "triangular2" or "exp_range".`);
}

/**
 * Up from `baseLr` to `maxLr` and down again, as `torch.optim.lr_scheduler.CyclicLR` (Smith, 2017). Call `step()` after
 * each batch.
 */
export class CyclicLR extends LRScheduler {
  readonly #baseLrs: readonly number[];
  readonly #maxLrs: readonly number[];
  readonly #total: number;
  readonly #upShare: number;
  readonly #scale: Scale;
  readonly #momenta: { base: readonly number[]; max: readonly number[] } | null;

  /** @throws ParameterError  sizes ≤ 0, lists that do not fit, or cycleMomentum without a momentum in the optimizer */
  constructor(optimizer: Scheduled, options: CyclicOptions) {
    const { baseLr, maxLr, stepSizeUp = 2000, cycleMomentum = true, baseMomentum = 0.8, maxMomentum = 0.9 } = options;
    const stepSizeDown = options.stepSizeDown ?? stepSizeUp;
    for (const [name, size] of Object.entries({ stepSizeUp, stepSizeDown }))
      if (!(size > 0)) throw new ParameterError(`CyclicLR: ${name}=${size} must be > 0.`);
    const list = (name: string, value: PerGroup<number>) => perGroup("CyclicLR", name, value, optimizer);
    const baseLrs = list("baseLr", baseLr);
    if (cycleMomentum && !optimizer.paramGroups.every((group) => "momentum" in group))
      throw new ParameterError("CyclicLR: cycleMomentum=true needs an optimizer with momentum. Set it to false.");
    optimizer.paramGroups.forEach((group, i) => (group.lr = baseLrs[i]));
    super(optimizer);
    this.#baseLrs = baseLrs;
    this.#maxLrs = list("maxLr", maxLr);
    this.#total = stepSizeUp + stepSizeDown;
    this.#upShare = stepSizeUp / this.#total;
    this.#scale = scaleOf(options);
    this.#momenta = cycleMomentum
      ? { base: list("baseMomentum", baseMomentum), max: list("maxMomentum", maxMomentum) }
      : null;
    this.apply();
  }

  /** Height of the current step above the lower rate, 0…1. */
  #height(): number {
    const cycle = Math.floor(1 + this.lastEpoch / this.#total);
    const x = 1 + this.lastEpoch / this.#total - cycle;
    const height = x <= this.#upShare ? x / this.#upShare : (x - 1) / (this.#upShare - 1);
    return height * this.#scale(cycle, this.lastEpoch);
  }

  protected override nextLr(_lr: number, _baseLr: number, index: number): number | undefined {
    const low = this.#baseLrs[index];
    return low === undefined ? undefined : low + (this.#maxLrs[index] - low) * this.#height();
  }

  protected override apply(): void {
    super.apply();
    this.#applyMomentum();
  }

  #applyMomentum(): void {
    this.#momenta?.max.forEach((max, i) => {
      const group = this.optimizer.paramGroups[i] as { momentum?: number };
      group.momentum = max - (max - this.#momenta!.base[i]) * this.#height();
    });
  }

  override loadStateDict(state: SchedulerStateDict): void {
    super.loadStateDict(state);
    this.#applyMomentum();
  }
}
