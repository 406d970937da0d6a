// GTZAN: genres/{genre}/{genre}.{number}.wav.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, isAudioName, listDirectory } from "./directory.js";

export const GTZAN_GENRES = [
  "blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock",
] as const; // prettier-ignore

/**
 * Reads GTZAN's layout, there or in its folder `genres` (or `genres_original`): ten genres, `take` is the number in the name.
 * Common copies hold a damaged file (`jazz.00054.wav`), which `check: "headers"` with `onProblem: "skip"` leaves out. The set has
 * repetitions and one artist in many files, so random splits flatter.
 *
 * @param options.onProblem  default "fail"
 * @throws ParameterError  the directory is missing, or a genre has no recordings; FormatError  a file is damaged
 * @source Sturm, "The GTZAN dataset: Its contents, its faults, their effects on evaluation, and its future use" (2013)
 */
export async function openGTZAN(directory: string, options: CheckOptions = {}): Promise<AudioDataset> {
  const op = "openGTZAN";
  const help = getItFrom(DATASET_SOURCES.gtzan);
  if (!(await exists(directory))) throw new ParameterError(`${op}: directory="${directory}" does not exist. ${help}`);
  let root = directory;
  for (const name of ["genres", "genres_original"])
    if (await exists(path.join(directory, name))) root = path.join(directory, name);
  const { directories } = await listDirectory(op, root);
  const items: AudioItem[] = [];
  for (const [label, genre] of GTZAN_GENRES.entries()) {
    const names = directories.includes(genre) ? (await listDirectory(op, path.join(root, genre))).files : [];
    const takes = names.filter((name) => isAudioName(name) && new RegExp(`^${genre}\\.\\d+\\.`).test(name));
    if (takes.length === 0) throw new ParameterError(`${op}: genre "${genre}" has no recordings in "${root}". ${help}`);
    for (const name of takes)
      items.push({ path: path.join(root, genre, name), label, take: Number(name.split(".")[1]) });
  }
  const checked = await checkFiles(op, items, options, { count: DATASET_SOURCES.gtzan.count, help });
  return { directory, layout: "gtzan", classes: GTZAN_GENRES, ...checked };
}
