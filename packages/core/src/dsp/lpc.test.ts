import { expect, test } from "vitest";
import { arange, Generator, gradcheck, lpc, ParameterError, randn, zeros } from "../index.js";

test("finds the recursion of a sinusoid", () => {
  // y[n] = 2 cos(w) y[n - 1] - y[n - 2]
  const w = 0.7;
  const y = arange(0, 400, 1, { dtype: "float64" }).mul(w).cos();
  const a = lpc(y, { order: 2 }).arraySync() as number[];
  [1, -2 * Math.cos(w), 1].forEach((value, k) => expect(a[k]).toBeCloseTo(value, 2));
});

test("silence predicts nothing, in every channel", () => {
  expect(lpc(zeros([2, 9]), { order: 2 }).arraySync()).toEqual([[1, 0, 0], [1, 0, 0]]); // prettier-ignore
});

test("has the gradient that finite differences show", () => {
  const y = randn([12], { dtype: "float64", generator: new Generator(3) }).requiresGrad_();
  expect(gradcheck((x) => lpc(x, { order: 3 }), [y])).toBe(true);
});

test("refuses an order that the samples cannot give", () => {
  expect(() => lpc(zeros([4]), { order: 4 })).toThrow(ParameterError);
  expect(() => lpc(zeros([4]), { order: 0 })).toThrow(/order=0/);
});
