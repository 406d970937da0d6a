// Learning rates that follow the number of steps. Each is a closed formula of the step, per parameter group.
import { ParameterError } from "@sonograd/core";

/** What a scheduler needs of an optimizer. */
export interface Scheduled {
  readonly paramGroups: { lr: number }[];
}

/** Base: sets `lr` of every group from its initial value and the number of `step()` calls. */
export abstract class LRScheduler {
  readonly #groups: { lr: number }[];
  readonly #baseLrs: number[];
  /** Number of `step()` calls so far. */
  lastEpoch = 0;

  constructor(optimizer: Scheduled) {
    this.#groups = optimizer.paramGroups;
    this.#baseLrs = optimizer.paramGroups.map((group) => group.lr);
  }

  /** Learning rate after `step` calls of a group that began with `baseLr`. */
  protected abstract lrAt(step: number, baseLr: number): number;

  /** Sets the rates of the current step; the constructor of a subclass calls it once. */
  protected apply(): void {
    this.#groups.forEach((group, i) => (group.lr = this.lrAt(this.lastEpoch, this.#baseLrs[i])));
  }

  /** Call after `optimizer.step()`: once per epoch, or per batch where the schedule counts batches. */
  step(): void {
    this.lastEpoch++;
    this.apply();
  }

  getLastLr(): number[] {
    return this.#groups.map((group) => group.lr);
  }
}

/** Multiplies by `gamma` every `stepSize` steps, as `torch.optim.lr_scheduler.StepLR`. */
export class StepLR extends LRScheduler {
  readonly #stepSize: number;
  readonly #gamma: number;
  constructor(optimizer: Scheduled, { stepSize, gamma = 0.1 }: { stepSize: number; gamma?: number }) {
    super(optimizer);
    if (!Number.isInteger(stepSize) || stepSize < 1)
      throw new ParameterError(`StepLR: stepSize=${stepSize} must be an integer ≥ 1.`);
    this.#stepSize = stepSize;
    this.#gamma = gamma;
    this.apply();
  }
  protected override lrAt(step: number, baseLr: number): number {
    return baseLr * this.#gamma ** Math.floor(step / this.#stepSize);
  }
}

/** Half a cosine from the initial rate to `etaMin` in `tMax` steps, and back, as `torch.optim.lr_scheduler.CosineAnnealingLR`. */
export class CosineAnnealingLR extends LRScheduler {
  readonly #tMax: number;
  readonly #etaMin: number;
  constructor(optimizer: Scheduled, { tMax, etaMin = 0 }: { tMax: number; etaMin?: number }) {
    super(optimizer);
    if (!Number.isInteger(tMax) || tMax < 1)
      throw new ParameterError(`CosineAnnealingLR: tMax=${tMax} must be an integer ≥ 1.`);
    this.#tMax = tMax;
    this.#etaMin = etaMin;
    this.apply();
  }
  protected override lrAt(step: number, baseLr: number): number {
    return this.#etaMin + ((baseLr - this.#etaMin) * (1 + Math.cos((Math.PI * step) / this.#tMax))) / 2;
  }
}

/** Multiplies by `gamma` every step, as `torch.optim.lr_scheduler.ExponentialLR`. */
export class ExponentialLR extends LRScheduler {
  readonly #gamma: number;
  constructor(optimizer: Scheduled, { gamma }: { gamma: number }) {
    super(optimizer);
    this.#gamma = gamma;
    this.apply();
  }
  protected override lrAt(step: number, baseLr: number): number {
    return baseLr * this.#gamma ** step;
  }
}
