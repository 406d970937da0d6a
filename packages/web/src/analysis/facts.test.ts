import { cat, tone, zeros } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { signalFacts, stretches } from "./facts.js";
import { spectrogramLevels } from "./spectrogram-levels.js";

const sampleRate = 8000;
const framing = { nFft: 512, hopLength: 128 };
const pure = (hz: number, duration = 1): Float32Array =>
  tone(hz, { sampleRate, duration }).mul(0.5).dataSync() as Float32Array;

describe("signalFacts", () => {
  it.each([440, 1000, 1007.3, 3333])("finds a tone of %d Hz between the bins", async (hz) => {
    const samples = pure(hz);
    const { peak, rms, loudestHz } = signalFacts(samples, await spectrogramLevels(samples, framing), sampleRate);
    expect(Math.abs(loudestHz! - hz)).toBeLessThan(2);
    expect(peak).toBeCloseTo(0.5, 3);
    expect(rms).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  it("finds no frequency in silence", async () => {
    const silence = new Float32Array(4000);
    const facts = signalFacts(silence, await spectrogramLevels(silence, framing), sampleRate);
    expect(facts).toEqual({ peak: 0, rms: 0, loudestHz: undefined });
  });

  it("leaves out what is not a number", async () => {
    const samples = Float32Array.of(0.25, Number.NaN, -0.5, Infinity);
    expect(signalFacts(samples, await spectrogramLevels(samples, framing), sampleRate).peak).toBe(0.5);
  });
});

describe("stretches", () => {
  it("tell where a tone begins", async () => {
    const samples = cat([zeros([sampleRate]), tone(1000, { sampleRate, duration: 1 })]).dataSync() as Float32Array;
    const rows = stretches(samples, await spectrogramLevels(samples, framing), sampleRate, 4);
    expect(rows.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([[0, 0.5], [0.5, 1], [1, 1.5], [1.5, 2]]); // prettier-ignore
    expect(rows.map(({ peak }) => Math.round(peak))).toEqual([0, 0, 1, 1]);
    expect(rows[0].loudestHz).toBeUndefined();
    expect(rows[3].loudestHz).toBeCloseTo(1000, 0);
  });

  it("are no more than there are samples", async () => {
    const samples = Float32Array.of(0.5);
    expect(stretches(samples, await spectrogramLevels(samples, framing), sampleRate)).toHaveLength(1);
  });
});
