import { describe, expect, test } from "vitest";
import { complex, normalize, ParameterError, tensor, zeros } from "../index.js";

describe("normalize", () => {
  test("makes the norm of each slice 1", () => {
    expect(normalize(tensor([1, -4])).arraySync()).toEqual([0.25, -1]);
    expect(normalize(tensor([[1, 3], [0, 2]]), { norm: 1, dim: 1 }).arraySync()).toEqual([[0.25, 0.75], [0, 1]]); // prettier-ignore
    expect(
      normalize(tensor([[3, 4]]), { norm: 2, dim: null })
        .sub(tensor([[0.6, 0.8]]))
        .abs()
        .amax()
        .itemSync(),
    ).toBeLessThan(1e-6);
    expect(normalize(tensor([2, 0, 5]), { norm: 0 }).arraySync()).toEqual([1, 0, 2.5]);
    expect(normalize(tensor([2, -4]), { norm: -Infinity }).arraySync()).toEqual([1, -2]);
    expect(normalize(tensor([2, -4]), { norm: null }).arraySync()).toEqual([2, -4]);
  });

  test("treats silence as asked", () => {
    expect(normalize(zeros([4]), { norm: 2 }).arraySync()).toEqual([0, 0, 0, 0]);
    expect(normalize(zeros([4]), { norm: 2, fill: true }).arraySync()).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(normalize(tensor([0.1, 0.2]), { threshold: 1, fill: false }).arraySync()).toEqual([0, 0]);
  });

  test("scales complex numbers by their modulus", () => {
    const scaled = normalize(complex(tensor([3, 0]), tensor([4, 0])));
    expect(Array.from(scaled.dataSync())).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
    expect(Array.from(normalize(complex(tensor([0]), tensor([0])), { fill: true }).dataSync())).toEqual([1, 0]);
  });

  test("refuses norms and thresholds without meaning", () => {
    expect(() => normalize(zeros([1]), { norm: -1 })).toThrow(ParameterError);
    expect(() => normalize(zeros([1]), { norm: Number.NaN })).toThrow(/norm=NaN/);
    expect(() => normalize(zeros([1]), { threshold: 0 })).toThrow(/threshold=0/);
    expect(() => normalize(zeros([1]), { norm: 0, fill: true })).toThrow(/fill=true/);
  });
});
