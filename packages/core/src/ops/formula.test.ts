import { describe, expect, it } from "vitest";
import { grad, gradcheck, manualSeed, randn, tensor, type Tensor } from "../index.js";
import * as core from "../index.js";
import * as f from "./formula.js";

const f64 = (values: number[]): Tensor => tensor(values, { dtype: "float64", requiresGrad: true });
const [x, y] = [f.tensor(0), f.tensor(1)];

describe("formulas", () => {
  it("broadcast, and give every tensor its gradient", () => {
    manualSeed(1);
    const product = f.mul(f.exp(x), f.div(y, f.add(2, f.square(x))));
    const run = (a: Tensor, b: Tensor): Tensor => f.evaluate("test", product, [a, b]);
    const inputs = [[3, 1], [4]].map((shape) => randn(shape, { dtype: "float64", requiresGrad: true }));
    expect(run(inputs[0], inputs[1]).shape).toEqual([3, 4]);
    expect(gradcheck(run, inputs)).toBe(true);
  });

  it("have a slope for every operation they offer", () => {
    const values = f64([0.3, 1.7, 0.9]);
    const unary = ["neg", "abs", "square", "sqrt", "exp", "expm1", "log", "log1p", "tanh", "sigmoid", "ndtr", "relu"] as const; // prettier-ignore
    for (const name of unary)
      expect(
        gradcheck((t) => f.evaluate(name, f[name](x), [t]), [values]),
        name,
      ).toBe(true);
    const other = f64([1.4, 0.6, 2.2]);
    for (const name of ["add", "sub", "mul", "div"] as const)
      expect(
        gradcheck((s, t) => f.evaluate(name, f[name](x, y), [s, t]), [values, other]),
        name,
      ).toBe(true);
  });

  it("take numbers of the call without another formula", () => {
    const scaled = f.mul(x, f.parameter(0));
    expect(f.evaluate("test", scaled, [tensor([1, 2])], [3]).arraySync()).toEqual([3, 6]);
    expect(f.evaluate("test", scaled, [tensor([1, 2])], [-1]).arraySync()).toEqual([-1, -2]);
  });

  it("keep a gradient of NaN out of the branch that does not depend on the input", () => {
    const t = f64([-1, 1]);
    const out = f.evaluate("test", f.where(f.gt(x, 0), x, 0), [t]);
    expect(grad(out, [t], { gradOutputs: [tensor([NaN, 2], { dtype: "float64" })] })[0]!.arraySync()).toEqual([0, 2]);
  });

  it("use their own slopes where they define them", () => {
    const odd = f.define(f.mul(x, x), () => [[x, f.mul(7, x)]]);
    const t = f64([2]);
    f.evaluate("test", odd, [t]).sum().backward();
    expect(t.grad!.itemSync()).toBe(14);
  });

  it("read a tensor that only the last step needs", () => {
    // Scratch memory that earlier steps gave back must not be where the input lies.
    const late = f.add(f.tanh(f.add(x, 1)), y);
    const [a, b] = [f64([0.5]), f64([10])];
    expect(f.evaluate("test", late, [a, b]).itemSync()).toBeCloseTo(Math.tanh(1.5) + 10, 14);
    const deeper = f.add(f.square(f.add(f.exp(x), 1)), f.mul(3, y));
    expect(f.evaluate("test", deeper, [a, b]).itemSync()).toBeCloseTo((Math.exp(0.5) + 1) ** 2 + 30, 12);
  });
});

describe("second order", () => {
  const smooth = ["celu", "elu", "gelu", "logSigmoid", "mish", "selu", "silu", "softplus", "softsign", "tanhshrink"] as const; // prettier-ignore
  it.each(smooth)("of %s is the slope of its gradient", (name) => {
    const t = f64([-2.3, -0.4, 0.6, 1.9]);
    const first = (s: Tensor): Tensor => grad(core[name](s).sum(), [s], { createGraph: true })[0]!;
    expect(gradcheck(first, [t])).toBe(true);
  });

  it("of the steps of recurrent networks, layerNorm and attention", () => {
    manualSeed(2);
    const random = (...shape: number[]): Tensor => randn(shape, { dtype: "float64", requiresGrad: true });
    const twice =
      (op: (...t: Tensor[]) => Tensor) =>
      (...t: Tensor[]): Tensor =>
        grad(op(...t).square().sum(), [t[0]], { createGraph: true })[0]!; // prettier-ignore
    expect(gradcheck(twice((a, b) => core.lstmGates(a, b)[0]), [random(2, 8), random(2, 2)])).toBe(true); // prettier-ignore
    expect(gradcheck(twice(core.gruGates), [random(2, 6), random(2, 6), random(2, 2)])).toBe(true);
    expect(gradcheck(twice((a) => core.layerNorm(a, 4)), [random(3, 4)])).toBe(true); // prettier-ignore
    expect(gradcheck(twice((a) => core.scaledDotProductAttention(a, a, a)), [random(3, 2)])).toBe(true); // prettier-ignore
  });
});
