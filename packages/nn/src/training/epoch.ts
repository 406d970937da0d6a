// One pass over the training batches.
import { ParameterError } from "@sonograd/core";
import { groupsOf } from "./batch-groups.js";
import { breathe } from "./evaluate.js";
import type { BatchEvent, EpochEvent } from "./events.js";
import { nonFiniteLoss } from "./non-finite.js";
import type { Progress } from "./progress.js";
import type { Snapshot } from "./snapshot.js";
import type { Stopwatch } from "./stopwatch.js";
import { stepsOf, type TrainerOptions } from "./trainer-options.js";
import type { TrainingStep } from "./training-step.js";

export interface EpochSettings {
  readonly step: TrainingStep;
  readonly clock: Stopwatch;
  /** Steps between two reads of what the device says. */
  readonly readEvery: number;
  /** Where a resumed run stood: it begins in the middle, with these random numbers. */
  readonly resumed: Snapshot | null;
}

/**
 * Learns from every batch that is left of the epoch.
 *
 * @returns what came of it; null when the run was aborted
 * @throws ParameterError  a loss that is no number, or no batches
 */
export async function* walkEpoch(
  options: TrainerOptions,
  progress: Progress,
  { step, clock, readEvery, resumed }: EpochSettings,
): AsyncGenerator<BatchEvent, EpochEvent | null, undefined> {
  const { model, optimizer, train, epochs, signal, scheduler } = options;
  const { accumulate } = stepsOf(options);
  const { epoch, sums } = progress;
  const skipped = progress.batch;
  let passed = 0;
  let lr = optimizer.paramGroups[0].lr;
  let means = { loss: Number.NaN, accuracy: 0 };
  model.train();
  for await (const group of groupsOf(train, accumulate)) {
    passed += group.length;
    if (passed <= skipped) continue; // was learned before the run was interrupted
    if (passed === skipped + group.length) resumed?.restoreRandom();
    if (signal?.aborted) return null;
    ({ lr } = optimizer.paramGroups[0]);
    clock.begin();
    await step.run(group);
    scheduler?.step();
    progress.step++;
    progress.batch = passed;
    const stepNumber = Math.ceil(passed / accumulate);
    const isDue = stepNumber % readEvery === 0 || stepNumber === 1 || passed === train.length;
    if (isDue || step.mustRead || signal?.aborted) means = await takeIn(progress, step, accumulate);
    clock.end(group.reduce((sum, { y }) => sum + y.numel, 0));
    const where = { epoch, epochs, batch: passed, batches: train.length, step: progress.step };
    yield { type: "batch", ...where, ...means, lr, ...clock.reading(progress.step) };
    await breathe();
  }
  if (signal?.aborted) return null;
  if (passed === 0)
    throw new ParameterError(`Trainer: train gave no batches in epoch ${epoch}. It must be walkable once per epoch.`);
  const { loss, accuracy } = { loss: sums.loss / sums.samples, accuracy: sums.right / sums.samples };
  return { type: "epoch", epoch, epochs, step: progress.step, loss, accuracy, lr, ...clock.reading(progress.step) };
}

/** Reads what the batches did into the sums of the epoch; their means. @throws ParameterError  a loss is no number */
async function takeIn(
  { epoch, step, batch, sums }: Progress,
  training: TrainingStep,
  accumulate: number,
): Promise<{ loss: number; accuracy: number }> {
  const results = await training.read();
  for (const [i, { lossSum, right, count, x }] of results.entries()) {
    if (!Number.isFinite(lossSum)) {
      const at = batch - (results.length - 1 - i);
      const stepsAgo = Math.ceil(batch / accumulate) - Math.ceil(at / accumulate);
      throw nonFiniteLoss(lossSum, { step: step - stepsAgo, epoch, batch: at }, await training.explain(x));
    }
    sums.loss += lossSum;
    sums.right += right;
    sums.samples += count;
  }
  return { loss: sums.loss / sums.samples, accuracy: sums.right / sums.samples };
}
