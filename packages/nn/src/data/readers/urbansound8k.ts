// UrbanSound8K: metadata/UrbanSound8K.csv and audio/fold1 … fold10.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { parseCsv } from "./csv.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

export const URBANSOUND8K_METADATA = path.join("metadata", "UrbanSound8K.csv");
const COLUMNS = ["slice_file_name", "fsID", "start", "end", "salience", "fold", "classID", "class"] as const;

/**
 * Reads UrbanSound8K's layout. The group is the recording that a slice was cut from. Rows whose file is not there are left out
 * (people work with some folds only).
 *
 * @throws ParameterError  the directory, the table or all files are missing; FormatError  the table is not UrbanSound8K's
 */
export async function openUrbanSound8K(directory: string): Promise<AudioDataset> {
  const op = "openUrbanSound8K";
  await listDirectory(op, directory);
  const table = path.join(directory, URBANSOUND8K_METADATA);
  if (!(await exists(table)))
    throw new ParameterError(`${op}: "${table}" does not exist. Give the folder that holds "metadata" and "audio".`);
  const rows = parseCsv(await readFile(table, "utf8"));
  const missing = COLUMNS.filter((column) => rows.length === 0 || !(column in rows[0]));
  if (missing.length > 0)
    throw new FormatError(
      `${op}: "${table}" lacks the column(s) ${missing.join(", ")}. Its first line must be ${COLUMNS.join(",")}.`,
    );
  const present = await presentFiles(op, path.join(directory, "audio"));
  const names = new Map<number, string>();
  const items: AudioItem[] = [];
  for (const [i, row] of rows.entries()) {
    const label = Number(row.classID);
    const fold = Number(row.fold);
    if (!Number.isInteger(label) || label < 0 || !Number.isInteger(fold) || row.slice_file_name === "")
      throw new FormatError(
        `${op}: "${table}" line ${i + 2}: classID=${row.classID}, fold=${row.fold} must be whole numbers.`,
      );
    const file = path.join(directory, "audio", `fold${fold}`, row.slice_file_name);
    names.set(label, row.class);
    if (!present.has(file)) continue;
    items.push({ path: file, label, fold, group: row.fsID });
  }
  if (items.length === 0)
    throw new ParameterError(
      `${op}: none of the ${rows.length} files named in "${table}" is in "${path.join(directory, "audio")}".`,
    );
  const classes = Array.from({ length: Math.max(...names.keys()) + 1 }, (_, i) => names.get(i) ?? `class ${i}`);
  const empty = classes.findIndex((_, i) => items.every(({ label }) => label !== i));
  if (empty >= 0) throw new ParameterError(`${op}: class "${classes[empty]}" has no audio files in "${directory}".`);
  return { directory, layout: "urbansound8k", classes, items };
}

async function presentFiles(op: string, audio: string): Promise<Set<string>> {
  const files = new Set<string>();
  for (const fold of (await listDirectory(op, audio)).directories)
    for (const name of (await listDirectory(op, path.join(audio, fold))).files)
      if (isAudioName(name)) files.add(path.join(audio, fold, name));
  return files;
}
