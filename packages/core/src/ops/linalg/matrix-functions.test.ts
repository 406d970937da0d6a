import { describe, expect, it } from "vitest";
import { cond, cross, diagEmbed, eigh, eye, inverse, linalg, matrixExp, matrixNorm, matrixPower, ParameterError, ShapeError, svdvals, tensor, trace, vander, vecdot, vectorNorm, zeros } from "../../index.js"; // prettier-ignore
import { distance, hermitian, hilbert, noise } from "./noise.js";

const F64 = { dtype: "float64" } as const;

describe("matrixExp", () => {
  it("turns a quarter circle, and adds up Jordan blocks", () => {
    const quarter = tensor([[0, -Math.PI / 2], [Math.PI / 2, 0]], F64); // prettier-ignore
    expect(distance(matrixExp(quarter), tensor([[0, -1], [1, 0]], F64))).toBeLessThan(1e-15); // prettier-ignore
    const jordan = diagEmbed(tensor([1, 1, 1], F64), 1);
    const expected = tensor([[1, 1, 1 / 2, 1 / 6], [0, 1, 1, 1 / 2], [0, 0, 1, 1], [0, 0, 0, 1]], F64); // prettier-ignore
    expect(distance(matrixExp(jordan), expected)).toBeLessThan(1e-15);
  });

  it("keeps its digits far from normal matrices, where the norm says to square twenty times", () => {
    const y = matrixExp(tensor([[1, 1e6], [0, -1]], F64)).arraySync() as number[][]; // prettier-ignore
    expect(y[0][1] / (1e6 * Math.sinh(1))).toBeCloseTo(1, 14);
  });

  it("takes the exponential of the eigenvalues, in every range of norms", () => {
    for (const dtype of ["float64", "complex128"] as const)
      for (const size of [0.001, 0.1, 0.5, 1.5, 4, 30, 500]) {
        const x = hermitian(noise([2, 4, 4], dtype)).mul(size / 8);
        const { eigenvalues, eigenvectors } = eigh(x);
        const expected = eigenvectors.mul(eigenvalues.exp().unsqueeze(-2)).matmul(eigenvectors.mH);
        const largest = expected.abs().amax([-2, -1], { keepdim: true });
        expect(distance(matrixExp(x).div(largest), expected.div(largest))).toBeLessThan(1e-15 * (10 + 10 * size));
      }
  });

  it("is the identity of zeros, NaN where anything is, and infinite where it overflows", () => {
    expect(matrixExp(zeros([2, 2])).arraySync()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(matrixExp(tensor([[NaN, 0], [0, 1]])).dataSync().every(Number.isNaN)).toBe(true); // prettier-ignore
    expect(matrixExp(tensor([[1000]], F64)).itemSync()).toBe(Infinity);
    expect(matrixExp(zeros([3, 0, 0])).shape).toEqual([3, 0, 0]);
  });
});

describe("matrixPower", () => {
  it("multiplies, inverts and starts at the identity", () => {
    const x = tensor([[1, 1], [0, 1]]); // prettier-ignore
    expect(matrixPower(x, 10).arraySync()).toEqual([[1, 10], [0, 1]]); // prettier-ignore
    expect(matrixPower(x, -3).arraySync()).toEqual([[1, -3], [0, 1]]); // prettier-ignore
    expect(matrixPower(x, 0).arraySync()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(matrixPower(tensor(Int32Array.of(2, 1, 1, 1), { shape: [2, 2] }), 5).arraySync()).toEqual([[89, 55], [55, 34]]); // prettier-ignore
    expect(() => matrixPower(x, 0.5)).toThrow(ParameterError);
    expect(() => matrixPower(zeros([2, 3]), 2)).toThrow(ShapeError);
    expect(() => matrixPower(zeros([2, 2]), -1)).toThrow(/matrixPower: the matrix is singular/);
  });
});

describe("norms", () => {
  const x = tensor([[1, -2], [3, 4]], F64); // prettier-ignore

  it("of matrices are those of the book", () => {
    const orders = ["fro", "nuc", 1, -1, 2, -2, Infinity, -Infinity] as const;
    const [high, low] = [Math.sqrt(15 + Math.sqrt(125)), Math.sqrt(15 - Math.sqrt(125))];
    const expected = [Math.sqrt(30), high + low, 6, 4, high, low, 7, 3];
    orders.forEach((ord, i) => expect(matrixNorm(x, { ord }).itemSync(), String(ord)).toBeCloseTo(expected[i], 13));
  });

  it("of matrices take any two dimensions and keep them where asked", () => {
    const y = noise([3, 2, 4], "complex128");
    for (const ord of ["fro", "nuc", 1, -Infinity, -2] as const) {
      const kept = matrixNorm(y, { ord, dim: [2, 0], keepdim: true });
      expect(kept.shape).toEqual([1, 2, 1]);
      expect(distance(kept.squeeze([0, 2]), matrixNorm(y.permute(1, 2, 0), { ord }))).toBeLessThan(1e-14);
    }
    expect(() => matrixNorm(y, { ord: 3 })).toThrow(/ord=3 must be/);
    expect(() => matrixNorm(y, { dim: [0, -3] })).toThrow(/two different dimensions/);
    expect(() => matrixNorm(zeros([3]))).toThrow(ShapeError);
  });

  it("of vectors take every exponent, zeros and extremes", () => {
    const v = tensor([3, 0, -4], F64);
    const expected = new Map([[2, 5], [1, 7], [0, 2], [Infinity, 4], [-Infinity, 0], [3, 91 ** (1 / 3)], [0.5, (Math.sqrt(3) + 2) ** 2], [-1, 0]]); // prettier-ignore
    for (const [ord, y] of expected) expect(vectorNorm(v, { ord }).itemSync(), String(ord)).toBeCloseTo(y, 13);
    expect(vectorNorm(tensor([2, 2], F64), { ord: -1 }).itemSync()).toBe(1);
    expect(vectorNorm(tensor([1e200, 1e200], F64), { ord: 3 }).itemSync() / 1e200).toBeCloseTo(2 ** (1 / 3), 12);
    expect(vectorNorm(tensor([NaN, 1], F64), { ord: 3 }).itemSync()).toBeNaN();
    expect(vectorNorm(tensor([Infinity, 1], F64), { ord: 3 }).itemSync()).toBe(Infinity);
    expect(vectorNorm(zeros([2, 0]), { ord: 3 }).itemSync()).toBe(0);
    expect(vectorNorm(zeros([2, 0]), { ord: 3, dim: 0 }).shape).toEqual([0]);
    expect(vectorNorm(noise([2, 3, 4]), { ord: 3, dim: [0, 2], keepdim: true }).shape).toEqual([1, 3, 1]);
    expect(() => vectorNorm(v, { ord: NaN })).toThrow(ParameterError);
  });

  it("linalg.norm takes the one that the dimensions ask for", () => {
    expect(linalg.norm(x).itemSync()).toBeCloseTo(Math.sqrt(30), 13);
    expect(linalg.norm(x, { ord: 2 }).itemSync()).toBe(matrixNorm(x, { ord: 2 }).itemSync());
    expect(linalg.norm(x, { ord: 1, dim: 1 }).arraySync()).toEqual([3, 7]);
    expect(linalg.norm(noise([2, 3, 4]), { ord: "nuc", dim: [0, 2], keepdim: true }).shape).toEqual([1, 3, 1]);
    expect(linalg.norm(noise([2, 3, 4]), { keepdim: true }).shape).toEqual([1, 1, 1]);
    expect(() => linalg.norm(noise([2, 3, 4]), { ord: 2 })).toThrow(/must have 1 or 2 dimensions/);
    expect(() => linalg.norm(x, { ord: "nuc", dim: 1 })).toThrow(/a norm of matrices/);
  });

  it("cond is the spread of the singular values, or norm times norm of the inverse", () => {
    const h = tensor(hilbert(5) as number[][], F64);
    expect(cond(h).itemSync() / 476607.25024224).toBeCloseTo(1, 8);
    expect(cond(h, { p: 1 }).itemSync() / 943656).toBeCloseTo(1, 9);
    expect(cond(h, { p: -2 }).itemSync() * cond(h).itemSync()).toBeCloseTo(1, 12);
    const y = noise([2, 3, 3], "complex128");
    for (const p of ["fro", "nuc", Infinity, -1] as const)
      expect(distance(cond(y, { p }), matrixNorm(y, { ord: p }).mul(matrixNorm(inverse(y), { ord: p })))).toBe(0);
    const singular = tensor([[[1, 2], [2, 4]], [[1, 0], [0, 2]]]); // prettier-ignore
    expect(cond(singular, { p: "fro" }).arraySync()).toEqual([Infinity, 2.5]);
    expect(cond(zeros([2, 2]), { p: 1 }).itemSync()).toBe(Infinity);
    expect(cond(zeros([2, 0, 0])).arraySync()).toEqual([0, 0]);
  });
});

describe("products", () => {
  it("cross turns with the right hand along any dimension", () => {
    const [a, b] = [noise([2, 3, 4]), noise([3, 1], "float64", 2).expand([1, 3, 1])];
    const c = cross(a, b, 1);
    expect(c.shape).toEqual([2, 3, 4]);
    expect(c.mul(a).sum(1).abs().amax().itemSync() + c.mul(b).sum(1).abs().amax().itemSync()).toBeLessThan(1e-14);
    expect(cross(tensor([1, 0, 0]), tensor([0, 1, 0])).arraySync()).toEqual([0, 0, 1]);
    expect(() => cross(zeros([2]), zeros([2]))).toThrow(/extent 3/);
    expect(() => cross(zeros([3]), zeros([2, 3]))).toThrow(ShapeError);
  });

  it("trace, vecdot and vander", () => {
    expect(trace(tensor([[1, 2, 3], [4, 5, 6]])).itemSync()).toBe(6); // prettier-ignore
    expect(() => trace(zeros([2, 2, 2]))).toThrow(ShapeError);
    const z = noise([2, 3], "complex128");
    expect(distance(vecdot(z, z).real(), z.abs().square().sum(1))).toBeLessThan(1e-14);
    expect(vander(tensor([1, 2, 3])).arraySync()).toEqual([[1, 1, 1], [4, 2, 1], [9, 3, 1]]); // prettier-ignore
    expect(linalg.vander(tensor([2, 3]), { N: 4 }).arraySync()).toEqual([[1, 2, 4, 8], [1, 3, 9, 27]]); // prettier-ignore
    expect(vander(zeros([2]), { N: 0 }).shape).toEqual([2, 0]);
    expect(() => vander(zeros([]))).toThrow(ShapeError);
    expect(() => vander(zeros([2]), { N: -1 })).toThrow(ParameterError);
  });
});

describe("linalg", () => {
  it("holds torch.linalg's names, its diagonal and its order of arguments", () => {
    expect(linalg.diagonal(noise([2, 3, 4])).shape).toEqual([2, 3]);
    expect(linalg.inv).toBe(inverse);
    expect(linalg.multiDot(eye(2), eye(2), eye(2)).arraySync()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(linalg.svdvals).toBe(svdvals);
  });
});
