import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../index.js";
import type { Tensor } from "../../index.js";

const wave = (n: number, value: (i: number) => number): Tensor =>
  S.fromTypedArray(Float64Array.from({ length: n }, (_, i) => value(i)), [n], { dtype: "float64" }); // prettier-ignore
const noise = (shape: number[], seed: number): Tensor => S.randn(shape, { dtype: "float64", generator: new S.Generator(seed) }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const signals = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 1e6 }));

/** |Z|² at k / (2n) folded onto half the band: what a sum over time leaves, as lags come in steps of two samples. */
function frequencyMarginal(z: Tensor, n: number): Tensor {
  const power = S.fft(z, { n: 2 * n })
    .abs()
    .square();
  return power
    .narrow(-1, 0, n)
    .add(power.narrow(-1, n, n))
    .div(2);
}

const FULL = { wignerVille: S.wignerVille, choiWilliams: S.choiWilliams, bornJordan: S.bornJordan };

describe.each(Object.entries(FULL))("%s", (_, distribution) => {
  it("is real and sums over frequencies to the power of each sample", () => {
    fc.assert(
      fc.property(signals, ([n, seed]) => {
        const x = noise([2, n], seed);
        const W = distribution(x);
        expect([W.dtype, W.shape]).toEqual(["float64", [2, n, n]]);
        expect(furthest(W.sum(-2).div(n), S.hilbert(x).abs().square())).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  });
});

describe("wignerVille", () => {
  it("sums over time to the spectrum, also of a complex signal", () => {
    fc.assert(
      fc.property(signals, ([n, seed]) => {
        const z = S.complex(noise([n], seed), noise([n], seed + 1));
        expect(furthest(S.wignerVille(z).sum(-1), frequencyMarginal(z, n))).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps scalar products: Moyal's formula for atoms away from the ends", () => {
    const atom = (at: number, f: number): Tensor => wave(64, (i) => Math.exp(-((i - at) ** 2) / 20) * Math.cos(f * i));
    const [a, b] = [S.hilbert(atom(30, 0.9)), S.hilbert(atom(34, 1))];
    const product = a.mul(b.conj()).sum().abs().square().itemSync();
    const inner = S.wignerVille(a).mul(S.wignerVille(b)).sum().itemSync();
    // Each column is an unnormalised transform over lags in steps of two.
    expect((inner * 2) / 64 / product).toBeCloseTo(1, 6);
  });

  it("lies on the instantaneous frequency of a linear chirp", () => {
    const rate = (i: number): number => 0.1 + (0.25 * i) / 128; // cycles per sample
    const x = wave(128, (i) => Math.cos(2 * Math.PI * (0.1 * i + (0.125 * i * i) / 128)));
    const peaks = S.wignerVille(x).argmax(-2).arraySync() as number[];
    for (let i = 24; i < 104; i++) expect(Math.abs(peaks[i] / 256 - rate(i))).toBeLessThan(1.5 / 256);
  });

  it("has the cross term of two tones halfway between them, swinging at their difference", () => {
    const x = wave(128, (i) => Math.cos((2 * Math.PI * 16 * i) / 128) + Math.cos((2 * Math.PI * 32 * i) / 128));
    const W = S.wignerVille(x);
    const [low, middle, high] = [32, 48, 64].map((k) => W.select(-2, k).narrow(-1, 56, 17).arraySync() as number[]);
    const power = (row: number[]): number => row.reduce((sum, v) => sum + v * v, 0);
    expect(power(middle)).toBeGreaterThan(power(low));
    expect(power(middle)).toBeGreaterThan(power(high));
    // Period 8 samples: half of it later the sign is the other.
    expect(Math.sign(middle[8])).toBe(-Math.sign(middle[12]));
  });

  it("folds back above a quarter of the sample rate unless the signal is analytic", () => {
    const x = wave(64, (i) => Math.cos((2 * Math.PI * 24 * i) / 64));
    const at = (analytic: boolean): number[] => {
      const column = S.wignerVille(x, { analytic }).select(-1, 32).arraySync() as number[];
      return column.flatMap((v, k) => (v > 0.4 * Math.max(...column) ? [k] : []));
    };
    expect(at(true)).toEqual([48]);
    expect(at(false)).toContain(16);
  });

  it("of twice the length does not let the end ring at the start", () => {
    const x = wave(64, (i) => (i < 56 ? 0 : Math.cos(1.3 * i)));
    const early = (doubleLength: boolean): number =>
      S.wignerVille(x, { doubleLength }).narrow(-1, 0, 4).abs().amax().itemSync();
    expect(early(true)).toBeLessThan(0.1 * early(false));
  });

  it("takes every hop-th time, and fewer frequencies from shorter lags", () => {
    const x = noise([3, 37], 5);
    const whole = S.wignerVille(x);
    const hopped = S.wignerVille(x, { hopLength: 5 });
    expect(hopped.shape).toEqual([3, 37, 8]);
    expect(furthest(hopped, whole.get(S.slice(), S.slice(), S.slice(0, undefined, 5)))).toBeLessThan(1e-12);
    const few = S.wignerVille(x, { nFft: 9 });
    expect(few.shape).toEqual([3, 9, 37]);
    const boxed = S.pseudoWignerVille(x, { lagWindow: "boxcar", lagLength: 9, nFft: 9 });
    expect(furthest(few, boxed)).toBeLessThan(1e-12);
  });

  it("refuses what it cannot do", () => {
    const z = S.hilbert(noise([8], 1));
    expect(() => S.wignerVille(z, { analytic: true })).toThrow(S.DTypeError);
    expect(() => S.wignerVille(noise([8], 1), { nFft: 0 })).toThrow(/wignerVille: nFft=0/);
    expect(() => S.wignerVille(noise([8], 1), { hopLength: 0 })).toThrow(/hopLength=0/);
    expect(() => S.pseudoWignerVille(noise([8], 1), { lagLength: 4 })).toThrow(/lagLength=4 must be odd/);
    expect(() => S.smoothedPseudoWignerVille(noise([8], 1), { timeLength: 2 })).toThrow(/timeLength=2 must be odd/);
    expect(() => S.choiWilliams(noise([8], 1), { sigma: 0 })).toThrow(/sigma=0/);
    expect(() => S.wignerVille(S.zeros([4], { dtype: "int32" }))).toThrow(S.DTypeError);
    expect(() => S.wignerVille(S.zeros([2, 0]))).toThrow(S.ShapeError);
  });
});

describe("smoothing", () => {
  const atoms = wave(128, (i) => {
    const atom = (at: number, f: number): number => Math.exp(-((i - at) ** 2) / 50) * Math.cos(f * (i - at));
    return atom(36, 0.8) + atom(92, 2.2);
  });
  /** Cross term at the midpoint of two atoms over the terms of the atoms. */
  const share = (W: Tensor): number => {
    const box = (k: number, t: number): number => W.narrow(-2, k - 6, 13).narrow(-1, t - 6, 13).abs().amax().itemSync(); // prettier-ignore
    const row = (f: number): number => Math.round((f / Math.PI) * 128);
    return box(row(1.5), 64) / Math.min(box(row(0.8), 36), box(row(2.2), 92));
  };

  it("weakens the cross term that stands at the midpoint", () => {
    expect(share(S.wignerVille(atoms))).toBeGreaterThan(1.5);
    expect(share(S.pseudoWignerVille(atoms, { lagLength: 33 }))).toBeLessThan(0.1);
    expect(share(S.smoothedPseudoWignerVille(atoms, { lagLength: 65, timeLength: 13 }))).toBeLessThan(0.1);
    expect(share(S.choiWilliams(atoms, { sigma: 0.5 }))).toBeLessThan(0.3);
    expect(share(S.bornJordan(atoms))).toBeLessThan(0.5);
  });

  it("Choi-Williams with a wide kernel is Wigner-Ville", () => {
    const x = noise([30], 3);
    expect(furthest(S.choiWilliams(x, { sigma: 1e12 }), S.wignerVille(x))).toBeLessThan(1e-6);
  });

  it("over time is a weighted mean of the neighbours", () => {
    const x = noise([2, 30], 4);
    const windows = { lagWindow: "boxcar" as const, lagLength: 59, timeWindow: "boxcar" as const, timeLength: 3 };
    const smooth = S.smoothedPseudoWignerVille(x, windows);
    const W = S.wignerVille(x).pad([1, 1]);
    const mean = [0, 1, 2].map((s) => W.narrow(-1, s, 30)).reduce((a, b) => a.add(b)).div(3); // prettier-ignore
    expect(furthest(smooth, mean)).toBeLessThan(1e-12);
    expect(S.smoothedPseudoWignerVille(x, { ...windows, hopLength: 4 }).shape).toEqual([2, 30, 8]);
  });
});

describe("ambiguityFunction", () => {
  it("is the two-dimensional transform of Wigner-Ville, and largest at the origin", () => {
    fc.assert(
      fc.property(signals, ([n, seed]) => {
        const x = noise([n], seed);
        const A = S.ambiguityFunction(x);
        const lags = 2 * Math.floor((n - 1) / 2) + 1;
        expect(A.shape).toEqual([n, lags]);
        // [frequencies, times] → [lags, Doppler] → both with zero in the middle
        const plane = S.fft(S.ifft(S.wignerVille(x), { dim: -2 }), { dim: -1 });
        const centred = S.fftshift(plane).transpose(-1, -2).narrow(-1, n % 2 === 0 ? 1 : 0, lags); // prettier-ignore
        expect(furthest(A, centred)).toBeLessThan(1e-9);
        const energy = S.hilbert(x).abs().square().sum().itemSync();
        expect(A.get(Math.floor(n / 2), (lags - 1) / 2).abs().itemSync()).toBeCloseTo(energy, 8); // prettier-ignore
        expect(A.abs().amax().itemSync()).toBeLessThanOrEqual(energy * (1 + 1e-9));
      }),
      { numRuns: 30 },
    );
  });
});
