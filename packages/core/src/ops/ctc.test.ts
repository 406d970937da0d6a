import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ctcNll, DTypeError, grad, gradcheck, manualSeed, ParameterError, randn, ShapeError, tensor, type Tensor } from "../index.js"; // prettier-ignore

const int = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const list = (t: Tensor): number[] => Array.from(t.dataSync());

/** −log of the sum over all ways to read `labels` from `steps` frames, by trying every path. */
function byPaths(probabilities: number[][], labels: number[], blank: number): number {
  const classes = probabilities[0].length;
  const collapse = (path: number[]): string => path.filter((c, i) => c !== blank && c !== path[i - 1]).join();
  let total = 0;
  for (let code = 0; code < classes ** probabilities.length; code++) {
    const path = probabilities.map((_, t) => Math.floor(code / classes ** t) % classes);
    if (collapse(path) === labels.join()) total += path.reduce((p, c, t) => p * probabilities[t][c], 1);
  }
  return -Math.log(total);
}

describe("ctcNll", () => {
  it("is the sum over all paths, for any labels, lengths and blank", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 2 }),
        fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 3 }),
        (seed, steps, blank, picks) => {
          manualSeed(seed);
          const labels = picks.map((k) => [0, 1, 2].filter((c) => c !== blank)[k]);
          const logProbs = randn([6, 1, 3], { dtype: "float64" }).logSoftmax(2);
          const probabilities = (logProbs.exp().squeeze(1).arraySync() as number[][]).slice(0, steps);
          const expected = byPaths(probabilities, labels, blank);
          const padded = int([[...labels, 7, 7]]);
          const actual = ctcNll(logProbs, padded, [steps], [labels.length], { blank }).itemSync();
          if (expected === Infinity) expect(actual).toBe(Infinity);
          else expect(actual).toBeCloseTo(expected, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("takes both layouts of targets, lengths as numbers and as tensors", () => {
    manualSeed(1);
    const logProbs = randn([7, 3, 5], { dtype: "float64" }).logSoftmax(2);
    const padded = int([[1, 1, 2], [3, 0, 0], [0, 0, 0]]); // prettier-ignore
    const joined = int([1, 1, 2, 3]);
    const expected = list(ctcNll(logProbs, padded, [7, 6, 5], [3, 1, 0]));
    expect(expected.every(Number.isFinite)).toBe(true);
    expect(list(ctcNll(logProbs, joined, [7, 6, 5], [3, 1, 0]))).toEqual(expected);
    expect(list(ctcNll(logProbs, joined, int([7, 6, 5]), int([3, 1, 0])))).toEqual(expected);
    expect(list(ctcNll(logProbs, padded, int([7, 6, 5]), int([3, 1, 0])))).toEqual(expected);
  });

  it("has the gradient of its value, also a second time, and none beyond a sequence's end", () => {
    manualSeed(2);
    const x = randn([5, 2, 4], { dtype: "float64", requiresGrad: true });
    const loss = (t: Tensor): Tensor => ctcNll(t, int([[1, 1], [2, 3]]), [5, 3], [2, 2]); // prettier-ignore
    expect(gradcheck(loss, [x])).toBe(true);
    expect(gradcheck((t) => grad(loss(t).sum(), [t], { createGraph: true })[0]!, [x])).toBe(true);
    const [g] = grad(loss(x).sum(), [x]);
    expect(list(g!.narrow(1, 1, 1).narrow(0, 3, 2)).every((v) => v === 0)).toBe(true);
  });

  it("is infinite with a gradient of NaN without an alignment, or 0 where asked", () => {
    const x = randn([2, 2, 3], { requiresGrad: true });
    const run = (zeroInfinity: boolean): [number[], number[]] => {
      const y = ctcNll(x.logSoftmax(2), int([[1, 1], [1, 2]]), [2, 2], [2, 2], { zeroInfinity }); // prettier-ignore
      return [list(y), list(grad(y.sum(), [x])[0]!.narrow(1, 0, 1))];
    };
    expect(run(false)[0][0]).toBe(Infinity);
    expect(run(false)[1].every(Number.isNaN)).toBe(true);
    expect(run(true)[0][0]).toBe(-0);
    expect(run(true)[1].every((v) => v === 0)).toBe(true);
    expect(run(true)[0][1]).toBeCloseTo(run(false)[0][1], 6);
  });

  it("counts nothing as certain where there are no steps", () => {
    expect(list(ctcNll(randn([2, 2, 3]), int([[1], [1]]), [0, 0], [0, 1]))).toEqual([0, Infinity]);
  });

  it("names what does not fit", () => {
    const x = randn([4, 2, 3]);
    expect(() => ctcNll(x, tensor([[1], [1]]), [4, 4], [1, 1])).toThrow(DTypeError);
    expect(() => ctcNll(x, int([[1]]), [4, 4], [1, 1])).toThrow(ShapeError);
    expect(() => ctcNll(x, int([[1], [1]]), [4, 5], [1, 1])).toThrow(/inputLengths holds 5.*0…4/);
    expect(() => ctcNll(x, int([[1], [1]]), [4, 4], [1, 2])).toThrow(/targetLengths holds 2/);
    expect(() => ctcNll(x, int([1, 1, 1]), [4, 4], [1, 1])).toThrow(/add up to 2, targets hold 3/);
    expect(() => ctcNll(x, int([[1], [1]]), [4], [1, 1])).toThrow(/inputLengths holds 1 numbers, must hold 2/);
    expect(() => ctcNll(x, int([[1], [1]]), [4, 4], [1, 1], { blank: 3 })).toThrow(ParameterError);
    expect(() => ctcNll(x, int([[1], [9]]), [4, 4], [1, 1])).toThrow(ParameterError);
  });
});
