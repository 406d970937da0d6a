// A disk that is full in earnest: a file system in memory of a few hundred kilobytes. Only root may mount one.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Generator, randn } from "@sonograd/core";
import { EventFileWriter, save } from "@sonograd/io";
import { loadTrainingState, saveTrainingState } from "@sonograd/nn";
import { STATE_NAME } from "@sonograd/nn/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./fake-host.js";

const directory = await mkdtemp(path.join(tmpdir(), "sonograd-disk-"));
const disk = path.join(directory, "disk");
await mkdir(disk);
const isMounted = ((): boolean => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=700k", "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("A small file system cannot be mounted here, a full disk not tried.");
    return false;
  }
})();

/** Takes what is left of the disk. */
async function fill(): Promise<void> {
  for (const size of [16384, 4096, 512])
    for (let i = 0; ; i++) {
      const file = path.join(disk, `filler-${size}-${i}`);
      const isFull = await writeFile(file, new Uint8Array(size)).then(
        () => false,
        () => true,
      );
      if (isFull) break;
    }
}

if (!isMounted) await rm(directory, { recursive: true });

describe.skipIf(!isMounted)("on a full disk", () => {
  const out = path.join(disk, "out");
  const model = path.join(out, "model.safetensors");
  const train = (...more: string[]): ReturnType<typeof run> =>
    run(["train", path.join(directory, "data"), "--out", out, "--epochs", "1", ...more]);

  beforeAll(async () => {
    for (const label of ["hum", "hiss"])
      for (const i of [1, 2, 3]) {
        const noise = randn([1, 800], { generator: new Generator(i) }).mul(0.1);
        await mkdir(path.join(directory, "data", label), { recursive: true });
        await save(path.join(directory, "data", label, `${i}.wav`), noise, 8000);
      }
    expect((await train()).code).toBe(0);
    await fill();
  }, 120_000);
  afterAll(async () => {
    execFileSync("umount", [disk]);
    await rm(directory, { recursive: true, force: true });
  });

  it("a training ends with one line and code 1; the checkpoint from before is whole, and no half file is left", async () => {
    const before = await readFile(model);
    const { code, stderr } = await train("--seed", "1");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*out\/model\.safetensors.*(no space left|ENOSPC)/);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect((await readFile(model)).equals(before)).toBe(true);
    expect((await readdir(out)).filter((name) => name.includes(".tmp"))).toEqual([]);
  }, 60_000);

  it("a picture is named, and nothing is left of it", async () => {
    const args = ["evaluate", model, path.join(directory, "data"), "--png", path.join(disk, "matrix.png")];
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `error: ${path.join(disk, "matrix.png")}: no space left on the device\n` }); // prettier-ignore
    expect(await readdir(disk)).not.toContain("matrix.png");
  }, 60_000);

  it("the library names path and cause, of a state and of an event file", async () => {
    const file = path.join(out, STATE_NAME);
    const state = await loadTrainingState(file);
    await expect(saveTrainingState(file, state)).rejects.toThrow(
      /training-state\.safetensors" cannot be written: ENOSPC/,
    );
    expect((await loadTrainingState(file)).values).toEqual(state.values);
    const writer = await EventFileWriter.open(path.join(disk, "out"));
    for (let step = 0; step < 400; step++) writer.addScalar("loss", 1, step);
    await expect(writer.close()).rejects.toThrow(/events\.out\.tfevents\..* cannot be written: ENOSPC/);
  });
});
