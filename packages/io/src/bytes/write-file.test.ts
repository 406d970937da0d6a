import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParameterError } from "@sonograd/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeFileAtomic } from "./write-file.js";

describe("writeFileAtomic", () => {
  let folder = "";
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "sonograd-write-"))));
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it("leaves the old file and nothing else where the disk fills up halfway", async () => {
    const path = join(folder, "checkpoint");
    await writeFileAtomic("save", path, Uint8Array.of(1, 2, 3));
    const fs = process.getBuiltinModule("node:fs/promises");
    const open = fs.open;
    vi.spyOn(fs, "open").mockImplementation(async (...args) => {
      const file = await open(...args);
      const write = file.write.bind(file);
      file.writeFile = async () => {
        await write(Uint8Array.of(9)); // what still had room
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      };
      return file;
    });
    const failure = await writeFileAtomic("save", path, Uint8Array.of(4, 5, 6)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ParameterError);
    expect((failure as Error).message).toBe(`save: path="${path}" cannot be written: ENOSPC: no space left on device, write.`); // prettier-ignore
    expect((failure as Error).cause).toMatchObject({ code: "ENOSPC" });
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
    expect(await readdir(folder)).toEqual(["checkpoint"]);
  });
});
