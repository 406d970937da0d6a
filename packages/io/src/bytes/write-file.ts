// Writing files in Node. A reader never sees half a file: the bytes go to a neighbour that is then renamed.
import { ParameterError } from "@sonograd/core";
import { nodeModule } from "./node.js";

let serial = 0;

/**
 * Writes `bytes` to `path` through a temporary file in the same folder, synced to disk before the rename, so a
 * crash leaves either the old file or the new one. Missing folders are made.
 *
 * @throws ParameterError  outside Node, or the path cannot be written (cause attached)
 */
export async function writeFileAtomic(op: string, path: string, bytes: Uint8Array): Promise<void> {
  const fs = nodeModule("node:fs/promises");
  const paths = nodeModule("node:path");
  if (!fs || !paths)
    throw new ParameterError(`${op}: path="${path}" needs a file system. In a browser, download the encoded bytes.`);
  const temporary = `${path}.${process.pid}.${++serial}.tmp`;
  try {
    await fs.mkdir(paths.dirname(path), { recursive: true });
    const file = await fs.open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(temporary, path);
  } catch (cause) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ParameterError(`${op}: path="${path}" cannot be written: ${why}.`, { cause });
  }
}
