import { expect, test } from "vitest";
import {
  AWeighting,
  BWeighting,
  CWeighting,
  DWeighting,
  frequencyWeighting,
  multiFrequencyWeighting,
  ones,
  perceptualWeighting,
  ZWeighting,
} from "../index.js";

test("the A, B and C weightings are 0 dB at 1 kHz", () => {
  for (const weighting of [AWeighting, BWeighting, CWeighting]) expect(weighting(1000)).toBeCloseTo(0, 1);
  expect(DWeighting(1000)).toBeCloseTo(0, 1);
});

test("low frequencies stop at minDb", () => {
  expect(AWeighting(0)).toBe(-80);
  expect(AWeighting(1, { minDb: null })).toBeLessThan(-100);
});

test("perceptualWeighting adds one gain per bin", () => {
  const weighted = perceptualWeighting(ones([2, 3]), [100, 1000]).arraySync() as number[][];
  expect(weighted[0][2]).toBeCloseTo(AWeighting(100), 4);
  expect(weighted[1][0]).toBeCloseTo(AWeighting(1000), 4);
});

test("weightings are chosen by name", () => {
  const hz = [10, 1000, 8000];
  expect(frequencyWeighting(hz, { kind: "b" })).toEqual(BWeighting(hz));
  expect(frequencyWeighting(hz, { kind: null, minDb: 5 })).toEqual(Float64Array.of(5, 5, 5));
  expect(ZWeighting(hz)).toEqual(new Float64Array(3));
  expect(multiFrequencyWeighting(hz)).toEqual([ZWeighting(hz), AWeighting(hz), CWeighting(hz)]);
  expect(() => frequencyWeighting(hz, { kind: "E" as never })).toThrow(/kind="E"/);
  // librosa.multi_frequency_weighting([100.5], kinds="DB")
  const [d, b] = multiFrequencyWeighting([100.5], { kinds: "DB" });
  expect([d[0], b[0]]).toEqual([expect.closeTo(-7.167146403953009, 9), expect.closeTo(-5.612496716206991, 9)]);
});
