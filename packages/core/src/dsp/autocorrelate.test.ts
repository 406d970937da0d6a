import { expect, test } from "vitest";
import { autocorrelate, Generator, gradcheck, ones, randn, tensor } from "../index.js";

test("is the sum of products at each lag", () => {
  const r = autocorrelate(tensor([1, 2, 3], { dtype: "float64" })).arraySync() as number[];
  [14, 8, 3].forEach((value, lag) => expect(r[lag]).toBeCloseTo(value, 12));
  expect(autocorrelate(tensor([2])).itemSync()).toBeCloseTo(4, 6);
});

test("keeps the lags that are asked for, along any dimension", () => {
  expect(autocorrelate(ones([2, 9]), { maxSize: 4 }).shape).toEqual([2, 4]);
  expect(autocorrelate(ones([9, 2]), { maxSize: 40, dim: 0 }).shape).toEqual([9, 2]);
  expect(() => autocorrelate(ones([3]), { maxSize: 0 })).toThrow(/maxSize=0/);
});

test("has the gradient that finite differences show", () => {
  const y = randn([7], { dtype: "float64", generator: new Generator(2) }).requiresGrad_();
  expect(gradcheck((x) => autocorrelate(x, { maxSize: 4 }), [y])).toBe(true);
});
