import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tensor } from "@sonograd/core";
import { load, save } from "@sonograd/io";
import { loadAudioClassifier } from "../audio/index.js";
import { openAudioDataset, type AudioDataset, type AudioItem } from "../data/readers/index.js";
import { writeSyntheticUrbanSound8K } from "../data/synthetic/write-urbansound8k.js";
import type { TrainingEvent } from "../training/index.js";
import {
  defaultSplitRule,
  evaluateAudioClassifier,
  splitDataset,
  splitRuleOf,
  trainAudioClassifier,
  type TrainAudioClassifierOptions,
  type TrainAudioClassifierResult,
} from "./index.js";

const dataset = (items: Partial<AudioItem>[], classes = ["a", "b"]): AudioDataset => ({
  directory: "somewhere",
  layout: "folder-per-class",
  classes,
  items: items.map((item, i) => ({ path: `${i}.wav`, label: i % classes.length, ...item })),
});

describe("splitting", () => {
  it("takes FSDD's takes: 4, 14, … for testing, 5, 15, … or all others for training", () => {
    const digits = dataset(Array.from({ length: 20 }, (_, take) => ({ take })));
    const quick = splitDataset(digits, defaultSplitRule(digits));
    expect(quick.test.map(({ take }) => take)).toEqual([4, 14]);
    expect(quick.train.map(({ take }) => take)).toEqual([5, 15]);
    expect(splitDataset(digits, defaultSplitRule(digits, { training: "full" })).train).toHaveLength(18);
  });

  it("takes the last fold where there are folds", () => {
    const folded = dataset(Array.from({ length: 12 }, (_, i) => ({ fold: 1 + (i % 4) })));
    expect(defaultSplitRule(folded)).toEqual({ kind: "fold", fold: 4 });
    const { train, test } = splitDataset(folded, { kind: "fold", fold: 2 });
    expect([train.length, test.length]).toEqual([9, 3]);
  });

  it("takes a fifth of each class else, the same for the same seed, nothing twice", () => {
    const plain = dataset(Array.from({ length: 40 }, () => ({})));
    const rule = defaultSplitRule(plain, { seed: 3 });
    const { train, test } = splitDataset(plain, rule);
    expect(test.filter(({ label }) => label === 0)).toHaveLength(4);
    expect(test.filter(({ label }) => label === 1)).toHaveLength(4);
    expect(new Set([...train, ...test]).size).toBe(40);
    expect(splitDataset(plain, rule).test).toEqual(test);
    expect(splitDataset(plain, { kind: "random", share: 0.2, seed: 4 }).test).not.toEqual(test);
  });

  it("draws folds with classes in proportion and speakers together, and never over folds of the set", () => {
    const round = (set: AudioDataset, fold: number, seed = 1): ReturnType<typeof splitDataset> =>
      splitDataset(set, { kind: "drawn-fold", fold, folds: 3, seed });
    const plain = dataset(Array.from({ length: 30 }, () => ({})));
    const tested = [1, 2, 3].flatMap((fold) => [...round(plain, fold).test]);
    expect(new Set(tested).size).toBe(30);
    expect(round(plain, 2).test.filter(({ label }) => label === 1)).toHaveLength(5);
    expect(round(plain, 2, 2).test).not.toEqual(round(plain, 2).test);
    const spoken = dataset(Array.from({ length: 30 }, (_, i) => (i === 0 ? {} : { group: `speaker ${i % 7}` })));
    for (const fold of [1, 2, 3]) {
      const { train, test } = round(spoken, fold);
      const learnt = new Set(train.map(({ group }) => group));
      expect(test.length).toBeGreaterThan(5);
      expect(test.filter(({ group }) => group !== undefined && learnt.has(group))).toEqual([]);
    }
    expect(() => round(dataset([{ fold: 1 }, { fold: 2 }]), 1)).toThrow(/Do not reshuffle/);
    expect(() => round(plain, 4)).toThrow(/fold=4 must be an integer in 1…3/);
  });

  it("refuses an empty side", () => {
    expect(() => splitDataset(dataset([{ fold: 1 }]), { kind: "fold", fold: 1 })).toThrow(/0 recordings for training/);
  });
});

async function train(
  options: TrainAudioClassifierOptions,
): Promise<{ events: TrainingEvent[]; result: TrainAudioClassifierResult }> {
  const events: TrainingEvent[] = [];
  const run = trainAudioClassifier(options);
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return { events, result: step.value };
    events.push(step.value);
  }
}

describe("recordings that teach nothing", () => {
  let directory = "";
  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "sonograd-bad-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const write = async (name: string, values: readonly number[]): Promise<void> => {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await save(path.join(directory, name), tensor([values]), 8000, { float: true, bitDepth: 32 });
  };
  const start = async (): Promise<unknown> => trainAudioClassifier({ dir: directory, epochs: 1 }).next();

  it("are refused when they are of one class", async () => {
    await write("bark/1.wav", [0, 1]);
    await write("bark/2.wav", [0, 1]);
    await expect(start()).rejects.toThrow(/classes=bark must be at least two/);
  });

  it("are named when they hold what is no number", async () => {
    await write("bark/1.wav", [0, Number.NaN]);
    await write("bark/2.wav", [0, Number.NaN]);
    await write("horn/1.wav", [0, Number.POSITIVE_INFINITY]);
    await write("horn/2.wav", [0, Number.POSITIVE_INFINITY]);
    await expect(start()).rejects.toThrow(/\.wav" holds samples that are NaN or infinite/);
  });
});

describe("trainAudioClassifier", () => {
  let dir = "";
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-recipe-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const small = { epochs: 2, channels: [4, 4], features: { nMels: 16 }, evaluateEvery: 1 } as const;

  it("trains from a directory, writes a checkpoint that evaluates and predicts alone, and repeats itself", async () => {
    await writeSyntheticUrbanSound8K(dir, { clipsPerClassPerFold: 1, seconds: 0.3, sampleRate: 8000 });
    const out = path.join(dir, "run");
    const { events, result } = await train({ dir, out, seed: 5, ...small });
    expect(events.filter(({ type }) => type === "prepare").at(-1)).toMatchObject({ done: 10, total: 10 });
    expect(events.at(-1)).toMatchObject({ type: "end", aborted: false });
    expect(result.split.rule).toEqual({ kind: "fold", fold: 10 });

    const { classifier, notes } = await loadAudioClassifier(result.checkpoint!);
    const rule = splitRuleOf(notes)!;
    expect(rule).toEqual(result.split.rule);
    const evaluation = evaluateAudioClassifier(classifier, { dir, split: rule });
    let step = await evaluation.next();
    while (!step.done) step = await evaluation.next();
    expect(step.value).toEqual(result.evaluation);

    const { samples, sampleRate } = await load(result.split.test[0].path);
    const [best] = await classifier.predict(samples, sampleRate);
    expect(best.probability).toBeGreaterThan(0);

    const again = await train({ dir, seed: 5, ...small });
    expect(again.result.evaluation).toEqual(result.evaluation);
    expect(again.result.checkpoint).toBeNull();
    expect(events.at(-1)).toMatchObject({ step: 6 }); // three batches an epoch
    const grouped = await train({ dir, seed: 5, accumulate: 2, ...small });
    expect(grouped.events.at(-1)).toMatchObject({ step: 4 });
    const other = await train({ dir, seed: 6, ...small });
    expect(other.result.evaluation!.loss).not.toBe(result.evaluation!.loss);
  });

  it("names a file that it cannot read", async () => {
    for (const name of ["cat/1.wav", "cat/2.wav", "dog/1.wav", "dog/2.wav"]) {
      await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
      await writeFile(path.join(dir, name), "no sound");
    }
    await expect(train({ dir, ...small })).rejects.toThrow(/\d\.wav/);
    await expect(train({ dir, onProblem: "skip", ...small })).rejects.toThrow(
      /0 recordings for training.*left out, first/,
    );
    await expect(train({ ...small })).rejects.toThrow(/dir is missing/);
  });

  it("leaves out what it cannot read where asked to, and says what", async () => {
    for (const label of ["cat", "dog"])
      for (const i of [1, 2, 3, 4, 5, 6])
        await save(path.join(dir, label, `${i}.wav`), tensor([[0.1, -0.1, 0.2, 0.1 * i]]), 8000);
    await writeFile(path.join(dir, "cat/2.wav"), "no sound");
    await save(path.join(dir, "dog/4.wav"), tensor([[0, Number.NaN]]), 8000, { float: true, bitDepth: 32 });
    await expect(train({ dir, ...small })).rejects.toThrow(/2\.wav|4\.wav/);
    const { result } = await train({ dir, onProblem: "skip", ...small, epochs: 1 });
    const found = [...result.skipped].sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(found.map(({ reason }) => reason)).toEqual(["damaged", "damaged"]);
    expect(found.map((file) => path.relative(dir, file.path))).toEqual(["cat/2.wav", "dog/4.wav"]);
    expect(found[1].message).toMatch(/NaN or infinite/);
    const all = await openAudioDataset(dir);
    const damaged = { ...all, items: all.items.filter((item) => item.path.endsWith("2.wav") && item.label === 0) };
    const evaluation = evaluateAudioClassifier(result.classifier, { dataset: damaged, skipped: [] });
    await evaluation.next();
    await expect(evaluation.next()).rejects.toThrow(/none of 1 recordings/);
  });

  it("refuses recordings of classes that the classifier does not know", async () => {
    await writeSyntheticUrbanSound8K(dir, { clipsPerClassPerFold: 1, seconds: 0.1, sampleRate: 8000 });
    const { result } = await train({ dir, ...small, epochs: 1 });
    const known = await openAudioDataset(dir);
    const classes = known.classes.map((name) => (name === "siren" ? "whale" : name));
    const run = evaluateAudioClassifier(result.classifier, { dataset: { ...known, classes } });
    await expect(run.next()).rejects.toThrow(/classes whale/);
  });
});
