// Each public set is read from a stand-in of its layout, then with something wrong.
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FormatError, ParameterError } from "@sonograd/core";
import { DataLoader, padCollate } from "../index.js";
import {
  ESC50_CLASSES, writeSyntheticAudioFolder, writeSyntheticCIFAR10, writeSyntheticESC10, writeSyntheticESC50, writeSyntheticFSDD,
  writeSyntheticGTZAN, writeSyntheticLibriSpeech, writeSyntheticSpeechCommands, writeSyntheticYesNo,
} from "../synthetic/writers.js"; // prettier-ignore
import {
  Cifar10Dataset, CIFAR10_CLASSES, openAudioDataset, openCIFAR10, openESC10, openESC50, openFSDD, openGTZAN, openLibriSpeech, openManifest,
  openSpeechCommands, openUrbanSound8K, openYesNo, RecordingDataset, speechCommandsSubset,
} from "./index.js"; // prettier-ignore

const tiny = { seconds: 0.02, sampleRate: 4000 };
let dir = "";
const at = (...names: string[]): string => path.join(dir, ...names);
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-sets-"));
});
afterEach(() => rm(dir, { recursive: true }));

describe("ESC", () => {
  it("reads ESC-50's table, and the ten classes of ESC-10 from it", async () => {
    await writeSyntheticESC50(dir, tiny);
    const { layout, classes, items } = await openESC50(dir);
    expect([layout, classes, items.length]).toEqual(["esc50", ESC50_CLASSES, 250]);
    expect(items[51]).toMatchObject({ label: 1, fold: 2, group: "100051" });
    const ten = await openESC10(dir);
    expect([ten.classes.length, ten.items.length, ten.classes[9]]).toEqual([10, 50, "chainsaw"]);
    expect(ten.items.filter(({ label }) => label === 9).every((item) => item.path.endsWith("-41.wav"))).toBe(true);
    expect((await openAudioDataset(dir)).layout).toBe("esc50");
    await expect(openESC50(dir, { complete: true })).rejects.toThrow(/250 of 2000 recordings/);
  });

  it("reads ESC-10's folders, folds by name", async () => {
    await writeSyntheticESC10(dir, tiny);
    const { layout, classes, items } = await openESC10(dir);
    expect([layout, classes[0], items.length]).toEqual(["esc10", "Dog bark", 50]);
    expect(new Set(items.map(({ fold }) => fold))).toEqual(new Set([1, 2, 3, 4, 5]));
    await writeFile(at("001 - Dog bark", "bark.wav"), "");
    await expect(openESC10(dir)).rejects.toThrow(/not named {fold}-{source}-{take}.*github.com/);
  });
});

describe("files that are missing or damaged", () => {
  it("fail with the file and where to get the set, or are left out and told of", async () => {
    await writeSyntheticESC50(dir, tiny);
    const whole = await openESC50(dir, { check: "samples" });
    const [gone, cut] = [whole.items[3].path, whole.items[7].path];
    await rm(gone);
    await truncate(cut, 30);
    await expect(openESC50(dir)).rejects.toThrow(/is missing.*Get ESC-50 from https:.*onProblem/s);
    expect((await openESC50(dir, { onProblem: "skip" })).skipped!.map((s) => s.path)).toEqual([gone]);
    const { items, skipped } = await openESC50(dir, { onProblem: "skip", check: "headers" });
    expect(items).toHaveLength(248);
    expect(skipped!.map(({ path: file, reason }) => [file, reason])).toEqual([
      [gone, "missing"],
      [cut, "damaged"],
    ]);
    expect(skipped![1].message).toContain(path.basename(cut));
    await rm(at("audio"), { recursive: true });
    await expect(openESC50(dir)).rejects.toThrow(/audio" does not exist/);
  });

  it("say where to get a set that is not there", async () => {
    const nowhere = at("nowhere");
    for (const [open, url] of [
      [openESC50, /github.com\/karolpiczak\/ESC-50/],
      [openESC10, /github.com\/karolpiczak\/ESC-10/],
      [openSpeechCommands, /speech_commands_v0.02/],
      [openGTZAN, /marsyas/],
      [openYesNo, /openslr.org\/1/],
      [(d: string) => openLibriSpeech(d, "dev-clean"), /openslr.org\/12/],
      [(d: string) => openCIFAR10(d, "testing"), /cs.toronto.edu/],
    ] as const)
      await expect(open(nowhere)).rejects.toThrow(url);
    await expect(openUrbanSound8K(dir)).rejects.toThrow(/urbansounddataset/);
  });
});

describe("Speech Commands", () => {
  it("splits by the hash of the speaker as its authors do", () => {
    // From the README's which_set.
    expect(speechCommandsSubset("up/0ab3b47d_nohash_0.wav")).toBe("validation");
    expect(speechCommandsSubset("down/0c40e715_nohash_4.wav")).toBe("testing");
    expect(speechCommandsSubset("bed/0a7c2a8d_nohash_0.wav")).toBe("training");
    expect(speechCommandsSubset("up/0ab3b47d_nohash_0.wav", { validationPercentage: 0, testingPercentage: 100 })).toBe(
      "testing",
    );
  });

  it("reads words, speakers and parts, by lists and by hash", async () => {
    await writeSyntheticSpeechCommands(dir, tiny);
    const all = await openSpeechCommands(dir);
    expect([all.classes, all.items.length]).toEqual([["down", "no", "up", "yes"], 80]);
    expect(all.items[0].group).toMatch(/^[0-9a-f]{8}$/);
    const validation = await openSpeechCommands(dir, { subset: "validation" });
    expect(validation.items.length).toBeGreaterThan(0);
    expect(validation.items.every(({ split }) => split === "validation")).toBe(true);
    expect(await openSpeechCommands(dir, { subset: "validation", split: "hash" })).toEqual(validation);
    const line = (await readFile(at("testing_list.txt"), "utf8")).split("\n")[0];
    await writeFile(at("validation_list.txt"), `${line}\n`);
    expect((await openSpeechCommands(dir)).items.filter(({ split }) => split === "validation")).toHaveLength(0);
    expect((await openAudioDataset(dir)).layout).toBe("speech-commands");
    await rm(at("testing_list.txt"));
    await expect(openSpeechCommands(dir, { split: "lists" })).rejects.toThrow(/testing_list.txt.*split: "hash"/);
    await expect(openSpeechCommands(dir, { testingPercentage: 95 })).rejects.toThrow(ParameterError);
  });
});

describe("other sets", () => {
  it("FSDD: takes that end in 4 are for testing", async () => {
    await writeSyntheticFSDD(dir, tiny);
    const of = async (subset: "training" | "testing" | "quick"): Promise<Set<number | undefined>> =>
      new Set((await openFSDD(dir, { subset })).items.map(({ take }) => take));
    expect(await of("testing")).toEqual(new Set([4]));
    expect(await of("quick")).toEqual(new Set([5]));
    expect([...(await of("training"))]).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect((await openFSDD(dir)).items).toHaveLength(200);
  });

  it("YesNo: eight words a recording", async () => {
    await writeSyntheticYesNo(dir, tiny);
    const { items } = await openYesNo(dir);
    expect(items).toHaveLength(4);
    expect(items.map(({ labels }) => labels.slice(0, 3))).toEqual([[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]]); // prettier-ignore
  });

  it("GTZAN: ten genres, and damaged files left out on request", async () => {
    await writeSyntheticGTZAN(dir, tiny);
    await writeFile(at("genres", "jazz", "jazz.00054.wav"), "no sound");
    expect((await openGTZAN(dir)).items).toHaveLength(21);
    const { items, skipped } = await openGTZAN(dir, { check: "headers", onProblem: "skip" });
    expect([items.length, skipped!.length]).toEqual([20, 1]);
    await expect(openGTZAN(dir, { check: "headers" })).rejects.toThrow(FormatError);
    await rm(at("genres", "rock"), { recursive: true });
    await expect(openGTZAN(dir)).rejects.toThrow(/genre "rock" has no recordings/);
  });

  it("LibriSpeech: recordings with what is said", async () => {
    await writeSyntheticLibriSpeech(dir, tiny);
    const { items } = await openLibriSpeech(dir, "test-clean");
    expect(items.map(({ speaker, utterance }) => [speaker, utterance])).toEqual([
      ["1001", 0], ["1001", 1], ["1001", 2], ["1002", 0], ["1002", 1], ["1002", 2],
    ]); // prettier-ignore
    expect(items[0].text).toMatch(/^[A-Z]+( [A-Z]+)+$/);
    await rm(items[1].path);
    await expect(openLibriSpeech(dir, "test-clean")).rejects.toThrow(/1001-2001-0001.*missing/);
    expect((await openLibriSpeech(dir, "test-clean", { onProblem: "skip" })).skipped).toHaveLength(1);
    const table = path.join(path.dirname(items[0].path), "1001-2001.trans.txt");
    await writeFile(table, "1001-2001-0000 THE SEA\n");
    await expect(openLibriSpeech(dir, "test-clean")).rejects.toThrow(/no line for the recording 1001-2001-0002/);
    await expect(openLibriSpeech(dir, "test" as "test-clean")).rejects.toThrow(/subset="test"/);
  });

  it("CIFAR-10: planes of colour, five files to learn from and one to test on", async () => {
    await writeSyntheticCIFAR10(dir, { imagesPerFile: 10 });
    const training = await openCIFAR10(dir, "training");
    expect([training.length, (await openCIFAR10(dir, "testing")).length]).toEqual([50, 10]);
    const file = at("cifar-10-batches-bin", "data_batch_2.bin");
    const bytes = await readFile(file);
    const { image, label } = training.get(13);
    expect([CIFAR10_CLASSES[label], image.dtype, image.shape]).toEqual(["cat", "uint8", [3, 32, 32]]);
    expect(Array.from(image.dataSync())).toEqual([...bytes.subarray(3 * 3073 + 1, 4 * 3073)]);
    await expect(openCIFAR10(dir, "testing", { complete: true })).rejects.toThrow(/10 of 10000 images/);
    await truncate(file, 5000);
    await expect(openCIFAR10(dir, "training")).rejects.toThrow(/data_batch_2.bin" has 5000 bytes/);
    await rm(file);
    await expect(openCIFAR10(dir, "training")).rejects.toThrow(/lacks data_batch_2.bin/);
    expect(() => new Cifar10Dataset(new Uint8Array(3073).fill(10))).toThrow(/label 10 of image 0/);
  });

  it("a table of one's own: classes, folds, groups and parts", async () => {
    await writeSyntheticAudioFolder(dir, { ...tiny, manifest: true });
    const file = at("manifest.csv");
    const { classes, items } = await openManifest(file);
    expect(classes).toEqual(["high", "low", "middle"]);
    expect(items[0]).toEqual({ path: at("low", "clip1.wav"), label: 1, fold: 1, group: "source1", split: "testing" });
    expect((await openManifest(file, { classes: ["low", "middle", "high"] })).items[0].label).toBe(0);
    expect((await openAudioDataset(dir)).items).toHaveLength(6);
    await expect(openManifest(file, { labelColumn: "species" })).rejects.toThrow(/lacks the column\(s\) species/);
    await expect(openManifest(file, { classes: ["low"] })).rejects.toThrow(/row 3: label="middle" must be one of low/);
    await writeFile(file, "path,label,split\nlow/clip1.wav,low,train\n");
    await expect(openManifest(file)).rejects.toThrow(/split="train" must be one of training/);
  });
});

describe("RecordingDataset", () => {
  it("decodes what a reader lists, for a loader", async () => {
    await writeSyntheticFSDD(dir, { ...tiny, takes: 1 });
    const { items } = await openFSDD(dir);
    const recordings = new RecordingDataset(items, { mono: true });
    const loader = new DataLoader(recordings, { batchSize: 20, collate: padCollate() });
    const batch = (await loader[Symbol.asyncIterator]().next()).value!;
    const lengths = await Promise.all(items.map(async (_, i) => (await recordings.get(i)).waveform.shape[1]));
    expect(new Set(lengths).size).toBeGreaterThan(5);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(48); // 60 to 100 % of 80 samples
    expect(batch.waveform.shape).toEqual([20, 1, Math.max(...lengths)]);
    expect([batch.label.arraySync(), batch.sampleRate.dtype]).toEqual([items.map(({ label }) => label), "int32"]);
    expect(() => new RecordingDataset([])).toThrow(ParameterError);
  });
});

const shared = path.resolve(import.meta.dirname, "../../../../../../shared/data");
describe.skipIf(!existsSync(shared))("the recordings beside the project", () => {
  it("are split as their description says", async () => {
    const sizes = ["testing", "training", "quick"] as const;
    const counts = sizes.map(async (subset) => (await openFSDD(path.join(shared, "fsdd"), { subset })).items.length);
    expect(await Promise.all(counts)).toEqual([300, 2100, 300]);
    expect((await openESC10(path.join(shared, "esc10"))).items).toHaveLength(320);
  });
});
