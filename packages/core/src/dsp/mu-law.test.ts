import fc from "fast-check";
import { expect, test } from "vitest";
import { gradcheck, muCompress, muExpand, tensor } from "../index.js";

test("expands what was compressed", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 1, max: 1000 }), (value, mu) => {
      const x = tensor([value], { dtype: "float64" });
      const back = muExpand(muCompress(x, { mu, quantize: false }), { mu, quantize: false });
      expect(back.itemSync()).toBeCloseTo(value, 9);
    }),
  );
});

test("has mu + 1 levels from the lowest to the highest", () => {
  const levels = muCompress(tensor([-1, 0, 1e-9, 1]));
  expect(levels.dtype).toBe("int32");
  expect(levels.arraySync()).toEqual([-128, 0, 0, 127]);
});

test("levels come back within a step", () => {
  const x = tensor([-0.9, -0.01, 0.3, 0.77]);
  expect(muExpand(muCompress(x)).sub(x).abs().amax().itemSync()).toBeLessThan(0.05);
});

test("has the gradient that finite differences show, and refuses odd numbers of levels", () => {
  const x = tensor([-0.5, 0.2, 0.7], { dtype: "float64" }).requiresGrad_();
  expect(gradcheck((y) => muCompress(y, { quantize: false }), [x])).toBe(true);
  expect(() => muCompress(x, { mu: 0 })).toThrow(/mu=0/);
  expect(() => muCompress(x, { mu: 100 })).toThrow(/mu=100/);
});
