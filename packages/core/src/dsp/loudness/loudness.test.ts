// The signals of EBU Tech 3341 and 3342, whose answers are written there.
import { describe, expect, it } from "vitest";
import { cat, getWindow, ParameterError, ShapeError, stack, tone, zeros, type Tensor } from "../../index.js";
import { loudness, loudnessRange, momentaryLoudness, shortTermLoudness, truePeak } from "./index.js";

const RATE = 48000;
/** A sine of 1 kHz on both channels, at a level in dB relative to full scale. */
function stereo(levelDb: number, seconds: number, sampleRate = RATE): Tensor {
  const mono = tone(1000, { sampleRate, duration: seconds, dtype: "float64" }).mul(10 ** (levelDb / 20));
  return stack([mono, mono], 0);
}
const inTurn = (parts: readonly (readonly [levelDb: number, seconds: number])[], sampleRate = RATE): Tensor =>
  cat(
    parts.map(([levelDb, seconds]) => stereo(levelDb, seconds, sampleRate)),
    -1,
  );

describe("loudness", () => {
  it.each([-23, -33])("a stereo sine of 1 kHz at %d dB is as loud in LUFS", (level) => {
    const y = stereo(level, 4);
    expect(Math.abs(loudness(y, RATE).dataSync()[0] - level)).toBeLessThan(0.1);
    for (const moving of [momentaryLoudness(y, RATE), shortTermLoudness(y, RATE)])
      expect(Math.abs(moving.max().dataSync()[0] - level)).toBeLessThan(0.1);
  });

  it.each([48000, 44100, 16000])(
    "a sine of 997 Hz on one channel reads -3.01 LUFS less than its peak at %d Hz",
    (rate) => {
      const y = tone(997, { sampleRate: rate, duration: 2, dtype: "float64" }).unsqueeze(0);
      const peakDb = -6;
      const read = loudness(y.mul(10 ** (peakDb / 20)), rate).dataSync()[0];
      expect(Math.abs(read - (peakDb - 3.01))).toBeLessThan(0.1);
    },
  );

  it("limits what it weights to full scale, as torchaudio, whose number this is", () => {
    const y = tone(997, { sampleRate: RATE, duration: 4, dtype: "float64" }).unsqueeze(0);
    expect(loudness(y, RATE).dataSync()[0]).toBeCloseTo(-3.2804, 3);
  });

  it("a relative gate leaves out what is quiet", () => {
    const y = inTurn([
      [-36, 3],
      [-23, 20],
      [-36, 3],
    ]);
    expect(Math.abs(loudness(y, RATE).dataSync()[0] + 23)).toBeLessThan(0.1);
  });

  it("surround channels count 1.5 dB more than the front", () => {
    const quiet = zeros([RATE], { dtype: "float64" });
    const y = tone(1000, { sampleRate: RATE, duration: 1, dtype: "float64" }).mul(0.1);
    const at = (channel: number): number =>
      loudness(stack(Array.from({ length: 5 }, (_, i) => (i === channel ? y : quiet)), 0), RATE).dataSync()[0]; // prettier-ignore
    expect(at(4) - at(0)).toBeCloseTo(10 * Math.log10(1.41), 6);
    expect(at(2)).toBeCloseTo(at(0), 6);
  });

  it("measures every item of a batch, and silence is endlessly quiet", () => {
    const y = stereo(-30, 1);
    const both = loudness(stack([y, y.mul(0)], 0), RATE);
    expect(both.shape).toEqual([2]);
    expect(Array.from(both.dataSync())).toEqual([loudness(y, RATE).dataSync()[0], -Infinity]);
  });

  it("names what is wrong", () => {
    expect(() => loudness(zeros([48000]), RATE)).toThrow(ShapeError);
    expect(() => loudness(zeros([6, 48000]), RATE)).toThrow(/\[6, 48000\].*1…5/);
    expect(() => loudness(zeros([1, 100]), RATE)).toThrow(ParameterError);
    expect(() => shortTermLoudness(zeros([1, 48000]), RATE)).toThrow(/48000 samples.*144000/);
  });
});

describe("loudnessRange", () => {
  it.each([
    ["test signal 1", [[-20, 20], [-30, 20]], 10],
    ["test signal 2", [[-20, 20], [-15, 20]], 5],
    ["test signal 3", [[-40, 20], [-20, 20]], 20],
    ["test signal 4", [[-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]], 15],
  ] as const)("%s of EBU Tech 3342", (_, parts, range) => {
    // A lower rate for shorter signals: at 1 kHz the weighting is the same.
    expect(Math.abs(loudnessRange(inTurn(parts, 8000), 8000).dataSync()[0] - range)).toBeLessThan(1);
  }); // prettier-ignore
  it("is 0 for silence and for a steady tone", () => {
    expect(loudnessRange(zeros([1, 4 * 8000]), 8000).dataSync()[0]).toBe(0);
    expect(loudnessRange(stereo(-23, 5), RATE).dataSync()[0]).toBeCloseTo(0, 2);
  });
});

describe("truePeak", () => {
  // EBU Tech 3341, signals 15 to 18: a quarter of the rate, sampled 0, 45, 60 and 67.5 degrees off its peaks.
  it.each([0, 45, 60, 67.5])("finds a half between samples, at %d degrees", (degrees) => {
    const y = tone(RATE / 4, { sampleRate: RATE, duration: 0.1, phi: (degrees / 180) * Math.PI })
      .mul(getWindow(["tukey", 0.2], 4800))
      .mul(0.5);
    const dBTP = truePeak(y).dataSync()[0];
    expect(dBTP).toBeGreaterThan(-6.4);
    expect(dBTP).toBeLessThan(-5.8);
  });
  it("is never less than a sample, by channel, and endlessly low for silence", () => {
    const y = zeros([2, 50]).add(0);
    const impulse = cat([zeros([20]), zeros([1]).add(1), zeros([29])]);
    const peaks = truePeak(stack([impulse, y.select(0, 1)], 0));
    expect(Array.from(peaks.dataSync())).toEqual([0, -Infinity]);
    expect(truePeak(zeros([0, 20])).shape).toEqual([0]);
  });
});
