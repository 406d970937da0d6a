// Schedules that reach their end after `totalIters` steps: warm-up by a constant or a line, decay by a power.
import { ParameterError } from "@sonograd/core";
import { LRScheduler, needSteps, type Scheduled } from "./lr-scheduler.js";

function needShare(op: string, name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new ParameterError(`${op}: ${name}=${value} must be a share, 0…1.`);
}

function needPositiveShare(op: string, name: string, value: number): void {
  needShare(op, name, value);
  if (value === 0) throw new ParameterError(`${op}: ${name}=0 must be > 0: a rate of 0 cannot grow. Take 1e-3.`);
}

/** Holds the rate at `factor` times the initial one for `totalIters` steps, as `torch.optim.lr_scheduler.ConstantLR`. */
export class ConstantLR extends LRScheduler {
  readonly #factor: number;
  readonly #total: number;

  /** @throws ParameterError  factor not in (0, 1], totalIters no integer ≥ 0 */
  constructor(optimizer: Scheduled, { factor = 1 / 3, totalIters = 5 }: { factor?: number; totalIters?: number } = {}) {
    needPositiveShare("ConstantLR", "factor", factor);
    needSteps("ConstantLR", "totalIters", totalIters, 0);
    super(optimizer);
    this.#factor = factor;
    this.#total = totalIters;
    this.apply();
  }

  protected override nextLr(lr: number): number {
    if (this.lastEpoch === 0) return lr * this.#factor;
    return this.lastEpoch === this.#total ? lr / this.#factor : lr;
  }
}

/**
 * A line from `startFactor` to `endFactor` times the initial rate in `totalIters` steps, as
 * `torch.optim.lr_scheduler.LinearLR`. By default it rises: a warm-up.
 */
export class LinearLR extends LRScheduler {
  readonly #start: number;
  readonly #rise: number;
  readonly #total: number;

  /** @throws ParameterError  startFactor not in (0, 1], endFactor not in [0, 1], totalIters no integer ≥ 1 */
  constructor(
    optimizer: Scheduled,
    {
      startFactor = 1 / 3,
      endFactor = 1,
      totalIters = 5,
    }: { startFactor?: number; endFactor?: number; totalIters?: number } = {},
  ) {
    needPositiveShare("LinearLR", "startFactor", startFactor);
    needShare("LinearLR", "endFactor", endFactor);
    needSteps("LinearLR", "totalIters", totalIters);
    super(optimizer);
    this.#start = startFactor;
    this.#rise = endFactor - startFactor;
    this.#total = totalIters;
    this.apply();
  }

  protected override nextLr(lr: number): number {
    if (this.lastEpoch === 0) return lr * this.#start;
    if (this.lastEpoch > this.#total) return lr;
    // The ratio of neighbours on the line start + rise · epoch / total.
    return lr * (1 + this.#rise / (this.#total * this.#start + (this.lastEpoch - 1) * this.#rise));
  }
}

/** Falls to 0 in `totalIters` steps along (1 − step / totalIters)^power, as `torch.optim.lr_scheduler.PolynomialLR`. */
export class PolynomialLR extends LRScheduler {
  readonly #total: number;
  readonly #power: number;

  /** @throws ParameterError  totalIters no integer ≥ 1 */
  constructor(optimizer: Scheduled, { totalIters = 5, power = 1 }: { totalIters?: number; power?: number } = {}) {
    needSteps("PolynomialLR", "totalIters", totalIters);
    super(optimizer);
    this.#total = totalIters;
    this.#power = power;
    this.apply();
  }

  protected override nextLr(lr: number): number {
    if (this.lastEpoch === 0 || this.lastEpoch > this.#total) return lr;
    const left = (step: number): number => 1 - step / this.#total;
    return lr * (left(this.lastEpoch) / left(this.lastEpoch - 1)) ** this.#power;
  }
}
