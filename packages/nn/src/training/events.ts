// What the trainer tells: the one stream that terminals, pages and event files read.
import type { Evaluation } from "./metrics.js";

/** When something happened. */
interface Clock {
  /** Since the run began. */
  readonly elapsedSeconds: number;
  /** Expected until the end, from the mean speed so far. */
  readonly etaSeconds: number;
}

/** Files are being read or features computed, before the first step. */
export interface PrepareEvent {
  readonly type: "prepare";
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export interface StartEvent {
  readonly type: "start";
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  readonly trainSamples: number;
  readonly testSamples: number;
  /** Values that training changes. */
  readonly parameters: number;
  readonly device: string;
  readonly classes: readonly string[];
  /** The printed model. */
  readonly model: string;
  /** Steps that were done before, where the run was resumed. */
  readonly resumedStep?: number;
}

/** After each step of the optimizer. */
export interface BatchEvent extends Clock {
  readonly type: "batch";
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** The last batch of the step, counted from 1 in the epoch. */
  readonly batch: number;
  readonly batches: number;
  /** Optimizer steps so far. */
  readonly step: number;
  /** Mean per sample in the epoch so far. */
  readonly loss: number;
  /** Share of right answers in the epoch so far, 0…1. */
  readonly accuracy: number;
  readonly lr: number;
  readonly samplesPerSecond: number;
}

export interface EpochEvent extends Clock {
  readonly type: "epoch";
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly lr: number;
  readonly samplesPerSecond: number;
}

export interface EvaluationEvent extends Clock {
  readonly type: "evaluation";
  readonly epoch: number;
  readonly step: number;
  readonly evaluation: Evaluation;
  /** Best accuracy so far, this one included. */
  readonly bestAccuracy: number;
}

export interface CheckpointEvent {
  readonly type: "checkpoint";
  readonly epoch: number;
  readonly step: number;
  readonly path: string;
}

/** The device was lost; the run goes on from the end of an epoch on a new one. */
export interface RestoredEvent {
  readonly type: "restored";
  /** The last epoch that is kept; 0 for the beginning. */
  readonly epoch: number;
  readonly step: number;
  /** What the device said. */
  readonly reason: string;
}

export interface EndEvent {
  readonly type: "end";
  readonly epochs: number;
  readonly step: number;
  readonly aborted: boolean;
  /** It did not improve any more; absent means false. */
  readonly stoppedEarly?: boolean;
  readonly elapsedSeconds: number;
  /** The last evaluation; null when there was none. */
  readonly evaluation: Evaluation | null;
}

export type TrainingEvent =
  PrepareEvent | StartEvent | BatchEvent | EpochEvent | EvaluationEvent | CheckpointEvent | RestoredEvent | EndEvent;
