import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Generator, ParameterError } from "@sonograd/core";
import { load } from "@sonograd/io";
import { openAudioDataset } from "../readers/index.js";
import { synthesizeEnvironmentalSound, URBANSOUND8K_CLASSES } from "./environmental-sound.js";
import { RandomSource } from "./random-source.js";
import { writeSyntheticUrbanSound8K } from "./write-urbansound8k.js";

const clip = (sound: number | "siren", seed: number, options = {}): Float32Array =>
  synthesizeEnvironmentalSound(sound, {
    duration: 0.5,
    sampleRate: 8000,
    generator: new Generator(seed),
    ...options,
  }).dataSync() as Float32Array;

describe("synthesizeEnvironmentalSound", () => {
  it.each(URBANSOUND8K_CLASSES.map((name, i) => [name, i] as const))(
    "%s is finite, audible and within full scale",
    (_, index) => {
      for (const seed of [1, 2, 3]) {
        const y = clip(index, seed);
        expect(y).toHaveLength(4000);
        const peak = y.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
        expect(peak).toBeGreaterThanOrEqual(0.099);
        expect(peak).toBeLessThanOrEqual(0.91);
      }
    },
  );

  it("follows the seed and differs between seeds", () => {
    expect(clip("siren", 5)).toEqual(clip("siren", 5));
    expect(clip("siren", 5)).not.toEqual(clip("siren", 6));
  });

  it("makes clips as short as one sample", () => {
    expect(clip(6, 1, { duration: 1e-5 })).toHaveLength(1);
  });

  it("refuses what it cannot make", () => {
    expect(() => synthesizeEnvironmentalSound(10)).toThrow(ParameterError);
    expect(() => synthesizeEnvironmentalSound("cat" as "siren")).toThrow(/sound=cat.*air_conditioner/);
    expect(() => clip(0, 1, { sampleRate: 100 })).toThrow(/sampleRate=100/);
    expect(() => clip(0, 1, { duration: 0 })).toThrow(/duration=0/);
  });
});

describe("RandomSource", () => {
  it("draws uniform and normal numbers with the right mean and spread", () => {
    const random = new RandomSource(3);
    const uniform = Array.from({ length: 20_000 }, () => random.uniform(2, 4));
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (v: number[]): number => v.reduce((a, b) => a + b) / v.length;
    expect(mean(uniform)).toBeCloseTo(3, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((v) => v * v))).toBeCloseTo(1, 1);
    const rolls = new Set(Array.from({ length: 500 }, () => random.integer(1, 6)));
    expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("writeSyntheticUrbanSound8K", () => {
  let dir = "";
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-synth-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it("writes a set that reads as UrbanSound8K, no two clips alike, progress or not", async () => {
    const seen: number[] = [];
    const options = { clipsPerClassPerFold: 1, seconds: 0.05, sampleRate: 8000 };
    expect(await writeSyntheticUrbanSound8K(dir, options)).toBe(100);
    const { layout, classes, items } = await openAudioDataset(dir);
    expect([layout, classes, items.length]).toEqual(["urbansound8k", URBANSOUND8K_CLASSES, 100]);
    expect(new Set(items.map(({ fold }) => fold)).size).toBe(10);
    const bytes = await Promise.all(items.map(({ path: file }) => readFile(file, "base64")));
    expect(new Set(bytes).size).toBe(100);
    const { samples, sampleRate } = await load(items[0].path);
    expect([sampleRate, samples.shape]).toEqual([8000, [1, 400]]);
    await writeSyntheticUrbanSound8K(dir, { ...options, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(await Promise.all(items.map(({ path: file }) => readFile(file, "base64")))).toEqual(bytes);
  });
});
