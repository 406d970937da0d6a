import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lstsq, matrixRank, ParameterError, pinv, solve, tensor, zeros } from "../../index.js";
import { distance, hermitian, noise } from "./noise.js";

describe.each(["float64", "complex128"] as const)("least squares of %s", (dtype) => {
  const size = fc.integer({ min: 1, max: 6 });

  it("leaves a rest that is orthogonal to the columns, and the shortest x", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 6 }), fc.nat(), (m, n, r, seed) => {
        const a = noise([2, m, r], dtype, seed).matmul(noise([2, r, n], dtype, seed + 1));
        const b = noise([m, 7], dtype, seed + 2);
        const { solution, residuals, rank, singularValues } = lstsq(a, b, { rcond: 1e-10 });
        const rest = a.matmul(solution).sub(b);
        expect(distance(a.mH.matmul(rest), solution.mul(0))).toBeLessThan(1e-10);
        expect(distance(pinv(a, { rtol: 1e-10 }).matmul(a).matmul(solution), solution)).toBeLessThan(1e-8);
        const full = Math.min(m, n, r);
        expect(rank.arraySync()).toEqual([full, full]);
        expect(singularValues.shape).toEqual([2, Math.min(m, n)]);
        if (m > n && full === n) expect(distance(residuals, rest.abs().square().sum(-2))).toBeLessThan(1e-10);
        else expect(residuals.shape).toEqual([0]);
      }),
      { numRuns: 60 },
    );
  });

  it("is solve where the matrix is regular, for vectors too", () => {
    const [a, b] = [noise([3, 4, 4], dtype), noise([3, 4], dtype, 2)];
    expect(distance(lstsq(a, b).solution, solve(a, b))).toBeLessThan(1e-11);
  });

  it("pinv satisfies Penrose's four conditions at every rank", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 4 }), fc.nat(), (m, n, r, seed) => {
        const a = noise([m, r], dtype, seed).matmul(noise([r, n], dtype, seed + 1));
        const p = pinv(a, { rtol: 1e-10 });
        const [ap, pa] = [a.matmul(p), p.matmul(a)];
        const apart = distance(ap.matmul(a), a) + distance(pa.matmul(p), p) + distance(ap.mH, ap) + distance(pa.mH, pa);
        expect(apart).toBeLessThan(1e-8);
        expect(matrixRank(a, { rtol: 1e-10 }).itemSync()).toBe(Math.min(m, n, r));
      }),
      { numRuns: 60 },
    );
  });

  it("a Hermitian pseudo-inverse is the general one", () => {
    const x = hermitian(noise([4, 4], dtype));
    expect(distance(pinv(x.tril(), { hermitian: true }), pinv(x))).toBeLessThan(1e-12);
    expect(matrixRank(x.tril(), { hermitian: true }).itemSync()).toBe(4);
  });
});

describe("lstsq", () => {
  it("fits a line through four points", () => {
    const a = tensor([[1, 0], [1, 1], [1, 2], [1, 3]]); // prettier-ignore
    const { solution, residuals } = lstsq(a, tensor([[-1], [0.2], [0.9], [2.1]]));
    expect(distance(solution, tensor([[-0.95], [1]]))).toBeLessThan(1e-6);
    expect(residuals.arraySync()).toEqual([expect.closeTo(0.05, 6)]);
  });

  it("says what is wrong", () => {
    expect(() => lstsq(zeros([2, 2]), zeros([3, 1]))).toThrow(/b must have 2 rows/);
    expect(() => lstsq(zeros([2, 2]), zeros([2]), { rcond: -1 })).toThrow(/rcond=-1 must be/);
    expect(() => lstsq(tensor([[NaN]]), zeros([1]))).toThrow(ParameterError);
  });
});

describe("pinv and matrixRank", () => {
  it("count as 0 what the dtype cannot tell from 0, or what they are told to", () => {
    const x = tensor([[1, 0, 0], [0, 1e-3, 0], [0, 0, 1e-9]]); // prettier-ignore
    expect(matrixRank(x).itemSync()).toBe(2);
    expect(matrixRank(x.to("float64")).itemSync()).toBe(3);
    expect(matrixRank(x, { atol: 1e-2 }).itemSync()).toBe(1);
    expect(matrixRank(x, { atol: 1e-10 }).itemSync()).toBe(3);
    expect(matrixRank(x, { rtol: 0.5 }).itemSync()).toBe(1);
    expect(pinv(x, { atol: 1e-2 }).arraySync()).toEqual([[1, 0, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect(() => matrixRank(x, { rtol: -1 })).toThrow(/rtol=-1 must be/);
  });

  it("take matrices without elements and zeros", () => {
    expect(pinv(zeros([3, 0])).shape).toEqual([0, 3]);
    expect(matrixRank(zeros([2, 3, 0])).arraySync()).toEqual([0, 0]);
    expect(pinv(zeros([2, 3])).arraySync()).toEqual([[0, 0], [0, 0], [0, 0]]); // prettier-ignore
  });
});
