import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Generator, randn } from "@sonograd/core";
import { save } from "@sonograd/io";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../test/fake-host.js";

describe("sonograd train --resume", () => {
  let directory = "";
  const train = (...more: string[]): ReturnType<typeof run> =>
    run(["train", "data", "--out", "out", "--epochs", "1", ...more], { workingDirectory: directory });

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sonograd-train-"));
    for (const label of ["hum", "hiss"])
      for (const i of [1, 2, 3]) {
        await mkdir(path.join(directory, "data", label), { recursive: true });
        const noise = randn([1, 1600], { generator: new Generator(i) }).mul(0.1);
        await save(path.join(directory, "data", label, `${i}.wav`), noise, 8000);
      }
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("says in one line what cannot be gone on with: no run, a run of another network, of other steps", async () => {
    const failure = async (...more: string[]): Promise<string> => {
      const { code, stdout, stderr } = await train("--resume", ...more);
      expect({ code, lines: stderr.trimEnd().split("\n").length }, stderr).toEqual({ code: 1, lines: 1 });
      expect(stdout).not.toContain("written:");
      return stderr;
    };
    expect(await failure()).toMatch(/^error: .*training-state\.safetensors.*(no such file|ENOENT)/);
    expect((await train()).code).toBe(0);
    expect(await failure("--model", "m5")).toMatch(/resume is of another model: it says ".*", this one ".*"/);
    expect(await failure("--accumulate", "2")).toMatch(/accumulate=1, this one has 2/);
    expect((await train("--resume")).code).toBe(0); // it was at the end already
  }, 60_000);
});
