import { ParameterError } from "@sonograd/core";
import {
  LRScheduler,
  needSteps,
  perGroup,
  type PerGroup,
  type Scheduled,
  type SchedulerStateDict,
} from "./lr-scheduler.js";

export interface OneCycleOptions {
  /** The peak; one per group where a list. */
  maxLr: PerGroup<number>;
  /** Number of steps in all (batches, usually). */
  totalSteps?: number | null;
  /** In place of totalSteps: epochs and the batches of each. */
  epochs?: number | null;
  stepsPerEpoch?: number | null;
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
  baseMomentum?: PerGroup<number>;
  /** Momentum at the start and the end (default 0.95). */
  maxMomentum?: PerGroup<number>;
}

type Slope = readonly [from: number, to: number];
interface Phase {
  readonly end: number;
  readonly lr: Slope;
  readonly momentum: Slope;
}

const cosine = ([from, to]: Slope, share: number): number => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
const linear = ([from, to]: Slope, share: number): number => from + (to - from) * share;

function totalOf({ totalSteps, epochs, stepsPerEpoch }: OneCycleOptions): number {
  if (totalSteps !== undefined && totalSteps !== null) {
    needSteps("OneCycleLR", "totalSteps", totalSteps);
    return totalSteps;
  }
  needSteps("OneCycleLR", "epochs", epochs ?? Number.NaN);
  needSteps("OneCycleLR", "stepsPerEpoch", stepsPerEpoch ?? Number.NaN);
  return epochs! * stepsPerEpoch!;
}

interface Extremes {
  readonly maxLr: number;
  readonly baseMomentum: number;
  readonly maxMomentum: number;
}

function phasesOf(total: number, { maxLr, baseMomentum, maxMomentum }: Extremes, options: OneCycleOptions): Phase[] {
  const { pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4, threePhase = false } = options;
  const start = maxLr / divFactor;
  const last = start / finalDivFactor;
  const end = total - 1;
  const up: Phase = { end: pctStart * total - 1, lr: [start, maxLr], momentum: [maxMomentum, baseMomentum] };
  if (!threePhase) return [up, { end, lr: [maxLr, last], momentum: [baseMomentum, maxMomentum] }];
  return [
    up,
    { end: 2 * pctStart * total - 2, lr: [maxLr, start], momentum: [baseMomentum, maxMomentum] },
    { end, lr: [start, last], momentum: [maxMomentum, maxMomentum] },
  ];
}

/**
 * Rises to `maxLr` and falls far below the start, as `torch.optim.lr_scheduler.OneCycleLR` (Smith and Topin, 2017).
 * Call `step()` after each batch, at most `totalSteps` times; the lowest rate is that of the last batch.
 */
export class OneCycleLR extends LRScheduler {
  readonly #phases: readonly (readonly Phase[])[];
  readonly #total: number;
  readonly #blend: typeof cosine;
  readonly #cycleMomentum: boolean;

  /** @throws ParameterError  counts or shares out of range, lists that do not fit, an optimizer without momentum */
  constructor(optimizer: Scheduled, options: OneCycleOptions) {
    const { maxLr, pctStart = 0.3, annealStrategy = "cos", cycleMomentum = true, divFactor = 25 } = options;
    const total = totalOf(options);
    if (!(pctStart >= 0 && pctStart <= 1))
      throw new ParameterError(`OneCycleLR: pctStart=${pctStart} must be a share, 0…1.`);
    if (annealStrategy !== "cos" && annealStrategy !== "linear")
      throw new ParameterError(`OneCycleLR: annealStrategy="${annealStrategy as string}" must be "cos" or "linear".`);
    if (cycleMomentum && !optimizer.paramGroups.every((group) => "betas" in group || "momentum" in group))
      throw new ParameterError("OneCycleLR: cycleMomentum=true needs an optimizer with momentum. Set it to false.");
    const list = (name: string, value: PerGroup<number>) => perGroup("OneCycleLR", name, value, optimizer);
    const peaks = list("maxLr", maxLr);
    const low = list("baseMomentum", options.baseMomentum ?? 0.85);
    const high = list("maxMomentum", options.maxMomentum ?? 0.95);
    optimizer.paramGroups.forEach((group, i) => (group.initialLr = peaks[i] / divFactor));
    super(optimizer);
    this.#total = total;
    this.#phases = peaks.map((peak, i) => phasesOf(total, { maxLr: peak, baseMomentum: low[i], maxMomentum: high[i] }, options)); // prettier-ignore
    this.#blend = annealStrategy === "linear" ? linear : cosine;
    this.#cycleMomentum = cycleMomentum;
    this.apply();
  }

  /** PyTorch lets the last call go one past the end, where the last slope is prolonged: loops step after each batch. */
  #valueAt(step: number, what: "lr" | "momentum", group: number): number | undefined {
    if (step > this.#total)
      throw new ParameterError(
        `OneCycleLR: step ${step} is past totalSteps=${this.#total}. Count all batches of all epochs.`,
      );
    const phases = this.#phases[group];
    if (!phases) return undefined;
    const index = phases.findIndex(({ end }, i) => step <= end || i === phases.length - 1);
    const begin = index === 0 ? 0 : phases[index - 1].end;
    const { end } = phases[index];
    return this.#blend(phases[index][what], end === begin ? 1 : (step - begin) / (end - begin));
  }

  protected override nextLr(_lr: number, _baseLr: number, index: number): number | undefined {
    return this.#valueAt(this.lastEpoch, "lr", index);
  }

  protected override apply(): void {
    super.apply();
    this.#applyMomentum();
  }

  #applyMomentum(): void {
    if (!this.#cycleMomentum) return;
    this.optimizer.paramGroups.forEach((group, i) => {
      const momentum = this.#valueAt(this.lastEpoch, "momentum", i);
      const settings = group as { betas?: readonly number[]; momentum?: number };
      if (momentum === undefined) return;
      if (settings.betas) settings.betas = [momentum, ...settings.betas.slice(1)];
      else settings.momentum = momentum;
    });
  }

  override loadStateDict(state: SchedulerStateDict): void {
    super.loadStateDict(state);
    this.#applyMomentum();
  }
}
