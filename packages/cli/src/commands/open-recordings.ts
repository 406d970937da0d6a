import path from "node:path";
import { openAudioDataset, type AudioDataset } from "@sonograd/nn/node";
import { errorText } from "../terminal/error-line.js";
import { CommandError } from "../terminal/exit-codes.js";
import type { Host } from "../terminal/host.js";

/** The labelled recordings in a directory. @throws CommandError that names the directory */
export async function openRecordings({ workingDirectory }: Host, directory: string): Promise<AudioDataset> {
  try {
    return await openAudioDataset(path.resolve(workingDirectory, directory));
  } catch (cause) {
    throw new CommandError(errorText(cause, directory), { cause });
  }
}
