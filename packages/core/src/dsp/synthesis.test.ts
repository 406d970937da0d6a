import { expect, test } from "vitest";
import { chirp, ParameterError, tone } from "../index.js";

test("a tone begins at 0, rises, and repeats after its period", () => {
  const y = tone(100, { sampleRate: 800, length: 17 }).arraySync() as number[];
  expect(y[0]).toBeCloseTo(0, 6);
  expect(y[2]).toBeCloseTo(1, 6);
  expect(y[16]).toBeCloseTo(y[0], 6);
});

test("length counts samples, duration seconds; nothing is an empty signal", () => {
  expect(tone(1, { duration: 0.5 }).shape).toEqual([11025]);
  expect(chirp({ fmin: 1, fmax: 2, duration: 0.5, sampleRate: 9 }).shape).toEqual([5]);
  expect(tone(1, { length: 0 }).shape).toEqual([0]);
});

test("a chirp from f to f is a tone", () => {
  const options = { sampleRate: 1000, length: 50, dtype: "float64" } as const;
  for (const linear of [true, false])
    expect(
      chirp({ fmin: 70, fmax: 70, linear, ...options })
        .sub(tone(70, options))
        .abs()
        .amax()
        .itemSync(),
    ).toBeLessThan(1e-12);
});

test("a linear chirp gathers the phase of a steady rise", () => {
  const y = chirp({ fmin: 3, fmax: 43, linear: true, sampleRate: 100, length: 200, phi: 0, dtype: "float64" });
  // at 0.7 s of 2 s: 3 · 0.7 + (43 - 3) / 2 · 0.7² / 2 turns
  expect((y.arraySync() as number[])[70]).toBeCloseTo(Math.cos(2 * Math.PI * (3 * 0.7 + 10 * 0.49)), 9);
});

test("refuses a signal without a length and an exponential glide from 0", () => {
  expect(() => tone(440)).toThrow(ParameterError);
  expect(() => tone(440)).toThrow(/neither length nor duration make no signal/);
  expect(() => tone(440, { length: -1 })).toThrow(/length=-1/);
  expect(() => tone(440, { length: 1, sampleRate: 0 })).toThrow(/sampleRate=0/);
  expect(() => chirp({ fmin: 0, fmax: 10, length: 5 })).toThrow(/fmin=0/);
});
