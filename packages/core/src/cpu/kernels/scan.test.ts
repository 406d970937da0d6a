import { describe, expect, it } from "vitest";
import type { PrimitiveAttrs } from "../../backend/index.js";
import type { DType } from "../../tensor/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

type Kind = PrimitiveAttrs["scan"]["kind"];
const scan = (kind: Kind, values: number[], reverse = false, dtype: DType = "float64"): number[] => {
  const shape = [values.length / (dtype === "complex64" ? 2 : 1)];
  return runOnArrays("scan", [tensorOf(values, shape, dtype)], [{ shape, dtype }], { kind, dim: 0, reverse })[0];
};

describe("scan", () => {
  it("runs along any axis in both directions", () => {
    const shape = [3, 4, 5];
    const values = noise(shape);
    const strides = [20, 5, 1];
    const combine = {
      sum: (a: number, b: number) => a + b,
      prod: (a: number, b: number) => a * b,
      max: Math.max,
      min: Math.min,
    };
    for (const dim of [0, 1, 2])
      for (const kind of ["sum", "prod", "max", "min"] as const)
        for (const reverse of [false, true]) {
          const expected = values.map((value, i) => {
            const position = Math.floor(i / strides[dim]) % shape[dim];
            const others = reverse ? shape[dim] - 1 - position : position;
            let acc = value;
            for (let k = 1; k <= others; k++) acc = combine[kind](acc, values[i + (reverse ? k : -k) * strides[dim]]);
            return acc;
          });
          const [out] = runOnArrays("scan", [strided(tensorOf(values, shape))], [{ shape }], { kind, dim, reverse });
          expect(distance(out, expected)).toBeLessThan(1e-14);
        }
  });

  it("keeps NaN from where it is met", () => {
    expect(scan("max", [1, NaN, 3])).toEqual([1, NaN, NaN]);
    expect(scan("min", [1, NaN, 3], true)).toEqual([NaN, NaN, 3]);
    expect(scan("sum", [1, NaN, 3])).toEqual([1, NaN, NaN]);
  });

  it("wraps integers", () => {
    expect(scan("sum", [2147483647, 1, 1], false, "int32")).toEqual([2147483647, -2147483648, -2147483647]);
    expect(scan("prod", [65537, 65537, 65537], false, "int32")).toEqual([
      65537,
      Math.imul(65537, 65537),
      Math.imul(Math.imul(65537, 65537), 65537),
    ]);
  });

  it("handles complex numbers, single elements and nothing", () => {
    expect(scan("sum", [1, 2, 3, 4], false, "complex64")).toEqual([1, 2, 4, 6]);
    expect(scan("prod", [1, 2, 3, 4], true, "complex64")).toEqual([-5, 10, 3, 4]);
    expect(scan("sum", [7])).toEqual([7]);
    expect(scan("sum", [])).toEqual([]);
    expect(runOnArrays("scan", [tensorOf([7], [])], [{ shape: [] }], { kind: "sum", dim: 0, reverse: false })).toEqual([
      [7],
    ]);
  });
});
