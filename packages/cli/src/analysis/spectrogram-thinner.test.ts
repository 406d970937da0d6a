import { describe, expect, it } from "vitest";
import { SpectrogramThinner } from "./spectrogram-thinner.js";

describe("SpectrogramThinner", () => {
  it("keeps a short spectrogram as it is, in dB below the loudest cell", () => {
    const thinner = new SpectrogramThinner(2, 3);
    thinner.add([1, 0.1, 0, 1, 1, 0.01], 0, 3);
    const { decibels, columns, startSeconds, stepSeconds } = thinner.levels(0.01);
    expect({ columns, startSeconds, stepSeconds }).toEqual({ columns: 3, startSeconds: 0, stepSeconds: 0.01 });
    const expected = [0, -20, -100, 0, 0, -40];
    expected.forEach((value, i) => expect(decibels[i]).toBeCloseTo(value, 4));
  });

  it("averages frames of a long one, also in a last column of fewer frames", () => {
    const frames = 4001; // three frames per column, two in the last
    const thinner = new SpectrogramThinner(1, frames);
    for (let first = 0; first < frames; first += 512) {
      const count = Math.min(512, frames - first);
      thinner.add(new Float32Array(count).fill(0.5), first, count);
    }
    const { decibels, columns, startSeconds, stepSeconds } = thinner.levels(0.01);
    expect(columns).toBe(1334);
    expect(decibels.every((value) => Math.abs(value) < 1e-4)).toBe(true);
    expect(startSeconds).toBeCloseTo(0.01, 9);
    expect(stepSeconds).toBeCloseTo(0.03, 9);
  });
});
