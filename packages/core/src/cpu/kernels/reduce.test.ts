import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PrimitiveAttrs } from "../../backend/index.js";
import type { DType } from "../../tensor/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

type Kind = PrimitiveAttrs["reduce"]["kind"];

const reduce = (
  kind: Kind,
  values: number[],
  shape: number[],
  dims: number[],
  dtype: DType = "float64",
  out = dtype,
): number[] => {
  const target = shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent));
  return runOnArrays("reduce", [tensorOf(values, shape, dtype)], [{ shape: target, dtype: out }], { kind, dims })[0];
};

describe("reduce", () => {
  it("equals a loop over all elements for any shape, dims and layout", () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        shapes,
        fc.nat(15),
        fc.constantFrom("sum", "prod", "max", "min"),
        fc.boolean(),
        (shape, mask, kind, isStrided) => {
          const dims = shape.map((_, axis) => axis).filter((axis) => (mask >> axis) & 1);
          const target = shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent));
          const values = noise(shape);
          const start = { sum: 0, prod: 1, max: -Infinity, min: Infinity }[kind];
          const expected = Array.from({ length: target.reduce((a, b) => a * b, 1) }, () => start);
          values.forEach((value, position) => {
            let [rest, to, step] = [position, 0, 1];
            for (let axis = shape.length - 1; axis >= 0; axis--) {
              if (target[axis] !== 1) to += (rest % shape[axis]) * step;
              rest = Math.floor(rest / shape[axis]);
              step *= target[axis];
            }
            if (kind === "sum") expected[to] += value;
            else if (kind === "prod") expected[to] *= value;
            else expected[to] = Math[kind](expected[to], value);
          });
          const x = tensorOf(values, shape);
          const [out] = runOnArrays("reduce", [isStrided ? strided(x) : x], [{ shape: target }], { kind, dims });
          expect(distance(out, expected)).toBeLessThan(1e-13);
        },
      ),
    );
  });

  it("gives for float32 what it gives for float64, rounded, NaN and infinities included", () => {
    const special = [NaN, Infinity, -Infinity, 0, -0, 1];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.nat(15),
        fc.constantFrom<Kind>("sum", "prod", "max", "min", "any", "all"),
        fc.array(fc.tuple(fc.nat(5), fc.nat()), { maxLength: 3 }),
        fc.boolean(),
        (shape, mask, kind, picks, isStrided) => {
          const dims = shape.map((_, axis) => axis).filter((axis) => (mask >> axis) & 1);
          const target = shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent));
          // Short whole numbers: their sums and products are exact in any order.
          const values = noise(shape).map((v) => Math.round(2 * v));
          for (const [k, at] of picks) values[at % values.length] = special[k];
          const [single, double] = (["float32", "float64"] as const).map((dtype) => {
            const x = tensorOf(values, shape, dtype);
            const out = kind === "any" || kind === "all" ? "bool" : dtype;
            return runOnArrays("reduce", [isStrided ? strided(x) : x], [{ shape: target, dtype: out }], { kind, dims });
          });
          expect(single).toEqual(double.map((column) => column.map(Math.fround)));
        },
      ),
    );
  });

  it("passes NaN through max and min wherever it stands", () => {
    for (const at of [0, 3, 6])
      for (const kind of ["max", "min"] as const)
        for (const [shape, dims] of [
          [[7], [0]],
          [[7, 1], [0]],
          [[1, 7], [1]],
        ])
          // prettier-ignore
          expect(reduce(kind, [5, 1, 4, 2, 9, 3, 8].with(at, NaN), shape, dims)).toEqual([NaN]);
    for (const [kind, first] of [
      ["max", 5],
      ["min", 1],
    ] as const)
      // prettier-ignore
      expect(reduce(kind, [1, NaN, 3, 4, 5, 6], [3, 2], [0])).toEqual([first, NaN]);
  });

  it("sums float32 in float64 and rounds once", () => {
    expect(reduce("sum", [1e8, 1, -1e8], [3], [0], "float32")).toEqual([1]);
    expect(reduce("sum", [1e8, 9, 1, 9, -1e8, 9], [3, 2], [0], "float32")).toEqual([1, 27]);
    expect(reduce("sum", noise([1001]), [1001], [0], "float32")[0]).toBe(
      Math.fround(noise([1001]).map(Math.fround).reduce((a, b) => a + b)), // prettier-ignore
    );
  });

  it("wraps integer sums and products", () => {
    expect(reduce("sum", [2147483647, 1], [2], [0], "int32")).toEqual([-2147483648]);
    expect(reduce("prod", [65537, 65537, 3], [3], [0], "int32")).toEqual([Math.imul(Math.imul(65537, 65537), 3)]);
    expect(reduce("prod", [65537, 2, 65537, 3], [2, 2], [0], "int32")).toEqual([Math.imul(65537, 65537), 6]);
  });

  it("gives the neutral element for nothing", () => {
    expect(reduce("sum", [], [0, 2], [0])).toEqual([0, 0]);
    expect(reduce("prod", [], [2, 0], [1])).toEqual([1, 1]);
    expect(reduce("all", [], [0], [0], "bool")).toEqual([1]);
    expect(reduce("any", [], [0], [0], "bool")).toEqual([0]);
  });

  it("any and all take every non-zero, NaN included, as true", () => {
    expect(reduce("any", [0, 0, 0, NaN], [2, 2], [1], "float64", "bool")).toEqual([0, 1]);
    expect(reduce("all", [1, 0, NaN, -2], [2, 2], [1], "float64", "bool")).toEqual([0, 1]);
    expect(reduce("any", [0, 0, 0, 2], [2, 2], [0], "float32", "bool")).toEqual([0, 1]);
    expect(reduce("any", [0, 0, 0, 2], [2], [0], "complex64", "bool")).toEqual([1]);
    expect(reduce("all", [1, 0, 0, 0], [2], [0], "complex64", "bool")).toEqual([0]);
  });

  it("sums and multiplies complex numbers", () => {
    expect(reduce("sum", [1, 2, 3, 4, 5, 6, 7, 8], [2, 2], [0], "complex64")).toEqual([6, 8, 10, 12]);
    expect(reduce("prod", [1, 2, 3, 4], [2], [0], "complex64")).toEqual([-5, 10]);
  });
});

describe("argReduce", () => {
  const argReduce = (kind: "max" | "min", values: number[], shape: number[], dim: number): number[] => {
    const target = shape.map((extent, axis) => (axis === dim ? 1 : extent));
    return runOnArrays("argReduce", [strided(tensorOf(values, shape))], [{ shape: target, dtype: "int32" }], {
      kind,
      dim,
    })[0];
  };

  it("finds the first extreme along any axis", () => {
    expect(argReduce("max", [1, 3, 3, 2, 0, 2], [2, 3], 1)).toEqual([1, 0]);
    expect(argReduce("min", [1, 3, 3, 2, 0, 2], [2, 3], 0)).toEqual([0, 1, 1]);
    expect(argReduce("max", [7], [1], 0)).toEqual([0]);
    expect(argReduce("max", [-Infinity, -Infinity], [2], 0)).toEqual([0]);
  });

  it("equals a search through every line, in any layout, with equals and NaN", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
        fc.nat(2),
        fc.constantFrom("max", "min"),
        fc.nat(),
        (shape, axis, kind, nanAt) => {
          const dim = axis % shape.length;
          const inner = shape.slice(dim + 1).reduce((a, b) => a * b, 1);
          const values = noise(shape).map((v, i) => (nanAt % 3 > 0 && i === nanAt % 50 ? NaN : Math.round(2 * v)));
          const expected = values.flatMap((_, at) => {
            if (Math.floor(at / inner) % shape[dim] !== 0) return [];
            const line = Array.from({ length: shape[dim] }, (_, k) => values[at + k * inner]);
            const nan = line.findIndex((v) => v !== v);
            return [nan >= 0 ? nan : line.indexOf(Math[kind](...line))];
          });
          expect(argReduce(kind, values, shape, dim)).toEqual(expected);
        },
      ),
    );
  });

  it("takes the first NaN", () => {
    expect(argReduce("max", [9, NaN, NaN, 1], [4], 0)).toEqual([1]);
    expect(argReduce("min", [NaN, 0, -1, NaN], [4], 0)).toEqual([0]);
  });
});
