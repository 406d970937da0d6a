import { describe, expect, it } from "vitest";
import {
  customFunction,
  gradcheck,
  gradgradcheck,
  ones,
  ParameterError,
  randn,
  tensor,
  type Tensor,
} from "../index.js";

const f64 = { dtype: "float64", requiresGrad: true } as const;
const x = tensor([0.5, -1.5, 2], f64);

/** x³ with a first rule that is right and records nothing, so that the second order is missing. */
const once = customFunction({
  name: "once",
  forward: (_, t: Tensor) => t.pow(3),
  backward: ({ args: [t] }, g) => t.detach().square().mul(3).mul(g),
});
const wrong = customFunction({ name: "wrong", forward: (_, t: Tensor) => t.square(), backward: (_, g) => g.mul(2) });

describe("gradcheck", () => {
  it("passes right rules: several inputs, several results, complex, results without gradient", () => {
    expect(gradcheck((a, b) => a.mul(b).exp(), [x, randn([3], f64)])).toBe(true);
    expect(gradcheck((a) => [a.square(), a.argmax(), a.sum()], [x])).toBe(true);
    expect(gradcheck((a) => a.mul(a).abs(), [randn([2], { dtype: "complex128", requiresGrad: true })])).toBe(true);
  });

  it("finds a wrong rule, also in the second of two results, and names entry and numbers", () => {
    expect(() => gradcheck(wrong, [x])).toThrow(/input 0, entry 0: backward gives .* differences .*rule is wrong/);
    expect(() => gradcheck((a) => [a.exp(), wrong(a)], [x])).toThrow(ParameterError);
    expect(gradcheck(wrong, [x], { raiseException: false })).toBe(false);
  });

  it("refuses what it cannot judge", () => {
    expect(() => gradcheck((a) => a, [ones([2])])).toThrow(/no input has requiresGrad/);
    expect(() => gradcheck((a) => a, [ones([2], { requiresGrad: true })])).toThrow(/dtype="float32" is too coarse/);
    expect(() => gradcheck((a) => a.detach(), [x])).toThrow(/gradcheck: no result of fn requires a gradient/);
  });
});

describe("gradgradcheck", () => {
  it("passes where rules are recorded, also for linear functions and several results", () => {
    expect(gradgradcheck((a, b) => a.mul(b).sin(), [x, randn([3], f64)])).toBe(true);
    expect(gradgradcheck((a) => a.mul(3), [x])).toBe(true);
    expect(gradgradcheck((a) => [a.exp(), a.square().sum()], [x])).toBe(true);
  });

  it("takes a gradient without history as one that never changes", () => {
    const flat = customFunction({ name: "flat", forward: (_, t: Tensor) => t.floor(), backward: (_, g) => g.detach().mul(0) }); // prettier-ignore
    expect(gradgradcheck(flat, [x])).toBe(true);
    const steep = customFunction({ name: "steep", forward: (_, t: Tensor) => t.mul(2), backward: (_, g) => g.detach().mul(2) }); // prettier-ignore
    expect(() => gradgradcheck(steep, [x])).toThrow(/backward gives 0, differences/);
  });

  it("finds a rule whose own derivative is missing, which gradcheck does not", () => {
    expect(gradcheck(once, [x])).toBe(true);
    expect(() => gradgradcheck(once, [x])).toThrow(/input 0, entry 0: backward gives 0, differences/);
    expect(gradgradcheck(once, [x], { raiseException: false })).toBe(false);
  });
});
