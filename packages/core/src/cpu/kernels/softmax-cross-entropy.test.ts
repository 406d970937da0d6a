import { describe, expect, it } from "vitest";
import { ParameterError } from "../../errors/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const [N, C] = [4, 5];
const logits = noise([N, C]).map((v) => 5 * v);
const target = [0, 4, -100, 2];
const weight = [0.5, 1, 2, 0.25, 3];

function loss(x: readonly number[], t: number, w: readonly number[], smoothing: number): number {
  if (t === -100) return 0;
  const sum = x.reduce((total, v) => total + Math.exp(v), 0);
  const logP = x.map((v) => v - Math.log(sum));
  const smooth = logP.reduce((total, p, c) => total - w[c] * p, 0) / x.length;
  return -(1 - smoothing) * w[t] * logP[t] + smoothing * smooth;
}

const run = (x: readonly number[], t: number[], w: number[], labelSmoothing: number): number[][] =>
  runOnArrays(
    "softmaxCrossEntropy",
    [strided(tensorOf(x, [N, C])), tensorOf(t, [N], "int32"), tensorOf(w, [C])],
    [{ shape: [N] }, { shape: [N, C] }],
    { ignoreIndex: -100, labelSmoothing },
  );

describe("softmaxCrossEntropy", () => {
  for (const smoothing of [0, 0.1, 1])
    it(`equals the formula and its finite differences with smoothing ${smoothing}`, () => {
      const [losses, gradients] = run(logits, target, weight, smoothing);
      const row = (values: readonly number[], n: number): number[] => values.slice(n * C, n * C + C);
      const expected = target.map((t, n) => loss(row(logits, n), t, weight, smoothing));
      expect(distance(losses, expected)).toBeLessThan(1e-13);
      const h = 1e-5;
      const slopes = logits.map((v, i) => {
        const n = Math.floor(i / C);
        const at = (value: number): number => loss(row(logits.with(i, value), n), target[n], weight, smoothing);
        return (at(v + h) - at(v - h)) / (2 * h);
      });
      expect(distance(gradients, slopes)).toBeLessThan(1e-8);
    });

  it("stays finite for huge logits", () => {
    const [losses, gradients] = run(logits.map((v) => 1000 * v), target, [1, 1, 1, 1, 1], 0); // prettier-ignore
    expect([...losses, ...gradients].every(Number.isFinite)).toBe(true);
  });

  it("gives nothing for ignored items and names a target out of range", () => {
    const [losses, gradients] = run(logits, target, weight, 0.1);
    expect(losses[2]).toBe(0);
    expect(gradients.slice(2 * C, 3 * C)).toEqual([0, 0, 0, 0, 0]);
    expect(() => run(logits, [0, 5, 0, 0], weight, 0)).toThrow(ParameterError);
    expect(() => run(logits, [0, 5, 0, 0], weight, 0)).toThrow(/target\[1\]=5/);
  });
});
