// Schedules made of schedules: one after the other, or all at once.
import { ParameterError } from "@sonograd/core";
import { LRScheduler, needSteps, type Scheduled, type SchedulerStateDict } from "./lr-scheduler.js";

function needSameOptimizer(op: string, schedulers: readonly LRScheduler[], optimizer: Scheduled | undefined): void {
  if (schedulers.length === 0) throw new ParameterError(`${op}: schedulers is empty. Pass at least one.`);
  const strange = schedulers.findIndex((scheduler) => scheduler.optimizer !== optimizer);
  if (strange >= 0)
    throw new ParameterError(`${op}: schedulers[${strange}] belongs to another optimizer. All must share one.`);
}

/** The parts' own states beside the count. */
const statesOf = (schedulers: readonly LRScheduler[]): SchedulerStateDict[] => schedulers.map((s) => s.stateDict());

function loadStates(schedulers: readonly LRScheduler[], state: SchedulerStateDict): void {
  const states = state["schedulers"] as readonly SchedulerStateDict[];
  if (states.length !== schedulers.length)
    throw new ParameterError(
      `loadStateDict: ${states.length} saved schedules do not fit ${schedulers.length}. Make the same ones before loading.`,
    );
  schedulers.forEach((scheduler, i) => scheduler.loadStateDict(states[i]));
}

/**
 * One schedule after the other, each from the initial rates when its turn comes, as
 * `torch.optim.lr_scheduler.SequentialLR`.
 *
 * @example
 * const warmup = new LinearLR(optimizer, { startFactor: 0.1, totalIters: 5 });
 * const cosine = new CosineAnnealingLR(optimizer, { tMax: 95 });
 * const scheduler = new SequentialLR(optimizer, { schedulers: [warmup, cosine], milestones: [5] });
 */
export class SequentialLR extends LRScheduler {
  readonly #schedulers: readonly LRScheduler[];
  readonly #milestones: readonly number[];

  /**
   * @param options.milestones  steps at which the next schedule takes over, ascending, one fewer than schedulers
   * @throws ParameterError  milestones do not fit, or a schedule of another optimizer
   */
  constructor(
    optimizer: Scheduled,
    { schedulers, milestones }: { schedulers: readonly LRScheduler[]; milestones: readonly number[] },
  ) {
    needSameOptimizer("SequentialLR", schedulers, optimizer);
    if (milestones.length !== schedulers.length - 1)
      throw new ParameterError(
        `SequentialLR: ${milestones.length} milestones do not fit ${schedulers.length} schedulers. Give one fewer than schedulers.`,
      );
    milestones.forEach((milestone, i) => {
      needSteps("SequentialLR", "milestones", milestone, 0);
      if (i > 0 && milestone < milestones[i - 1])
        throw new ParameterError(`SequentialLR: milestones=[${milestones.join(", ")}] must ascend.`);
    });
    super(optimizer);
    this.#schedulers = [...schedulers];
    this.#milestones = [...milestones];
    this.restart();
  }

  /** The parts set the rates. */
  protected override nextLr(): undefined {
    return undefined;
  }

  override begin(): void {
    this.lastEpoch = 0;
    for (const scheduler of this.#schedulers) scheduler.lastEpoch = -1;
    this.#schedulers[0].begin();
  }

  override step(): void {
    this.lastEpoch++;
    const turn = this.#milestones.filter((milestone) => milestone <= this.lastEpoch).length;
    const scheduler = this.#schedulers[turn];
    if (turn > 0 && this.#milestones[turn - 1] === this.lastEpoch) scheduler.restart();
    else scheduler.step();
  }

  override stateDict(): SchedulerStateDict {
    return { ...super.stateDict(), schedulers: statesOf(this.#schedulers) };
  }

  override loadStateDict(state: SchedulerStateDict): void {
    loadStates(this.#schedulers, state);
    super.loadStateDict(state);
  }
}

/** All schedules at every step, each on what the ones before left, as `torch.optim.lr_scheduler.ChainedScheduler`. */
export class ChainedScheduler extends LRScheduler {
  readonly #schedulers: readonly LRScheduler[];

  /** @throws ParameterError  no schedules, or of several optimizers */
  constructor(schedulers: readonly LRScheduler[]) {
    needSameOptimizer("ChainedScheduler", schedulers, schedulers[0]?.optimizer);
    super(schedulers[0].optimizer);
    this.#schedulers = [...schedulers];
  }

  protected override nextLr(): undefined {
    return undefined;
  }

  override begin(): void {
    this.lastEpoch = 0;
    for (const scheduler of this.#schedulers) scheduler.begin();
  }

  override step(): void {
    this.lastEpoch++;
    for (const scheduler of this.#schedulers) scheduler.step();
  }

  override stateDict(): SchedulerStateDict {
    return { ...super.stateDict(), schedulers: statesOf(this.#schedulers) };
  }

  override loadStateDict(state: SchedulerStateDict): void {
    loadStates(this.#schedulers, state);
    super.loadStateDict(state);
  }
}
