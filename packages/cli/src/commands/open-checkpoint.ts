import path from "node:path";
import { loadAudioClassifier } from "@sonograd/nn";
import type { DeviceName } from "../devices/open-device.js";
import { errorText } from "../terminal/error-line.js";
import { CommandError } from "../terminal/exit-codes.js";
import type { Host } from "../terminal/host.js";

/** The classifier in a checkpoint, on `device`. @throws CommandError that names the file */
export async function openCheckpoint(
  { workingDirectory }: Host,
  checkpoint: string,
  device: DeviceName,
): ReturnType<typeof loadAudioClassifier> {
  try {
    const { classifier, notes } = await loadAudioClassifier(path.resolve(workingDirectory, checkpoint));
    return { classifier: classifier.to(device), notes };
  } catch (cause) {
    throw new CommandError(errorText(cause, checkpoint), { cause });
  }
}
