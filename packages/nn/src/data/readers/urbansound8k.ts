// UrbanSound8K: metadata/UrbanSound8K.csv and audio/fold1 … fold10.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { parseCsv, requireColumns } from "./csv.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, listDirectory } from "./directory.js";

export const URBANSOUND8K_METADATA = path.join("metadata", "UrbanSound8K.csv");
const COLUMNS = ["slice_file_name", "fsID", "start", "end", "salience", "fold", "classID", "class"] as const;

/**
 * Reads UrbanSound8K's layout. The group is the recording that a slice was cut from.
 *
 * @param options.onProblem  default "skip": rows whose file is not there are left out (people work with some folds only)
 * @throws ParameterError  the directory or the table is missing, or a class has no files
 * @throws FormatError     the table is not UrbanSound8K's, or none of its files is there
 */
export async function openUrbanSound8K(directory: string, options: CheckOptions = {}): Promise<AudioDataset> {
  const op = "openUrbanSound8K";
  const source = DATASET_SOURCES.urbansound8k;
  await listDirectory(op, directory);
  const table = path.join(directory, URBANSOUND8K_METADATA);
  if (!(await exists(table))) throw new ParameterError(`${op}: "${table}" does not exist. ${getItFrom(source)}`);
  const rows = requireColumns(op, table, parseCsv(await readFile(table, "utf8")), COLUMNS);
  await listDirectory(op, path.join(directory, "audio"));
  const names = new Map<number, string>();
  const listed: AudioItem[] = [];
  for (const [i, row] of rows.entries()) {
    const label = Number(row.classID);
    const fold = Number(row.fold);
    if (!Number.isInteger(label) || label < 0 || !Number.isInteger(fold) || row.slice_file_name === "")
      throw new FormatError(
        `${op}: "${table}" line ${i + 2}: classID=${row.classID}, fold=${row.fold} must be whole numbers.`,
      );
    const file = path.join(directory, "audio", `fold${fold}`, row.slice_file_name);
    names.set(label, row.class);
    listed.push({ path: file, label, fold, group: row.fsID });
  }
  const checked = await checkFiles(
    op,
    listed,
    { onProblem: "skip", ...options },
    { count: source.count, help: getItFrom(source) },
  );
  const classes = Array.from({ length: Math.max(...names.keys()) + 1 }, (_, i) => names.get(i) ?? `class ${i}`);
  const empty = classes.findIndex((_, i) => checked.items.every(({ label }) => label !== i));
  if (empty >= 0) throw new ParameterError(`${op}: class "${classes[empty]}" has no audio files in "${directory}".`);
  return { directory, layout: "urbansound8k", classes, ...checked };
}
