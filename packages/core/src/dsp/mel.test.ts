import { describe, expect, test } from "vitest";
import { mel, ParameterError } from "../index.js";

describe("mel", () => {
  test("has a row per band and a column per bin, all of them ≥ 0", () => {
    const bank = mel({ sampleRate: 16000, nFft: 400, nMels: 40 });
    expect(bank.shape).toEqual([40, 201]);
    expect(bank.amin().itemSync()).toBe(0);
  });

  test("bands of Slaney's norm have equal area in Hz", () => {
    const binHz = 22050 / 8192;
    const areas = mel({ sampleRate: 22050, nFft: 8192, nMels: 20, dtype: "float64" })
      .sum(1)
      .mul(binHz)
      .arraySync() as number[];
    for (const area of areas) expect(area).toBeCloseTo(1, 2);
  });

  test("normalises each band as asked", () => {
    const options = { sampleRate: 8000, nFft: 512, nMels: 10, dtype: "float64" } as const;
    for (const sum of mel({ ...options, norm: 1 })
      .sum(1)
      .arraySync() as number[])
      expect(sum).toBeCloseTo(1, 12);
    for (const top of mel({ ...options, norm: Infinity })
      .amax(1)
      .arraySync() as number[])
      expect(top).toBeCloseTo(1, 12);
    expect(
      mel({ ...options, norm: null })
        .amax()
        .itemSync(),
    ).toBeLessThanOrEqual(1);
  });

  test("reaches from fmin to fmax only", () => {
    const bank = mel({ sampleRate: 8000, nFft: 80, nMels: 4, fmin: 1000, fmax: 2000 }); // 100 Hz per bin
    const perBin = bank.sum(0).arraySync() as number[];
    perBin.forEach((sum, k) => expect(sum > 0).toBe(k > 10 && k < 20));
  });

  test("takes an odd nFft", () => {
    expect(mel({ sampleRate: 8000, nFft: 255, nMels: 3 }).shape).toEqual([3, 128]);
  });

  test("refuses ranges and numbers without meaning", () => {
    expect(() => mel({ sampleRate: 8000, nFft: 512, fmin: 5000 })).toThrow(ParameterError);
    expect(() => mel({ sampleRate: 8000, nFft: 512, fmin: 5000 })).toThrow(
      /fmin=5000 Hz must be ≥ 0 and below fmax=4000 Hz/,
    );
    expect(() => mel({ sampleRate: 8000, nFft: 512, nMels: 0 })).toThrow(/nMels=0/);
    expect(() => mel({ sampleRate: 8000, nFft: 512, norm: -1 })).toThrow(/norm=-1/);
    expect(() => mel({ sampleRate: -1, nFft: 512 })).toThrow(/sampleRate=-1/);
  });
});
