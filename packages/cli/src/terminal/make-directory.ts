import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { CommandError } from "./exit-codes.js";

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/**
 * Makes `directory` and what is missing above it; one that exists is left alone. Node's own `recursive` never returns where
 * the system denies the existence of what it should create, as it does below /proc.
 *
 * @param directory  absolute
 * @throws CommandError where a file has that name; the system's error where it cannot be made
 */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    const parent = path.dirname(directory);
    if (codeOf(error) === "ENOENT" && parent !== directory) {
      await makeDirectory(parent);
      await mkdir(directory);
      return;
    }
    const entry = await stat(directory).catch(() => undefined);
    if (entry?.isDirectory()) return;
    if (entry) throw new CommandError(`${directory}: is a file, not a directory`, { cause: error });
    throw error;
  }
}
