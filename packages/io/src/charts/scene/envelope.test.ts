import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnExtrema, thinToColumns } from "./envelope.js";

const edges = (count: number, per: number): Float64Array => Float64Array.from({ length: count + 1 }, (_, i) => i * per);

describe("columnExtrema", () => {
  test("finds the lowest and highest sample of each column, with the neighbour that joins them", () => {
    const { minima, maxima } = columnExtrema(Float32Array.of(0, 5, -2, 1, 9, 3), edges(3, 2));
    expect(Array.from(minima)).toEqual([0, -2, 1]);
    expect(Array.from(maxima)).toEqual([5, 5, 9]);
  });

  test("misses no peak, wherever it lies", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(),
        fc.integer({ min: 1, max: 300 }),
        (length, at, count) => {
          const samples = new Float32Array(length);
          samples[at % length] = 1;
          const { maxima } = columnExtrema(samples, edges(count, length / count));
          expect(Math.max(...Array.from(maxima).filter((value) => !Number.isNaN(value)))).toBe(1);
        },
      ),
    );
  });

  test("has nothing outside the samples, in NaN and in emptiness", () => {
    expect(Array.from(columnExtrema(Float32Array.of(1, 2), edges(3, 2)).maxima)).toEqual([2, Number.NaN, Number.NaN]);
    expect(Array.from(columnExtrema(Float32Array.of(Number.NaN, Number.NaN), edges(1, 2)).maxima)).toEqual([
      Number.NaN,
    ]);
    expect(Array.from(columnExtrema(new Float32Array(0), edges(2, 1)).minima)).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("thinToColumns", () => {
  test("keeps first, lowest, highest and last of each column in order", () => {
    const points = Float64Array.of(0.1, 5, 0.2, 1, 0.3, 4, 0.4, 9, 0.5, 6, 1.5, 2);
    expect(Array.from(thinToColumns(points))).toEqual([0.1, 5, 0.2, 1, 0.4, 9, 0.5, 6, 1.5, 2]);
  });

  test("keeps gaps", () => {
    const thinned = thinToColumns(Float64Array.of(0, 1, 0.5, Number.NaN, 0.7, 3));
    expect(Array.from(thinned)).toEqual([0, 1, Number.NaN, Number.NaN, 0.7, 3]);
  });
});
