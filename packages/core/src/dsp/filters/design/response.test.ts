import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  freqs, freqz, groupDelay, impulseResponse, lfilter, ParameterError, sos2tf, sosfreqz, stepResponse, tensor,
} from "../../../index.js"; // prettier-ignore

const B = [0.3, 0.2, 0.1];
const A = [1, -0.5, 0.25];
/** Evenly spread: fc.double prefers numbers next to 0, which test nothing here. */
const coefficient = fc.integer({ min: -100, max: 100 }).map((i) => i / 50);
const numerators = fc.array(coefficient, { minLength: 1, maxLength: 6 });
/** Of stable filters: what follows the 1 is less than 1 in all. */
const denominators = fc.array(coefficient, { maxLength: 4 }).map((tail) => [1, ...tail.map((c) => c / 10)]);
const close = (own: ArrayLike<number>, expected: ArrayLike<number>, digits = 8): void => {
  expect(own.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => expect(own[i]).toBeCloseTo(value, digits));
};

describe("freqz", () => {
  it("is the sum of its definition", () => {
    fc.assert(
      fc.property(numerators, denominators, fc.double({ min: 0, max: Math.PI, noNaN: true }), (b, a, w) => {
        const sum = (c: number[], wave: (x: number) => number): number => c.reduce((s, v, k) => s + v * wave(k * w), 0);
        const [re, im] = [sum(a, Math.cos), -sum(a, Math.sin)];
        const { h } = freqz(b, a, { worN: [w] });
        expect(h.re[0] * re - h.im[0] * im).toBeCloseTo(sum(b, Math.cos), 10);
        expect(h.re[0] * im + h.im[0] * re).toBeCloseTo(-sum(b, Math.sin), 10);
      }),
    );
  });
  // Numbers of scipy.signal 1.10; its includeNyquist is left out, as it transforms other frequencies than it tells.
  it("spreads its frequencies as scipy", () => {
    const half = freqz(B, A, { worN: 4 });
    close(half.w, [0, 0.7853981634, 1.570796327, 2.35619449]);
    close(half.h.re, [0.8, 0.6074318762, 0.06153846154, 0.08634405739]);
    close(half.h.im, [0, -0.4707627546, -0.3076923077, -0.06910300361]);
    const whole = freqz(B, A, { worN: 3, whole: true, fs: 8000 });
    close(whole.w, [0, 2666.666667, 5333.333333], 5);
    close(whole.h.im, [0, -0.1154700538, 0.1154700538]);
    close(freqz(B, A, { worN: 3, includeNyquist: true }).w, [0, Math.PI / 2, Math.PI]);
  });
  it("of sections is that of their product", () => {
    const sos = [[0.2, 0.4, 0.2, 1, -0.6, 0.25], [1, -1, 0, 1, -0.4, 0]]; // prettier-ignore
    const { b, a } = sos2tf(sos);
    const [together, apart] = [freqz(b, a, { worN: 9 }), sosfreqz(sos, { worN: 9 })];
    close(apart.h.re, together.h.re, 12);
    close(apart.h.im, together.h.im, 12);
  });
});

it("freqs finds the decades where the roots act, as scipy", () => {
  const { w, h } = freqs([1, 2], [1, 0.3, 4], { worN: 4 });
  close(w, [0.1, 0.4641588834, 2.15443469, 10]);
  close(h.re, [0.5014132278, 0.5322555261, 0.1317840855, -0.01756097561]);
  close(h.im, [0.02129263237, 0.1030618888, -3.225209854, -0.1047154472]);
});

describe("groupDelay", () => {
  it("is the slope of the phase", () => {
    fc.assert(
      fc.property(denominators, fc.double({ min: 0.1, max: 3, noNaN: true }), (a, w) => {
        const step = 1e-5;
        const phase = (x: number): number => {
          const { h } = freqz(B, a, { worN: [x] });
          return Math.atan2(h.im[0], h.re[0]);
        };
        const turned = phase(w - step) - phase(w + step);
        const slope = (turned - 2 * Math.PI * Math.round(turned / (2 * Math.PI))) / (2 * step);
        expect(groupDelay(B, a, { worN: [w] }).gd[0]).toBeCloseTo(slope, 4);
      }),
    );
  });
  it("is scipy's", () => close(groupDelay(B, A, { worN: 4 }).gd, [0.6666666667, 1.140847224, 0.1538461538, -1.377605828])); // prettier-ignore
});

describe("responses in time", () => {
  it("are what lfilter makes of an impulse and of a step", () => {
    fc.assert(
      fc.property(numerators, denominators, fc.integer({ min: 1, max: 30 }), (b, a, n) => {
        const impulse = tensor([1, ...Array.from({ length: n - 1 }, () => 0)], { dtype: "float64" });
        const h = impulseResponse(b, a, { n });
        close(h, lfilter(impulse, a, b, { clamp: false }).dataSync() as Float64Array, 12);
        close(stepResponse(b, a, { n }), h.map((_, i) => h.slice(0, i + 1).reduce((s, v) => s + v, 0)), 10); // prettier-ignore
      }),
    );
  });
});

it("names what is wrong", () => {
  expect(() => freqz(B, A, { worN: 0 })).toThrow(/freqz: worN=0/);
  expect(() => freqz(B, A, { fs: 0 })).toThrow(/fs=0/);
  expect(() => impulseResponse(B, [0, 1])).toThrow(/a\[0\]=0 must not be 0/);
  expect(() => sosfreqz([])).toThrow(ParameterError);
});
