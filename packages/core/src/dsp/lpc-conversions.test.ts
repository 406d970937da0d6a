import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";
import { polynomialRoots } from "./polynomial-roots.js";

const noise = (shape: number[], seed: number): Tensor => S.randn(shape, { dtype: "float64", generator: new S.Generator(seed) }); // prettier-ignore
const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);

describe("polynomialRoots", () => {
  it("multiply to the polynomial again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat({ max: 1e6 }), (n, seed) => {
        const c = numbers(noise([n + 1], seed));
        let product = [{ re: c[0], im: 0 }];
        for (const r of polynomialRoots(c))
          product = [...product, { re: 0, im: 0 }].map((p, i) => {
            const q = product[i - 1] ?? { re: 0, im: 0 };
            return { re: p.re - (q.re * r.re - q.im * r.im), im: p.im - (q.re * r.im + q.im * r.re) };
          });
        product.forEach((p, i) => expect(Math.hypot(p.re - c[i], p.im)).toBeLessThan(1e-6));
      }),
      { numRuns: 50 },
    );
  });
  it("knows lower degrees and roots at 0", () => {
    expect(polynomialRoots([0, 2, -4])).toEqual([{ re: 2, im: expect.closeTo(0, 12) }]);
    expect(polynomialRoots([1, 0, 0])).toEqual([{ re: 0, im: 0 }, { re: 0, im: 0 }]); // prettier-ignore
    expect(polynomialRoots([0, 0])).toEqual([]);
  });
});

describe("reflection coefficients", () => {
  it("and prediction coefficients go to and fro", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat({ max: 1e6 }), (order, seed) => {
        const k = noise([2, order], seed).tanh().mul(0.95);
        expect(S.lpcToReflection(S.reflectionToLpc(k)).sub(k).abs().amax().itemSync()).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });
  it("of Burg's method lie within -1…1", () => {
    expect(
      S.lpcToReflection(S.lpc(noise([3, 200], 1), { order: 10 }))
        .abs()
        .amax()
        .itemSync(),
    ).toBeLessThan(1);
    expect(() => S.lpcToReflection(S.ones([1]))).toThrow(S.ShapeError);
  });
});

describe("lpcToLsf", () => {
  it("of no prediction are equal steps", async () => {
    const lsf = numbers(await S.lpcToLsf(S.tensor([1, 0, 0, 0, 0], { dtype: "float64" })));
    lsf.forEach((v, i) => expect(v).toBeCloseTo(((i + 1) * Math.PI) / 5, 9));
  });
  it("rise, and stand where the symmetric parts of the filter vanish", async () => {
    const a = S.lpc(noise([2, 300], 2), { order: 9 });
    const lsf = await S.lpcToLsf(a);
    expect(lsf.shape).toEqual([2, 9]);
    expect(S.diff(lsf).amin().itemSync()).toBeGreaterThan(0);
    const [line, angles] = [numbers(a.get(0)), numbers(lsf.get(0))];
    angles.forEach((w, i) => {
      // e^(iw(n+1)/2) · A(e^iw) is imaginary at one kind, real at the other
      const at = line.reduce(
        ([re, im], v, n) => [re + v * Math.cos(w * (5 - n)), im + v * Math.sin(w * (5 - n))],
        [0, 0],
      );
      expect(Math.abs(at[i % 2])).toBeLessThan(1e-8);
    });
  });
  it("refuses a filter that is not stable", async () => {
    await expect(S.lpcToLsf(S.tensor([1, -2.5, 1]))).rejects.toThrow(/lpcToLsf: a=\[1\.000, -2\.500/);
    await expect(S.lpcToLsf(S.tensor([1, 0.5, 1.5]))).rejects.toThrow(S.ParameterError);
  });
});

describe("formants", () => {
  it("finds the resonances of a pulse train through a known filter", async () => {
    const sampleRate = 8000;
    const wanted = [[700, 80], [1200, 90], [2500, 120]] as const; // prettier-ignore
    const y = new Float64Array(800);
    for (let i = 0; i < 800; i += 80) y[i] = 1;
    for (const [hz, bandwidth] of wanted) {
      const r = Math.exp((-Math.PI * bandwidth) / sampleRate);
      for (let i = 0; i < 800; i++)
        y[i] += 2 * r * Math.cos((2 * Math.PI * hz) / sampleRate) * (y[i - 1] ?? 0) - r * r * (y[i - 2] ?? 0);
    }
    const { frequencies, bandwidths } = await S.formants(S.fromTypedArray(y, [1, 800]), { sampleRate, order: 8 });
    expect([frequencies.shape, bandwidths.shape]).toEqual([[1, 4], [1, 4]]); // prettier-ignore
    wanted.forEach(([hz], i) => expect(Math.abs(numbers(frequencies)[i] - hz)).toBeLessThan(40));
  });
  it("finds none in silence, and needs more samples than its order", async () => {
    const { frequencies } = await S.formants(S.zeros([100]), { order: 6 });
    expect(frequencies.arraySync()).toEqual([0, 0, 0]);
    await expect(S.formants(S.zeros([6]), { order: 6 })).rejects.toThrow(/order=6/);
  });
});
