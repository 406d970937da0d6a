// Schedules that multiply the rate by a fixed factor, at every step or at some.
import { LRScheduler, needSteps, type Scheduled } from "./lr-scheduler.js";

/** Multiplies by `gamma` every `stepSize` steps, as `torch.optim.lr_scheduler.StepLR`. */
export class StepLR extends LRScheduler {
  readonly #stepSize: number;
  readonly #gamma: number;

  constructor(optimizer: Scheduled, { stepSize, gamma = 0.1 }: { stepSize: number; gamma?: number }) {
    needSteps("StepLR", "stepSize", stepSize);
    super(optimizer);
    this.#stepSize = stepSize;
    this.#gamma = gamma;
    this.apply();
  }

  protected override nextLr(lr: number): number {
    return this.lastEpoch > 0 && this.lastEpoch % this.#stepSize === 0 ? lr * this.#gamma : lr;
  }
}

/**
 * Multiplies by `gamma` at each of the `milestones`, as `torch.optim.lr_scheduler.MultiStepLR`. A milestone that is
 * named twice counts twice.
 */
export class MultiStepLR extends LRScheduler {
  readonly #milestones: readonly number[];
  readonly #gamma: number;

  constructor(optimizer: Scheduled, { milestones, gamma = 0.1 }: { milestones: readonly number[]; gamma?: number }) {
    for (const milestone of milestones) needSteps("MultiStepLR", "milestones", milestone, 0);
    super(optimizer);
    this.#milestones = [...milestones];
    this.#gamma = gamma;
    this.apply();
  }

  protected override nextLr(lr: number): number {
    const times = this.#milestones.filter((milestone) => milestone === this.lastEpoch).length;
    return times === 0 ? lr : lr * this.#gamma ** times;
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

  protected override nextLr(lr: number): number {
    return this.lastEpoch === 0 ? lr : lr * this.#gamma;
  }
}
