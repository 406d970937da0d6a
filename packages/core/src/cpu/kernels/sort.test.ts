import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DType } from "../../tensor/index.js";
import { noise, runOnArrays, strided, tensorOf, valuesOf } from "../run-on-arrays.js";

const sort = (values: number[], descending = false, dtype: DType = "float64"): number[][] => {
  const shape = [values.length];
  const outputs = [{ shape, dtype }, { shape, dtype: "int32" }] as const; // prettier-ignore
  return runOnArrays("sort", [tensorOf(values, shape, dtype)], outputs, { dim: 0, descending });
};

/** Positions in order: NaN last, equals as they come, all the other way round when descending but for equals. */
function orderOf(values: number[], descending: boolean): number[] {
  const rank = (v: number): number[] => (v !== v ? [1, 0] : [0, v]);
  const order = values.map((_, i) => i);
  return order.sort((i, j) => {
    const [[a, x], [b, y]] = [rank(values[i]), rank(values[j])]; // prettier-ignore
    const ascending = a - b || (x < y ? -1 : x > y ? 1 : 0);
    return (descending ? -ascending : ascending) || i - j;
  });
}

describe("sort", () => {
  it("is stable in both directions and puts NaN above every number", () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(NaN, Infinity, -Infinity)), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(numbers, fc.boolean(), (values, descending) => {
        const order = orderOf(values, descending);
        expect(sort(values, descending)).toEqual([order.map((i) => values[i]), order]);
      }),
    );
  });

  it("sorts by the bits of 32-bit numbers as by their values, few and many, in any layout", () => {
    const special = [
      NaN,
      -NaN,
      0,
      -0,
      Infinity,
      -Infinity,
      1e-45,
      -1e-45,
      3.4e38,
      -3.4e38,
      2147483647,
      -2147483648,
      255,
    ];
    const lines = fc.tuple(fc.constantFrom(0, 1, 2, 31, 32, 33, 300), fc.array(fc.nat(special.length - 1)), fc.nat());
    const dtypes = fc.constantFrom("float32", "int32", "uint8", "bool");
    fc.assert(
      fc.property(lines, dtypes, fc.boolean(), ([count, picks, seed], dtype, descending) => {
        const scale = dtype === "float32" ? 1 : 2 ** 31 - 1;
        const wide = [...noise([count], seed).map((v) => v * scale), ...picks.map((k) => special[k])];
        const x = strided(tensorOf(dtype === "bool" ? wide.map((v) => +(v > 0)) : wide, [1, wide.length, 1], dtype));
        const values = valuesOf(x);
        const order = orderOf(values, descending);
        const outputs = [{ shape: x.shape, dtype }, { shape: x.shape, dtype: "int32" }] as const; // prettier-ignore
        expect(runOnArrays("sort", [x], outputs, { dim: 1, descending })).toEqual([order.map((i) => values[i]), order]);
      }),
    );
  });

  it("keeps many equals in order through every merge", () => {
    const values = noise([500]).map((v) => Math.round(3 * v));
    const order = values.map((_, i) => i);
    for (const sign of [1, -1])
      for (const dtype of ["float64", "float32"] as const) {
        const expected = order.toSorted((i, j) => sign * (values[i] - values[j]) || i - j);
        expect(sort(values, sign < 0, dtype)[1]).toEqual(expected);
      }
  });

  it("sorts every line along any axis of any layout", () => {
    const shape = [4, 30, 3];
    const values = noise(shape);
    const [sorted, origins] = runOnArrays(
      "sort",
      [strided(tensorOf(values, shape))],
      [{ shape }, { shape, dtype: "int32" }],
      { dim: 1, descending: false },
    );
    for (let line = 0; line < 12; line++) {
      const at = (k: number): number => Math.floor(line / 3) * 90 + k * 3 + (line % 3);
      const column = Array.from({ length: 30 }, (_, k) => values[at(k)]);
      expect(column.map((_, k) => sorted[at(k)])).toEqual(column.toSorted((a, b) => a - b));
      expect(column.map((_, k) => column[origins[at(k)]])).toEqual(column.toSorted((a, b) => a - b));
    }
  });

  it("sorts scalars and nothing", () => {
    expect(sort([])).toEqual([[], []]);
    const outputs = [{ shape: [] }, { shape: [], dtype: "int32" }] as const;
    expect(runOnArrays("sort", [tensorOf([3], [])], outputs, { dim: 0, descending: true })).toEqual([[3], [0]]);
  });
});
