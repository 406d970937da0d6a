import { fromTypedArray, ParameterError, stft, tone } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { SILENCE_DB, spectrogramLevels } from "./spectrogram-levels.js";

const noise = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(i * i * 0.37) * 0.5);

describe("spectrogramLevels", () => {
  it("is block by block what stft is at once", async () => {
    const samples = noise(600_001);
    const { values, bins, columns } = await spectrogramLevels(samples, { nFft: 512, hopLength: 200, maxColumns: 9999 });
    const D = stft(fromTypedArray(samples, [samples.length]), { nFft: 512, hopLength: 200 });
    expect([bins, columns]).toEqual(D.shape);
    const magnitudes = D.abs().dataSync();
    const scale = 512 / 4; // half the sum of a Hann window
    let worst = 0;
    for (let i = 0; i < values.length; i++)
      worst = Math.max(worst, Math.abs(10 ** (values[i] / 20) - magnitudes[i] / scale));
    expect(worst).toBeLessThan(1e-6);
  });

  it("gives a full-scale sine 0 dB in its bin", async () => {
    const samples = tone(1000, { sampleRate: 8000, duration: 1 }).dataSync() as Float32Array;
    const { values, columns } = await spectrogramLevels(samples, { nFft: 256, hopLength: 64 });
    expect(values[32 * columns + Math.floor(columns / 2)]).toBeCloseTo(0, 2);
  });

  it("averages the power of neighbouring frames where there are too many", async () => {
    const samples = noise(10_000);
    const fine = await spectrogramLevels(samples, { nFft: 64, hopLength: 16 });
    const coarse = await spectrogramLevels(samples, { nFft: 64, hopLength: 16, maxColumns: 100 });
    expect([fine.columns, coarse.columns]).toEqual([626, 90]);
    expect([coarse.columnSamples, coarse.firstSample]).toEqual([112, 48]);
    const power = (db: number): number => 10 ** (db / 10);
    for (const c of [0, 44, 89]) {
      const own = Array.from(fine.values.subarray(5 * 626 + 7 * c, 5 * 626 + Math.min(626, 7 * c + 7)), power);
      const mean = own.reduce((sum, p) => sum + p, 0) / own.length;
      expect(power(coarse.values[5 * 90 + c]) / mean).toBeCloseTo(1, 4);
    }
  });

  it("gives silence its floor and keeps NaN visible as NaN", async () => {
    const silent = await spectrogramLevels(new Float32Array(1000), { nFft: 64, hopLength: 16 });
    expect(new Set(silent.values)).toEqual(new Set([SILENCE_DB]));
    const broken = await spectrogramLevels(Float32Array.of(0, Number.NaN, 0), { nFft: 4, hopLength: 1 });
    expect(broken.values[broken.columns - 4]).toBeNaN();
  });

  it.each([1, 2, 3, 127])("takes a recording of %i samples", async (length) => {
    const { columns } = await spectrogramLevels(noise(length), { nFft: 64, hopLength: 16 });
    expect(columns).toBe(1 + Math.floor(length / 16));
  });

  it.each([
    [{ nFft: 0, hopLength: 1 }, "nFft=0"],
    [{ nFft: 255, hopLength: 1 }, "nFft=255"],
    [{ nFft: Number.NaN, hopLength: 1 }, "nFft=NaN"],
    [{ nFft: 64, hopLength: 0 }, "hopLength=0"],
    [{ nFft: 64, hopLength: 1.5 }, "hopLength=1.5"],
  ])("refuses %o and names the value", async (options, named) => {
    const levels = spectrogramLevels(noise(8), options);
    await expect(levels).rejects.toThrow(ParameterError);
    await expect(levels).rejects.toThrow(named);
  });

  it("stops when nobody waits any more", async () => {
    const job = new AbortController();
    const levels = spectrogramLevels(noise(8), { nFft: 4, hopLength: 1, signal: job.signal });
    job.abort(new Error("gone"));
    await expect(levels).rejects.toThrow("gone");
  });
});
