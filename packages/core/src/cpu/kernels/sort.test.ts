import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const sort = (values: number[], descending = false): number[][] => {
  const shape = [values.length];
  return runOnArrays("sort", [tensorOf(values, shape)], [{ shape }, { shape, dtype: "int32" }], { dim: 0, descending });
};

describe("sort", () => {
  it("is stable in both directions and puts NaN above every number", () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(NaN, Infinity, -Infinity)), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(numbers, fc.boolean(), (values, descending) => {
        const rank = (v: number): number[] => (v !== v ? [1, 0] : [0, v]);
        const order = values.map((_, i) => i);
        order.sort((i, j) => {
          const [[a, x], [b, y]] = [rank(values[i]), rank(values[j])]; // prettier-ignore
          const ascending = a - b || (x < y ? -1 : x > y ? 1 : 0);
          return (descending ? -ascending : ascending) || i - j;
        });
        expect(sort(values, descending)).toEqual([order.map((i) => values[i]), order]);
      }),
    );
  });

  it("keeps many equals in order through every merge", () => {
    const values = noise([500]).map((v) => Math.round(3 * v));
    const order = values.map((_, i) => i);
    for (const sign of [1, -1]) {
      const expected = order.toSorted((i, j) => sign * (values[i] - values[j]) || i - j);
      expect(sort(values, sign < 0)[1]).toEqual(expected);
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
