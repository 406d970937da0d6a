// Speech Commands: a folder per word with {speaker}_nohash_{take}.wav, validation_list.txt and testing_list.txt.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem, SplitName } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

export const SPEECH_COMMANDS_NOISE = "_background_noise_";
const LISTS = { validation: "validation_list.txt", testing: "testing_list.txt" } as const;
/** The hash is taken modulo 2^27, so that shares are compared with whole numbers. */
const HASHES = 2 ** 27;

export interface SpeechCommandsOptions extends CheckOptions {
  /** Only this part (default: all). */
  readonly subset?: SplitName;
  /** How the parts are told: by the two lists, or by the hash of the speaker (default: the lists where they are). */
  readonly split?: "lists" | "hash";
  /** Share of the hash split that is for validation, in percent (default 10). */
  readonly validationPercentage?: number;
  /** Share of the hash split that is for testing, in percent (default 10). */
  readonly testingPercentage?: number;
}

/**
 * The part of Speech Commands that a file is in by the hash of its name up to `_nohash_`: a speaker's takes stay together, and
 * files keep their part when others are added.
 *
 * @source `which_set` in the README of Speech Commands: SHA-1 modulo 2^27, scaled to percent
 * @example speechCommandsSubset("bed/0a7c2a8d_nohash_0.wav")
 */
export function speechCommandsSubset(
  file: string,
  {
    validationPercentage = 10,
    testingPercentage = 10,
  }: { validationPercentage?: number; testingPercentage?: number } = {},
): SplitName {
  const speaker = path.basename(file).replace(/_nohash_.*$/, "");
  const digest = createHash("sha1").update(speaker).digest();
  const percent = ((digest.readUInt32BE(16) % HASHES) * 100) / (HASHES - 1);
  if (percent < validationPercentage) return "validation";
  return percent < validationPercentage + testingPercentage ? "testing" : "training";
}

/**
 * Reads Speech Commands' layout (versions 1 and 2). Classes are the words in alphabetical order; each item has its `split`, and its
 * speaker as the group. The background noise is no class.
 *
 * @param options.onProblem  default "fail"
 * @throws ParameterError  no such layout, a percentage out of range, or lists asked for that are not there
 * @throws FormatError     a file is damaged
 */
export async function openSpeechCommands(
  directory: string,
  options: SpeechCommandsOptions = {},
): Promise<AudioDataset> {
  const op = "openSpeechCommands";
  const help = getItFrom(DATASET_SOURCES.speechCommands);
  const { subset, validationPercentage = 10, testingPercentage = 10 } = options;
  if (!(validationPercentage >= 0 && testingPercentage >= 0 && validationPercentage + testingPercentage <= 100))
    throw new ParameterError(
      `${op}: validationPercentage=${validationPercentage}, testingPercentage=${testingPercentage} must be ≥ 0 and at most 100 together.`,
    );
  if (!(await exists(directory))) throw new ParameterError(`${op}: directory="${directory}" does not exist. ${help}`);
  const { directories, files } = await listDirectory(op, directory);
  const hasLists = Object.values(LISTS).every((name) => files.includes(name));
  const { split = hasLists ? "lists" : "hash" } = options;
  if (split === "lists" && !hasLists)
    throw new ParameterError(
      `${op}: split="lists" needs ${Object.values(LISTS).join(" and ")} in "${directory}". ${help} Or use split: "hash".`,
    );
  const listed = new Map<string, SplitName>();
  if (split === "lists")
    for (const name of ["validation", "testing"] as const)
      for (const line of (await readFile(path.join(directory, LISTS[name]), "utf8")).split(/\r?\n/))
        if (line.trim() !== "") listed.set(line.trim(), name);

  const classes = directories.filter((name) => !/^[._]/.test(name));
  const items: AudioItem[] = [];
  for (const [label, word] of classes.entries())
    for (const name of (await listDirectory(op, path.join(directory, word))).files.filter(isAudioName)) {
      const part =
        split === "lists"
          ? (listed.get(`${word}/${name}`) ?? "training")
          : speechCommandsSubset(name, { validationPercentage, testingPercentage });
      if (subset !== undefined && part !== subset) continue;
      const [group, take] = path.parse(name).name.split("_nohash_");
      items.push({ path: path.join(directory, word, name), label, split: part, group, ...(take ? { take: Number(take) } : {}) }); // prettier-ignore
    }
  if (items.length === 0)
    throw new ParameterError(`${op}: "${directory}" holds no recordings${subset ? ` for ${subset}` : ""}. ${help}`);
  const count = subset === undefined ? { count: DATASET_SOURCES.speechCommands.count } : {};
  const checked = await checkFiles(op, items, options, { ...count, help });
  return { directory, layout: "speech-commands", classes, ...checked };
}
