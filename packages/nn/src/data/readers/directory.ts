// Looking into directories, with errors that name them.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { ParameterError } from "@sonograd/core";

const AUDIO_ENDINGS = new Set([".wav", ".wave", ".flac", ".ogg", ".oga", ".opus", ".mp3"]);

export const isAudioName = (name: string): boolean =>
  !name.startsWith(".") && AUDIO_ENDINGS.has(path.extname(name).toLowerCase());

/** Sorted as people read numbers, so that fold10 follows fold9, independent of the machine's language. */
const byName = new Intl.Collator("en", { numeric: true });

export interface Listing {
  readonly directories: readonly string[];
  readonly files: readonly string[];
}

/** Names in a directory, sorted. @throws ParameterError when it is missing or not a directory */
export async function listDirectory(op: string, directory: string): Promise<Listing> {
  const info = await stat(directory).catch(() => null);
  if (!info) throw new ParameterError(`${op}: directory="${directory}" does not exist. Check the path.`);
  if (!info.isDirectory())
    throw new ParameterError(`${op}: directory="${directory}" is a file. Give the folder that holds the recordings.`);
  const entries = await readdir(directory, { withFileTypes: true });
  const directories: string[] = [];
  const files: string[] = [];
  for (const entry of entries) {
    const target = entry.isSymbolicLink() ? await stat(path.join(directory, entry.name)).catch(() => null) : entry;
    if (target?.isDirectory()) directories.push(entry.name);
    else if (target?.isFile()) files.push(entry.name);
  }
  return { directories: directories.sort(byName.compare), files: files.sort(byName.compare) };
}

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Audio files below a directory, at any depth, as paths; hidden folders are left out. */
export async function audioFilesBelow(op: string, directory: string): Promise<string[]> {
  const { directories, files } = await listDirectory(op, directory);
  const found = files.filter(isAudioName).map((name) => path.join(directory, name));
  for (const name of directories)
    if (!name.startsWith(".")) found.push(...(await audioFilesBelow(op, path.join(directory, name))));
  return found;
}
