import { describe, expect, it } from "vitest";
import {
  arange,
  DTypeError,
  embedding,
  grad,
  ones,
  ParameterError,
  ShapeError,
  tensor,
  type Tensor,
} from "../index.js";

const index = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const table = (): Tensor => arange(6, { requiresGrad: true }).reshape([3, 2]).detach().requiresGrad_(); // prettier-ignore

function gradientOf(options: Parameters<typeof embedding>[2]): unknown {
  const weight = table();
  embedding(index([1, 2, 1]), weight, options)
    .sum()
    .backward();
  return weight.grad!.arraySync();
}

describe("embedding", () => {
  it("reads rows for any shape of numbers", () => {
    expect(embedding(index([[2, 0], [2, 2]]), table()).arraySync()).toEqual([[[4, 5], [0, 1]], [[4, 5], [4, 5]]]); // prettier-ignore
    expect(embedding(index([]), table()).shape).toEqual([0, 2]);
  });

  it("adds the gradients of a row that is read twice, leaves out the padding, averages by frequency", () => {
    expect(gradientOf({})).toEqual([[0, 0], [2, 2], [1, 1]]); // prettier-ignore
    expect(gradientOf({ paddingIdx: 1 })).toEqual([[0, 0], [0, 0], [1, 1]]); // prettier-ignore
    expect(gradientOf({ paddingIdx: -1 })).toEqual([[0, 0], [2, 2], [0, 0]]); // prettier-ignore
    expect(gradientOf({ scaleGradByFreq: true })).toEqual([[0, 0], [1, 1], [1, 1]]); // prettier-ignore
  });

  it("can be differentiated twice with padding", () => {
    const weight = table();
    const [g] = grad(embedding(index([0, 1]), weight, { paddingIdx: 1 }).square().sum(), [weight], { createGraph: true }); // prettier-ignore
    g!.sum().backward();
    expect(weight.grad!.arraySync()).toEqual([[2, 2], [0, 0], [0, 0]]); // prettier-ignore
  });

  it("scales rows that are read and too long down to maxNorm, in place", () => {
    const weight = tensor([[3, 4], [30, 40], [0.3, 0.4]]); // prettier-ignore
    const y = embedding(index([0, 2]), weight, { maxNorm: 1 }).dataSync();
    [0.6, 0.8, 0.3, 0.4].forEach((v, i) => expect(y[i]).toBeCloseTo(v, 6));
    expect((weight.arraySync() as number[][])[1]).toEqual([30, 40]);
    expect(weight.narrow(0, 0, 1).norm().itemSync()).toBeCloseTo(1, 6);
  });

  it("names what does not fit", () => {
    expect(() => embedding(tensor([1]), table())).toThrow(DTypeError);
    expect(() => embedding(index([3]), table())).toThrow(ParameterError);
    expect(() => embedding(index([0]), ones([3]))).toThrow(ShapeError);
    expect(() => embedding(index([0]), table(), { paddingIdx: 3 })).toThrow(/paddingIdx=3/);
    expect(() => embedding(index([0]), table(), { maxNorm: 0 })).toThrow(/maxNorm=0/);
  });
});
