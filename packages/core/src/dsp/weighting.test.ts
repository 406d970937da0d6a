import { expect, test } from "vitest";
import { AWeighting, BWeighting, CWeighting, DWeighting, ones, perceptualWeighting } from "../index.js";

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
