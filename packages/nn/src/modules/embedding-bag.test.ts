import { describe, expect, it } from "vitest";
import { ones, ParameterError, ShapeError, tensor } from "@sonograd/core";
import { EmbeddingBag } from "./index.js";

const int = (values: number[] | number[][]) => tensor(values, { dtype: "int32" });

describe("EmbeddingBag", () => {
  it("gives zeros for a bag that is empty or all padding", () => {
    for (const mode of ["sum", "mean", "max"] as const) {
      const bag = new EmbeddingBag(4, 1, { mode, paddingIdx: -1 });
      bag.loadStateDict({ weight: tensor([[-1], [-3], [5], [0]]) });
      const result = bag(int([3, 0, 1, 3]), int([0, 1, 1]));
      expect(result.arraySync()).toEqual([[0], [0], [{ sum: -4, mean: -2, max: -1 }[mode]]]);
      result.sum().backward();
      expect(bag.weight.grad!.arraySync()).toEqual({ sum: [[1], [1], [0], [0]], mean: [[0.5], [0.5], [0], [0]], max: [[1], [0], [0], [0]] }[mode]); // prettier-ignore
    }
  });

  it("prints as PyTorch does and takes a ready table", () => {
    const options = { mode: "sum", paddingIdx: 2, maxNorm: 1, scaleGradByFreq: true } as const;
    expect(String(new EmbeddingBag(10, 3))).toBe("EmbeddingBag(10, 3, mode=mean)");
    expect(String(new EmbeddingBag(10, 3, options))).toBe("EmbeddingBag(10, 3, max_norm=1.0, scale_grad_by_freq=True, mode=sum, padding_idx=2)"); // prettier-ignore
    const fixed = EmbeddingBag.fromPretrained(ones([2, 2]), { mode: "sum" });
    expect(fixed.weight.requiresGrad).toBe(false);
    expect(fixed(int([[0, 1]])).arraySync()).toEqual([[2, 2]]);
  });

  it("names what does not fit", () => {
    const bag = new EmbeddingBag(3, 2);
    expect(() => bag(int([0, 1]))).toThrow(ShapeError);
    expect(() => bag(int([0, 1]), int([1]))).toThrow(/offsets\[0\]=1/);
    expect(() => bag(int([[0]]), int([0]))).toThrow(ParameterError);
    expect(() => bag(int([[0]]), null, ones([1, 1]))).toThrow(/"sum"/);
    expect(() => new EmbeddingBag(3, 2, { mode: "max", scaleGradByFreq: true })).toThrow(ParameterError);
  });
});
