import { describe, expect, it } from "vitest";
import {
  bilinear,
  cosineSimilarity,
  DTypeError,
  linear,
  ones,
  pairwiseDistance,
  ShapeError,
  tensor,
  zeros,
} from "../index.js";

describe("linear", () => {
  it("maps the last axis, whatever comes before it", () => {
    const weight = tensor([[1, 0, 2], [0, 1, 0]]); // prettier-ignore
    expect(linear(tensor([1, 2, 3]), weight, tensor([10, 20])).arraySync()).toEqual([17, 22]);
    expect(linear(ones([2, 4, 3]), weight).shape).toEqual([2, 4, 2]);
    expect(linear(ones([0, 3]), weight).shape).toEqual([0, 2]);
    expect(linear(ones([2, 3]), tensor([1, 2, 3]), tensor(1)).arraySync()).toEqual([7, 7]);
  });

  it("names what does not fit", () => {
    expect(() => linear(ones([2, 4]), ones([5, 3]))).toThrow(ShapeError);
    expect(() => linear(ones([2, 4]), ones([5, 3]))).toThrow(/\[2, 4\].*\[5, 3\]/);
    expect(() => linear(ones([2, 3]), ones([5, 3]), ones([4]))).toThrow(/bias \[4\].*\[5\]/);
    expect(() => linear(ones([2, 3], { dtype: "float64" }), ones([5, 3]))).toThrow(DTypeError);
  });
});

describe("bilinear", () => {
  it("is aᵀ W b for every output", () => {
    const weight = tensor([[[1, 2], [3, 4]], [[0, 1], [1, 0]]]); // prettier-ignore
    // [1, 2] W₀ [3, 5]ᵀ = 1·3 + 2·5 + 2·(3·3 + 4·5)
    expect(bilinear(tensor([1, 2]), tensor([3, 5]), weight, tensor([0, 100])).arraySync()).toEqual([71, 111]);
    expect(bilinear(ones([2, 3, 2]), ones([2, 3, 2]), weight).shape).toEqual([2, 3, 2]);
    expect(() => bilinear(ones([2, 2]), ones([3, 2]), weight)).toThrow(/\[2, 2\].*\[3, 2\]/);
    expect(() => bilinear(ones([2, 3]), ones([2, 2]), weight)).toThrow(ShapeError);
  });
});

describe("distances", () => {
  it("cosineSimilarity is the cosine, also of huge vectors, and 0 beside a zero vector", () => {
    const a = tensor([[3, 4], [1e30, 0], [0, 0]], { dtype: "float64" }); // prettier-ignore
    const b = tensor([[4, 3], [-1e30, 0], [1, 1]], { dtype: "float64" }); // prettier-ignore
    expect(cosineSimilarity(a, b).arraySync()).toEqual([0.96, -1, 0]);
    expect(() => cosineSimilarity(ones([2, 3]), ones([2, 4]))).toThrow(ShapeError);
  });

  it("pairwiseDistance is the norm of the difference", () => {
    const [a, b] = [tensor([[1, 2]], { dtype: "float64" }), tensor([[4, -2]], { dtype: "float64" })];
    expect(pairwiseDistance(a, b, { eps: 0 }).arraySync()).toEqual([5]);
    expect(pairwiseDistance(a, b, { p: 1, eps: 0, keepdim: true }).arraySync()).toEqual([[7]]);
    expect(pairwiseDistance(a, b, { p: Infinity, eps: 0 }).arraySync()).toEqual([4]);
    expect(pairwiseDistance(zeros([4]), zeros([4])).itemSync()).toBeCloseTo(2e-6, 12);
  });
});
