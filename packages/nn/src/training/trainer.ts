// The training loop of a classifier, as a stream of events. It knows no screen and no file.
import { backendGeneration, DeviceLostError, renewBackend, type Device } from "@sonograd/core";
import { walkEpoch } from "./epoch.js";
import { evaluateClassifier } from "./evaluate.js";
import type { TrainingEvent } from "./events.js";
import { Progress } from "./progress.js";
import { Snapshot, type RunShape } from "./snapshot.js";
import { Stopwatch } from "./stopwatch.js";
import { checkTrainerOptions, stepsOf, type TrainerOptions } from "./trainer-options.js";
import { TrainingStep } from "./training-step.js";
import type { TrainingState } from "./training-state.js";

type Events = AsyncGenerator<TrainingEvent, void, undefined>;

/** Device losses without an epoch in between that a run survives. */
const LOSSES_IN_A_ROW = 3;

/**
 * Trains a classifier and yields what happens as typed events.
 *
 * @example for await (const event of new Trainer({ model, optimizer, train, test, classes, epochs: 10 }).run()) …
 */
export class Trainer {
  readonly #options: TrainerOptions;
  #made: { readonly generation: number; readonly step: TrainingStep } | null = null;
  /** Of the source of batches, at the beginning of the epoch. */
  #source: unknown = null;

  /** @throws ParameterError  epochs, accumulate or patience below 1, or a source without batches */
  constructor(options: TrainerOptions) {
    checkTrainerOptions(options);
    this.#options = options;
  }

  /**
   * Trains to the end, or until the signal aborts.
   *
   * @yields start; batch after each step, epoch, evaluation, checkpoint, restored; end
   * @throws ParameterError  a loss that is no number (it names step and layer), or a state to resume that is of another run
   */
  async *run(): Events {
    const { model, classes, epochs, signal, train } = this.#options;
    const { stepsPerEpoch } = stepsOf(this.#options);
    const device = model.parameters()[0]?.device ?? "cpu";
    this.#made = null;
    const begun = this.#begin();
    const { progress } = begun;
    let { resumed } = begun;
    const clock = new Stopwatch(epochs * stepsPerEpoch, progress.step);
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
        progress.restartEpoch(stepsPerEpoch);
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

  #shape(): RunShape {
    const { model, epochs, train, accumulate = 1 } = this.#options;
    return { model, epochs, batchesPerEpoch: train.length, accumulate };
  }

  #isStuck({ sinceBest }: Progress): boolean {
    const { earlyStopping } = this.#options;
    return earlyStopping !== undefined && sinceBest >= earlyStopping.patience;
  }

  /** One epoch with its evaluation and checkpoint; the first of a resumed run begins where that was. */
  async *#epoch(progress: Progress, clock: Stopwatch, device: Device, resumed: Snapshot | null): Events {
    const { model, train, test, classes, epochs, earlyStopping } = this.#options;
    const { evaluateEvery = 1, checkpointEvery = 0, readEvery = device === "cpu" ? 1 : 10 } = this.#options;
    const { epoch } = progress;
    this.#source = train.stateDict?.() ?? null;
    const step = this.#step(device, readEvery);
    const walked = yield* walkEpoch(this.#options, progress, { step, clock, readEvery, resumed });
    if (!walked) return;
    yield walked;
    let isBest = false;
    if (test && (epoch === epochs || (evaluateEvery > 0 && epoch % evaluateEvery === 0))) {
      const evaluation = await evaluateClassifier(model, test, classes);
      isBest = progress.judge(evaluation, earlyStopping);
      const { samplesPerSecond: _, ...when } = clock.reading(progress.step);
      yield { type: "evaluation", epoch, step: progress.step, evaluation, bestAccuracy: progress.best, ...when };
    }
    progress.nextEpoch();
    this.#source = train.stateDict?.() ?? null;
    const isLast = epoch === epochs || this.#isStuck(progress);
    if (isLast || (checkpointEvery > 0 && epoch % checkpointEvery === 0))
      yield* this.#checkpoint(progress, epoch, isBest);
  }

  async *#checkpoint(progress: Progress, epoch: number, isBest: boolean): Events {
    const { checkpoint } = this.#options;
    if (!checkpoint) return;
    const { step, last: evaluation } = progress;
    const state = async (): Promise<TrainingState> =>
      (await Snapshot.take(this.#options)).toState({ ...this.#shape(), source: this.#source }, progress);
    yield { type: "checkpoint", epoch, step, path: await checkpoint({ epoch, step, evaluation, isBest, state }) };
  }

  /** The step, made once per device. */
  #step(device: Device, readEvery: number): TrainingStep {
    const generation = backendGeneration();
    if (this.#made?.generation !== generation)
      this.#made = { generation, step: new TrainingStep(this.#options, device, readEvery) };
    return this.#made.step;
  }
}
