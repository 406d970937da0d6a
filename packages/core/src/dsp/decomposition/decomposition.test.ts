import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../index.js";
import type { Tensor } from "../../index.js";
import { findExtrema } from "./extrema.js";
import { naturalSpline } from "./natural-spline.js";

const wave = (n: number, value: (i: number) => number): Tensor =>
  S.fromTypedArray(Float64Array.from({ length: n }, (_, i) => value(i)), [n], { dtype: "float64" }); // prettier-ignore
const noise = (shape: number[], seed: number): Tensor => S.randn(shape, { dtype: "float64", generator: new S.Generator(seed) }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const sin = (hz: number, n: number): number => Math.sin((2 * Math.PI * hz * n) / 1000);
/** Root of the mean square of the middle part, over that of the target there. */
const mismatch = (mode: Tensor, target: Tensor, from: number, count: number): number => {
  const [a, b] = [mode.narrow(-1, from, count), target.narrow(-1, from, count)];
  return Math.sqrt(a.sub(b).square().mean().itemSync() / target.square().mean().itemSync());
};

describe("pieces", () => {
  it("finds extrema, plateaus in their middle", () => {
    expect(findExtrema(Float64Array.of(0, 1, 0, -1, -1, -1, 2, 2, 2, 2))).toEqual({ maxima: [1], minima: [4] });
    expect(findExtrema(Float64Array.of(3, 3, 3))).toEqual({ maxima: [], minima: [] });
    expect(findExtrema(Float64Array.of(1, Number.NaN, 1))).toEqual({ maxima: [], minima: [] });
  });

  it("the spline meets its knots, and a line through points of a line", () => {
    const spline = naturalSpline({ at: [-2, 1, 4, 9], values: [3, -1, 2, 0] }, 10);
    expect([spline[1], spline[4], spline[9]].map((v) => Number(v.toFixed(12)))).toEqual([-1, 2, 0]);
    const line = naturalSpline({ at: [0, 3, 7], values: [1, 7, 15] }, 8);
    line.forEach((v, i) => expect(v).toBeCloseTo(1 + 2 * i, 12));
    // the curvature is continuous: third differences stay small across an inner knot, and vanish at the ends
    const fine = naturalSpline({ at: [0, 100, 200, 300], values: [0, 1, -1, 0] }, 301);
    const bend = (i: number): number => fine[i + 1] - 2 * fine[i] + fine[i - 1];
    expect(Math.abs(bend(99) - bend(101))).toBeLessThan(Math.abs(bend(100)) / 20);
    expect(Math.abs(bend(1))).toBeLessThan(Math.abs(bend(100)) / 50);
  });
});

describe.each(["rilling", "cauchy", "s-number", "fixed"] as const)("emd, stopping by %s", (stopping) => {
  it("adds up to the signal", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.nat({ max: 1e6 }), async (n, seed) => {
        const y = noise([2, n], seed);
        const { imfs, residue } = await S.emd(y, { stopping });
        expect([imfs.ndim, imfs.shape[0], imfs.shape[2], residue.shape]).toEqual([3, 2, n, [2, n]]);
        expect(furthest(imfs.sum(-2).add(residue), y)).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it("separates two tones and a trend", async () => {
    const y = wave(1000, (n) => sin(50, n) + 0.8 * sin(9, n) + n / 1000);
    const { imfs } = await S.emd(y, { stopping, sdThreshold: 0.001 });
    expect(mismatch(imfs.get(0), wave(1000, (n) => sin(50, n)), 100, 800)).toBeLessThan(0.05); // prettier-ignore
    expect(mismatch(imfs.get(1), wave(1000, (n) => 0.8 * sin(9, n)), 150, 700)).toBeLessThan(0.15); // prettier-ignore
  });
});

describe("emd", () => {
  it("leaves what does not oscillate as it is", async () => {
    for (const y of [S.zeros([50]), S.full([50], 0.5), S.arange(50).to("float32"), S.full([2, 50], Number.NaN)]) {
      const { imfs, residue } = await S.emd(y);
      expect(imfs.shape).toEqual([...y.shape.slice(0, -1), 0, 50]);
      expect(residue.arraySync()).toEqual(y.arraySync());
    }
  });

  it("stops at the number of modes", async () => {
    const { imfs, residue } = await S.emd(noise([300], 1), { maxImfs: 2 });
    expect(imfs.shape).toEqual([2, 300]);
    expect(furthest(imfs.sum(0).add(residue), noise([300], 1))).toBeLessThan(1e-12);
  });

  it("does not swing at the ends", async () => {
    const y = wave(400, (n) => sin(31, n) + 0.5 * sin(5, n));
    const { imfs } = await S.emd(y);
    expect(imfs.get(0).abs().amax().itemSync()).toBeLessThan(1.3);
    expect(imfs.get(1).abs().amax().itemSync()).toBeLessThan(0.8);
  });

  it("refuses what it does not know", async () => {
    const y = noise([30], 1);
    await expect(S.emd(y, { stopping: "never" as never })).rejects.toThrow(/stopping="never"/);
    await expect(S.emd(y, { maxImfs: 0 })).rejects.toThrow(/maxImfs=0/);
    await expect(S.emd(y, { theta1: -1 })).rejects.toThrow(S.ParameterError);
    await expect(S.emd(y, { alpha: 2 })).rejects.toThrow(/alpha=2/);
    await expect(S.eemd(y, { trials: 0 })).rejects.toThrow(/trials=0/);
    await expect(S.ceemdan(y, { noiseStd: -1 })).rejects.toThrow(/noiseStd=-1/);
  });
});

describe("ensembles", () => {
  /** A slow tone with a short, weak, fast one that comes and goes. */
  const fast = wave(600, (n) => (n % 200 < 40 ? 0.1 * sin(130, n) : 0));
  const slow = wave(600, (n) => sin(12, n));

  it("keep an intermittent tone out of the slow one's mode, where plain sifting mixes them", async () => {
    const y = fast.add(slow);
    const options = { trials: 60, noiseStd: 0.1, generator: new S.Generator(7) };
    const best = ({ imfs }: S.Modes): number =>
      Math.min(...Array.from({ length: imfs.shape[0] }, (_, k) => mismatch(imfs.get(k), slow, 60, 480)));
    const plain = best(await S.emd(y));
    expect(plain).toBeGreaterThan(0.3);
    expect(best(await S.eemd(y, options))).toBeLessThan(0.7 * plain);
  });

  it.each([S.eemd, S.ceemdan])("add up to the signal, the same for the same seed", async (decompose) => {
    const y = noise([2, 90], 3);
    const run = (seed: number): Promise<S.Modes> => decompose(y, { trials: 5, generator: new S.Generator(seed) });
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    expect(furthest(a.imfs.sum(-2).add(a.residue), y)).toBeLessThan(1e-12);
    expect(a.imfs.arraySync()).toEqual(b.imfs.arraySync());
    expect(a.residue.arraySync()).not.toEqual(c.residue.arraySync());
  });

  it.each([S.eemd, S.ceemdan])("without noise are plain sifting", async (decompose) => {
    const y = noise([100], 4);
    const [plain, same] = [await S.emd(y), await decompose(y, { trials: 2, noiseStd: 0 })];
    expect(furthest(same.imfs, plain.imfs)).toBeLessThan(1e-12);
  });

  it("CEEMDAN separates two tones", async () => {
    const y = wave(500, (n) => sin(60, n) + sin(8, n));
    const { imfs } = await S.ceemdan(y, { trials: 20, noiseStd: 0.05, generator: new S.Generator(1) });
    const misses = Array.from({ length: imfs.shape[0] }, (_, k) => mismatch(imfs.get(k), wave(500, (n) => sin(8, n)), 60, 380)); // prettier-ignore
    expect(Math.min(...misses)).toBeLessThan(0.3);
  });
});

describe("hilbertSpectrum", () => {
  const modes = S.stack([wave(1000, (n) => 2 * sin(205, n)), wave(1000, (n) => sin(45, n))], 0);

  it("holds each mode's squared amplitude at its frequency", () => {
    const H = S.hilbertSpectrum(modes, { sampleRate: 1000, bins: 50 });
    expect(H.shape).toEqual([50, 1000]);
    const column = H.select(-1, 500).arraySync() as number[];
    column.forEach((v, b) => expect(v).toBeCloseTo(b === 20 ? 4 : b === 4 ? 1 : 0, 6));
    expect(H.sum().itemSync()).toBeCloseTo(S.hilbert(modes).abs().square().sum().itemSync(), 6);
  });

  it("leaves out what lies outside, and integrates to the marginal", () => {
    const options = { sampleRate: 1000, bins: 10, fmin: 100, fmax: 300 };
    const marginal = S.marginalSpectrum(modes, options);
    (marginal.arraySync() as number[]).forEach((v, b) => expect(v).toBeCloseTo(b === 5 ? 4 : 0, 3));
    expect(furthest(marginal, S.hilbertSpectrum(modes, options).sum(-1).div(1000))).toBeLessThan(1e-12);
    expect(S.hilbertSpectrum(S.zeros([2, 0, 30]), { bins: 4 }).shape).toEqual([2, 4, 30]);
  });

  it("refuses what it cannot place", () => {
    expect(() => S.hilbertSpectrum(modes.get(0))).toThrow(S.ShapeError);
    expect(() => S.hilbertSpectrum(modes, { fmin: 10, fmax: 10 })).toThrow(/fmin=10, fmax=10/);
    expect(() => S.hilbertSpectrum(modes, { bins: 0 })).toThrow(/bins=0/);
  });
});
