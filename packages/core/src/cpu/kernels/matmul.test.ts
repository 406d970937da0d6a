import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { View } from "../../tensor/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const product = (a: number[], b: number[], m: number, k: number, n: number): number[] =>
  Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let d = 0; d < k; d++) sum += a[Math.floor(at / n) * k + d] * b[d * n + (at % n)];
    return sum;
  });

describe("matmul", () => {
  it("equals the definition for any size and layout", () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), (m, k, n, turnA, turnB) => {
        const [a, b] = [noise([m, k], 1), noise([k, n], 2)];
        const inputs: View[] = [tensorOf(a, [m, k]), tensorOf(b, [k, n])];
        if (turnA) inputs[0] = strided(tensorOf(a, [m, k]));
        if (turnB) inputs[1] = strided(tensorOf(b, [k, n]));
        expect(
          distance(runOnArrays("matmul", inputs, [{ shape: [m, n] }], {})[0], product(a, b, m, k, n)),
        ).toBeLessThan(1e-13);
      }),
    );
  });

  it("adds thin products up in the order of the definition, in any layout", () => {
    const [thin, long] = [fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 19 })];
    const sizes = fc.oneof(fc.tuple(thin, long, long), fc.tuple(long, long, thin));
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.boolean(), ([m, k, n], turnA, turnB) => {
        const [a, b] = [noise([m, k], 1), noise([k, n], 2)];
        const [left, right] = [tensorOf(a, [m, k]), tensorOf(b, [k, n])];
        const inputs = [turnA ? strided(left) : left, turnB ? strided(right) : right];
        expect(runOnArrays("matmul", inputs, [{ shape: [m, n] }], {})[0]).toEqual(product(a, b, m, k, n));
      }),
    );
  });

  it("crosses the borders of its blocks", () => {
    const [m, k, n] = [131, 259, 133];
    const [a, b] = [noise([m, k], 1), noise([k, n], 2)];
    const [out] = runOnArrays("matmul", [tensorOf(a, [m, k]), tensorOf(b, [k, n])], [{ shape: [m, n] }], {});
    expect(distance(out, product(a, b, m, k, n))).toBeLessThan(1e-12);
  });

  it("multiplies batches, broadcast ones too", () => {
    const a = noise([2, 3, 4, 5], 1);
    const b = noise([3, 5, 6], 2);
    const left = tensorOf(a, [2, 3, 4, 5]);
    const right = { ...tensorOf(b, [3, 5, 6]), shape: [2, 3, 5, 6], strides: [0, 30, 6, 1] };
    const [out] = runOnArrays("matmul", [left, right], [{ shape: [2, 3, 4, 6] }], {});
    const expected = [0, 1, 2, 3, 4, 5].flatMap((batch) =>
      product(a.slice(batch * 20, batch * 20 + 20), b.slice((batch % 3) * 30, (batch % 3) * 30 + 30), 4, 5, 6),
    );
    expect(distance(out, expected)).toBeLessThan(1e-14);
  });

  it("gives zeros for an empty inner dimension", () => {
    expect(runOnArrays("matmul", [tensorOf([], [4, 0]), tensorOf([], [0, 3])], [{ shape: [4, 3] }], {})[0]).toEqual(
      Array(12).fill(0),
    );
  });

  it("accumulates float32 in float64", () => {
    const row = tensorOf([1e8, 1, -1e8], [1, 3], "float32");
    const column = tensorOf([1, 1, 1], [3, 1], "float32");
    expect(runOnArrays("matmul", [row, column], [{ shape: [1, 1], dtype: "float32" }], {})).toEqual([[1]]);
  });

  it("wraps integers", () => {
    const a = tensorOf([65537, 3], [1, 2], "int32");
    const b = tensorOf([65537, 5], [2, 1], "int32");
    expect(runOnArrays("matmul", [a, b], [{ shape: [1, 1], dtype: "int32" }], {})).toEqual([
      [(Math.imul(65537, 65537) + 15) | 0],
    ]);
  });

  it("multiplies complex matrices, strided ones too", () => {
    const [m, k, n] = [5, 3, 6];
    const [a, b] = [noise([m, k], 1, 2), noise([k, n], 2, 2)];
    const part = (values: number[], offset: number): number[] => values.filter((_, i) => i % 2 === offset);
    const times = (i: number, j: number): number[] => product(part(a, i), part(b, j), m, k, n);
    const [rr, ii, ri, ir] = [times(0, 0), times(1, 1), times(0, 1), times(1, 0)];
    const expected = rr.flatMap((_, at) => [rr[at] - ii[at], ri[at] + ir[at]]);
    const inputs = [tensorOf(a, [m, k], "complex128"), strided(tensorOf(b, [k, n], "complex128"))];
    const [out] = runOnArrays("matmul", inputs, [{ shape: [m, n], dtype: "complex128" }], {});
    expect(distance(out, expected)).toBeLessThan(1e-14);
  });
});
