import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDirectory } from "./make-directory.js";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "sonograd-directory-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("makeDirectory", () => {
  it("makes what is missing above, and leaves alone what is there", async () => {
    const deep = path.join(root, "a", "b", "c");
    await makeDirectory(deep);
    await makeDirectory(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  it("says so where a file has that name", async () => {
    const file = path.join(root, "file");
    await writeFile(file, "");
    await expect(makeDirectory(file)).rejects.toThrow(`${file}: is a file, not a directory`);
    await expect(makeDirectory(path.join(file, "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.runIf(process.platform === "linux")("ends where the system denies that anything can exist", async () => {
    await expect(makeDirectory("/proc/sonograd/runs")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
