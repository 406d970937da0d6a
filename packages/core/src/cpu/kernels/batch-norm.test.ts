import { describe, expect, it } from "vitest";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const [N, C, L] = [3, 4, 5];
const SHAPE = [N, C, L];
const EPS = 1e-3;
const x = noise(SHAPE, 1);
const [weight, bias] = [noise([C], 2), noise([C], 3)];
const channelOf = (i: number): number => Math.floor(i / L) % C;

function statistics(values: readonly number[]): [number[], number[]] {
  const rows = Array.from({ length: C }, (_, c) => values.filter((_value, i) => channelOf(i) === c));
  const means = rows.map((row) => row.reduce((a, b) => a + b) / row.length);
  return [means, rows.map((row, c) => row.reduce((sum, v) => sum + (v - means[c]) ** 2, 0) / row.length)];
}

const normalise = (values: readonly number[], [means, variances]: [number[], number[]]): number[] =>
  values.map((v, i) => {
    const c = channelOf(i);
    return ((v - means[c]) / Math.sqrt(variances[c] + EPS)) * weight[c] + bias[c];
  });

const channels = (...rows: number[][]): ReturnType<typeof tensorOf>[] => rows.map((row) => tensorOf(row, [C]));

describe("batch norm", () => {
  it("takes mean and biased variance per channel, also from strided input", () => {
    const [means, variances] = runOnArrays(
      "batchNormStats",
      [strided(tensorOf(x, SHAPE))],
      [{ shape: [C] }, { shape: [C] }],
      {},
    );
    const expected = statistics(x);
    expect(distance(means, expected[0])).toBeLessThan(1e-15);
    expect(distance(variances, expected[1])).toBeLessThan(1e-15);
  });

  it("does not lose the variance under a large mean", () => {
    const values = [1e6 + 1, 1e6 - 1];
    const [, variance] = runOnArrays(
      "batchNormStats",
      [tensorOf(values, [1, 1, 2])],
      [{ shape: [1] }, { shape: [1] }],
      {},
    );
    expect(variance).toEqual([1]);
  });

  for (const training of [true, false])
    it(`has the gradient of finite differences, ${training ? "training" : "evaluating"}`, () => {
      const grad = noise(SHAPE, 4);
      const fixed = statistics(noise(SHAPE, 9));
      const loss = (values: readonly number[]): number =>
        normalise(values, training ? statistics(values) : fixed).reduce((sum, y, i) => sum + y * grad[i], 0);
      const h = 1e-5;
      const expected = x.map((v, i) => (loss(x.with(i, v + h)) - loss(x.with(i, v - h))) / (2 * h));
      const stats = training ? statistics(x) : fixed;
      const inputs = [tensorOf(grad, SHAPE), tensorOf(x, SHAPE), ...channels(...stats, weight)];
      const shapes = [{ shape: SHAPE }, { shape: [C] }, { shape: [C] }];
      const [gradX, gradWeight, gradBias] = runOnArrays("batchNormGrad", inputs, shapes, { eps: EPS, training });
      expect(distance(gradX, expected)).toBeLessThan(1e-8);
      const centred = (i: number): number => (x[i] - stats[0][channelOf(i)]) / Math.sqrt(stats[1][channelOf(i)] + EPS);
      const sumBy = (term: (i: number) => number): number[] =>
        Array.from({ length: C }, (_, c) => x.reduce((sum, _v, i) => (channelOf(i) === c ? sum + term(i) : sum), 0));
      expect(distance(gradWeight, sumBy((i) => grad[i] * centred(i)))).toBeLessThan(1e-13); // prettier-ignore
      expect(distance(gradBias, sumBy((i) => grad[i]))).toBeLessThan(1e-14); // prettier-ignore
    });
});
