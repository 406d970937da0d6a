// A folder per class, as in ESC-10, Speech Commands and most home-made collections.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { audioFilesBelow, listDirectory } from "./directory.js";

/** ESC's names: {fold}-{source id}-{take}. */
const ESC_NAME = /^(\d+)-([^-]+)-(.+)$/;
/** A class number before the name: "001 - Dog bark". */
const NUMBERED = /^\d+\s*[-_.]\s*/;

/**
 * Reads a folder per class: the folder's name is the class, a leading number ("001 - ") only sorts. File names
 * `{fold}-{source}-{take}` give fold and group, as in ESC-50 and ESC-10.
 *
 * @throws ParameterError  the directory is missing, has no class folders, or a class has no audio files
 */
export async function openAudioFolder(directory: string): Promise<AudioDataset> {
  const op = "openAudioFolder";
  const { directories } = await listDirectory(op, directory);
  const folders = directories.filter((name) => !name.startsWith("."));
  if (folders.length === 0)
    throw new ParameterError(
      `${op}: directory="${directory}" holds no folders. Put the files of each class into a folder of its own.`,
    );
  const bare = folders.map((name) => name.replace(NUMBERED, ""));
  const classes = new Set(bare).size === bare.length && !bare.includes("") ? bare : folders;
  const items: AudioItem[] = [];
  for (const [label, folder] of folders.entries()) {
    const files = await audioFilesBelow(op, path.join(directory, folder));
    if (files.length === 0)
      throw new ParameterError(
        `${op}: class "${classes[label]}" has no audio files in "${path.join(directory, folder)}". Add some, or remove the folder.`,
      );
    for (const file of files) items.push({ path: file, label, ...escFields(path.parse(file).name) });
  }
  return { directory, layout: "folder-per-class", classes, items: everyOrNoFold(items) };
}

function escFields(name: string): { fold?: number; group?: string } {
  const match = ESC_NAME.exec(name);
  return match ? { fold: Number(match[1]), group: match[2] } : {};
}

/** Folds count only where every file has one; a name like "2024-05-dog" in a mixed folder is no fold. */
function everyOrNoFold(items: readonly AudioItem[]): AudioItem[] {
  const folded = items.every(({ fold }) => fold !== undefined && fold >= 1 && fold <= 20);
  return folded ? [...items] : items.map(({ path: file, label }) => ({ path: file, label }));
}
