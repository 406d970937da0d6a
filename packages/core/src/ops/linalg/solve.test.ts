import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DTypeError, eye, inverse, ParameterError, ShapeError, slice, solve, solveTriangular, tensor, tril, triu, zeros } from "../../index.js"; // prettier-ignore
import { distance, hilbert, noise } from "./noise.js";

describe.each(["float64", "complex128"] as const)("systems of %s", (dtype) => {
  it("solve gives the x that fits, for batches of every shape", () => {
    const batches = fc.constantFrom([[], []], [[2], []], [[], [3]], [[3, 1], [2]], [[2], [3, 1]], [[0], [1]]);
    fc.assert(
      fc.property(batches, fc.integer({ min: 0, max: 7 }), fc.nat(3), fc.nat(), ([left, right], n, k, seed) => {
        const a = noise([...left, n, n], dtype, seed).add(eye(n, { dtype }).mul(4));
        const b = noise([...right, n, k], dtype, seed + 1);
        fc.pre(b.shape.join() !== a.shape.slice(0, -1).join()); // that would be a batch of vectors
        const x = solve(a, b);
        expect(distance(a.matmul(x), b.expand(x.shape))).toBeLessThan(1e-10);
      }),
      { numRuns: 60 },
    );
  });

  it("solve takes vectors, batches of vectors and the right side", () => {
    const a = noise([2, 3, 3], dtype);
    expect(distance(a.matmul(solve(a, noise([3], dtype, 2)).unsqueeze(-1)).squeeze(-1), noise([3], dtype, 2).expand([2, 3]))).toBeLessThan(1e-12); // prettier-ignore
    const b = noise([2, 3], dtype, 3);
    expect(solve(a, b).shape).toEqual([2, 3]);
    expect(distance(a.matmul(solve(a, b).unsqueeze(-1)).squeeze(-1), b)).toBeLessThan(1e-12);
    const c = noise([2, 5, 3], dtype, 4);
    expect(distance(solve(a, c, { left: false }).matmul(a), c)).toBeLessThan(1e-12);
  });

  it("reads transposed and stepped views as they are", () => {
    const whole = noise([2, 6, 6], dtype);
    const view = whole.transpose(-1, -2).get("...", slice(0, 6, 2), slice(0, 6, 2));
    expect(view.isContiguous).toBe(false);
    expect(distance(inverse(view), inverse(view.clone()))).toBe(0);
    expect(distance(view.matmul(inverse(view)), eye(3, { dtype }).expand([2, 3, 3]))).toBeLessThan(1e-12);
  });

  it("solveTriangular reads one triangle, with or without its diagonal", () => {
    const a = noise([2, 4, 4], dtype).add(eye(4, { dtype }).mul(3));
    const b = noise([4, 2], dtype, 2);
    for (const upper of [true, false]) {
      const triangle = (upper ? triu : tril)(a);
      expect(distance(triangle.matmul(solveTriangular(a, b, { upper })), b.expand([2, 4, 2]))).toBeLessThan(1e-12);
      const ones = (upper ? triu : tril)(a, upper ? 1 : -1).add(eye(4, { dtype }));
      const y = solveTriangular(a, b.mT, { upper, left: false, unitriangular: true });
      expect(distance(y.matmul(ones), b.mT.expand([2, 2, 4]))).toBeLessThan(1e-11);
    }
  });
});

describe("solve and inverse", () => {
  it("invert Hilbert's matrix to its whole numbers", () => {
    const y = inverse(tensor(hilbert(4) as number[][], { dtype: "float64" }));
    expect(distance(y, tensor([[16, -120, 240, -140], [-120, 1200, -2700, 1680], [240, -2700, 6480, -4200], [-140, 1680, -4200, 2800]], { dtype: "float64" }))).toBeLessThan(1e-9); // prettier-ignore
  });

  it("compute in double precision what is given in single", () => {
    const [a, b] = [tensor(hilbert(6) as number[][]), noise([6], "float32")];
    const x = solve(a, b);
    expect(x.dtype).toBe("float32");
    expect(distance(x, solve(a.to("float64"), b.to("float64")).to("float32"))).toBe(0);
  });

  it("pivot: a zero where elimination starts is no obstacle", () => {
    expect(inverse(tensor([[0, 2], [1, 0]])).arraySync()).toEqual([[0, 1], [0.5, 0]]); // prettier-ignore
  });

  it("name the singular matrix and the zero", () => {
    const batch = tensor([[[1, 0], [0, 1]], [[1, 2], [2, 4]]]); // prettier-ignore
    expect(() => inverse(batch)).toThrow(ParameterError);
    expect(() => inverse(batch)).toThrow(/inverse: the matrix \(batch element \[1\]\) is singular: U\[1, 1\]=0/);
    expect(() => solve(zeros([3, 3]), zeros([3]))).toThrow(/solve: the matrix is singular: U\[0, 0\]=0.*lstsq/);
  });

  it("let NaN and infinities through where LAPACK does", () => {
    expect(inverse(tensor([[NaN, 1], [1, 2]])).dataSync().some(Number.isNaN)).toBe(true); // prettier-ignore
    expect(solveTriangular(zeros([1, 1]), tensor([[2]]), { upper: true }).itemSync()).toBe(Infinity);
  });

  it("say what does not fit", () => {
    expect(() => solve(zeros([2, 3]), zeros([2]))).toThrow(/a \[2, 3\] must be square.*2 is not 3/);
    expect(() => solve(eye(2), zeros([3, 1]))).toThrow(/b must have 2 rows/);
    expect(() => solve(eye(2), zeros([3, 1]), { left: false })).toThrow(/b must have 2 columns/);
    expect(() => solve(eye(2), zeros([2]), { left: false })).toThrow(/left=false needs matrices/);
    expect(() => solve(eye(2, { dtype: "int32" }), zeros([2]))).toThrow(DTypeError);
    expect(() => inverse(zeros([3]))).toThrow(ShapeError);
    expect(() => solve(noise([2, 2, 2]), noise([3, 2, 1]))).toThrow(/do not broadcast/);
  });

  it("promote: real and complex meet in complex, single and double in double", () => {
    expect(solve(eye(2), noise([2], "complex128")).dtype).toBe("complex128");
    expect(solve(eye(2, { dtype: "float64" }), zeros([2])).dtype).toBe("float64");
  });
});
