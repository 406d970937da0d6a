// ESC-50 and ESC-10: meta/esc50.csv with audio/, or a folder per class as ESC-10 was first published.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import { openAudioFolder } from "./audio-folder.js";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { parseCsv, requireColumns } from "./csv.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, listDirectory } from "./directory.js";

export const ESC50_METADATA = path.join("meta", "esc50.csv");
const COLUMNS = ["filename", "fold", "target", "category", "esc10", "src_file"] as const;

/**
 * Reads ESC-50's layout: `meta/esc50.csv` and `audio/{fold}-{source}-{take}-{class}.wav`. The group is the Freesound recording
 * that a clip was cut from; clips of one recording share a fold.
 *
 * @param options.onProblem  default "fail"
 * @throws ParameterError  the directory or the table is missing; FormatError  the table is not ESC-50's, or files are missing
 */
export async function openESC50(directory: string, options: CheckOptions = {}): Promise<AudioDataset> {
  return readTable("openESC50", directory, options, false);
}

/**
 * Reads the ten classes of ESC-10: those rows of ESC-50's layout (classes numbered anew, in the order of their ESC-50
 * numbers), or a folder per class with files `{fold}-{source}-{take}.ogg`.
 *
 * @param options.onProblem  default "fail"
 * @throws as `openESC50`; ParameterError  a file's name tells no fold
 */
export async function openESC10(directory: string, options: CheckOptions = {}): Promise<AudioDataset> {
  const op = "openESC10";
  if (await exists(path.join(directory, ESC50_METADATA))) return readTable(op, directory, options, true);
  const source = DATASET_SOURCES.esc10;
  if (!(await exists(directory)))
    throw new ParameterError(`${op}: directory="${directory}" does not exist. ${getItFrom(source)}`);
  const dataset = await openAudioFolder(directory);
  if (dataset.items.some(({ fold }) => fold === undefined))
    throw new ParameterError(
      `${op}: files in "${directory}" are not named {fold}-{source}-{take}, so their folds are unknown. ${getItFrom(source)}`,
    );
  const checked = await checkFiles(op, dataset.items, options, { count: source.count, help: getItFrom(source) });
  return { ...dataset, layout: "esc10", ...checked };
}

async function readTable(op: string, directory: string, options: CheckOptions, ten: boolean): Promise<AudioDataset> {
  const source = DATASET_SOURCES[ten ? "esc10" : "esc50"];
  const help = getItFrom(DATASET_SOURCES.esc50);
  const table = path.join(directory, ESC50_METADATA);
  if (!(await exists(table))) throw new ParameterError(`${op}: "${table}" does not exist. ${help}`);
  await listDirectory(op, path.join(directory, "audio"));
  const all = requireColumns(op, table, parseCsv(await readFile(table, "utf8")), COLUMNS);
  const rows = ten ? all.filter(({ esc10 }) => esc10.toLowerCase() === "true") : all;
  const names = new Map<number, string>();
  for (const [i, { target, fold, category }] of rows.entries()) {
    if (![target, fold].every((text) => /^\d+$/.test(text)))
      throw new FormatError(`${op}: "${table}" row ${i + 1}: target=${target}, fold=${fold} must be whole numbers.`);
    names.set(Number(target), category);
  }
  const numbers = [...names.keys()].sort((a, b) => a - b);
  const listed = rows.map((row): AudioItem => ({
    path: path.join(directory, "audio", row.filename),
    label: numbers.indexOf(Number(row.target)),
    fold: Number(row.fold),
    group: row.src_file,
  })); // prettier-ignore
  const checked = await checkFiles(op, listed, options, { count: source.count, help });
  return { directory, layout: ten ? "esc10" : "esc50", classes: numbers.map((n) => names.get(n)!), ...checked };
}
