import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amplitudeToDb,
  complex,
  dbToAmplitude,
  dbToPower,
  gradcheck,
  ParameterError,
  powerToDb,
  tensor,
  zeros,
  type Tensor,
} from "../index.js";

const double = (values: number[]): Tensor => tensor(values, { dtype: "float64" });
const numbers = (t: Tensor): number[] => Array.from(t.dataSync());

describe("powerToDb", () => {
  test("is 10 · log10, floored at amin", () => {
    expect(numbers(powerToDb(double([1, 10, 100, 0]), { topDb: null }))).toEqual([0, 10, 20, -100]);
  });

  test("limits the range below the largest value", () => {
    expect(numbers(powerToDb(double([1, 1e-30])))).toEqual([0, -80]);
    expect(numbers(powerToDb(double([100, 1e-3]), { topDb: 30 }))).toEqual([20, -10]);
    expect(numbers(powerToDb(double([100, 1]), { topDb: 0 }))).toEqual([20, 20]);
  });

  test("counts from a number, from the maximum, or from what a function says", () => {
    const S = double([1, 10, 100]);
    expect(numbers(powerToDb(S, { ref: 10 }))).toEqual([-10, 0, 10]);
    expect(numbers(powerToDb(S, { ref: "max" }))).toEqual([-20, -10, 0]);
    expect(numbers(powerToDb(S, { ref: (x) => x.amin() }))).toEqual([0, 10, 20]);
  });

  test("is finite for silence, also relative to its maximum", () => {
    expect(numbers(powerToDb(zeros([3])))).toEqual([-100, -100, -100]);
    expect(numbers(powerToDb(zeros([2]), { ref: "max" }))).toEqual([0, 0]);
  });

  test("takes an empty array and the modulus of complex numbers", () => {
    expect(powerToDb(zeros([0, 3]), { ref: "max" }).shape).toEqual([0, 3]);
    expect(powerToDb(complex(tensor([6]), tensor([8]))).itemSync()).toBeCloseTo(10, 5);
  });

  test("refuses parameters without meaning", () => {
    expect(() => powerToDb(zeros([1]), { amin: 0 })).toThrow(ParameterError);
    expect(() => powerToDb(zeros([1]), { amin: 0 })).toThrow(/amin=0/);
    expect(() => powerToDb(zeros([1]), { topDb: -1 })).toThrow(/topDb=-1/);
    expect(() => powerToDb(zeros([1]), { ref: Number.NaN })).toThrow(/ref=NaN/);
  });

  test("has the gradient that finite differences show", () => {
    const S = double([0.5, 2, 3]).requiresGrad_();
    expect(gradcheck((x) => powerToDb(x, { ref: "max", topDb: 5 }), [S])).toBe(true);
    expect(gradcheck((x) => amplitudeToDb(x, { ref: "max" }), [S])).toBe(true);
  });
});

describe("amplitudeToDb", () => {
  test("keeps amplitudes whose squares are too small for float32", () => {
    const db = amplitudeToDb(tensor([0, 1e-22, 1]), { amin: 1e-25, topDb: null }).arraySync() as number[];
    [-500, -440, 0].forEach((expected, i) => expect(db[i]).toBeCloseTo(expected, 3));
  });

  test("is 20 · log10 of the magnitude", () => {
    const db = numbers(amplitudeToDb(double([1, -10, 1e-9]), { topDb: null }));
    [0, 20, -100].forEach((value, i) => expect(db[i]).toBeCloseTo(value, 9));
    expect(amplitudeToDb(double([4]), { ref: 2 }).itemSync()).toBeCloseTo(6.0206, 4);
  });
});

test("decibels go back to what they came from", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (value, ref) => {
        const S = double([value]);
        expect((dbToPower(powerToDb(S, { ref }), { ref }).itemSync() as number) / value).toBeCloseTo(1, 9);
        const amplitude = dbToAmplitude(amplitudeToDb(S, { ref, amin: 1e-9 }), { ref }).itemSync() as number;
        expect(amplitude / value).toBeCloseTo(1, 9);
      },
    ),
  );
});
