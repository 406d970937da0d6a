// Free Spoken Digit Dataset: {label}_{speaker}_{take}.wav in one folder.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

const NAME = /^([^_]+)_(.+)_(\d+)$/;

/** Whether most names look like `7_jackson_25.wav`. */
export function looksLikeFsdd(files: readonly string[]): boolean {
  const audio = files.filter(isAudioName);
  const matching = audio.filter((name) => NAME.test(path.parse(name).name));
  return audio.length > 0 && matching.length * 2 > audio.length;
}

/** Takes whose last digit this is are for testing, and those of the quick training set. */
const TESTING_DIGIT = 4;
const QUICK_DIGIT = 5;

export interface FSDDOptions extends CheckOptions {
  /** Testing: takes that end in 4. Training: all others; quick: only those that end in 5 (default: all takes). */
  readonly subset?: "training" | "testing" | "quick";
}

/**
 * Reads `{label}_{speaker}_{take}.wav` files from the directory or its folder `recordings`. The group is the speaker; `split` tells
 * whether a take is for training or testing.
 *
 * @param options.onProblem  default "fail"
 * @throws ParameterError  the directory is missing or holds no such file, or a name breaks the pattern; FormatError  a file is damaged
 */
export async function openFSDD(directory: string, options: FSDDOptions = {}): Promise<AudioDataset> {
  const op = "openFSDD";
  const { subset } = options;
  const help = getItFrom(DATASET_SOURCES.fsdd);
  await listDirectory(op, directory);
  const inner = path.join(directory, "recordings");
  const folder = (await exists(inner)) ? inner : directory;
  const names = (await listDirectory(op, folder)).files.filter(isAudioName);
  if (names.length === 0)
    throw new ParameterError(`${op}: "${folder}" holds no audio files. Expected names like 7_jackson_25.wav.`);
  const parts = names.map((name) => {
    const match = NAME.exec(path.parse(name).name);
    if (!match)
      throw new ParameterError(
        `${op}: file "${path.join(folder, name)}" must be named {label}_{speaker}_{take}, like 7_jackson_25.wav.`,
      );
    return { name, label: match[1], group: match[2], take: Number(match[3]) };
  });
  const classes = [...new Set(parts.map(({ label }) => label))].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const items = parts
    .map(({ name, label, group, take }): AudioItem => {
      const split = take % 10 === TESTING_DIGIT ? "testing" : "training";
      return { path: path.join(folder, name), label: classes.indexOf(label), group, take, split };
    })
    .filter(({ split, take }) => !subset || (subset === "quick" ? take! % 10 === QUICK_DIGIT : split === subset));
  if (items.length === 0)
    throw new ParameterError(`${op}: subset="${subset}" has no recordings in "${folder}". ${help}`);
  const count = subset ? {} : { count: DATASET_SOURCES.fsdd.count };
  const checked = await checkFiles(op, items, options, { ...count, help });
  return { directory, layout: "fsdd", classes, ...checked };
}
