import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firwin, freqz, kaiserAtten, kaiserBeta, kaiserord, type FirwinOptions } from "../../../index.js";

const close = (own: ArrayLike<number>, expected: readonly number[]): void => {
  expect(own.length).toBe(expected.length);
  expected.forEach((value, i) => expect(own[i]).toBeCloseTo(value, 9));
};

describe("firwin", () => {
  // The numbers are those of scipy.signal 1.10.
  it.each<[number, number | number[], FirwinOptions, number[]]>([
    [5, 0.3, {}, [0.02010370827, 0.2308666818, 0.4980592199, 0.2308666818, 0.02010370827]],
    [5, 0.3, { passZero: false }, [-0.01269442676, -0.1457800792, 0.7338286951, -0.1457800792, -0.01269442676]],
    [7, [0.2, 0.5], { passZero: "bandpass", window: "hann" }, [0, -0.08722444096, 0.2268332132, 0.6915012723, 0.2268332132, -0.08722444096, 0]],
    [7, [0.2, 0.5], { scale: false }, [0.01656108207, 0.04692325718, -0.1010332627, 0.7, -0.1010332627, 0.04692325718, 0.01656108207]],
    [6, [100, 300], { fs: 1000, width: 300, passZero: false }, [-0.1412900788, -0.1052748208, 0.4031784434, 0.4031784434, -0.1052748208, -0.1412900788]],
    [5, [0.1, 0.3, 0.6], { passZero: false, window: ["kaiser", 5] }, [0.0116984103, -0.1671072317, 1.263155166, -0.1671072317, 0.0116984103]],
  ])("%d taps at %j, %j", (numtaps, cutoff, options, expected) => close(firwin(numtaps, cutoff, options), expected)); // prettier-ignore

  it("is symmetric, exactly 1 in its band and small beyond the transition", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), fc.double({ min: 0.25, max: 0.75, noNaN: true }), fc.boolean(), (half, cutoff, low) => {
        const h = firwin(2 * half + 1, cutoff, { passZero: low ? "lowpass" : "highpass" });
        h.forEach((value, i) => expect(value).toBeCloseTo(h[2 * half - i], 14));
        const at = (f: number): number => {
          const { re, im } = freqz(h, [1], { worN: [Math.PI * f] }).h;
          return Math.hypot(re[0], im[0]);
        };
        expect(at(low ? 0 : 1)).toBeCloseTo(1, 12);
        expect(at(low ? 1 : 0)).toBeLessThan(0.01);
        expect(at(cutoff)).toBeCloseTo(0.5, 1);
      }), // prettier-ignore
      { numRuns: 50 },
    );
  });

  it("names what is wrong", () => {
    expect(() => firwin(4, 0.3, { passZero: false })).toThrow(/numtaps=4 must be odd/);
    expect(() => firwin(5, [0.5, 0.2])).toThrow(/cutoff=\[0.5, 0.2\] must increase/);
    expect(() => firwin(5, 1)).toThrow(/fs \/ 2 = 1/);
    expect(() => firwin(5, 0.3, { passZero: "bandpass" })).toThrow(/two edges or more/);
    expect(() => firwin(0, 0.3)).toThrow(/numtaps=0/);
  });
});

it("Kaiser's formulas are scipy's", () => {
  expect([10, 30, 65].map(kaiserBeta).map((beta) => Number(beta.toFixed(9)))).toEqual([0, 2.116624861, 6.20426]);
  expect(kaiserord(65, 0.0375)).toEqual({ numtaps: 213, beta: kaiserBeta(65) });
  expect(kaiserord(-30, 0.1).numtaps).toBe(32);
  // The length asked for reaches what was asked for.
  expect(kaiserAtten(kaiserord(72, 0.1).numtaps, 0.1)).toBeGreaterThanOrEqual(72);
  expect(() => kaiserord(7, 0.1)).toThrow(/ripple=7/);
});
