import { describe, expect, it } from "vitest";
import { dtw, dtwBacktracking, fillOffDiagonal, fromTypedArray, ones, ParameterError, ShapeError, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const line = (...values: number[]): Tensor => fromTypedArray(Float64Array.from(values), [1, values.length]);
const C = tensor([
  [1, 5, 2],
  [4, 0, 3],
  [6, 1, 2],
]);

describe("dtw", () => {
  it("accumulates the least cost: three by three by hand", async () => {
    const { D, wp, steps } = await dtw({ C });
    expect(D.arraySync()).toEqual([
      [1, 6, 8],
      [5, 1, 4],
      [11, 2, 3],
    ]);
    expect(wp.arraySync()).toEqual([
      [2, 2],
      [1, 1],
      [0, 0],
    ]);
    expect(steps.select(0, 2).arraySync()).toEqual([2, 2, 0]);
    expect((await dtwBacktracking(steps)).arraySync()).toEqual(wp.arraySync());
  });

  it("aligns a sequence with itself, slowed down, at no cost", async () => {
    const { D, wp } = await dtw(line(1, 2, 3), line(1, 1, 2, 2, 3, 3));
    expect(D.select(0, 2).select(0, 5).itemSync()).toBe(0);
    for (const [n, m] of wp.arraySync() as number[][]) expect(n).toBe(Math.floor(m / 2));
  });

  it("finds a part, whichever comes first", async () => {
    const whole = line(9, 9, 1, 2, 3, 9);
    const part = line(1, 2, 3);
    const there = [[2, 4], [1, 3], [0, 2]]; // prettier-ignore
    expect((await dtw(part, whole, { subseq: true })).wp.arraySync()).toEqual(there);
    const turned = await dtw(whole, part, { subseq: true });
    expect(turned.wp.arraySync()).toEqual(there.map(([n, m]) => [m, n]));
    expect(turned.D.shape).toEqual([3, 6]);
  });

  it("weighs its steps, and numbers those given from 3 on", async () => {
    const stepSizesSigma = [[1, 1], [0, 1], [1, 0]] as const; // prettier-ignore
    const dear = await dtw({ C }, { stepSizesSigma, weightsAdd: [100, 0, 0], weightsMul: [1, 1, 2] });
    expect(dear.D.select(0, 2).arraySync()).toEqual([1 + 8 + 12, 8, 10]);
    expect(dear.steps.select(0, 1).arraySync()).toEqual([5, 5, 4]);
  });

  it("stays in its band, and says where there is no way", async () => {
    const { D } = await dtw({ C }, { globalConstraints: true, bandRad: 0.3 });
    expect(D.arraySync()).toEqual([
      [1, Infinity, Infinity],
      [Infinity, 1, Infinity],
      [Infinity, Infinity, 3],
    ]);
    await expect(dtw({ C: ones([2, 5]) }, { stepSizesSigma: [[1, 1]] })).rejects.toThrow(/no path/);
  });

  it.each([
    ["cityblock", 3 + 4],
    ["chebyshev", 4],
    ["sqeuclidean", 25],
    ["cosine", 1 - (4 + 12) / Math.sqrt(5 * 52)],
    ["canberra", 3 / 5 + 4 / 8],
    ["braycurtis", 7 / 13],
    ["hamming", 1],
    ["jensenshannon", 0.048937], // scipy.spatial.distance
    [(a: Float64Array, b: Float64Array) => a[0] + b[1], 1 + 6],
  ] as const)("measures with %s", async (metric, expected) => {
    const { D } = await dtw(tensor([[1], [2]]), tensor([[4], [6]]), { metric });
    expect(D.itemSync()).toBeCloseTo(expected, 4);
  });

  it("says what is wrong", async () => {
    await expect(dtw(line(1), line(2), { metric: "far" as never })).rejects.toThrow(/metric="far"/);
    await expect(dtw(zeros([2, 3]), zeros([3, 3]))).rejects.toThrow(ShapeError);
    await expect(dtw(line(0), line(2), { metric: "cosine" })).rejects.toThrow(/frame of zeros/);
    await expect(dtw(line(1), line(2), { stepSizesSigma: [[0, 0]] })).rejects.toThrow(/stepSizesSigma/);
    await expect(dtw(line(1), line(2), { weightsMul: [1] })).rejects.toThrow(/weightsMul/);
    await expect(dtwBacktracking(tensor([[7]], { dtype: "int32" }))).rejects.toThrow(/steps holds 7/);
    await expect(dtwBacktracking(zeros([2, 2]), { start: 1 })).rejects.toThrow(ParameterError);
  });
});

it("fillOffDiagonal keeps a band that is as wide as the sides differ", () => {
  expect(fillOffDiagonal(ones([2, 4]), { radius: 0.5, value: 7 }).arraySync()).toEqual([
    [1, 1, 1, 7],
    [7, 1, 1, 1],
  ]);
  expect(() => fillOffDiagonal(ones([2, 2]), { radius: -1 })).toThrow(/radius=-1/);
});
