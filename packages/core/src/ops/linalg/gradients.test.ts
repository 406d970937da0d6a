// First and second order against differences, for what the conformance table does not hold: several forms of one
// function, degenerate matrices, and complex vectors through what does not depend on their phases.
import { describe, expect, it } from "vitest";
import { cholesky, cond, det, eig, eigh, eigvalsh, eye, gradcheck, gradgradcheck, inverse, lstsq, lu, matrixExp, pinv, qr, slogdet, solve, solveTriangular, svd, svdvals, tensor, zeros, type SvdFactors, type Tensor } from "../../index.js"; // prettier-ignore
import { definite, hermitian, noise, type Double } from "./noise.js";

type Rule = (...inputs: Tensor[]) => Tensor | Tensor[];
type Row = readonly [name: string, fn: Rule, inputs: readonly Tensor[]];

/** What of vectors does not depend on their phases: sizes, and the projector on the first. */
const sizes = (vectors: Tensor): Tensor[] => {
  const first = vectors.narrow(-1, 0, 1);
  return [vectors.abs(), first.matmul(first.mH)];
};

const firstTerm = ({ U, Vh }: SvdFactors): Tensor => U.narrow(-1, 0, 1).matmul(Vh.narrow(-2, 0, 1));

function rows(dtype: Double): Row[] {
  let seed = 40;
  const r = (...shape: number[]): Tensor => noise(shape, dtype, seed++);
  const shapes = [[3, 3], [3, 2], [2, 3]]; // prettier-ignore
  const exact = (values: number[][]): Tensor => tensor(values, { dtype: "float64" }).to(dtype);
  return [
    ["solve", (a, b) => solve(a, b), [r(3, 3), r(3, 2)]],
    ["solve from the right", (a, b) => solve(a, b, { left: false }), [r(3, 3), r(2, 3)]],
    ["inverse", (a) => inverse(a), [r(3, 3)]],
    ["solveTriangular", (a, b) => solveTriangular(a, b, { upper: true }), [r(3, 3), r(3, 2)]],
    ["det", (a) => det(a), [r(3, 3)]],
    ["det of rank 2", (a) => det(a), [exact([[1, 2, 3], [2, 4, 6], [1, 1, 1]])]], // prettier-ignore
    ["det of rank 1", (a) => det(a), [exact([[1, 2, 3], [2, 4, 6], [1, 2, 3]])]], // prettier-ignore
    ["det of zeros", (a) => det(a), [zeros([2, 2], { dtype })]],
    ["slogdet", (a) => (dtype === "float64" ? slogdet(a).logabsdet : Object.values(slogdet(a))), [r(3, 3)]],
    ["cholesky", (x) => cholesky(definite(x)), [r(3, 3)]],
    ["cholesky upper", (x) => cholesky(definite(x), { upper: true }), [r(3, 3)]],
    ["eigvalsh", (x) => eigvalsh(hermitian(x)), [r(3, 3)]],
    ["eigh", (x) => [eigh(hermitian(x)).eigenvalues, ...sizes(eigh(hermitian(x)).eigenvectors)], [r(3, 3)]],
    ["eig", (x) => [eig(x).eigenvalues, ...sizes(eig(x).eigenvectors)], [r(3, 3)]],
    ["matrixExp", (x) => matrixExp(x), [r(3, 3)]],
    ["cond by Frobenius' norm", (x) => cond(x, { p: "fro" }), [r(3, 3)]],
    ...shapes.flatMap(([m, n]): Row[] => [
      [`lu ${m}×${n}`, (x) => [lu(x).L, lu(x).U], [r(m, n)]],
      [`qr ${m}×${n}`, (x) => Object.values(qr(x)), [r(m, n)]],
      [`Q alone ${m}×${n}`, (x) => qr(x).Q, [r(m, n)]],
      [`R alone ${m}×${n}`, (x) => qr(x).R, [r(m, n)]],
      [`svdvals ${m}×${n}`, (x) => svdvals(x), [r(m, n)]],
      [`U alone ${m}×${n}`, (x) => sizes(svd(x, { fullMatrices: false }).U), [r(m, n)]],
      [`V alone ${m}×${n}`, (x) => sizes(svd(x).Vh.narrow(-2, 0, 2).mH), [r(m, n)]],
      [`U with V ${m}×${n}`, (x) => firstTerm(svd(x)), [r(m, n)]],
      [`pinv ${m}×${n}`, (x) => pinv(x), [r(m, n)]],
      [`lstsq ${m}×${n}`, (a, b) => lstsq(a, b).solution, [r(m, n), r(m, 2)]],
    ]),
    ["residuals alone", (a, b) => lstsq(a, b).residuals, [r(4, 2), r(4)]],
  ];
}

describe.each(["float64", "complex128"] as const)("the gradient in %s of", (dtype) => {
  it.each(rows(dtype))("%s", (_, fn, inputs) => {
    const wanted = inputs.map((x) => x.detach().requiresGrad_());
    expect(gradcheck(fn, wanted)).toBe(true);
    expect(gradgradcheck(fn, wanted)).toBe(true);
  });

  it("pinv among matrices of rank 1", () => {
    const [u, v] = [noise([3, 1], dtype, 5).requiresGrad_(), noise([1, 4], dtype, 6).requiresGrad_()];
    expect(gradcheck((a, b) => pinv(a.matmul(b), { rtol: 1e-8 }), [u, v])).toBe(true);
  });

  it("cholesky is Hermitian, whichever triangle is read", () => {
    const x = definite(noise([3, 3], dtype)).requiresGrad_();
    for (const upper of [false, true]) {
      x.grad = null;
      cholesky(x, { upper }).abs().sum().backward();
      expect(x.grad!.sub(x.grad!.mH).abs().amax().itemSync()).toBeLessThan(1e-15);
    }
  });

  it("a function of A·A⁻¹ is 0", () => {
    const x = noise([3, 3], dtype).requiresGrad_();
    x.matmul(inverse(x)).sub(eye(3, { dtype })).abs().square().sum().backward();
    expect(x.grad!.abs().amax().itemSync()).toBeLessThan(1e-12);
  });
});
