// LibriSpeech: {subset}/{speaker}/{chapter}/{speaker}-{chapter}-{utterance}.flac and {speaker}-{chapter}.trans.txt.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import { checkFiles, type CheckedItems, type CheckOptions } from "./check-files.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

/** Recordings of each part. */
const SUBSETS = {
  "dev-clean": 2703,
  "dev-other": 2864,
  "test-clean": 2620,
  "test-other": 2939,
  "train-clean-100": 28_539,
  "train-clean-360": 104_014,
  "train-other-500": 148_688,
} as const;

export type LibriSpeechSubset = keyof typeof SUBSETS;

export interface LibriSpeechItem {
  readonly path: string;
  /** What is said, in capitals without punctuation. */
  readonly text: string;
  readonly speaker: string;
  readonly chapter: string;
  readonly utterance: number;
}

/**
 * Reads one part of LibriSpeech, in the directory itself or in its folder `LibriSpeech`.
 *
 * @param subset  such as "test-clean"
 * @param options.onProblem  default "fail": also for an utterance with a transcript and no recording
 * @throws ParameterError  the part is unknown or not there; FormatError  a recording without a transcript, or damaged
 */
export async function openLibriSpeech(
  directory: string,
  subset: LibriSpeechSubset,
  options: CheckOptions = {},
): Promise<CheckedItems<LibriSpeechItem>> {
  const op = "openLibriSpeech";
  const help = getItFrom(DATASET_SOURCES.librispeech);
  if (!(subset in SUBSETS))
    throw new ParameterError(`${op}: subset="${subset}" must be one of ${Object.keys(SUBSETS).join(", ")}.`);
  const inner = path.join(directory, "LibriSpeech", subset);
  const root = (await exists(inner)) ? inner : path.join(directory, subset);
  if (!(await exists(root))) throw new ParameterError(`${op}: "${root}" does not exist. ${help}`);
  const items: LibriSpeechItem[] = [];
  for (const speaker of (await listDirectory(op, root)).directories)
    for (const chapter of (await listDirectory(op, path.join(root, speaker))).directories)
      items.push(...(await readChapter(op, path.join(root, speaker, chapter), speaker, chapter)));
  if (items.length === 0) throw new ParameterError(`${op}: "${root}" holds no transcripts. ${help}`);
  return checkFiles(op, items, options, { count: SUBSETS[subset], help });
}

async function readChapter(op: string, folder: string, speaker: string, chapter: string): Promise<LibriSpeechItem[]> {
  const { files } = await listDirectory(op, folder);
  const table = `${speaker}-${chapter}.trans.txt`;
  const text = files.includes(table) ? await readFile(path.join(folder, table), "utf8") : "";
  const transcripts = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, id, words] = /^(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (id) transcripts.set(id, words);
  }
  const recordings = new Map(files.filter(isAudioName).map((name) => [path.parse(name).name, name]));
  for (const id of recordings.keys())
    if (!transcripts.has(id))
      throw new FormatError(
        `${op}: "${path.join(folder, table)}" has no line for the recording ${id}. Unpack it again.`,
      );
  return [...transcripts].map(([id, words]) => ({
    path: path.join(folder, recordings.get(id) ?? `${id}.flac`),
    text: words,
    speaker,
    chapter,
    utterance: Number(id.split("-").at(-1)),
  }));
}
