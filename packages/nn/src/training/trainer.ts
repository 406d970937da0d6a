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
import { Snapshot } from "./snapshot.js";
import { Stopwatch } from "./stopwatch.js";

/** Batches that can be walked once per epoch; a `DataLoader` is one. */
export interface BatchSource extends AsyncIterable<LabelledBatch> {
  /** Batches per epoch. */
  readonly length: number;
}

/** What a checkpoint is written from. */
export interface CheckpointInfo {
  readonly epoch: number;
  readonly step: number;
  readonly evaluation: Evaluation | null;
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
  /** Ends the run after the batch at hand; the end event says so. */
  signal?: AbortSignal;
  /** Sizes for the start event. */
  trainSamples?: number;
  testSamples?: number;
}

/** Where a run is. */
class Progress {
  epoch = 1;
  step = 0;
  last: Evaluation | null = null;
  best = Number.NEGATIVE_INFINITY;
  /** Epochs that are done. */
  finished = 0;
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
  #made: { generation: number; ring: LossRing; step: Step } | null = null;

  constructor(options: TrainerOptions) {
    const { epochs, train } = options;
    if (!Number.isInteger(epochs) || epochs < 1)
      throw new ParameterError(`Trainer: epochs=${epochs} must be an integer ≥ 1.`);
    if (train.length === 0)
      throw new ParameterError(
        "Trainer: train has no batches. Give more samples, a smaller batchSize, or dropLast: false.",
      );
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
    const { model, train, classes, epochs, signal, checkpoint } = this.#options;
    const device = model.parameters()[0]?.device ?? "cpu";
    const clock = new Stopwatch(epochs * train.length);
    const progress = new Progress();
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
    };
    // Host memory cannot be lost, so nothing is copied there from the CPU.
    let snapshot = device === "cpu" ? null : await Snapshot.take(this.#options);
    let losses = 0;
    while (progress.epoch <= epochs) {
      if (signal?.aborted) break;
      try {
        yield* this.#epoch(progress, clock, device);
        if (signal?.aborted) break;
        progress.finished = progress.epoch++;
        if (snapshot) snapshot = await Snapshot.take(this.#options);
        losses = 0;
      } catch (error) {
        if (!(error instanceof DeviceLostError) || !snapshot || ++losses > LOSSES_IN_A_ROW) throw error;
        await renewBackend(device);
        snapshot.restore(this.#options);
        progress.epoch = progress.finished + 1;
        progress.step = progress.finished * train.length;
        yield { type: "restored", epoch: progress.finished, step: progress.step, reason: error.message };
      }
    }
    const { step, last, finished } = progress;
    const aborted = signal?.aborted ?? false;
    if (checkpoint && aborted && step > 0)
      yield { type: "checkpoint", epoch: finished, step, path: await checkpoint({ epoch: finished, step, evaluation: last }) }; // prettier-ignore
    yield { type: "end", epochs, step, aborted, elapsedSeconds: clock.elapsedSeconds, evaluation: last };
  }

  /** One epoch with its evaluation and checkpoint. */
  async *#epoch(progress: Progress, clock: Stopwatch, device: Device): AsyncGenerator<TrainingEvent, void, undefined> {
    const { model, optimizer, train, test, classes, epochs, signal, checkpoint } = this.#options;
    const { evaluateEvery = 1, checkpointEvery = 0 } = this.#options;
    const { epoch } = progress;
    const readEvery = this.#options.readEvery ?? (device === "cpu" ? 1 : 10);
    const { ring, step: runStep } = this.#machinery(device, readEvery);
    model.train();
    const sums = { loss: 0, right: 0, samples: 0 };
    let batchNumber = 0;
    let means = { loss: Number.NaN, accuracy: 0 };
    let shown: BatchEvent | null = null;
    for await (const batch of train) {
      if (signal?.aborted) return;
      const { lr } = optimizer.paramGroups[0];
      clock.begin();
      if (progress.step === 0) await runStep.warmup(batch.x, batch.y);
      scope(() => runStep.run(batch.x, batch.y));
      ring.advance(batch.y.numel);
      this.#options.scheduler?.step();
      progress.step++;
      batchNumber++;
      const isDue = batchNumber % readEvery === 0 || batchNumber === train.length || batchNumber === 1;
      if (isDue || ring.isFull) {
        for (const { lossSum, right, count } of await ring.read()) {
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
    if (!shown)
      throw new ParameterError(`Trainer: train gave no batches in epoch ${epoch}. It must be walkable once per epoch.`);
    const { step } = progress;
    const { loss, accuracy, lr } = shown;
    yield { type: "epoch", epoch, epochs, step, loss, accuracy, lr, ...clock.reading(step) };
    const due = epoch === epochs || (evaluateEvery > 0 && epoch % evaluateEvery === 0);
    if (test && due) {
      const evaluation = (progress.last = await evaluateClassifier(model, test, classes));
      const { samplesPerSecond: _, ...when } = clock.reading(step);
      progress.best = Math.max(progress.best, evaluation.accuracy);
      yield { type: "evaluation", epoch, step, evaluation, bestAccuracy: progress.best, ...when };
    }
    if (checkpoint && (epoch === epochs || (checkpointEvery > 0 && epoch % checkpointEvery === 0)))
      yield { type: "checkpoint", epoch, step, path: await checkpoint({ epoch, step, evaluation: progress.last }) };
  }

  /** The step and its ring, made once per device. */
  #machinery(device: Device, readEvery: number): { ring: LossRing; step: Step } {
    const generation = backendGeneration();
    if (this.#made?.generation !== generation) {
      const ring = new LossRing(device, Math.max(256, readEvery));
      this.#made = { generation, ring, step: this.#compiledStep(ring) };
    }
    return this.#made;
  }
}

interface Step {
  run(x: Tensor, y: Tensor): void;
  warmup(x: Tensor, y: Tensor): Promise<void>;
}
