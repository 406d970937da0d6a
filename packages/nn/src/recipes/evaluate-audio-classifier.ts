// A checkpoint and a directory of recordings in, scores out.
import { FormatError, ParameterError } from "@sonograd/core";
import type { AudioClassifier } from "../audio/index.js";
import { openAudioDataset, type AudioDataset, type SkippedFile } from "../data/readers/index.js";
import { evaluateClassifier, type Evaluation, type PrepareEvent } from "../training/index.js";
import { clipImages, normalizeImages, readClips } from "./clips.js";
import { ImageBatches } from "./image-batches.js";
import { splitDataset, type SplitRule } from "./split.js";

export interface EvaluateAudioClassifierOptions {
  /** A directory of recordings (see `openAudioDataset`); this or `dataset`. */
  dir?: string;
  dataset?: AudioDataset;
  /** Evaluate on the test side of this rule only (default: on all recordings). */
  split?: SplitRule;
  /** Takes the recordings that cannot be read, which are then left out (default: the first of them throws). */
  skipped?: SkippedFile[];
  signal?: AbortSignal;
}

/** The split rule that a checkpoint was trained with, from its notes; null when it names none. */
export function splitRuleOf(notes: Readonly<Record<string, string>>): SplitRule | null {
  if (notes["split"] === undefined) return null;
  try {
    return JSON.parse(notes["split"]) as SplitRule;
  } catch (cause) {
    throw new FormatError("splitRuleOf: the checkpoint's split is damaged. Train it again.", { cause });
  }
}

/**
 * Evaluates a classifier on labelled recordings whose classes it knows.
 *
 * @yields how far reading the recordings is
 * @returns accuracy, confusion matrix and scores per class
 * @throws ParameterError  the directory has a class that the classifier does not know
 */
export async function* evaluateAudioClassifier(
  classifier: AudioClassifier,
  { dir, dataset: given, split, skipped, signal }: EvaluateAudioClassifierOptions,
): AsyncGenerator<PrepareEvent, Evaluation, undefined> {
  if (given === undefined && dir === undefined)
    throw new ParameterError("evaluateAudioClassifier: dir is missing. Give a directory of recordings, or a dataset.");
  const dataset = given ?? (await openAudioDataset(dir!));
  const labels = dataset.classes.map((name) => classifier.classes.indexOf(name));
  const unknown = dataset.classes.filter((_, i) => labels[i] < 0);
  if (unknown.length > 0)
    throw new ParameterError(
      `evaluateAudioClassifier: classes ${unknown.join(", ")} of "${dataset.directory}" are unknown to the classifier, ` +
        `which has ${classifier.classes.join(", ")}. Use recordings of the same classes.`,
    );
  const items = split ? splitDataset(dataset, split).test : dataset.items;
  const clips = yield* readClips(items, { ...(skipped ? { skipped } : {}), ...(signal ? { signal } : {}) });
  if (clips.length === 0)
    throw new FormatError(
      `evaluateAudioClassifier: none of ${items.length} recordings of "${dataset.directory}" can be read. Check the files.`,
    );
  const { features, normalization } = classifier.config;
  const images = normalizeImages(await clipImages(clips, features), normalization).map(({ image, label }) => {
    return { image, label: labels[label] };
  });
  const device = classifier.parameters()[0].device;
  const batches = new ImageBatches(images, { features, batchSize: 64, device });
  return evaluateClassifier(classifier, batches, classifier.classes, signal ? { signal } : {});
}
