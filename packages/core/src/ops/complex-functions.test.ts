// Complex results and gradients. Values follow from identities; gradients are held to grad · conj(f').
import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { complex, DTypeError, grad, gradcheck, tensor, type Tensor } from "../index.js";

const z = (...pairs: [number, number][]): Tensor => tensor(pairs, { dtype: "complex128", requiresGrad: true });
const Z = (): Tensor => z([0.3, 0.4], [-1.2, 0.7], [2, -3], [-0.5, -0.25], [0.2, 1.5]);
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
type Unary = "exp" | "exp2" | "expm1" | "log" | "log1p" | "log2" | "log10" | "sqrt" | "rsqrt" | "reciprocal" | "square" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "asinh" | "acosh" | "atanh" | "sigmoid" | "sinc" | "sgn" | "neg"; // prettier-ignore
const NAMES: readonly Unary[] = ["exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sqrt", "rsqrt", "reciprocal", "square", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sigmoid", "sinc", "neg"]; // prettier-ignore

describe("functions of complex numbers", () => {
  it.each(NAMES)("%s has the slope of its values, on both sides of branch cuts", (name) => {
    expect(gradcheck((x) => core[name](x), [Z()])).toBe(true);
  });

  it.each(NAMES)("%s passes grad · conj(f') back, where f' is the slope along the real axis", (name) => {
    const x = Z();
    const seed = z([1, -2], [0.5, 0.25], [3, 0], [0, 1], [-1, 1]).detach();
    const [found] = grad(core[name](x), [x], { gradOutputs: [seed] });
    const h = 1e-6;
    const slope = core[name](x.detach().add(h)).sub(core[name](x.detach().sub(h))).div(2 * h); // prettier-ignore
    expect(distance(found!, seed.mul(slope.conj())) / slope.abs().amax().itemSync()).toBeLessThan(1e-7);
  });

  it("inverse functions undo each other", () => {
    const x = Z().detach();
    for (const [direct, inverse] of [
      ["tan", "atan"],
      ["sin", "asin"],
      ["cos", "acos"],
      ["tanh", "atanh"],
      ["sinh", "asinh"],
      ["cosh", "acosh"],
      ["expm1", "log1p"],
      ["exp2", "log2"],
    ] as const)
      // prettier-ignore
      expect(distance(core[direct](core[inverse](x)), x), direct).toBeLessThan(1e-14);
    expect(distance(core.sigmoid(x), x.neg().exp().add(1).reciprocal())).toBeLessThan(1e-15);
  });

  it("tests look at both parts", () => {
    const x = tensor([[NaN, 1], [0, -Infinity], [1, 0], [0, 0]], { dtype: "complex64" }); // prettier-ignore
    expect(x.isnan().arraySync()).toEqual([true, false, false, false]);
    expect(x.isinf().arraySync()).toEqual([false, true, false, false]);
    expect(x.isfinite().arraySync()).toEqual([false, false, true, true]);
    expect(core.isreal(x).arraySync()).toEqual([false, false, true, true]);
    expect(x.logicalNot().arraySync()).toEqual([false, false, false, true]);
  });

  it("what needs an order is refused by name", () => {
    const x = Z().detach();
    for (const op of [
      "sign",
      "erf",
      "erfc",
      "relu",
      "floor",
      "signbit",
      "isposinf",
      "i0",
      "logcumsumexp",
      "amax",
      "argmin",
    ] as const)
      // prettier-ignore
      expect(() => (core[op] as (x: Tensor, dim?: number) => Tensor)(x, 0), op).toThrow(DTypeError);
    expect(() => core.clamp(x, { min: 0 })).toThrow(/clamp: dtype="complex128"/);
  });
});

describe("powers of complex numbers", () => {
  it("have their slopes on both sides", () => {
    const base = z([0.5, 1], [-1, 0.5], [2, -1]);
    expect(gradcheck((a, b) => core.pow(a, b), [base, z([1, 0.5], [-0.5, 1], [2, 0])])).toBe(true);
    expect(gradcheck((a) => core.pow(a, -1.5), [base])).toBe(true);
    expect(gradcheck((b) => core.pow(2, b), [base])).toBe(true);
    const real = tensor([0.5, 1.5, 2], { dtype: "float64", requiresGrad: true });
    expect(gradcheck((a, b) => core.pow(a, b), [real, base])).toBe(true);
    expect(
      core
        .pow(tensor([-1], { dtype: "float64" }), z([0.5, 0]).detach())
        .imag()
        .itemSync(),
    ).toBe(1); // √−1
  });
});

describe("reductions of complex numbers", () => {
  const rows = (): Tensor => Z().sub(z([0.5, 0], [0, 1], [1, 1], [2, 0], [0, 0]));

  it.each([
    ["mean", (x: Tensor) => x.mean()],
    ["prod", (x: Tensor) => x.prod()],
    ["var", (x: Tensor) => x.var()],
    ["std", (x: Tensor) => x.std()],
    ["norm", (x: Tensor) => x.norm()],
    ["cumsum", (x: Tensor) => x.cumsum(0)],
    ["cumprod", (x: Tensor) => x.cumprod(0)],
    ["where", (x: Tensor) => x.where(x.real().gt(0.1), 2)],
    ["cov", (x: Tensor) => core.cov(core.stack([x, x.square()]))],
  ] as const)("%s has the slope of its values", (_, f) => {
    const leaf = rows().detach().requiresGrad_();
    expect(gradcheck(f, [leaf])).toBe(true);
  });

  it("the variance is real: that of both parts together", () => {
    const x = rows().detach();
    expect(x.var().dtype).toBe("float64");
    expect(x.var().itemSync()).toBeCloseTo(x.real().var().add(x.imag().var()).itemSync(), 14);
    expect(distance(x.mean(), complex(x.real().mean(), x.imag().mean()))).toBeLessThan(1e-15);
  });
});
