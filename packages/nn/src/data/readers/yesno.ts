// YesNo: one person saying yes or no eight times in Hebrew, waves_yesno/0_0_1_0_1_1_0_1.wav.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import { checkFiles, type CheckedItems, type CheckOptions } from "./check-files.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

export interface YesNoItem {
  readonly path: string;
  /** Eight words in order: 1 is yes, 0 is no. */
  readonly labels: readonly number[];
}

/**
 * Reads the recordings of YesNo, there or in the folder `waves_yesno`. Other files are not looked at.
 *
 * @param options.onProblem  default "fail"
 * @throws ParameterError  the directory is missing or holds none; FormatError  a file is damaged
 */
export async function openYesNo(directory: string, options: CheckOptions = {}): Promise<CheckedItems<YesNoItem>> {
  const op = "openYesNo";
  const help = getItFrom(DATASET_SOURCES.yesno);
  if (!(await exists(directory))) throw new ParameterError(`${op}: directory="${directory}" does not exist. ${help}`);
  const inner = path.join(directory, "waves_yesno");
  const root = (await exists(inner)) ? inner : directory;
  const names = (await listDirectory(op, root)).files.filter(
    (name) => isAudioName(name) && /^[01](_[01]){7}$/.test(path.parse(name).name),
  );
  if (names.length === 0)
    throw new ParameterError(`${op}: "${root}" holds no files named like 0_0_1_0_1_1_0_1.wav. ${help}`);
  const items = names.map((name) => ({
    path: path.join(root, name),
    labels: path.parse(name).name.split("_").map(Number),
  }));
  return checkFiles(op, items, options, { count: DATASET_SOURCES.yesno.count, help });
}
