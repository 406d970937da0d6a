import { describe, expect, it } from "vitest";
import {
  adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveMaxPool1dWithIndices, adaptiveMaxPool2dWithIndices, arange, lpPool1d, lpPool2d, maxPool1dWithIndices,
  maxPool2dWithIndices, maxUnpool1d, maxUnpool2d, ParameterError, randn, ShapeError, tensor, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();

describe("adaptive pooling", () => {
  it("averages cells that overlap where the sizes do not divide", () => {
    expect(list(adaptiveAvgPool1d(tensor([[1, 2, 3, 4, 5]]), 3))).toEqual([[1.5, 3, 4.5]]);
    expect(list(adaptiveAvgPool1d(tensor([[1, 3]]), 4))).toEqual([[1, 1, 3, 3]]);
    expect(list(adaptiveAvgPool2d(arange(8).reshape([1, 2, 4]), [1, 2]))).toEqual([[[2.5, 4.5]]]);
    expect(adaptiveAvgPool2d(arange(8).reshape([1, 2, 4]), [null, 1]).shape).toEqual([1, 2, 1]);
  });

  it("picks the largest of each cell and where it stands", () => {
    const { values, indices } = adaptiveMaxPool1dWithIndices(tensor([[5, 2, 3, 1, 4]]), 3);
    expect([list(values), list(indices)]).toEqual([[[5, 3, 4]], [[0, 2, 4]]]);
    const plane = adaptiveMaxPool2dWithIndices(arange(12).reshape([1, 1, 3, 4]), 2);
    expect([list(plane.values), list(plane.indices)]).toEqual([[[[[5, 7], [9, 11]]]], [[[[5, 7], [9, 11]]]]]); // prettier-ignore
  });

  it("equals plain pooling where the sizes divide", () => {
    const x = randn([2, 3, 4, 6]);
    const [a, b] = [adaptiveMaxPool2dWithIndices(x, [2, 3]), maxPool2dWithIndices(x, 2)];
    expect([list(a.values), list(a.indices)]).toEqual([list(b.values), list(b.indices)]);
  });

  it("refuses sizes and shapes that make no sense", () => {
    expect(() => adaptiveAvgPool1d(tensor([[1]]), 0)).toThrow(/outputSize=\[0\]/);
    expect(() => adaptiveAvgPool2d(tensor([[1]]), 1)).toThrow(ShapeError);
  });
});

describe("lpPool", () => {
  it("is the p-norm of each window for even p, and 0 with slope 0 in silence", () => {
    expect(list(lpPool1d(tensor([[3, -4, 0, 0]]), 2, 2))).toEqual([[5, 0]]);
    expect(list(lpPool1d(tensor([[1, -3]]), 1, 2))).toEqual([[-2]]);
    expect(list(lpPool2d(tensor([[[1, 2], [3, 4]]]), 1, 2))).toEqual([[[10]]]); // prettier-ignore
    const x = tensor([[0, 0]], { requiresGrad: true });
    lpPool1d(x, 2, 2).sum().backward();
    expect(list(x.grad!)).toEqual([[0, 0]]);
    expect(() => lpPool1d(x, 0, 2)).toThrow(ParameterError);
  });
});

describe("maxUnpool", () => {
  it("puts winners back, once where windows overlap", () => {
    const x = tensor([[1, 5, 2, 4, 3]]);
    const plain = maxPool1dWithIndices(x, 2);
    expect(list(maxUnpool1d(plain.values, plain.indices, 2))).toEqual([[0, 5, 0, 4]]);
    expect(list(maxUnpool1d(plain.values, plain.indices, 2, { outputSize: [5] }))).toEqual([[0, 5, 0, 4, 0]]);
    const over = maxPool1dWithIndices(x, 2, { stride: 1 });
    expect(list(maxUnpool1d(over.values, over.indices, 2, { stride: 1 }))).toEqual([[0, 5, 0, 4, 0]]);
    const plane = maxPool2dWithIndices(arange(16).reshape([1, 4, 4]), 2);
    expect(maxUnpool2d(plane.values, plane.indices, 2).sum().itemSync()).toBe(5 + 7 + 13 + 15);
  });

  it("refuses a size the pooling cannot have come from", () => {
    const { values, indices } = maxPool1dWithIndices(tensor([[1, 2]]), 2);
    expect(() => maxUnpool1d(values, indices, 2, { outputSize: [9] })).toThrow(/outputSize=\[9\]/);
    expect(() => maxUnpool1d(values, indices.reshape([1]), 2)).toThrow(ShapeError);
    expect(() => maxUnpool1d(values, values, 2)).toThrow(/must be int32/);
  });
});
