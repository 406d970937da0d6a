import { open, rm } from "node:fs/promises";
import { errorText } from "./error-line.js";
import { CommandError } from "./exit-codes.js";

/**
 * Writes a file that the user asked for. Where it can be opened but not be written to the end, nothing is left of it.
 *
 * @param file  absolute; its directory exists
 * @throws CommandError  that names the file and the cause, such as a full disk
 */
export async function writeOutput(file: string, data: string | Uint8Array): Promise<void> {
  try {
    const handle = await open(file, "w");
    const isOrdinary = (await handle.stat()).isFile(); // not /dev/stdout, for example
    try {
      await handle.writeFile(data);
    } catch (error) {
      if (isOrdinary) await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new CommandError(errorText(cause, file), { cause });
  }
}
