// Writes a synthetic set as WAV files in UrbanSound8K's layout, so that everything that reads the real set reads it too.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Generator, ParameterError } from "@sonograd/core";
import { saveWav } from "@sonograd/io";
import { synthesizeEnvironmentalSound, URBANSOUND8K_CLASSES } from "./environmental-sound.js";

const FOLDS = 10;
/** Larger than any clip's count of numbers, so that clips do not share any. */
const SEED_STRIDE = 1_000_003;

export interface SyntheticUrbanSound8KOptions {
  /** Clips of each class in each of the ten folds, ≥ 1 (default 2: 200 clips in all). */
  clipsPerClassPerFold?: number;
  /** Length of a clip (default 1). */
  seconds?: number;
  /** Hz (default 16000). */
  sampleRate?: number;
  /** Same seed, same files (default 0). */
  seed?: number;
  /** Called after each file. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Writes `audio/fold1 … fold10` with 16-bit WAV files and `metadata/UrbanSound8K.csv`.
 *
 * @param directory  made where it is missing; files of the same names are replaced
 * @returns how many clips were written
 */
export async function writeSyntheticUrbanSound8K(
  directory: string,
  options: SyntheticUrbanSound8KOptions = {},
): Promise<number> {
  const { clipsPerClassPerFold = 2, seconds = 1, sampleRate = 16000, seed = 0, onProgress, signal } = options;
  if (!Number.isInteger(clipsPerClassPerFold) || clipsPerClassPerFold < 1)
    throw new ParameterError(
      `writeSyntheticUrbanSound8K: clipsPerClassPerFold=${clipsPerClassPerFold} must be an integer ≥ 1.`,
    );
  const total = FOLDS * URBANSOUND8K_CLASSES.length * clipsPerClassPerFold;
  const lines = ["slice_file_name,fsID,start,end,salience,fold,classID,class"];
  let done = 0;
  for (let fold = 1; fold <= FOLDS; fold++) {
    const folder = path.join(directory, "audio", `fold${fold}`);
    await mkdir(folder, { recursive: true });
    for (const [classId, name] of URBANSOUND8K_CLASSES.entries())
      for (let take = 0; take < clipsPerClassPerFold; take++) {
        signal?.throwIfAborted();
        const fsId = 900_000 + done;
        const generator = new Generator(seed * SEED_STRIDE + done + 1);
        const clip = synthesizeEnvironmentalSound(name, { sampleRate, duration: seconds, generator });
        const file = `${fsId}-${classId}-0-${take}.wav`;
        await saveWav(path.join(folder, file), clip, sampleRate);
        lines.push([file, fsId, "0.0", seconds, 1, fold, classId, name].join(","));
        done++;
        onProgress?.(done, total);
      }
  }
  await mkdir(path.join(directory, "metadata"), { recursive: true });
  await writeFile(path.join(directory, "metadata", "UrbanSound8K.csv"), `${lines.join("\n")}\n`);
  return total;
}
