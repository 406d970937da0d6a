import { expect, it } from "vitest";
import { intervalFrequencies, plimitFactors, plimitIntervals, pythagoreanIntervals } from "./index.js";

/** Numbers of librosa 0.11. */
it("divides the octave in just intonation", () => {
  const ratios = [1, 9 / 8, 5 / 4, 4 / 3, 3 / 2, 5 / 3, 15 / 8];
  plimitIntervals([3, 5], { binsPerOctave: 7 }).forEach((r, i) => expect(r).toBeCloseTo(ratios[i], 12));
  pythagoreanIntervals({ binsPerOctave: 5 }).forEach((r, i) =>
    expect(r).toBeCloseTo([1, 9 / 8, 81 / 64, 3 / 2, 27 / 16][i], 12),
  );
});

it("names factors that make up the ratios, in the order of choice", () => {
  const factors = plimitFactors([3, 5, 7], { binsPerOctave: 15, sort: false });
  const ratios = plimitIntervals([3, 5, 7], { binsPerOctave: 15, sort: false });
  factors.forEach((f, i) =>
    expect(Object.entries(f).reduce((r, [p, e]) => r * Number(p) ** e, 1)).toBeCloseTo(ratios[i], 12),
  );
  expect(factors[1]).toEqual({ 2: -1, 3: 1 });
});

it("sorts ratios beyond the octave, unless told not to", () => {
  const ratios = { fmin: 100, intervals: [1, 3] };
  expect(Array.from(intervalFrequencies(4, ratios))).toEqual([100, 200, 300, 600]);
  expect(Array.from(intervalFrequencies(4, { ...ratios, sort: false }))).toEqual([100, 300, 200, 600]);
});

it("refuses unknown names, and primes that are none", () => {
  expect(() => intervalFrequencies(4, { fmin: 100, intervals: "ji4" as never })).toThrow(
    /intervals="ji4" is not known/,
  );
  expect(() => plimitIntervals([2, 3])).toThrow(/different odd primes/);
  expect(() => plimitIntervals([9])).toThrow(/different odd primes/);
});
