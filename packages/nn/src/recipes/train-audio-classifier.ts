// The main job in one call: a directory of recordings in, events while it trains, a classifier out.
import path from "node:path";
import { FormatError, getDefaultDevice, manualSeed, ParameterError, type Device } from "@sonograd/core";
import { AudioClassifier, saveAudioClassifier, type NetworkSettings } from "../audio/index.js";
import { openAudioDataset, type AudioDataset, type SkippedFile } from "../data/readers/index.js";
import { crossEntropy } from "../losses/index.js";
import { AdamW, OneCycleLR } from "../optim/index.js";
import {
  loadTrainingState,
  saveTrainingState,
  Trainer,
  type Evaluation,
  type TrainingEvent,
} from "../training/index.js";
import { chooseRecipe, type AudioRecipe, type AudioRecipeOptions } from "./audio-recipe.js";
import { clipImages, imageStatistics, normalizeImages, readClips } from "./clips.js";
import { ImageBatches } from "./image-batches.js";
import { defaultSplitRule, splitDataset, type Split, type SplitRule } from "./split.js";

export interface TrainAudioClassifierOptions extends AudioRecipeOptions {
  /** A directory of recordings (see `openAudioDataset`); this or `dataset`. */
  dir?: string;
  /** Recordings that are open already. */
  dataset?: AudioDataset;
  /**
   * Where files go (default: none is written): after each epoch `model.safetensors` and, for `resume`, `training-state.safetensors`;
   * `best.safetensors` after each evaluation that is the most accurate so far.
   */
  out?: string;
  /** Go on with the run in `out` that was interrupted; all other options must be as they were (default false). */
  resume?: boolean;
  /** Fixes initial weights, order, augmentation and random splits (default 0). */
  seed?: number;
  /** Batches per step, their gradients added up (default 1): the step of a batch so many times as large in the memory of one. */
  accumulate?: number;
  /** Which clips are for testing (default: what suits the layout). */
  split?: SplitRule;
  /** Recordings that name takes: train on a seventh of them or on all (default "quick"). */
  trainingSet?: "quick" | "full";
  /** A recording that cannot be read: throw (default), or leave it out and tell of it in the result's `skipped`. */
  onProblem?: "fail" | "skip";
  /** Where to train (default: the default device). */
  device?: Device;
  /** Evaluate after every n-th epoch and after the last; 0 only after the last (default 5). */
  evaluateEvery?: number;
  signal?: AbortSignal;
}

export interface TrainAudioClassifierResult {
  readonly classifier: AudioClassifier;
  readonly recipe: AudioRecipe;
  readonly split: Split;
  /** Null when the run was aborted before the first evaluation. */
  readonly evaluation: Evaluation | null;
  readonly checkpoint: string | null;
  /** Recordings that were left out. */
  readonly skipped: readonly SkippedFile[];
}

export const CHECKPOINT_NAME = "model.safetensors";
export const BEST_NAME = "best.safetensors";
export const STATE_NAME = "training-state.safetensors";

/**
 * Trains a network (a log-mel CNN unless `network` says another) on labelled recordings: reads and divides them, chooses features from their lengths and rates, trains with
 * augmentation and a one-cycle schedule, and evaluates on the held-out part. The same seed on the same device gives the same numbers.
 *
 * @yields preparation, start, batch, epoch, evaluation, checkpoint and end events
 * @returns the trained classifier with its last evaluation
 * @throws ParameterError  no such directory, no recordings, an option out of range; FormatError  an unreadable recording
 * @example for await (const event of trainAudioClassifier({ dir: "data/fsdd", seed: 1 })) console.log(event.type);
 */
export async function* trainAudioClassifier(
  options: TrainAudioClassifierOptions,
): AsyncGenerator<TrainingEvent, TrainAudioClassifierResult, undefined> {
  const {
    dir,
    out,
    seed = 0,
    accumulate = 1,
    split: rule,
    trainingSet = "quick",
    device = getDefaultDevice(),
    evaluateEvery = 5,
    resume = false,
    onProblem = "fail",
  } = options;
  if (resume && out === undefined)
    throw new ParameterError("trainAudioClassifier: resume=true needs out, the directory of the interrupted run.");
  const { signal, dataset: given, ...overrides } = options;
  if (given === undefined && dir === undefined)
    throw new ParameterError("trainAudioClassifier: dir is missing. Give a directory of recordings, or a dataset.");
  const dataset = given ?? (await openAudioDataset(dir!));
  if (dataset.classes.length < 2)
    throw new ParameterError(
      `trainAudioClassifier: classes=${dataset.classes.join(", ")} must be at least two. "${dataset.directory}" has recordings of one class only. Add another class.`,
    );
  const split = splitDataset(dataset, rule ?? defaultSplitRule(dataset, { seed, training: trainingSet }));

  const withSignal = signal ? { signal } : {};
  const skipped: SkippedFile[] = [];
  const reading = { ...withSignal, ...(onProblem === "skip" ? { skipped } : {}) };
  const trainClips = yield* readClips(split.train, { what: "reading training recordings", ...reading });
  const testClips = yield* readClips(split.test, { what: "reading test recordings", ...reading });
  if (trainClips.length === 0 || testClips.length === 0)
    throw new FormatError(
      `trainAudioClassifier: ${trainClips.length} recordings for training and ${testClips.length} for testing can be read; ${skipped.length} of "${dataset.directory}" were left out, first ${skipped[0].path}: ${skipped[0].message}`,
    );
  const recipe = chooseRecipe(trainClips, recipeOverrides(overrides));
  const raw = await clipImages(trainClips, recipe.features);
  const normalization = imageStatistics(raw);
  const trainImages = normalizeImages(raw, normalization);
  const testImages = normalizeImages(await clipImages(testClips, recipe.features), normalization);

  manualSeed(seed);
  const { batchSize, epochs, learningRate, weightDecay, labelSmoothing } = recipe;
  const classifier = new AudioClassifier({
    classes: dataset.classes,
    features: recipe.features,
    normalization,
    model: networkOf(recipe, dataset.classes.length),
  }).to(device);
  const shape = { features: recipe.features, batchSize, device };
  const train = new ImageBatches(trainImages, { ...shape, training: { seed, augmentation: recipe.augmentation } });
  const optimizer = new AdamW(classifier.parameters(), { lr: learningRate, weightDecay });
  const totalSteps = epochs * Math.ceil(train.length / accumulate) + 1;
  const scheduler = new OneCycleLR(optimizer, { maxLr: learningRate, totalSteps });
  let checkpoint: string | null = null;
  const trainer = new Trainer({
    model: classifier,
    optimizer,
    scheduler,
    train,
    test: new ImageBatches(testImages, { ...shape, batchSize: 2 * batchSize }),
    classes: dataset.classes,
    epochs,
    accumulate,
    evaluateEvery,
    loss: (logits, target) => crossEntropy(logits, target, { labelSmoothing }),
    trainSamples: trainImages.length,
    testSamples: testImages.length,
    ...withSignal,
    ...(resume ? { resume: await loadTrainingState(path.join(out!, STATE_NAME)) } : {}),
    ...(out === undefined
      ? {}
      : {
          checkpointEvery: 1,
          checkpoint: async ({ epoch, evaluation, isBest, state }) => {
            checkpoint = path.join(out, CHECKPOINT_NAME);
            const accuracy = evaluation ? { accuracy: String(evaluation.accuracy) } : {};
            const notes = { split: JSON.stringify(split.rule), seed: String(seed), epoch: String(epoch), ...accuracy };
            await saveAudioClassifier(checkpoint, classifier, notes);
            if (isBest) await saveAudioClassifier(path.join(out, BEST_NAME), classifier, notes);
            await saveTrainingState(path.join(out, STATE_NAME), await state());
            return checkpoint;
          },
        }),
  });
  let evaluation: Evaluation | null = null;
  for await (const event of trainer.run()) {
    if (event.type === "end") ({ evaluation } = event);
    yield event;
  }
  return { classifier: classifier.eval(), recipe, split, evaluation, checkpoint, skipped };
}

/** The network of a recipe; the first layer of M5 makes a step each millisecond. */
function networkOf({ network, channels, grid, dropout, features }: AudioRecipe, classes: number): NetworkSettings {
  if (network === "log-mel-cnn") return { name: network, classes, channels, grid, dropout };
  if (network !== "m5") return { name: network, classes };
  return { name: network, classes, stride: "nMels" in features ? 16 : Math.round(features.sampleRate / 1000) };
}

/** The recipe's part of the options. */
function recipeOverrides(options: TrainAudioClassifierOptions): AudioRecipeOptions {
  const {
    dir: _d,
    out: _o,
    seed: _s,
    accumulate: _a,
    split: _p,
    trainingSet: _t,
    device: _v,
    evaluateEvery: _e,
    dataset: _i,
    resume: _r,
    onProblem: _b,
    signal: _g,
    ...recipe
  } = options;
  return Object.fromEntries(Object.entries(recipe).filter(([, value]) => value !== undefined));
}
