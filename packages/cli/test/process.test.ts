// What only a real process shows: signals and closed pipes.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromTypedArray } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";
import { loadTrainingState } from "@sonograd/nn";
import { writeSyntheticUrbanSound8K } from "@sonograd/nn/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const MAIN = path.join(ROOT, "packages/cli/src/main.ts");
let directory = "";

/** Starts the program from its sources. */
const start = (args: readonly string[]): ReturnType<typeof spawn> =>
  spawn(process.execPath, ["--conditions=@sonograd/source", "--import", "tsx", MAIN, ...args], { cwd: ROOT });

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "sonograd-process-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the process", () => {
  it("saves a training and exits with 130 when it is interrupted", async () => {
    const data = path.join(directory, "data");
    const out = path.join(directory, "out");
    await writeSyntheticUrbanSound8K(data, { clipsPerClassPerFold: 1, seconds: 0.3, sampleRate: 8000 });
    const child = start(["train", data, "--out", out, "--epochs", "500"]);
    let output = "";
    let isAsked = false;
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (isAsked || !output.includes("epoch   1/500")) return;
      isAsked = true;
      child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(output).toContain("stopping after this step");
    expect(output).not.toContain("\x1b");
    expect(await readdir(out)).toEqual(expect.arrayContaining(["model.safetensors", "summary.json"]));
  }, 60_000);

  it("killed, resumed, interrupted and resumed, a training ends with the bits of one that ran through", async () => {
    const data = path.join(directory, "kill-data");
    await writeSyntheticUrbanSound8K(data, { clipsPerClassPerFold: 1, seconds: 0.2, sampleRate: 8000 });
    /** Runs to the end, or until it prints `until`, and gets the signal there; the exit code. */
    const train = (out: string, stop?: { until: string; signal: NodeJS.Signals }, ...more: string[]) => {
      const child = start(["train", data, "--out", path.join(directory, out), "--epochs", "6", ...more]);
      child.stdout!.setEncoding("utf8").on("data", (text: string) => {
        if (stop && text.includes(stop.until)) child.kill(stop.signal);
      });
      return new Promise<number | null>((resolve) => child.on("close", resolve));
    };
    expect(await train("whole")).toBe(0);
    expect(await train("killed", { until: "epoch 2/6", signal: "SIGKILL" })).toBe(null);
    expect(await train("killed", { until: "epoch 4/6", signal: "SIGINT" }, "--resume")).toBe(130);
    const state = await loadTrainingState(path.join(directory, "killed", "training-state.safetensors"));
    expect([4, 5]).toContain(state.values.progress["finished"]);
    expect(await train("killed", undefined, "--resume")).toBe(0);
    const models = ["whole", "killed"].map((out) => readFile(path.join(directory, out, "model.safetensors")));
    const [whole, killed] = await Promise.all(models);
    expect(killed.equals(whole)).toBe(true);
  }, 180_000);

  it("ends silently when its output is closed", async () => {
    const file = path.join(directory, "tone.wav");
    const samples = Float32Array.from({ length: 80_000 }, (_, i) => 0.5 * Math.sin(i / 3));
    await writeFile(file, encodeWav(fromTypedArray(samples, [1, 80_000]), 8000));
    // The pipe breaks while the second file is worked on.
    const child = start(["analyze", file, file, "--csv", "--n-fft", "64", "--hop-length", "8"]);
    let errors = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.stdout!.once("data", () => child.stdout!.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  }, 60_000);
});
