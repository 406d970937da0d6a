// Telling a dataset's layout from what is in its directory.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import { openAudioFolder } from "./audio-folder.js";
import type { AudioDataset } from "./audio-item.js";
import { exists, isAudioName, listDirectory } from "./directory.js";
import { ESC50_METADATA, openESC50 } from "./esc50.js";
import { looksLikeFsdd, openFSDD } from "./fsdd.js";
import { openSpeechCommands, SPEECH_COMMANDS_NOISE } from "./speech-commands.js";
import { openUrbanSound8K, URBANSOUND8K_METADATA } from "./urbansound8k.js";

/**
 * Opens a directory of labelled recordings in one of these layouts: UrbanSound8K (`metadata/UrbanSound8K.csv` and `audio/fold…`), ESC-50
 * (`meta/esc50.csv` and `audio`), FSDD (`{label}_{speaker}_{take}.wav`, there or in `recordings`), Speech Commands (its lists, or
 * `_background_noise_`, beside the folders of the words), or a folder per class.
 *
 * @throws ParameterError  the directory is missing, fits no layout, or a class has no files
 * @example const { items, classes, layout } = await openAudioDataset("../shared/data/fsdd");
 */
export async function openAudioDataset(directory: string): Promise<AudioDataset> {
  const op = "openAudioDataset";
  const { directories, files } = await listDirectory(op, directory);
  if (await exists(path.join(directory, URBANSOUND8K_METADATA))) return openUrbanSound8K(directory);
  if (await exists(path.join(directory, ESC50_METADATA))) return openESC50(directory);
  if (directories.includes(SPEECH_COMMANDS_NOISE) || files.includes("validation_list.txt"))
    return openSpeechCommands(directory);
  if (looksLikeFsdd(files)) return openFSDD(directory);
  if (directories.includes("recordings")) {
    const recordings = await listDirectory(op, path.join(directory, "recordings"));
    if (looksLikeFsdd(recordings.files)) return openFSDD(directory);
  }
  if (directories.some((name) => !name.startsWith("."))) return openAudioFolder(directory);
  if (files.some(isAudioName))
    throw new ParameterError(
      `${op}: directory="${directory}" holds audio files, but no labels. Name them {label}_{speaker}_{take}.wav, or put each class into a folder.`,
    );
  throw new ParameterError(
    `${op}: directory="${directory}" holds no audio files. Expected UrbanSound8K's layout, a folder per class, or {label}_{speaker}_{take}.wav.`,
  );
}
