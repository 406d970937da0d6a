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
  /** Move momentum (Adam: the first beta) against the rate (default true). */
  cycleMomentum?: boolean;
  /** Momentum at the peak of the rate (default 0.85). */
  baseMomentum?: number;
  /** Momentum at the start and the end (default 0.95). */
  maxMomentum?: number;
}

interface Phase {
  readonly end: number;
  readonly lr: readonly [from: number, to: number];
  readonly momentum: readonly [from: number, to: number];
}

const cosine = ([from, to]: readonly [number, number], share: number): number =>
  to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
const linear = ([from, to]: readonly [number, number], share: number): number => from + (to - from) * share;

function phasesOf(options: OneCycleOptions): readonly Phase[] {
  const { maxLr, totalSteps, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4, threePhase = false } = options;
  const { baseMomentum = 0.85, maxMomentum = 0.95 } = options;
  const start = maxLr / divFactor;
  const last = start / finalDivFactor;
  const up: Phase = { end: pctStart * totalSteps - 1, lr: [start, maxLr], momentum: [maxMomentum, baseMomentum] };
  const end = totalSteps - 1;
  if (!threePhase) return [up, { end, lr: [maxLr, last], momentum: [baseMomentum, maxMomentum] }];
  return [
    up,
    { end: 2 * pctStart * totalSteps - 2, lr: [maxLr, start], momentum: [baseMomentum, maxMomentum] },
    { end, lr: [start, last], momentum: [maxMomentum, maxMomentum] },
  ];
}

/**
 * Rises to `maxLr` and falls far below the start, as `torch.optim.lr_scheduler.OneCycleLR` (Smith and Topin, 2017).
 * Call `step()` after each batch.
 */
export class OneCycleLR extends LRScheduler {
  readonly #phases: readonly Phase[];
  readonly #total: number;
  readonly #blend: typeof cosine;
  readonly #cycleMomentum: boolean;
  readonly #groups: readonly Record<string, unknown>[];

  constructor(optimizer: Scheduled, options: OneCycleOptions) {
    super(optimizer);
    const { totalSteps, pctStart = 0.3, annealStrategy = "cos", cycleMomentum = true } = options;
    if (!Number.isInteger(totalSteps) || totalSteps < 1)
      throw new ParameterError(`OneCycleLR: totalSteps=${totalSteps} must be an integer ≥ 1.`);
    if (!(pctStart >= 0 && pctStart <= 1))
      throw new ParameterError(`OneCycleLR: pctStart=${pctStart} must be a share, 0…1.`);
    this.#total = totalSteps;
    this.#phases = phasesOf(options);
    this.#blend = annealStrategy === "linear" ? linear : cosine;
    this.#cycleMomentum = cycleMomentum;
    this.#groups = optimizer.paramGroups as unknown as Record<string, unknown>[];
    this.apply();
  }

  protected override apply(): void {
    super.apply();
    if (!this.#cycleMomentum) return;
    const momentum = this.#valueAt(this.lastEpoch, "momentum");
    for (const group of this.#groups) {
      if (Array.isArray(group["betas"])) group["betas"] = [momentum, group["betas"][1]];
      else if (typeof group["momentum"] === "number") group["momentum"] = momentum;
    }
  }

  #valueAt(step: number, what: "lr" | "momentum"): number {
    if (step >= this.#total)
      throw new ParameterError(
        `OneCycleLR: step ${step + 1} is past totalSteps=${this.#total}. Count all batches of all epochs.`,
      );
    const index = this.#phases.findIndex(({ end }, i) => step <= end || i === this.#phases.length - 1);
    const begin = index === 0 ? 0 : this.#phases[index - 1].end;
    const { end } = this.#phases[index];
    return this.#blend(this.#phases[index][what], end === begin ? 1 : (step - begin) / (end - begin));
  }

  protected override lrAt(step: number): number {
    return this.#valueAt(step, "lr");
  }
}
