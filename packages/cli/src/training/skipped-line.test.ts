import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { tensor } from "@sonograd/core";
import { save } from "@sonograd/io";
import { expect, it } from "vitest";
import { run } from "../../test/fake-host.js";
import { skippedLine } from "./skipped-line.js";

it("names the first recordings that were left out, and counts the others", () => {
  const skipped = [1, 2, 3, 4, 5].map((i) => {
    const file = `/data/${i}.wav`;
    return { path: file, reason: "damaged" as const, message: `load: source="${file}" is empty (0 bytes).` };
  });
  expect(skippedLine(skipped, 10, "/data")).toBe(
    "warning: left out 5 of 10 recordings: 1.wav: is empty (0 bytes); 2.wav: is empty (0 bytes); 3.wav: is empty (0 bytes); and 2 more, in summary.json",
  );
  expect(skippedLine([], 10, "/data")).toBeUndefined();
});

it("a training stops at a damaged recording, or leaves it out where asked to", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "sonograd-damaged-"));
  try {
    for (const label of ["hum", "hiss"])
      for (const i of [1, 2, 3]) {
        await mkdir(path.join(directory, "data", label), { recursive: true });
        await save(path.join(directory, "data", label, `${i}.wav`), tensor([[0.1, -0.1, 0.2, 0.1 * i]]), 8000);
      }
    await writeFile(path.join(directory, "data/hum/4.wav"), "");
    const train = (...more: string[]): ReturnType<typeof run> =>
      run(["train", "data", "--out", "out", "--epochs", "1", ...more], { workingDirectory: directory });
    const stopped = await train();
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toMatch(/^error: .*hum\/4\.wav.* is empty/);
    const { code, stderr } = await train("--skip-damaged");
    const named = path.join("data", "hum", "4.wav");
    expect({ code, stderr }).toEqual({ code: 0, stderr: `warning: left out 1 of 7 recordings: ${named}: is empty (0 bytes)\n` }); // prettier-ignore
    const summary = JSON.parse(await readFile(path.join(directory, "out/summary.json"), "utf8")) as object;
    expect(summary).toMatchObject({ skipped: [{ reason: "damaged" }] });
    const evaluate = (...more: string[]): ReturnType<typeof run> =>
      run(["evaluate", "out/model.safetensors", "data", "--all", ...more], { workingDirectory: directory });
    expect(await evaluate()).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: .*4\.wav.* is empty/) });
    expect(await evaluate("--skip-damaged")).toMatchObject({ code: 0, stderr });
  } finally {
    await rm(directory, { recursive: true });
  }
}, 60_000);
