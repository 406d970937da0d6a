import { describe, expect, it } from "vitest";
import {
  groupNorm, instanceNorm, layerNorm, localResponseNorm, lpNormalize, manualSeed, ones, ParameterError, randn, rmsNorm, ShapeError, tensor, zeros,
  DTypeError, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (t: Tensor): number[] => Array.from(t.dataSync());
const f64 = { dtype: "float64" } as const;
const near = (t: Tensor, expected: number[], digits = 9): void =>
  list(t).forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));

describe("layerNorm", () => {
  it("gives every item mean 0 and variance 1, then scale and offset", () => {
    // 1, 3: mean 2, variance 1
    near(layerNorm(tensor([[1, 3], [10, 30]], f64), 2, { eps: 0 }), [-1, 1, -1, 1]); // prettier-ignore
    const [weight, bias] = [tensor([2, 3], f64), tensor([1, 0], f64)];
    near(layerNorm(tensor([[1, 3]], f64), [2], { weight, bias, eps: 0 }), [-1, 3]);
    expect(list(layerNorm(tensor([[5], [7]]), 1))).toEqual([0, 0]);
    expect(layerNorm(zeros([0, 3]), 3).shape).toEqual([0, 3]);
  });

  it("does not change with an offset of the input, however large", () => {
    manualSeed(1);
    const x = randn([4, 16], f64);
    near(layerNorm(x.add(1e6), 16).sub(layerNorm(x, 16)), zeros([64]).arraySync() as number[], 6);
  });

  it("names what does not fit", () => {
    expect(() => layerNorm(ones([2, 3]), 4)).toThrow(ShapeError);
    expect(() => layerNorm(ones([2, 3]), 4)).toThrow(/\[2, 3\].*normalizedShape=\[4\]/);
    expect(() => layerNorm(ones([2, 3]), 3, { weight: ones([2]) })).toThrow(/\[2\].*\[3\]/);
    expect(() => layerNorm(ones([2, 3], { dtype: "int32" }), 3)).toThrow(DTypeError);
  });
});

describe("the other norms", () => {
  it("groupNorm with one group per channel is instanceNorm, with one group layerNorm of everything", () => {
    manualSeed(2);
    const x = randn([2, 4, 6], f64);
    near(groupNorm(x, 4), list(instanceNorm(x)));
    near(groupNorm(x, 1), list(layerNorm(x, [4, 6])));
    expect(() => groupNorm(x, 3)).toThrow(ParameterError);
    expect(() => groupNorm(x, 2, { weight: ones([3], f64) })).toThrow(/\[3\].*\[4\]/);
  });

  it("instanceNorm keeps the mean of the items' statistics and uses it on demand", () => {
    const [runningMean, runningVar] = [zeros([1], f64), ones([1], f64)];
    const x = tensor([[[0, 2]], [[4, 8]]], f64); // means 1 and 6, unbiased variances 2 and 8
    instanceNorm(x, { runningMean, runningVar, momentum: 0.5 });
    expect([runningMean.itemSync(), runningVar.itemSync()]).toEqual([1.75, 3]);
    near(instanceNorm(x, { runningMean, runningVar, useInputStats: false, eps: 1 }), [-1.75, 0.25, 2.25, 6.25].map((v) => v / 2)); // prettier-ignore
    expect(() => instanceNorm(x, { useInputStats: false })).toThrow(/runningMean/);
    expect(() => instanceNorm(ones([2, 3, 1]))).toThrow(/one position/);
  });

  it("rmsNorm divides by the root mean square", () => {
    near(rmsNorm(tensor([[3, 4]], f64), 2, { eps: 0, weight: tensor([1, 2], f64) }), [3 / Math.sqrt(12.5), 8 / Math.sqrt(12.5)]); // prettier-ignore
  });

  it("localResponseNorm divides by what lies in neighbouring channels", () => {
    const x = tensor([1, 2, 3], f64).reshape([1, 3, 1]);
    // sums of squares over the channel before, itself and the one after: 5, 14, 13
    near(localResponseNorm(x, 3, { alpha: 3, beta: 1, k: 1 }), [1 / 6, 2 / 15, 3 / 14]);
    expect(() => localResponseNorm(x, 0)).toThrow(/size=0/);
  });

  it("lpNormalize gives unit vectors and leaves zeros", () => {
    near(lpNormalize(tensor([[3, -4], [0, 0]], f64)), [0.6, -0.8, 0, 0]); // prettier-ignore
    near(lpNormalize(tensor([3, -1], f64), { p: 1, dim: 0 }), [0.75, -0.25]);
    const x = tensor([[0, 0]], { ...f64, requiresGrad: true });
    lpNormalize(x, { eps: 0.5 }).sum().backward();
    expect(list(x.grad!)).toEqual([2, 2]);
  });
});
