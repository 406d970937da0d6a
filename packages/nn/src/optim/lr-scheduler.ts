// What all learning-rate schedules share: the groups they set, the count of steps, saving it.
import { ParameterError } from "@sonograd/core";

/** What a scheduler needs of a parameter group; `initialLr` is the rate before any schedule touched it. */
export interface ScheduledGroup {
  lr: number;
  initialLr?: number;
}

/** What a scheduler needs of an optimizer. */
export interface Scheduled {
  readonly paramGroups: ScheduledGroup[];
}

/** Plain data that JSON can hold. */
export interface SchedulerStateDict {
  readonly lastEpoch: number;
  /** The rates before the schedule, one per group. */
  readonly baseLrs: readonly number[];
  /** The rates in force, one per group. */
  readonly lastLr: readonly number[];
  readonly [name: string]: unknown;
}

/**
 * Base of schedules, as `torch.optim.lr_scheduler.LRScheduler`. Each step makes a group's rate from its rate before, so
 * that schedules can be chained and a rate set by hand is kept. Making a scheduler sets the rates of step 0.
 */
export abstract class LRScheduler {
  /** Rate of each group before the schedule. */
  protected baseLrs: readonly number[];
  /** Number of `step()` calls so far. */
  lastEpoch = 0;

  constructor(readonly optimizer: Scheduled) {
    this.baseLrs = optimizer.paramGroups.map((group) => (group.initialLr ??= group.lr));
  }

  /**
   * Rate of the group at `index` in step `lastEpoch`, from its rate `lr` in the step before; undefined leaves it alone.
   * Step 0 comes from the initial rate.
   */
  protected abstract nextLr(lr: number, baseLr: number, index: number): number | undefined;

  /** Sets the rates of the current step; the constructor of a subclass calls it once. */
  protected apply(): void {
    this.optimizer.paramGroups.forEach((group, i) => {
      const baseLr = this.baseLrs[i] ?? (group.initialLr ??= group.lr);
      group.lr = this.nextLr(group.lr, baseLr, i) ?? group.lr;
    });
  }

  /** Makes step 0 of the rates as they are. */
  begin(): void {
    this.lastEpoch = 0;
    this.apply();
  }

  /** Goes back to step 0 from the initial rates. */
  restart(): void {
    this.optimizer.paramGroups.forEach((group, i) => (group.lr = this.baseLrs[i] ?? group.initialLr ?? group.lr));
    this.begin();
  }

  /** Call after `optimizer.step()`: once per epoch, or per batch where the schedule counts batches. */
  step(): void {
    this.lastEpoch++;
    this.apply();
  }

  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** Where the schedule stands. Settings and functions are not saved: make the scheduler anew and load this. */
  stateDict(): SchedulerStateDict {
    return { lastEpoch: this.lastEpoch, baseLrs: [...this.baseLrs], lastLr: this.getLastLr() };
  }

  /** Goes on where `state` was saved; sets the rates, too, so that it may be loaded before or after the optimizer's. */
  loadStateDict({ lastEpoch, baseLrs, lastLr }: SchedulerStateDict): void {
    const groups = this.optimizer.paramGroups;
    if (lastLr.length !== groups.length)
      throw new ParameterError(
        `${this.constructor.name}.loadStateDict: ${lastLr.length} rates do not fit ${groups.length} parameter groups.`,
      );
    this.lastEpoch = lastEpoch;
    this.baseLrs = [...baseLrs];
    groups.forEach((group, i) => (group.lr = lastLr[i]));
  }
}

/** One value for all groups, or a list with one for each. */
export type PerGroup<T> = T | readonly T[];

/** The value of each group. @throws ParameterError for a list of another length */
export function perGroup<T>(op: string, name: string, value: PerGroup<T>, { paramGroups }: Scheduled): readonly T[] {
  if (!Array.isArray(value)) return paramGroups.map(() => value as T);
  if (value.length !== paramGroups.length)
    throw new ParameterError(
      `${op}: ${name} has ${value.length} values for ${paramGroups.length} parameter groups. Give one, or one for each.`,
    );
  return value as readonly T[];
}

/** @throws ParameterError unless `value` is an integer ≥ `least` */
export function needSteps(op: string, name: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least)
    throw new ParameterError(`${op}: ${name}=${value} must be an integer ≥ ${least}.`);
}
