import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cholesky, choleskyInverse, choleskySolve, eye, inverse, linalg, lu, luFactor, luSolve, ParameterError, qr, tensor, tril, triu, zeros } from "../../index.js"; // prettier-ignore
import { definite, distance, distanceFromUnitary, noise } from "./noise.js";

const sizes = [fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), fc.nat()] as const;

describe.each(["float64", "complex128"] as const)("factors of %s matrices", (dtype) => {
  it("P·L·U is the matrix, of any shape", () => {
    fc.assert(
      fc.property(...sizes, (m, n, seed) => {
        const x = noise([2, m, n], dtype, seed);
        const { P, L, U } = lu(x);
        const k = Math.min(m, n);
        expect([P.shape, L.shape, U.shape]).toEqual([[2, m, m], [2, m, k], [2, k, n]]); // prettier-ignore
        expect(distance(P.matmul(L).matmul(U), x)).toBeLessThan(1e-12);
        expect(distance(tril(L), L) + distance(triu(U), U) + distance(P.mT.matmul(P), eye(m, { dtype }).expand([2, m, m]))).toBe(0); // prettier-ignore
        expect(L.numel === 0 ? 0 : L.abs().amax().itemSync()).toBeLessThanOrEqual(dtype === "float64" ? 1 : Math.SQRT2 + 1e-12); // prettier-ignore
      }),
      { numRuns: 40 },
    );
  });

  it("luSolve solves with the factors, with their adjoint and from the right", () => {
    const [a, b] = [noise([2, 4, 4], dtype), noise([4, 3], dtype, 2)];
    const { LU, pivots } = luFactor(a);
    const wide = b.expand([2, 4, 3]);
    expect(distance(a.matmul(luSolve(b, LU, pivots)), wide)).toBeLessThan(1e-12);
    expect(distance(a.mH.matmul(linalg.luSolve(LU, pivots, b, { adjoint: true })), wide)).toBeLessThan(1e-12);
    expect(distance(linalg.luSolve(LU, pivots, b.mT, { left: false }).matmul(a), wide.mT)).toBeLessThan(1e-12);
    expect(distance(linalg.luSolve(LU, pivots, b.mT, { left: false, adjoint: true }).matmul(a.mH), wide.mT)).toBeLessThan(1e-12); // prettier-ignore
  });

  it("Q·R is the matrix, Q unitary, R a triangle with a real diagonal", () => {
    fc.assert(
      fc.property(...sizes, fc.boolean(), (m, n, seed, complete) => {
        const x = noise([2, m, n], dtype, seed);
        const { Q, R } = qr(x, { mode: complete ? "complete" : "reduced" });
        const k = complete ? m : Math.min(m, n);
        expect([Q.shape, R.shape]).toEqual([[2, m, k], [2, k, n]]); // prettier-ignore
        expect(distance(Q.matmul(R), x)).toBeLessThan(1e-12);
        expect(distanceFromUnitary(Q)).toBeLessThan(1e-13);
        expect(distance(triu(R), R)).toBe(0);
        if (dtype === "complex128") expect(R.diagonal(0, -2, -1).imag().abs().sum().itemSync()).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("L·Lᴴ is the matrix, of which one triangle is read", () => {
    const x = definite(noise([3, 5, 5], dtype));
    const L = cholesky(tril(x));
    expect(distance(L.matmul(L.mH), x)).toBeLessThan(1e-13);
    expect(distance(tril(L), L)).toBe(0);
    const U = cholesky(triu(x), { upper: true });
    expect(distance(U, L.mH)).toBeLessThan(1e-14);
    const b = noise([3, 5, 2], dtype, 2);
    expect(distance(x.matmul(choleskySolve(b, L)), b)).toBeLessThan(1e-12);
    expect(distance(choleskySolve(b, U, { upper: true }), choleskySolve(b, L))).toBeLessThan(1e-13);
    expect(distance(choleskyInverse(L), inverse(x))).toBeLessThan(1e-13);
  });
});

describe("qr", () => {
  it("has LAPACK's signs: R's diagonal is opposite to what it was reflected from", () => {
    const { Q, R } = qr(tensor([[3, 1], [4, 2]], { dtype: "float64" })); // prettier-ignore
    expect(distance(R, tensor([[-5, -2.2], [0, 0.4]], { dtype: "float64" }))).toBeLessThan(1e-14); // prettier-ignore
    expect(distance(Q, tensor([[-0.6, -0.8], [-0.8, 0.6]], { dtype: "float64" }))).toBeLessThan(1e-14); // prettier-ignore
  });

  it("of mode r has no Q, and refuses gradients it does not have", () => {
    const x = noise([2, 4, 2]).requiresGrad_();
    const { Q, R } = qr(x, { mode: "r" });
    expect(Q.shape).toEqual([0]);
    expect(distance(R, qr(x).R)).toBe(0);
    expect(() => R.sum().backward()).toThrow(/mode="r" has no gradient/);
    expect(() => qr(x, { mode: "complete" }).R.sum().backward()).toThrow(/more rows than columns: 4 > 2/);
    expect(() => qr(x, { mode: "full" as never })).toThrow(/mode="full" must be/);
  });

  it("takes rank-deficient and zero matrices", () => {
    const { Q, R } = qr(zeros([3, 3]));
    expect([distanceFromUnitary(Q), R.abs().sum().itemSync()]).toEqual([0, 0]);
  });
});

describe("cholesky", () => {
  it("names the batch element and the minor that is not positive", () => {
    const batch = tensor([[[1, 0], [0, 1]], [[1, 2], [2, 1]]]); // prettier-ignore
    expect(() => cholesky(batch)).toThrow(ParameterError);
    expect(() => cholesky(batch)).toThrow(
      /\(batch element \[1\]\) is not positive definite: its leading minor of order 2/,
    );
    expect(() => cholesky(tensor([[NaN]]))).toThrow(/order 1/);
  });
});

describe("luFactor", () => {
  it("counts its pivots from 1, as LAPACK does", () => {
    const { LU, pivots } = luFactor(tensor([[0, 1], [2, 4]])); // prettier-ignore
    expect([pivots.dtype, pivots.arraySync(), LU.arraySync()]).toEqual(["int32", [2, 2], [[2, 4], [0, 1]]]); // prettier-ignore
    expect(luFactor(zeros([2, 2])).pivots.arraySync()).toEqual([1, 2]);
  });

  it("refuses pivots that are not its own", () => {
    expect(() => luSolve(zeros([2, 1]), eye(2), tensor([1, 2]))).toThrow(/pivots float32 \[2\] must be int32/);
  });
});
