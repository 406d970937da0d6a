// What a trainer is told.
import { ParameterError, type Tensor } from "@sonograd/core";
import type { TensorModule } from "../modules/index.js";
import type { LRScheduler, Optimizer } from "../optim/index.js";
import type { LabelledBatch } from "./evaluate.js";
import type { Evaluation } from "./metrics.js";
import type { TrainingState } from "./training-state.js";

/** Batches that can be walked once per epoch; a `DataLoader` is one. */
export interface BatchSource extends AsyncIterable<LabelledBatch> {
  /** Batches per epoch. */
  readonly length: number;
  /** Where the next walk begins, as JSON can hold it: what makes a resumed run see the batches it would have seen. */
  stateDict?(): unknown;
  loadStateDict?(state: never): void;
}

/** What a checkpoint is written from. */
export interface CheckpointInfo {
  readonly epoch: number;
  readonly step: number;
  readonly evaluation: Evaluation | null;
  /** Whether no evaluation so far was more accurate. */
  readonly isBest: boolean;
  /** Everything the run needs to go on from here; see `saveTrainingState`. */
  readonly state: () => Promise<TrainingState>;
}

export interface EarlyStopping {
  /** Evaluations without improvement that are waited for, ≥ 1. */
  readonly patience: number;
  /** What is watched (default "accuracy"). */
  readonly monitor?: "accuracy" | "loss";
  /** Smaller improvements do not count (default 0). */
  readonly minDelta?: number;
}

export interface TrainerOptions {
  /** From x to logits [batch, classes]. */
  model: TensorModule;
  optimizer: Optimizer;
  /** Training batches. */
  train: BatchSource;
  /** Held-out batches for evaluation (default: none). */
  test?: AsyncIterable<LabelledBatch> | Iterable<LabelledBatch>;
  /** Names in the order of the outputs. */
  classes: readonly string[];
  /** Passes over the training batches, ≥ 1. */
  epochs: number;
  /** From logits and targets to one number, the mean over the targets (default: crossEntropy). */
  loss?: (logits: Tensor, target: Tensor) => Tensor;
  /**
   * Batches per step, ≥ 1 (default 1): their gradients are added up, each weighted by its share of the targets, so that a step is
   * that of one large batch in the memory of a small one. What is left at the end of an epoch makes a step of its own. Batch
   * normalisation still sees one batch at a time.
   */
  accumulate?: number;
  /** Stepped after every step of the optimizer. */
  scheduler?: LRScheduler;
  /** Evaluate after every n-th epoch and after the last; 0 only after the last (default 1). */
  evaluateEvery?: number;
  /** Read loss and accuracy from the device every n-th step (default 1 on the CPU, 10 elsewhere). */
  readEvery?: number;
  /** Writes a checkpoint after the last epoch and when the run is aborted; returns its path. */
  checkpoint?: (info: CheckpointInfo) => Promise<string>;
  /** Also write one after every n-th epoch (default 0: no). */
  checkpointEvery?: number;
  /** Capture the step once and replay it (default true); false runs it as written every time. */
  compile?: boolean;
  /** Ends the run after an evaluation when it does not improve any more (default: never). */
  earlyStopping?: EarlyStopping;
  /**
   * Go on where this state was taken: model, optimizer, schedule, batches and random numbers are set to it. It may have been taken on
   * another device.
   */
  resume?: TrainingState;
  /** Ends the run after the step at hand; the end event says so. */
  signal?: AbortSignal;
  /** Sizes for the start event. */
  trainSamples?: number;
  testSamples?: number;
}

/** @throws ParameterError  a count below 1, or nothing to learn from */
export function checkTrainerOptions({ epochs, train, accumulate = 1, earlyStopping }: TrainerOptions): void {
  const counts = { epochs, accumulate, ...(earlyStopping ? { "earlyStopping.patience": earlyStopping.patience } : {}) };
  for (const [name, count] of Object.entries(counts))
    if (!Number.isInteger(count) || count < 1)
      throw new ParameterError(`Trainer: ${name}=${count} must be an integer ≥ 1.`);
  if (train.length === 0)
    throw new ParameterError(
      "Trainer: train has no batches. Give more samples, a smaller batchSize, or dropLast: false.",
    );
}

/** What a step is of, and how many an epoch has. */
export function stepsOf({ train, accumulate = 1 }: TrainerOptions): { accumulate: number; stepsPerEpoch: number } {
  return { accumulate, stepsPerEpoch: Math.ceil(train.length / accumulate) };
}
