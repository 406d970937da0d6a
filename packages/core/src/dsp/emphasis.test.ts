import { expect, test } from "vitest";
import { deemphasis, Generator, gradcheck, preemphasis, randn, tensor, zeros, type Tensor } from "../index.js";

const noise = (shape: number[]): Tensor => randn(shape, { dtype: "float64", generator: new Generator(5) });

test("preemphasis subtracts a share of the sample before", () => {
  expect(preemphasis(tensor([1, 2, 4]), { coef: 0.5, zi: 0 }).arraySync()).toEqual([1, 1.5, 3]);
});

test("deemphasis undoes preemphasis, with the default and with a given state", () => {
  const y = noise([2, 500]);
  const back = deemphasis(preemphasis(y, { coef: 0.9, zi: 0 }), { coef: 0.9, zi: 0 });
  expect(back.sub(y).abs().amax().itemSync()).toBeLessThan(1e-12);
  const inverse = deemphasis(preemphasis(y));
  expect(inverse.sub(y).abs().amax().itemSync()).toBeLessThan(1e-9);
});

test("a single sample stays finite", () => {
  expect(preemphasis(tensor([3])).arraySync()).toEqual([6]);
  expect(Number.isFinite(deemphasis(tensor([3])).itemSync())).toBe(true);
});

test("both have the gradient that finite differences show", () => {
  expect(gradcheck((y) => preemphasis(y), [noise([2, 9]).requiresGrad_()])).toBe(true);
  expect(gradcheck((y) => deemphasis(y), [noise([2, 9]).requiresGrad_()])).toBe(true);
});

test("refuses coefficients without meaning and empty signals", () => {
  expect(() => preemphasis(zeros([3]), { coef: Number.NaN })).toThrow(/coef=NaN/);
  expect(() => deemphasis(zeros([0]))).toThrow(/no samples/);
});
