// Gradients where a function has a corner, a tie or no value: PyTorch's choices, as it gives them in float64.
import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { grad, gradcheck, tensor, type Tensor } from "../index.js";

const f64 = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64", requiresGrad: true });
const [inf, nan] = [Infinity, NaN];
/** Gradients of the sum of f over the inputs; −0 counts as 0. */
function slopes(f: (...x: Tensor[]) => Tensor, ...inputs: readonly (readonly number[])[]): number[][] {
  const leaves = inputs.map(f64);
  const found = grad(f(...leaves).sum(), leaves, { allowUnused: true });
  return found.map((g, i) => (g ? [...g.dataSync()].map((v) => v + 0) : inputs[i].map(() => 0)));
}

const POINTS = [nan, inf, -inf, 0, -0, 1, -1];
const UNARY: readonly (readonly [name: string, f: (x: Tensor) => Tensor, expected: readonly number[]])[] = [
  ["abs", (x) => x.abs(), [0, 1, -1, 0, 0, 1, -1]],
  ["sign", (x) => x.sign(), [0, 0, 0, 0, 0, 0, 0]],
  ["relu", (x) => x.relu(), [1, 1, 0, 0, 0, 1, 0]],
  ["sqrt", (x) => x.sqrt(), [nan, 0, nan, inf, -inf, 0.5, nan]],
  ["rsqrt", (x) => x.rsqrt(), [nan, 0, nan, -inf, inf, -0.5, nan]],
  ["log", (x) => x.log(), [nan, 0, 0, inf, -inf, 1, -1]],
  ["floor", (x) => x.floor(), [0, 0, 0, 0, 0, 0, 0]],
  ["round", (x) => x.round(), [0, 0, 0, 0, 0, 0, 0]],
  ["frac", (x) => x.frac(), [1, 1, 1, 1, 1, 1, 1]],
  ["sinc", core.sinc, [nan, nan, nan, 0, 0, -1, 1]],
  ["erfinv", core.erfinv, [nan, nan, nan, Math.sqrt(Math.PI) / 2, Math.sqrt(Math.PI) / 2, inf, inf]],
  ["entr", core.entr, [nan, -inf, nan, inf, inf, -1, nan]],
  ["logit", core.logit, [nan, nan, nan, inf, inf, inf, nan]],
  ["clamp to −1…1", (x) => x.clamp({ min: -1, max: 1 }), [0, 0, 0, 1, 1, 1, 1]],
  ["clamp from 0", (x) => x.clamp({ min: 0 }), [0, 1, 0, 1, 1, 1, 0]],
  ["clamp to −1…1, as in PyTorch", (x) => x.clamp(-1, 1), [0, 0, 0, 1, 1, 1, 1]],
  ["clamp up to 1, as in PyTorch", (x) => x.clamp(null, 1), [0, 0, 1, 1, 1, 1, 1]],
  ["clamp to crossed bounds", (x) => x.clamp({ min: 1, max: -1 }), [0, 0, 0, 0, 0, 0, 0]],
  ["nanToNum", core.nanToNum, [0, 0, 0, 1, 1, 1, 1]],
  ["x⁰", (x) => x.pow(0), [0, 0, 0, 0, 0, 0, 0]],
  ["√x by pow", (x) => x.pow(0.5), [nan, 0, nan, inf, -inf, 0.5, nan]],
  ["x²", (x) => x.pow(2), [nan, inf, -inf, 0, 0, 2, -2]],
  ["0ˣ", (x) => core.pow(0, x), [nan, 0, -inf, 0, 0, 0, -inf]],
  ["2ˣ beyond the range", (x) => core.pow(2, x.mul(2000)), [nan, inf, 0, 2000 * Math.LN2, 2000 * Math.LN2, inf, 0]],
];

const A = [1, nan, 1, 0, inf, 3, -5, 0, 0];
const B = [1, 1, nan, 0, inf, 2, 3, 2, -1];
type Sides = readonly [readonly number[], readonly number[]];
const BINARY: readonly (readonly [name: string, f: (a: Tensor, b: Tensor) => Tensor, expected: Sides])[] = [
  ["maximum", core.maximum, [[0.5, 1, 1, 0.5, 0.5, 1, 0, 0, 1], [0.5, 1, 1, 0.5, 0.5, 0, 1, 1, 0]]],
  ["minimum", core.minimum, [[0.5, 1, 1, 0.5, 0.5, 0, 1, 1, 0], [0.5, 1, 1, 0.5, 0.5, 1, 0, 0, 1]]],
  ["fmax", core.fmax, [[1, 0, 1, 1, 1, 1, 0, 0, 1], [0, 1, 0, 0, 0, 0, 1, 1, 0]]],
  ["fmin", core.fmin, [[1, 0, 1, 1, 1, 0, 1, 1, 0], [0, 1, 0, 0, 0, 1, 0, 0, 1]]],
  ["copysign", core.copysign, [[1, nan, 1, 0, nan, 1, -1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]]],
  ["fmod", core.fmod, [[1, 1, 1, 1, 1, 1, 1, 1, 1], [-1, nan, nan, nan, nan, -1, 1, 0, 0]]],
  ["remainder", core.remainder, [[1, 1, 1, 1, 1, 1, 1, 1, 1], [-1, nan, nan, nan, nan, -1, 2, 0, 0]]],
  ["pow", core.pow, [[1, 1, nan, 0, inf, 6, 75, 0, -inf], [0, nan, 0, 0, inf, 9 * Math.log(3), nan, 0, -inf]]],
  ["div rounding down", (a, b) => core.div(a, b, { roundingMode: "floor" }), [[0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]]],
]; // prettier-ignore

const REDUCTIONS: readonly (readonly [name: string, f: (x: Tensor) => Tensor, x: readonly number[], expected: readonly number[]])[] = [
  ["norm of zeros", (x) => x.norm(), [0, 0], [0, 0]],
  ["1-norm at 0", (x) => x.norm(1), [0, -1], [0, -1]],
  ["½-norm at 0", (x) => x.norm(0.5), [0, 4], [0, 1]],
  ["3-norm of zeros", (x) => x.norm(3), [0, 0], [0, 0]],
  ["∞-norm with ties", (x) => x.norm(inf), [3, -3, 1], [0.5, -0.5, 0]],
  ["prod with a zero", (x) => x.prod(), [2, 0, 3], [0, 6, 0]],
  ["prod with two zeros", (x) => x.prod(), [2, 0, 0], [0, 0, 0]],
  ["cumprod with zeros", (x) => x.cumprod(0), [2, 0, 3, 0, 4], [1, 8, 0, 0, 0]],
  ["std of equal numbers", (x) => x.std(), [2, 2, 2], [0, 0, 0]],
  ["std of one number", (x) => x.std(), [2], [nan]],
  ["biased std of one number", (x) => x.std({ correction: 0 }), [2], [0]],
  ["logsumexp of −∞ and a number", (x) => x.logsumexp(), [-inf, 1], [0, 1]],
  ["logsumexp of −∞ alone", (x) => x.logsumexp(), [-inf, -inf], [nan, nan]],
  ["nansum", (x) => x.nansum(), [nan, 1], [0, 1]],
  ["nanmean", (x) => x.nanmean(), [nan, 1, 2], [0, 0.5, 0.5]],
  ["nanmedian", (x) => x.nanmedian(), [nan, 1, 2, 5, 3], [0, 0, 1, 0, 0]],
  ["amax with ties", (x) => x.amax(), [1, 3, 3], [0, 0.5, 0.5]],
  ["amax with NaN", (x) => x.amax(), [1, nan, 3], [nan, nan, nan]],
  ["max with NaN", (x) => x.max(), [1, nan, 3], [0, 1, 0]],
  ["median with ties", (x) => x.median(), [1, 3, 3, 3], [0, 1 / 3, 1 / 3, 1 / 3]],
  ["mode", (x) => core.mode(x).values, [1, 2, 2, 4, 1], [0, 0, 0, 0, 1]],
]; // prettier-ignore

const close = (found: readonly number[], expected: readonly number[]): void =>
  found.forEach((v, i) => {
    if (Number.isFinite(expected[i])) expect(v).toBeCloseTo(expected[i], 12);
    else expect(v).toBe(expected[i]);
  });

describe("gradients at special points", () => {
  it.each(UNARY)("%s at NaN, ±∞, ±0 and ±1", (_, f, expected) => close(slopes(f, POINTS)[0], expected));
  it.each(BINARY)("%s with ties, NaN and zeros", (_, f, expected) =>
    slopes(f, A, B).forEach((side, k) => close(side, expected[k])),
  );
  it.each(REDUCTIONS)("%s", (_, f, x, expected) => close(slopes(f, x)[0], expected));

  it("clamp gives a bound the gradient where it takes the element's place", () => {
    const [x, low, high] = slopes((a, b, c) => a.clamp({ min: b, max: c }), [nan, 0, 1, 2, 3, 5], [1, 1, 1, 1, 1, 4], [2, 2, 2, 2, 2, 3]); // prettier-ignore
    expect(x).toEqual([0, 0, 1, 1, 0, 0]);
    expect(low).toEqual([0, 1, 0, 0, 0, 0]);
    expect(high).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it("xlogy and xlog1py at x = 0", () => {
    expect(slopes((y) => core.xlogy(0, y), [2, 0])[0]).toEqual([0, nan]);
    expect(slopes((x) => core.xlogy(x, 0), [0, 2])[0]).toEqual([0, -inf]);
    expect(slopes((x) => core.xlog1py(x, -1), [0])[0]).toEqual([0]);
  });
});

describe("second derivatives", () => {
  const twice = (f: (x: Tensor) => Tensor, x: readonly number[]): boolean =>
    gradcheck((t) => grad(f(t).sum(), [t], { createGraph: true })[0]!, [f64(x)], { atol: 1e-4 });

  it.each([
    ["cumprod with a zero", (x: Tensor) => x.cumprod(0).square(), [2, 0, 3, -1]],
    ["prod with a zero", (x: Tensor) => x.prod(), [2, 0, 3]],
    ["logcumsumexp", (x: Tensor) => x.logcumsumexp(0), [0.3, -1, 2, 0.5, 1]],
    ["norm", (x: Tensor) => x.norm(3), [1, -2, 0.5]],
    ["sinc", (x: Tensor) => core.sinc(x), [0.01, 0.2, 0.9, -1.7]],
    ["logaddexp", (x: Tensor) => core.logaddexp(x, 0.5), [0.3, -1, 2]],
    ["i1e", (x: Tensor) => core.i1e(x), [0.3, -1, 2]],
    ["besselJ1", (x: Tensor) => core.besselJ1(x), [0.3, -1, 2]],
    ["erfcx", (x: Tensor) => core.erfcx(x), [0.3, -1, 2]],
    ["logNdtr", (x: Tensor) => core.logNdtr(x), [0.3, -1, 2]],
    ["pow of both sides", (x: Tensor) => x.pow(x), [0.3, 1.2, 2]],
  ] as const)("%s", (_, f, x) => expect(twice(f, x)).toBe(true));
});
