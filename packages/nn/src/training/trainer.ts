// The training loop of a classifier, as a stream of events. It knows no screen and no file.
import {
  backendGeneration,
  CaptureError,
  compile,
  DeviceLostError,
  noGrad,
  ParameterError,
  renewBackend,
  scope,
  type Compiled,
  type Device,
  type Tensor,
} from "@sonograd/core";
import { crossEntropy } from "../losses/index.js";
import type { TensorModule } from "../modules/index.js";
import type { LRScheduler, Optimizer } from "../optim/index.js";
import { breathe, evaluateClassifier, type LabelledBatch } from "./evaluate.js";
import type { BatchEvent, TrainingEvent } from "./events.js";
import { LossRing, type StepResult } from "./loss-ring.js";
import type { Evaluation } from "./metrics.js";
import { BeforeStep, nonFiniteLoss } from "./non-finite.js";
import { Progress } from "./progress.js";
import { Snapshot } from "./snapshot.js";
import { Stopwatch } from "./stopwatch.js";
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
  /** From logits and targets to one number (default: crossEntropy). */
  loss?: (logits: Tensor, target: Tensor) => Tensor;
  /** Stepped after every batch. */
  scheduler?: LRScheduler;
  /** Evaluate after every n-th epoch and after the last; 0 only after the last (default 1). */
  evaluateEvery?: number;
  /** Read loss and accuracy from the device every n-th batch (default 1 on the CPU, 10 elsewhere). */
  readEvery?: number;
  /** Writes a checkpoint after the last epoch and when the run is aborted; returns its path. */
  checkpoint?: (info: CheckpointInfo) => Promise<string>;
  /** Also write one after every n-th epoch (default 0: no). */
  checkpointEvery?: number;
  /** Capture the step once and replay it (default true); false runs it as written every time. */
  compile?: boolean;
  /** Ends the run after an evaluation when it does not improve any more (default: never). */
  earlyStopping?: EarlyStopping;
  /** Go on where this state was taken: model, optimizer, schedule, batches and random numbers are set to it. */
  resume?: TrainingState;
  /** Ends the run after the batch at hand; the end event says so. */
  signal?: AbortSignal;
  /** Sizes for the start event. */
  trainSamples?: number;
  testSamples?: number;
}

/** Device losses without an epoch in between that a run survives. */
const LOSSES_IN_A_ROW = 3;

/**
 * Trains a classifier and yields what happens as typed events.
 *
 * @example for await (const event of new Trainer({ model, optimizer, train, test, classes, epochs: 10 }).run()) …
 */
export class Trainer {
  readonly #options: TrainerOptions;
  #made: ({ generation: number } & Machinery) | null = null;
  #isWarm = false;
  /** Of the source of batches, at the beginning of the epoch. */
  #source: unknown = null;

  constructor(options: TrainerOptions) {
    const { epochs, train, earlyStopping } = options;
    if (!Number.isInteger(epochs) || epochs < 1)
      throw new ParameterError(`Trainer: epochs=${epochs} must be an integer ≥ 1.`);
    if (train.length === 0)
      throw new ParameterError(
        "Trainer: train has no batches. Give more samples, a smaller batchSize, or dropLast: false.",
      );
    if (earlyStopping && !(Number.isInteger(earlyStopping.patience) && earlyStopping.patience >= 1))
      throw new ParameterError(`Trainer: earlyStopping.patience=${earlyStopping.patience} must be an integer ≥ 1.`);
    this.#options = options;
  }

  /** One training step: forward, backward, update. */
  #step(x: Tensor, y: Tensor): StepResult {
    const { model, optimizer, loss: lossOf = crossEntropy } = this.#options;
    optimizer.zeroGrad();
    const logits = model(x);
    const loss = lossOf(logits, y);
    loss.backward();
    optimizer.step();
    return noGrad(() => ({ lossSum: loss.detach().mul(y.numel), right: logits.detach().argmax(1).eq(y).sum() }));
  }

  /** The step captured and replayed; a model or loss that reads values runs as written, and says so once. */
  #compiledStep(ring: LossRing): Step {
    const plain = (x: Tensor, y: Tensor): void => ring.write(this.#step(x, y));
    if (this.#options.compile === false) return { run: plain, warmup: () => Promise.resolve() };
    let step: Compiled<[Tensor, Tensor], void> | null = compile(plain, { name: "training step" });
    const written = (error: unknown): void => {
      if (!(error instanceof CaptureError) || !step) throw error;
      console.warn(`Trainer: the step runs as written, without a plan. ${error.message}`);
      step = null;
    };
    return {
      run: (x, y) => {
        try {
          if (step) return step(x, y);
        } catch (error) {
          written(error);
        }
        plain(x, y);
      },
      warmup: async (x, y) => {
        try {
          await step?.warmup(x, y);
        } catch (error) {
          written(error);
        }
      },
    };
  }

  async *run(): AsyncGenerator<TrainingEvent, void, undefined> {
    const { model, train, classes, epochs, signal } = this.#options;
    const device = model.parameters()[0]?.device ?? "cpu";
    const begun = this.#begin();
    const { progress } = begun;
    let { resumed } = begun;
    const clock = new Stopwatch(epochs * train.length, progress.step);
    yield {
      type: "start",
      epochs,
      batchesPerEpoch: train.length,
      trainSamples: this.#options.trainSamples ?? 0,
      testSamples: this.#options.testSamples ?? 0,
      parameters: model.numParameters(),
      device,
      classes,
      model: String(model),
      ...(resumed ? { resumedStep: progress.step } : {}),
    };
    // Host memory cannot be lost, so nothing is copied there from the CPU.
    let snapshot = device === "cpu" ? null : await Snapshot.take(this.#options);
    let losses = 0;
    while (progress.epoch <= epochs && !this.#isStuck(progress)) {
      if (signal?.aborted) break;
      try {
        yield* this.#epoch(progress, clock, device, resumed);
        resumed = null;
        if (signal?.aborted) break;
        if (snapshot) snapshot = await Snapshot.take(this.#options);
        losses = 0;
      } catch (error) {
        if (!(error instanceof DeviceLostError) || !snapshot || ++losses > LOSSES_IN_A_ROW) throw error;
        await renewBackend(device);
        snapshot.restore(this.#options);
        resumed = null;
        progress.restartEpoch(train.length);
        yield { type: "restored", epoch: progress.finished, step: progress.step, reason: error.message };
      }
    }
    const { step, last, finished } = progress;
    const aborted = signal?.aborted ?? false;
    if (aborted && step > 0) yield* this.#checkpoint(progress, finished, false);
    const stoppedEarly = this.#isStuck(progress);
    yield { type: "end", epochs, step, aborted, stoppedEarly, elapsedSeconds: clock.elapsedSeconds, evaluation: last };
  }

  /** The beginning, or where the state to resume was taken. */
  #begin(): { progress: Progress; resumed: Snapshot | null } {
    const { resume, train } = this.#options;
    if (!resume) return { progress: new Progress(), resumed: null };
    const resumed = Snapshot.fromState(resume, this.#shape());
    resumed.restore(this.#options);
    if (resume.values.source !== null) train.loadStateDict?.(resume.values.source as never);
    return { progress: Progress.fromValues(resume.values.progress), resumed };
  }

  #shape(): { model: TensorModule; epochs: number; batchesPerEpoch: number } {
    const { model, epochs, train } = this.#options;
    return { model, epochs, batchesPerEpoch: train.length };
  }

  async *#checkpoint(
    progress: Progress,
    epoch: number,
    isBest: boolean,
  ): AsyncGenerator<TrainingEvent, void, undefined> {
    const { checkpoint } = this.#options;
    if (!checkpoint) return;
    const { step, last: evaluation } = progress;
    const state = async (): Promise<TrainingState> =>
      (await Snapshot.take(this.#options)).toState({ ...this.#shape(), source: this.#source }, progress);
    yield { type: "checkpoint", epoch, step, path: await checkpoint({ epoch, step, evaluation, isBest, state }) };
  }

  #isStuck({ sinceBest }: Progress): boolean {
    const { earlyStopping } = this.#options;
    return earlyStopping !== undefined && sinceBest >= earlyStopping.patience;
  }

  /** Takes an evaluation in; true where it is the most accurate so far. */
  #judge(progress: Progress, evaluation: Evaluation): boolean {
    const { monitor = "accuracy", minDelta = 0 } = this.#options.earlyStopping ?? {};
    const value = monitor === "loss" ? -evaluation.loss : evaluation.accuracy;
    if (value > progress.watched + minDelta) Object.assign(progress, { watched: value, sinceBest: 0 });
    else progress.sinceBest++;
    const isBest = evaluation.accuracy > progress.best;
    progress.best = Math.max(progress.best, evaluation.accuracy);
    progress.last = evaluation;
    return isBest;
  }

  /** One epoch with its evaluation and checkpoint; the first of a resumed run begins where that was. */
  async *#epoch(
    progress: Progress,
    clock: Stopwatch,
    device: Device,
    resumed: Snapshot | null,
  ): AsyncGenerator<TrainingEvent, void, undefined> {
    const { model, optimizer, train, test, classes, epochs, signal } = this.#options;
    const { evaluateEvery = 1, checkpointEvery = 0 } = this.#options;
    const { epoch, sums } = progress;
    const readEvery = this.#options.readEvery ?? (device === "cpu" ? 1 : 10);
    const { ring, step: runStep, before } = this.#machinery(device, readEvery);
    model.train();
    this.#source = train.stateDict?.() ?? null;
    const skipped = progress.batch;
    let passed = 0;
    let means = { loss: Number.NaN, accuracy: 0 };
    let shown: BatchEvent | null = null;
    for await (const batch of train) {
      if (passed++ < skipped) continue; // was learned before the run was interrupted
      if (passed === skipped + 1) resumed?.restoreRandom();
      if (signal?.aborted) return;
      const { lr } = optimizer.paramGroups[0];
      clock.begin();
      if (!this.#isWarm) await runStep.warmup(batch.x, batch.y);
      this.#isWarm = true;
      before?.take();
      scope(() => runStep.run(batch.x, batch.y));
      ring.advance(batch.y.numel);
      this.#options.scheduler?.step();
      progress.step++;
      const batchNumber = ++progress.batch;
      const isDue = batchNumber % readEvery === 0 || batchNumber === train.length || batchNumber === 1;
      if (isDue || ring.isFull || signal?.aborted) {
        const results = await ring.read();
        for (const [i, { lossSum, right, count }] of results.entries()) {
          if (!Number.isFinite(lossSum)) {
            const back = results.length - 1 - i;
            const where = before && back === 0 ? before.explain(batch.x) : "";
            throw nonFiniteLoss(lossSum, epoch, batchNumber - back, progress.step - back, where);
          }
          sums.loss += lossSum;
          sums.right += right;
          sums.samples += count;
        }
        means = { loss: sums.loss / sums.samples, accuracy: sums.right / sums.samples };
      }
      clock.end(batch.y.numel);
      shown = {
        type: "batch",
        epoch,
        epochs,
        batch: batchNumber,
        batches: train.length,
        step: progress.step,
        ...means,
        lr,
        ...clock.reading(progress.step),
      };
      yield shown;
      await breathe();
    }
    if (signal?.aborted) return;
    if (passed === 0)
      throw new ParameterError(`Trainer: train gave no batches in epoch ${epoch}. It must be walkable once per epoch.`);
    const { step } = progress;
    const { loss, accuracy } = { loss: sums.loss / sums.samples, accuracy: sums.right / sums.samples };
    const lr = shown?.lr ?? optimizer.paramGroups[0].lr;
    yield { type: "epoch", epoch, epochs, step, loss, accuracy, lr, ...clock.reading(step) };
    const due = epoch === epochs || (evaluateEvery > 0 && epoch % evaluateEvery === 0);
    let isBest = false;
    if (test && due) {
      const evaluation = await evaluateClassifier(model, test, classes);
      isBest = this.#judge(progress, evaluation);
      const { samplesPerSecond: _, ...when } = clock.reading(step);
      yield { type: "evaluation", epoch, step, evaluation, bestAccuracy: progress.best, ...when };
    }
    progress.nextEpoch();
    this.#source = train.stateDict?.() ?? null;
    const isLast = epoch === epochs || this.#isStuck(progress);
    if (isLast || (checkpointEvery > 0 && epoch % checkpointEvery === 0))
      yield* this.#checkpoint(progress, epoch, isBest);
  }

  /** The step and its ring, made once per device. */
  #machinery(device: Device, readEvery: number): Machinery {
    const generation = backendGeneration();
    if (this.#made?.generation !== generation) {
      const ring = new LossRing(device, Math.max(256, readEvery));
      const before = device === "cpu" && readEvery === 1 ? new BeforeStep(this.#options.model) : null;
      this.#made = { generation, ring, step: this.#compiledStep(ring), before };
      this.#isWarm = false;
    }
    return this.#made;
  }
}

interface Machinery {
  readonly ring: LossRing;
  readonly step: Step;
  /** Null where a loss that is no number cannot be traced to a layer. */
  readonly before: BeforeStep | null;
}

interface Step {
  run(x: Tensor, y: Tensor): void;
  warmup(x: Tensor, y: Tensor): Promise<void>;
}
