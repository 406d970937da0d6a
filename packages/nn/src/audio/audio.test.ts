import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  FormatError,
  fromTypedArray,
  manualSeed,
  ones,
  ParameterError,
  randn,
  zeros,
  type Tensor,
} from "@sonograd/core";
import { saveSafetensors } from "@sonograd/io";
import { RandomSource } from "../data/synthetic/random-source.js";
import {
  AudioClassifier,
  augmentImage,
  fitLength,
  framesOf,
  loadAudioClassifier,
  logMelFeatures,
  saveAudioClassifier,
  type AudioClassifierConfig,
  type LogMelSettings,
} from "./index.js";

const SETTINGS: LogMelSettings = {
  durationSeconds: 0.5,
  windowSeconds: 0.04,
  hopSeconds: 0.02,
  nMels: 24,
  fminHz: 50,
  fmaxHz: 4000,
  topDb: 80,
};
const CONFIG: AudioClassifierConfig = {
  classes: ["yes", "no"],
  features: SETTINGS,
  normalization: { mean: -40, std: 15 },
  model: { classes: 2, channels: [4, 8], grid: [2, 2] },
};

/** A chirp from 300 Hz to 3 kHz with a fading end. */
function chirp(sampleRate: number, seconds = 0.5): Tensor {
  const n = Math.round(seconds * sampleRate);
  return fromTypedArray(
    Float32Array.from({ length: n }, (_, i) => {
      const t = i / sampleRate;
      return 0.5 * Math.cos(2 * Math.PI * (300 * t + (2700 * t * t) / (2 * seconds))) * (1 - t / seconds / 2);
    }),
  );
}

describe("logMelFeatures", () => {
  it("has one size for every length, rate and channel count", () => {
    for (const rate of [8000, 11025, 16000, 44100])
      for (const seconds of [0.001, 0.3, 0.5, 2])
        expect(logMelFeatures(chirp(rate, seconds), rate, SETTINGS).shape).toEqual([24, framesOf(SETTINGS)]);
    expect(logMelFeatures(randn([2, 4000]), 8000, SETTINGS).shape).toEqual([24, 26]);
  });

  it("sees the same picture at different sample rates", () => {
    const low = logMelFeatures(chirp(16000), 16000, SETTINGS).dataSync();
    const high = logMelFeatures(chirp(44100), 44100, SETTINGS).dataSync();
    // Where there is sound; 60 dB below, the bins of the two transforms lie differently.
    const heard = Array.from(low.keys()).filter((i) => low[i] > -25);
    const error = heard.reduce((sum, i) => sum + Math.abs(low[i] - high[i]), 0) / heard.length;
    expect(heard.length).toBeGreaterThan(50);
    expect(error).toBeLessThan(1.5);
  });

  it("does not depend on the level, and is flat for silence", () => {
    const y = chirp(8000);
    const loud = logMelFeatures(y, 8000, SETTINGS).dataSync();
    const soft = logMelFeatures(y.mul(0.01), 8000, SETTINGS).dataSync();
    expect(Math.max(...loud.map((v, i) => Math.abs(v - soft[i])))).toBeLessThan(0.1);
    expect(Math.max(...loud)).toBeCloseTo(0, 4);
    expect(new Set(logMelFeatures(zeros([4000]), 8000, SETTINGS).dataSync())).toEqual(new Set([0]));
  });

  it("leaves bands above half of the sample rate at the floor", () => {
    const image = logMelFeatures(chirp(4000), 4000, SETTINGS);
    expect(image.get(-1).amax().itemSync()).toBeCloseTo(-80, 3);
  });

  it("refuses settings and shapes that make no image", () => {
    expect(() => logMelFeatures(ones([8]), 0, SETTINGS)).toThrow(ParameterError);
    expect(() => logMelFeatures(ones([8]), 8000, { ...SETTINGS, hopSeconds: 0 })).toThrow(/hopSeconds=0/);
    expect(() => logMelFeatures(ones([1, 1, 8]), 8000, SETTINGS)).toThrow(/\[1, 1, 8\]/);
  });
});

describe("fitLength", () => {
  it("takes the middle, or pads both sides", () => {
    const x = fromTypedArray(Float32Array.of(1, 2, 3));
    expect(fitLength(x, 1).arraySync()).toEqual([2]);
    expect(fitLength(x, 3).arraySync()).toEqual([1, 2, 3]);
    expect(fitLength(x, 6).arraySync()).toEqual([0, 1, 2, 3, 0, 0]);
  });
});

describe("augmentImage", () => {
  const image = Float32Array.from({ length: 12 }, (_, i) => i + 1); // 3 bands × 4 frames
  it("does nothing at zero strength, and leaves the original alone", () => {
    const none = { shiftFrames: 0, maskBands: 0, maskFrames: 0 };
    expect(augmentImage(image, 3, none, new RandomSource(1))).toEqual(image);
    augmentImage(image, 3, { shiftFrames: 3, maskBands: 3, maskFrames: 4 }, new RandomSource(1));
    expect(image[5]).toBe(6);
  });

  it("shifts rows by whole frames and fills with the lowest value", () => {
    const seen = new Set<string>();
    const random = new RandomSource(2);
    for (let i = 0; i < 60; i++)
      seen.add(augmentImage(image, 3, { shiftFrames: 1, maskBands: 0, maskFrames: 0 }, random).slice(0, 4).join());
    expect(seen).toEqual(new Set(["1,2,3,4", "1,1,2,3", "2,3,4,1"]));
  });

  it("turns rows around where asked", () => {
    const random = new RandomSource(3);
    const turn = { shiftFrames: 1, wraps: true, maskBands: 0, maskFrames: 0 };
    const seen = new Set(Array.from({ length: 60 }, () => augmentImage(image, 3, turn, random).slice(8).join()));
    expect(seen).toEqual(new Set(["9,10,11,12", "12,9,10,11", "10,11,12,9"]));
  });
});

describe("AudioClassifier", () => {
  it("predicts probabilities that sum to one, the most probable first, and keeps its mode", async () => {
    manualSeed(1);
    const classifier = new AudioClassifier(CONFIG);
    const predictions = await classifier.predict(chirp(8000), 8000);
    expect(predictions.map(({ label }) => label).sort()).toEqual(["no", "yes"]);
    expect(predictions[0].probability).toBeGreaterThanOrEqual(predictions[1].probability);
    expect(predictions[0].probability + predictions[1].probability).toBeCloseTo(1, 5);
    expect(classifier.training).toBe(true);
  });

  it("predicts the same after saving and loading", async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-classifier-"));
    try {
      manualSeed(2);
      const classifier = new AudioClassifier(CONFIG);
      const file = path.join(dir, "model.safetensors");
      await saveAudioClassifier(file, classifier, { split: "x" });
      const loaded = await loadAudioClassifier(file);
      expect(loaded.notes).toEqual({ split: "x" });
      expect(loaded.classifier.config).toEqual(CONFIG);
      expect(loaded.classifier.training).toBe(false);
      const y = chirp(8000);
      expect(await loaded.classifier.predict(y, 8000)).toEqual(await classifier.predict(y, 8000));
      await saveSafetensors(file, { weight: ones([1]) });
      await expect(loadAudioClassifier(file)).rejects.toThrow(FormatError);
      await expect(loadAudioClassifier(file)).rejects.toThrow(/model\.safetensors.*no sonograd-audio-classifier/);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it("refuses names that do not fit the outputs", () => {
    expect(() => new AudioClassifier({ ...CONFIG, classes: ["one"] })).toThrow(ParameterError);
  });
});
