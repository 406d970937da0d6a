// A recording named on the command line: a file, or standard input as `-`.
import path from "node:path";
import { load, type LoadedAudio } from "@sonograd/io";
import type { Host } from "../terminal/host.js";
import { CommandError } from "../terminal/exit-codes.js";

export const STANDARD_INPUT = "-";

/** What people see instead of `-`. */
export const recordingName = (file: string): string => (file === STANDARD_INPUT ? "standard input" : file);

/** @throws SonogradError or CommandError; the caller knows the name */
export async function readRecording(file: string, { stdin, workingDirectory }: Host): Promise<LoadedAudio> {
  if (file !== STANDARD_INPUT) return load(path.resolve(workingDirectory, file));
  if (stdin.isTTY) throw new CommandError("is a terminal; pipe an audio file into it");
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk, "latin1") : chunk);
  return load(new Uint8Array(Buffer.concat(chunks)));
}
