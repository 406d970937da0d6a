import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagEmbed, eig, eigh, eigvals, eigvalsh, eye, full, gradcheck, ParameterError, svd, svdvals, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore
import { distance, distanceFromUnitary, hermitian, hilbert, noise, type Double } from "./noise.js";

const F64 = { dtype: "float64" } as const;

/** Products of thin matrices, so ranks of all kinds, or numbers −1, 0, 1, so zeros and equal values. */
function awkward(m: number, n: number, dtype: Double, seed: number): Tensor {
  const whole = noise([m, n], dtype, seed);
  if (seed % 3 === 0) return noise([m, seed % 4], dtype, seed).matmul(noise([seed % 4, n], dtype, seed + 7));
  return seed % 3 === 1 ? whole : noise([m, n], "float64", seed).round().clamp({ min: -1, max: 1 }).to(dtype);
}

describe.each(["float64", "complex128"] as const)("spectra of %s matrices", (dtype) => {
  const size = fc.integer({ min: 0, max: 8 });

  it("U·S·Vh is the matrix, U and Vh are unitary, S falls", () => {
    fc.assert(
      fc.property(size, size, fc.nat(), fc.boolean(), (m, n, seed, fullMatrices) => {
        const x = awkward(m, n, dtype, seed);
        const { U, S, Vh } = svd(x, { fullMatrices });
        const k = Math.min(m, n);
        expect([U.shape, S.shape, Vh.shape]).toEqual([[m, fullMatrices ? m : k], [k], [fullMatrices ? n : k, n]]); // prettier-ignore
        const product = U.narrow(-1, 0, k)
          .mul(S)
          .matmul(Vh.narrow(-2, 0, k));
        expect(distance(product, x)).toBeLessThan(1e-13);
        expect(distanceFromUnitary(U) + distanceFromUnitary(Vh.mH)).toBeLessThan(1e-13);
        const values = Array.from(S.dataSync());
        expect(values).toEqual([...values].sort((a, b) => b - a));
        expect(values.every((v) => v >= 0)).toBe(true);
        expect(distance(svdvals(x), S)).toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  it("a·V is V·L, V unitary, L ascending, from either triangle", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.constantFrom("L", "U"), (n, seed, UPLO) => {
        const x = hermitian(awkward(n, n, dtype, seed));
        const half = UPLO === "L" ? x.tril() : x.triu();
        const { eigenvalues, eigenvectors } = eigh(half, { UPLO });
        expect(distance(x.matmul(eigenvectors), eigenvectors.mul(eigenvalues))).toBeLessThan(1e-13);
        expect(distanceFromUnitary(eigenvectors)).toBeLessThan(1e-13);
        const values = Array.from(eigenvalues.dataSync());
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(distance(eigvalsh(half, { UPLO }), eigenvalues)).toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  it("a·V is V·L for general matrices, columns of length 1", () => {
    fc.assert(
      fc.property(size, fc.nat(), (n, seed) => {
        const x = awkward(n, n, dtype, seed);
        const { eigenvalues, eigenvectors } = eig(x);
        expect(distance(x.to("complex128").matmul(eigenvectors), eigenvectors.mul(eigenvalues))).toBeLessThan(1e-12);
        if (n > 0) expect(distance(eigenvectors.abs().square().sum(0), eigenvalues.abs().mul(0).add(1))).toBeLessThan(1e-14); // prettier-ignore
        expect(distance(eigenvalues.sum(), x.diagonal().sum().to("complex128"))).toBeLessThan(1e-12);
        expect(eigvals(x).shape).toEqual([n]);
      }),
      { numRuns: 80 },
    );
  });

  it("matrices of 200 rows take about a second each and keep their digits", () => {
    const x = noise([200, 200], dtype);
    const { U, S, Vh } = svd(x);
    expect(distance(U.mul(S).matmul(Vh), x)).toBeLessThan(1e-12);
    expect(distanceFromUnitary(U) + distanceFromUnitary(Vh)).toBeLessThan(1e-13);
    const { eigenvalues, eigenvectors } = eigh(hermitian(x));
    expect(distance(eigenvectors.mul(eigenvalues).matmul(eigenvectors.mH), hermitian(x))).toBeLessThan(1e-12);
    const general = eig(x);
    expect(distance(x.to("complex128").matmul(general.eigenvectors), general.eigenvectors.mul(general.eigenvalues))).toBeLessThan(1e-11); // prettier-ignore
  }, 60_000);
});

describe("svd", () => {
  it("finds small singular values to full relative precision", () => {
    const scales = diagEmbed(tensor([1, 1e-8, 1e-16, 1e-30], F64));
    const rows = tensor([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]], F64).mul(0.5); // prettier-ignore
    const values = svd(scales.matmul(rows)).S.dataSync();
    [1, 1e-8, 1e-16, 1e-30].forEach((v, i) => expect(values[i] / v).toBeCloseTo(1, 12));
  });

  it("knows the least singular value of Hilbert's matrix, 14 orders below the largest", () => {
    const values = svdvals(tensor(hilbert(10) as number[][], F64)).dataSync();
    expect(values[0]).toBeCloseTo(1.75191967026517, 13);
    expect(values[9] / 1.0931538193796657e-13).toBeCloseTo(1, 3);
  });

  it("takes zeros, huge and tiny numbers", () => {
    const { U, S, Vh } = svd(zeros([3, 2]));
    expect([S.arraySync(), distanceFromUnitary(U), distanceFromUnitary(Vh)]).toEqual([[0, 0], 0, 0]);
    expect(svdvals(tensor([[3e307, 0], [0, -4e307]], F64)).arraySync()).toEqual([4e307, 3e307]); // prettier-ignore
    expect(svdvals(tensor([[3e-310]], F64)).arraySync()).toEqual([3e-310]);
  });

  it("makes up vectors for singular values of 0", () => {
    const { U, S, Vh } = svd(tensor([[1, 2, 2], [0, 0, 0], [2, 4, 4]], F64)); // prettier-ignore
    expect(S.dataSync()[0]).toBeCloseTo(Math.sqrt(45), 13);
    expect(S.dataSync()[2]).toBe(0);
    expect(distanceFromUnitary(U) + distanceFromUnitary(Vh)).toBeLessThan(1e-14);
  });

  it("makes the largest element of each left vector positive", () => {
    const { U } = svd(noise([3, 5, 4]));
    const [low, high] = [U.amin(-2), U.amax(-2)];
    expect(high.add(low).amin().itemSync()).toBeGreaterThan(0);
  });

  it("refuses NaN and infinity, with the batch element", () => {
    const batch = tensor([[[1]], [[NaN]]]);
    expect(() => svd(batch)).toThrow(ParameterError);
    expect(() => svd(batch)).toThrow(/svd: the matrix \(batch element \[1\]\) holds NaN or infinity/);
    for (const f of [svdvals, eigh, eigvalsh, eig, eigvals]) expect(() => f(tensor([[Infinity]]))).toThrow(/holds NaN/);
  });
});

describe("eigh", () => {
  it("knows the eigenvalues of the second difference in closed form", () => {
    const n = 30;
    const x = eye(n, F64).mul(2).sub(diagEmbed(tensor(Array.from({ length: n - 1 }, () => 1), F64), 1)).sub(diagEmbed(tensor(Array.from({ length: n - 1 }, () => 1), F64), -1)); // prettier-ignore
    const values = eigvalsh(x).dataSync();
    values.forEach((v, k) => expect(v).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13));
  });

  it("ignores the imaginary part of the diagonal", () => {
    expect(eigvalsh(tensor([[[1, 5]]], { dtype: "complex128" })).arraySync()).toEqual([1]);
    expect(() => eigh(eye(2), { UPLO: "l" as never })).toThrow(/UPLO="l" must be/);
  });

  it("passes the gradient of the values where they are equal", () => {
    const x = eye(3, F64).requiresGrad_();
    eigh(x).eigenvalues.sum().backward();
    expect(distance(x.grad!, eye(3, F64))).toBe(0);
  });
});

describe("eig", () => {
  it("gives the roots of a polynomial as those of its companion matrix", () => {
    // (x − 1)(x − 2)(x − 3)(x² + 1) = x⁵ − 6x⁴ + 12x³ − 12x² + 11x − 6
    const x = tensor([[6, -12, 12, -11, 6], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]], F64); // prettier-ignore
    const found = (eigvals(x).arraySync() as [number, number][]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const expected = [[0, -1], [0, 1], [1, 0], [2, 0], [3, 0]]; // prettier-ignore
    const near = found.sort((a, b) => Math.round(a[0]) - Math.round(b[0]) || a[1] - b[1]);
    near.forEach(([re, im], i) => {
      expect(re).toBeCloseTo(expected[i][0], 11);
      expect(im).toBeCloseTo(expected[i][1], 11);
    });
  });

  it("gives exact conjugates for real matrices, the one above the axis first, and real vectors to real values", () => {
    const { eigenvalues, eigenvectors } = eig(noise([9, 9], "float64", 4));
    const values = eigenvalues.arraySync() as [number, number][];
    const columns = eigenvectors.mT.arraySync() as [number, number][][];
    let pairs = 0;
    values.forEach(([re, im], i) => {
      if (im === 0) expect(columns[i].every(([, v]) => v === 0)).toBe(true);
      if (im <= 0) return;
      pairs++;
      expect(values[i + 1]).toEqual([re, -im]);
      columns[i + 1].forEach(([a, b], k) => expect([a - columns[i][k][0], b + columns[i][k][1]]).toEqual([0, 0]));
    });
    expect(pairs).toBeGreaterThan(0);
  });

  it("ends on defective matrices and on those that turn in circles", () => {
    const jordan = eye(6, F64)
      .mul(2)
      .add(diagEmbed(tensor([1, 1, 1, 1, 1], F64), 1));
    expect(eigvals(jordan).real().dataSync()).toEqual(new Float64Array(6).fill(2));
    const circle = eye(5, F64).roll(1, 1);
    expect(distance(eigvals(circle).abs(), eigvals(circle).abs().mul(0).add(1))).toBeLessThan(1e-14);
    expect(
      eigvals(zeros([4, 4]))
        .abs()
        .sum()
        .itemSync(),
    ).toBe(0);
  });

  it("is not misled by rows of very different size", () => {
    const core = noise([5, 5], "float64", 8);
    const scales = tensor([1, 1e6, 1e-6, 1e3, 1e-3], F64);
    const skewed = core.mul(scales.unsqueeze(1)).div(scales);
    const sorted = (x: Tensor): number[] => Array.from(eigvals(x).abs().dataSync()).sort((a, b) => a - b);
    sorted(skewed).forEach((v, i) => expect(v).toBeCloseTo(sorted(core)[i], 11));
    // all but its ends look balanced: the scale has to travel along the chain
    const n = 8;
    const chain = diagEmbed(full([n - 1], 1e-8, F64), 1).add(diagEmbed(full([n - 1], 1e8, F64), -1));
    const values = Array.from(eigvals(chain).real().dataSync()).sort((a, b) => a - b);
    values.forEach((v, k) => expect(v).toBeCloseTo(-2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12));
  });
});

describe("gradients of vectors", () => {
  it("are refused where the loss depends on a phase that means nothing", () => {
    const x = noise([3, 3], "complex128").requiresGrad_();
    expect(() => svd(x).U.real().sum().backward()).toThrow(/svd: the loss changes by .* with the phase of a vector/);
    expect(() => eigh(hermitian(x)).eigenvectors.imag().sum().backward()).toThrow(/eigh: the loss changes/);
    expect(() => eig(x).eigenvectors.real().sum().backward()).toThrow(ParameterError);
  });

  it("are NaN where equal values leave the vectors open, and fine where those vectors take no part", () => {
    const weights = noise([3, 3]);
    for (const loss of [
      (x: Tensor) => svd(x).U.mul(weights).sum(),
      (x: Tensor) => eigh(x).eigenvectors.mul(weights).sum(),
      (x: Tensor) => svd(x).U.mul(svd(x).S).matmul(svd(x).Vh).mul(weights).sum(),
    ]) {
      const [open, apart] = [eye(3, F64).requiresGrad_(), diagEmbed(tensor([1, 2, 3], F64)).requiresGrad_()];
      loss(open).backward();
      expect(open.grad!.dataSync().every(Number.isFinite)).toBe(false);
      loss(apart).backward();
      expect(apart.grad!.dataSync().every(Number.isFinite)).toBe(true);
    }
    // the vector of the value 3 alone, beside two equal values: [1, 1, 3] turned
    const turn = noise([3, 3]).add(eye(3, F64).mul(3));
    const q = svd(turn).U;
    const x = q
      .mul(tensor([1, 1, 3], F64))
      .matmul(q.mH)
      .requiresGrad_();
    const projector = (y: Tensor): Tensor => eigh(hermitian(y)).eigenvectors.narrow(1, 2, 1).abs();
    expect(gradcheck(projector, [x])).toBe(true);
  });
});
