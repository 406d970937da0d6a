import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convolve, DTypeError, fftconvolve, Generator, oaconvolve, ParameterError, randn, ShapeError, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const signal = (shape: number[], seed: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) }); // prettier-ignore
const length = fc.integer({ min: 1, max: 40 });

/** The sum as it is written. */
function written(x: number[], y: number[]): number[] {
  const out = Array.from({ length: x.length + y.length - 1 }, () => 0);
  x.forEach((u, i) => y.forEach((v, j) => (out[i + j] += u * v)));
  return out;
}

describe.each([
  ["convolve", convolve],
  ["fftconvolve", fftconvolve],
  ["oaconvolve", oaconvolve],
] as const)("%s", (name, compute) => {
  it("is the sum of products, from its middle or where all overlaps", () => {
    fc.assert(
      fc.property(length, length, fc.integer({ min: 1, max: 50 }), (n, m, blockLength) => {
        const [x, y] = [signal([n], 1), signal([m], 2)];
        const expected = written(Array.from(x.dataSync()), Array.from(y.dataSync()));
        for (const mode of ["full", "same", "valid"] as const) {
          const kept = mode === "full" ? n + m - 1 : mode === "same" ? n : Math.abs(n - m) + 1;
          const start = Math.floor((n + m - 1 - kept) / 2);
          const result = compute(x, y, name === "oaconvolve" ? { mode, blockLength } : { mode }).dataSync();
          expect(result.length).toBe(kept);
          result.forEach((value, i) => expect(Math.abs((value as number) - expected[start + i])).toBeLessThan(1e-11));
        }
      }),
      { numRuns: 60 },
    );
  });
  it("broadcasts leading dimensions", () => {
    const [x, y] = [signal([2, 1, 30], 1), signal([3, 4], 2)];
    const all = compute(x, y);
    expect(all.shape).toEqual([2, 3, 33]);
    expect(all.select(0, 1).select(0, 2).sub(compute(x.select(0, 1).select(0, 0), y.select(0, 2))).abs().max().dataSync()[0]).toBeLessThan(1e-12); // prettier-ignore
    expect(compute(zeros([0, 5]), zeros([3])).shape).toEqual([0, 7]);
  });
  it("names what is wrong", () => {
    expect(() => compute(zeros([5]), zeros([3]), { mode: "half" as never })).toThrow(/mode="half"/);
    expect(() => compute(zeros([2, 5]), zeros([3, 3]))).toThrow(ShapeError);
    expect(() => compute(zeros([5]), zeros([3], { dtype: "float64" }))).toThrow(DTypeError);
    expect(() => compute(zeros([0]), zeros([3]))).toThrow(/x \[0\]/);
  });
});

it("oaconvolve checks its blocks", () => {
  expect(() => oaconvolve(tensor([1, 2]), tensor([1]), { blockLength: 0 })).toThrow(ParameterError);
});
