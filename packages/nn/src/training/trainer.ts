// The training loop of a classifier, as a stream of events. It knows no screen and no file.
import { CaptureError, compile, keep, noGrad, ParameterError, scope, type Tensor } from "@sonograd/core";
import { crossEntropy } from "../losses/index.js";
import type { TensorModule } from "../modules/index.js";
import type { LRScheduler, Optimizer } from "../optim/index.js";
import { breathe, evaluateClassifier, type LabelledBatch } from "./evaluate.js";
import type { BatchEvent, TrainingEvent } from "./events.js";
import type { Evaluation } from "./metrics.js";
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

/** What a step says of its batch: the sum of the losses, and how many items it got right. */
interface StepResult {
  readonly lossSum: Tensor;
  readonly right: Tensor;
}

/** Running sums of an epoch, kept on the model's device and read now and then. */
class EpochSums {
  #loss: Tensor | null = null;
  #right: Tensor | null = null;
  samples = 0;

  add({ lossSum, right }: StepResult, count: number): void {
    this.#loss = keep(this.#loss ? this.#loss.add(lossSum) : lossSum);
    this.#right = keep(this.#right ? this.#right.add(right) : right);
    this.samples += count;
  }

  async read(): Promise<{ loss: number; accuracy: number }> {
    if (!this.#loss || !this.#right) return { loss: Number.NaN, accuracy: 0 };
    const [loss, right] = await Promise.all([this.#loss.item(), this.#right.item()]);
    return { loss: loss / this.samples, accuracy: right / this.samples };
  }
}

/**
 * Trains a classifier and yields what happens as typed events.
 *
 * @example for await (const event of new Trainer({ model, optimizer, train, test, classes, epochs: 10 }).run()) …
 */
export class Trainer {
  readonly #options: TrainerOptions;

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
  #compiledStep(): (x: Tensor, y: Tensor) => StepResult {
    const plain = (x: Tensor, y: Tensor): StepResult => this.#step(x, y);
    if (this.#options.compile === false) return plain;
    let step = compile(plain, { name: "training step" }) as typeof plain;
    return (x, y) => {
      try {
        return step(x, y);
      } catch (error) {
        if (!(error instanceof CaptureError) || step === plain) throw error;
        console.warn(`Trainer: the step runs as written, without a plan. ${error.message}`);
        step = plain;
        return plain(x, y);
      }
    };
  }

  async *run(): AsyncGenerator<TrainingEvent, void, undefined> {
    const { model, optimizer, train, test, classes, epochs, signal, checkpoint } = this.#options;
    const { evaluateEvery = 1, checkpointEvery = 0 } = this.#options;
    const device = model.parameters()[0]?.device ?? "cpu";
    const readEvery = this.#options.readEvery ?? (device === "cpu" ? 1 : 10);
    const clock = new Stopwatch(epochs * train.length);
    const runStep = this.#compiledStep();
    let step = 0;
    let last: Evaluation | null = null;
    let finished = 0;
    let best = Number.NEGATIVE_INFINITY;
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
    for (let epoch = 1; epoch <= epochs; epoch++) {
      model.train();
      const sums = new EpochSums();
      let batchNumber = 0;
      let means = { loss: Number.NaN, accuracy: 0 };
      let shown: BatchEvent | null = null;
      for await (const batch of train) {
        if (signal?.aborted) break;
        const { lr } = optimizer.paramGroups[0];
        clock.begin();
        scope(() => sums.add(runStep(batch.x, batch.y), batch.y.numel));
        this.#options.scheduler?.step();
        step++;
        batchNumber++;
        const read = batchNumber % readEvery === 0 || batchNumber === train.length;
        if (read || batchNumber === 1) means = await sums.read();
        clock.end(batch.y.numel);
        const event: BatchEvent = {
          type: "batch",
          epoch,
          epochs,
          batch: batchNumber,
          batches: train.length,
          step,
          ...means,
          lr,
          ...clock.reading(step),
        };
        shown = event;
        yield event;
        await breathe();
      }
      if (signal?.aborted) break;
      if (!shown)
        throw new ParameterError(
          `Trainer: train gave no batches in epoch ${epoch}. It must be walkable once per epoch.`,
        );
      const { loss, accuracy, lr } = shown;
      yield { type: "epoch", epoch, epochs, step, loss, accuracy, lr, ...clock.reading(step) };
      const due = epoch === epochs || (evaluateEvery > 0 && epoch % evaluateEvery === 0);
      if (test && due) {
        last = await evaluateClassifier(model, test, classes);
        const { samplesPerSecond: _, ...when } = clock.reading(step);
        best = Math.max(best, last.accuracy);
        yield { type: "evaluation", epoch, step, evaluation: last, bestAccuracy: best, ...when };
      }
      finished = epoch;
      if (checkpoint && (epoch === epochs || (checkpointEvery > 0 && epoch % checkpointEvery === 0)))
        yield { type: "checkpoint", epoch, step, path: await checkpoint({ epoch, step, evaluation: last }) };
    }
    if (checkpoint && signal?.aborted && step > 0)
      yield {
        type: "checkpoint",
        epoch: finished,
        step,
        path: await checkpoint({ epoch: finished, step, evaluation: last }),
      };
    yield {
      type: "end",
      epochs,
      step,
      aborted: signal?.aborted ?? false,
      elapsedSeconds: clock.elapsedSeconds,
      evaluation: last,
    };
  }
}
