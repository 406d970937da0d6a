import { describe, expect, it } from "vitest";
import { det, eye, grad, logdet, ParameterError, slogdet, tensor, zeros } from "../../index.js";
import { determinantOfLu } from "./dense/lu.js";
import { zeroMatrix } from "./dense/matrix.js";
import { distance, hilbert, noise } from "./noise.js";

describe("det", () => {
  it("is that of Hilbert's matrix in closed form", () => {
    const y = det(tensor(hilbert(5) as number[][], { dtype: "float64" })).itemSync();
    expect(y * 266716800000).toBeCloseTo(1, 9);
  });

  it("is 1 of nothing, 0 of a singular matrix, and keeps the batch", () => {
    expect(det(zeros([2, 0, 0])).arraySync()).toEqual([1, 1]);
    expect(det(tensor([[1, 2], [2, 4]])).itemSync()).toBe(0); // prettier-ignore
    expect(det(noise([3, 2, 4, 4])).shape).toEqual([3, 2]);
  });

  it("multiplies, and conjugates with the adjoint", () => {
    const [a, b] = [noise([4, 4], "complex128"), noise([4, 4], "complex128", 2)];
    expect(distance(det(a.matmul(b)), det(a).mul(det(b)))).toBeLessThan(1e-10);
    expect(distance(det(a.mH), det(a).conj())).toBeLessThan(1e-12);
  });

  it("does not overflow on the way to a result that fits", () => {
    const large = eye(4, { dtype: "float64" }).mul(tensor([1e200, 1e200, 1e-200, -1e-200], { dtype: "float64" }));
    expect(det(large).itemSync()).toBeCloseTo(-1, 12);
    expect(det(eye(2, { dtype: "float64" }).mul(1e-200)).itemSync()).toBe(0);
    expect(det(eye(2, { dtype: "float64" }).mul(-1e200)).itemSync()).toBe(Infinity);
  });

  it("does not overflow over more than a thousand rows either", () => {
    const lu = zeroMatrix(1200, 1200, false);
    for (let i = 0; i < 1200; i++) lu.re[i * 1200 + i] = 0.95; // 1.9 · 2⁻¹
    const pivots = Int32Array.from({ length: 1200 }, (_, i) => i);
    const { value } = determinantOfLu({ lu, pivots, singularAt: -1 });
    expect(value[0] / 0.95 ** 1200).toBeCloseTo(1, 10);
  });

  it("has the cofactors as its gradient, for singular matrices as well", () => {
    const x = tensor([[[1, 2], [2, 4]], [[0, 0], [0, 0]], [[1, 2], [3, 4]]], { requiresGrad: true }); // prettier-ignore
    const [g] = grad(det(x).sum(), [x]);
    expect(distance(g, tensor([[[4, -2], [-2, 1]], [[0, 0], [0, 0]], [[4, -3], [-2, 1]]]))).toBeLessThan(1e-5); // prettier-ignore
  });

  it("passes NaN on", () => expect(det(tensor([[NaN, 1], [1, 1]])).itemSync()).toBeNaN()); // prettier-ignore
});

describe("slogdet and logdet", () => {
  it("hold what det cannot", () => {
    const { sign, logabsdet } = slogdet(eye(400, { dtype: "float64" }).mul(-10).narrow(0, 0, 399).narrow(1, 0, 399));
    expect([sign.itemSync(), logabsdet.itemSync()]).toEqual([-1, expect.closeTo(399 * Math.log(10), 9)]);
  });

  it("multiply to the determinant, also of complex matrices", () => {
    for (const dtype of ["float64", "complex128"] as const) {
      const x = noise([3, 4, 4], dtype);
      const { sign, logabsdet } = slogdet(x);
      expect(distance(sign.mul(logabsdet.exp()), det(x))).toBeLessThan(1e-11);
      expect(logabsdet.dtype).toBe("float64");
    }
    const z = noise([4, 4], "complex128");
    expect(distance(logdet(z).exp(), det(z))).toBeLessThan(1e-11);
  });

  it("know singular and negative determinants, and have no gradient there", () => {
    const singular = zeros([2, 2], { requiresGrad: true });
    const { sign, logabsdet } = slogdet(singular);
    expect([sign.itemSync(), logabsdet.itemSync()]).toEqual([0, -Infinity]);
    expect(logdet(singular).itemSync()).toBe(-Infinity);
    expect(logdet(tensor([[-1]])).itemSync()).toBeNaN();
    expect(() => logabsdet.backward()).toThrow(ParameterError);
    expect(() => slogdet(singular).logabsdet.backward()).toThrow(/slogdet: the matrix is singular/);
  });
});
