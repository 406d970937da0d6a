import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  broadcastShapes,
  contiguousStrides,
  inferShape,
  isContiguous,
  normalizeDim,
  sizeOf,
  viewStrides,
} from "./shape.js";

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

/** The storage positions of all elements, row by row. */
function positions(shape: readonly number[], strides: readonly number[]): number[] {
  let list = [0];
  shape.forEach((n, d) => (list = list.flatMap((at) => Array.from({ length: n }, (_, i) => at + i * strides[d]))));
  return list;
}

describe("broadcastShapes", () => {
  it("extends ones and missing leading axes", () => {
    expect(broadcastShapes("add", [3, 1], [2, 1, 4])).toEqual([2, 3, 4]);
    expect(broadcastShapes("add", [], [0])).toEqual([0]);
  });

  it("names both shapes and the dimension where they do not fit", () => {
    expect(() => broadcastShapes("add", [2, 3], [2, 4])).toThrow(
      /add: shapes \[2, 3\] and \[2, 4\].*dimension -1 has 3 and 4/,
    );
  });
});

describe("viewStrides", () => {
  it("reads the same elements in the same order, for any reshape of any permutation", () => {
    const property = fc.property(shapes, fc.nat(), fc.nat(), (shape, turn, split) => {
      const rank = shape.length;
      const order = shape.map((_, i) => (i + turn) % Math.max(rank, 1));
      const dense = contiguousStrides(shape);
      const permuted = order.map((d) => shape[d]);
      const strides = order.map((d) => dense[d]);
      const size = sizeOf(shape);
      const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((d) => size % d === 0);
      const first = divisors[split % divisors.length];
      const target = [first, size / first];
      const result = viewStrides(permuted, strides, target);
      if (result) expect(positions(target, result)).toEqual(positions(permuted, strides));
      else expect(isContiguous(permuted, strides)).toBe(false);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("says when a copy is needed", () => {
    expect(viewStrides([3, 2], [1, 3], [6])).toBeUndefined();
    expect(viewStrides([2, 3, 4], [12, 4, 1], [6, 4])).toEqual([4, 1]);
  });
});

describe("inferShape", () => {
  it("fills one -1 and refuses two", () => {
    expect(inferShape("reshape", 12, [3, -1])).toEqual([3, 4]);
    expect(() => inferShape("reshape", 12, [-1, -1])).toThrow(/reshape: shape=\[-1, -1\] does not hold 12/);
    expect(() => inferShape("reshape", 12, [5, -1])).toThrow(/12 elements/);
  });
});

it("normalizeDim counts from the end and names a wrong dimension", () => {
  expect(normalizeDim("sum", -1, 3)).toBe(2);
  expect(() => normalizeDim("sum", 3, 3)).toThrow("sum: dim=3 is out of range for 3 dimension(s). Use -3…2.");
});
