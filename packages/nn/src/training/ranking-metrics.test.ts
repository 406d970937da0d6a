import { describe, expect, it } from "vitest";
import { ParameterError } from "@sonograd/core";
import { averagePrecision, equalErrorRate, rocAuc, topKAccuracy } from "./index.js";

describe("metrics of scores", () => {
  const truth = [0, 0, 1, 1];
  const scores = [0.1, 0.4, 0.35, 0.8];
  it("are those counted by hand", () => {
    expect(rocAuc(truth, scores)).toBeCloseTo(0.75, 12); // 3 of 4 pairs in order
    expect(averagePrecision(truth, scores)).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(equalErrorRate(truth, scores)).toBeCloseTo(0.5, 12);
    expect(equalErrorRate([1, 1, 0, 0, 0], [5, 2, 3, 1, 0])).toBeCloseTo(1 / 3, 12); // misses fall at one false alarm of three
    expect(equalErrorRate([0, 1], [0, 1])).toBe(0);
    expect(equalErrorRate([1, 0, 0, 1], [3, 2, 2, 1])).toBe(0.5); // between two scores
  });

  it("count equal scores half, whatever their order", () => {
    expect(rocAuc([1, 0, 1, 0], [1, 1, 1, 1])).toBe(0.5);
    expect(averagePrecision([0, 1], [1, 1])).toBe(0.5);
  });

  it("look at as many classes as asked", () => {
    const rows = [[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]]; // prettier-ignore
    expect([1, 2, 3].map((k) => topKAccuracy([1, 0], rows, k))).toEqual([0, 0.5, 1]);
    expect(() => topKAccuracy([1], rows, 1)).toThrow(/1 entries, scores 2 rows/);
    expect(() => topKAccuracy([1, 0], rows, 4)).toThrow(/k=4/);
    expect(() => rocAuc([1, 1], [0, 1])).toThrow(ParameterError);
  });
});
