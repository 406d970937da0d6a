import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Generator, randn } from "@sonograd/core";
import { save } from "@sonograd/io";
import { loadTrainingState } from "@sonograd/nn";
import { STATE_NAME, type AudioDataset } from "@sonograd/nn/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../test/fake-host.js";
import { CommandError } from "../terminal/exit-codes.js";
import { foldRules, meanAndDeviation } from "./cross-validate.js";

it("says mean and sample deviation of shares", () => {
  expect(meanAndDeviation([0.8, 0.9, 1])).toBe("90.0 % ± 10.0 %");
  expect(meanAndDeviation([0.5])).toBe("50.0 % ± 0.0 %");
});

it("takes the folds that recordings come with as they are, and draws some where there are none", () => {
  const set = (...folds: (number | undefined)[]): AudioDataset => ({
    directory: "data",
    layout: "folder-per-class",
    classes: ["a"],
    items: folds.map((fold, i) => ({ path: `${i}.wav`, label: 0, ...(fold === undefined ? {} : { fold }) })),
  });
  expect(foldRules(set(2, 1, 2), undefined, 0)).toEqual([
    { kind: "fold", fold: 1 },
    { kind: "fold", fold: 2 },
  ]);
  expect(() => foldRules(set(2, 1), 3, 0)).toThrow(/--folds 3: .* come with folds 1, 2, which are not reshuffled/);
  expect(() => foldRules(set(1, 1), undefined, 0)).toThrow(CommandError);
  expect(foldRules(set(undefined), undefined, 7)).toHaveLength(5);
  expect(foldRules(set(undefined), 2, 7)[1]).toEqual({ kind: "drawn-fold", fold: 2, folds: 2, seed: 7 });
});

describe("sonograd train --cross-validate", () => {
  let directory = "";
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sonograd-folds-"));
    for (const label of [0, 1])
      for (const speaker of ["ann", "bob", "cid", "dot"]) {
        const noise = randn([1, 1600], { generator: new Generator(label) }).mul(0.1);
        await save(path.join(directory, "data", `${label}_${speaker}_0.wav`), noise, 8000);
      }
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const inside = (...args: string[]): ReturnType<typeof run> => run(args, { workingDirectory: directory });

  it("draws folds that keep speakers together, and notes them in the checkpoints", async () => {
    const args = ["--cross-validate", "--folds", "2", "--epochs", "1", "--batch-size", "2", "--accumulate", "2", "--seed", "3"]; // prettier-ignore
    const { code, stdout, stderr } = await inside("train", "data", "--out", "out", ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/accuracy [\d.]+ % ± [\d.]+ % over 2 folds/);
    const summary = JSON.parse(await readFile(path.join(directory, "out/fold-2/summary.json"), "utf8")) as object;
    expect(summary).toMatchObject({ testRecordings: 4, testSet: "fold 2 of 2, drawn by seed 3" });
    const { values } = await loadTrainingState(path.join(directory, "out/fold-2", STATE_NAME));
    expect(values).toMatchObject({ accumulate: 2, batchesPerEpoch: 2, progress: { step: 1 } });
    const evaluated = await inside("evaluate", "out/fold-1/model.safetensors", "data", "--json");
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ samples: 4, testSet: "fold 1 of 2, drawn by seed 3" });
  }, 60_000);

  it("refuses options that need others, or exclude each other", async () => {
    expect(await inside("train", "data", "--folds", "2")).toMatchObject({ code: 2 });
    expect(await inside("train", "data", "--cross-validate", "--test-fold", "1")).toMatchObject({ code: 2 });
    const many = await inside("train", "data", "--cross-validate", "--folds", "5");
    expect(many.code).toBe(1);
    expect(many.stderr).toMatch(/nSplits=5 must be at most 4, the number of samples/);
  });
});
