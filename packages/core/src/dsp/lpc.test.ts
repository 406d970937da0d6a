import { expect, test } from "vitest";
import { arange, Generator, gradcheck, lpc, ParameterError, randn, zeros } from "../index.js";

test("finds the recursion of a sinusoid", () => {
  // y[n] = 2 cos(w) y[n - 1] - y[n - 2]
  const w = 0.7;
  const y = arange(0, 400, 1, { dtype: "float64" }).mul(w).cos();
  const a = lpc(y, { order: 2 }).arraySync() as number[];
  [1, -2 * Math.cos(w), 1].forEach((value, k) => expect(a[k]).toBeCloseTo(value, 2));
});

test("is Burg's recursion with the energy of both errors", () => {
  const y = randn([20], { dtype: "float64", generator: new Generator(4) });
  const samples = Array.from(y.dataSync());
  let [forward, backward, expected] = [samples.slice(1), samples.slice(0, -1), [1]];
  for (let i = 0; i < 4; i++) {
    const cross = forward.reduce((sum, f, n) => sum + f * backward[n], 0);
    const energy = forward.reduce((sum, f, n) => sum + f ** 2 + backward[n] ** 2, 0);
    const k = (-2 * cross) / energy;
    const padded = [...expected, 0];
    expected = padded.map((a, j) => a + k * padded[padded.length - 1 - j]);
    const next = forward.map((f, n) => f + k * backward[n]);
    backward = backward.map((b, n) => b + k * forward[n]).slice(0, -1);
    forward = next.slice(1);
  }
  (lpc(y, { order: 4 }).arraySync() as number[]).forEach((a, j) => expect(a).toBeCloseTo(expected[j], 10));
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
