import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DTypeError,
  gradcheck,
  manualSeed,
  ParameterError,
  randn,
  ShapeError,
  tensor,
  type Tensor,
} from "@sonograd/core";
import { BCEWithLogitsLoss, CrossEntropyLoss, crossEntropy, L1Loss, MSELoss, NLLLoss, nllLoss } from "./index.js";

const int = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });

describe("regression losses", () => {
  it("give the textbook values", () => {
    const input = tensor([1, 2, 5]);
    const target = tensor([1, 2, 3]);
    expect(new L1Loss()(input, target).itemSync()).toBeCloseTo(0.6667, 4);
    expect(new L1Loss({ reduction: "sum" })(input, target).itemSync()).toBe(2);
    expect(new MSELoss()(input, target).itemSync()).toBeCloseTo(1.3333, 4);
    expect(new MSELoss({ reduction: "none" })(input, target).arraySync()).toEqual([0, 0, 4]);
  });

  it("refuse shapes that would broadcast", () => {
    expect(() => new MSELoss()(tensor([[1], [2]]), tensor([1, 2]))).toThrow(ShapeError);
    expect(() => new MSELoss({ reduction: "max" as "mean" })(tensor([1]), tensor([1]))).toThrow(/reduction=max/);
  });
});

describe("crossEntropy", () => {
  it("is log of the number of classes for equal scores", () => {
    expect(crossEntropy(tensor([[0, 0, 0, 0]]), int([2])).itemSync()).toBeCloseTo(Math.log(4), 6);
  });

  it("stays finite for huge scores", () => {
    expect(crossEntropy(tensor([[1000, -1000]]), int([0])).itemSync()).toBe(0);
    expect(crossEntropy(tensor([[1000, -1000]]), int([1])).itemSync()).toBe(2000);
  });

  it("does not count ignored items, and is NaN when nothing counts", () => {
    const logits = tensor([
      [1, 2],
      [3, 4],
      [0, 9],
    ]);
    const some = crossEntropy(logits, int([0, -100, 1])).itemSync();
    const without = crossEntropy(
      tensor([
        [1, 2],
        [0, 9],
      ]),
      int([0, 1]),
    ).itemSync();
    expect(some).toBeCloseTo(without, 6);
    expect(crossEntropy(logits, int([-100, -100, -100])).itemSync()).toBeNaN();
  });

  it("takes probabilities as the target: one-hot ones give what indices give", () => {
    const logits = tensor([
      [1, 2, 3],
      [0.5, -1, 2],
    ]);
    const hot = tensor([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    const options = { labelSmoothing: 0.2, weight: tensor([1, 2, 3]) };
    const soft = crossEntropy(logits, hot, { ...options, reduction: "sum" }).itemSync();
    expect(soft).toBeCloseTo(crossEntropy(logits, int([2, 0]), { ...options, reduction: "sum" }).itemSync(), 5);
  });

  it("equals nllLoss of log softmax for random scores and any extra axes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (n, c, extra) => {
          const shape = extra === 0 ? [n, c] : [n, c, extra];
          const x = randn(shape);
          const count = n * Math.max(extra, 1);
          const y = tensor(
            Int32Array.from({ length: count }, (_, i) => (i * 7) % c),
            { shape: extra === 0 ? [n] : [n, extra] },
          );
          const a = crossEntropy(x, y).itemSync();
          const b = nllLoss(x.logSoftmax(1), y).itemSync();
          expect(a).toBeCloseTo(b, 5);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("averages over the weights of the items that count, as nllLoss does", () => {
    const options = { weight: tensor([1, 3]), ignoreIndex: 7 };
    const scores = tensor([
      [-1, -2],
      [-4, -8],
      [-9, -9],
    ]);
    expect(nllLoss(scores, int([0, 1, 7]), options).itemSync()).toBeCloseTo((1 * 1 + 3 * 8) / 4, 5);
    expect(() => nllLoss(scores, int([0, 1, 2]))).toThrow(/nllLoss: target\[2\]=2/);
  });

  it("has the gradient of its value", () => {
    manualSeed(2);
    const x = randn([3, 4, 2], { dtype: "float64", requiresGrad: true });
    const weight = tensor([0.5, 1, 2, 0.1], { dtype: "float64" });
    const y = int([
      [0, 3],
      [1, 1],
      [2, 0],
    ]);
    expect(() =>
      gradcheck((t: Tensor) => crossEntropy(t, y, { weight, labelSmoothing: 0.1, ignoreIndex: 3 }), [x]),
    ).not.toThrow();
  });

  it("names what does not fit", () => {
    const logits = tensor([[1, 2, 3]]);
    expect(() => crossEntropy(logits, int([3]))).toThrow(ParameterError);
    expect(() => crossEntropy(logits, int([3]))).toThrow(/target\[0\]=3.*0…2/);
    expect(() => crossEntropy(logits, int([0, 1]))).toThrow(ShapeError);
    expect(() => crossEntropy(logits, tensor([0]))).toThrow(DTypeError);
    expect(() => crossEntropy(logits, int([0]), { weight: tensor([1, 2]) })).toThrow(/weight \[2\]/);
    expect(() => crossEntropy(logits, int([0]), { labelSmoothing: 2 })).toThrow(/labelSmoothing=2/);
  });
});

describe("loss modules", () => {
  it("print and hold weights as PyTorch's do", () => {
    const loss = new CrossEntropyLoss({ weight: tensor([1, 2]) });
    expect(String(loss)).toBe("CrossEntropyLoss()");
    expect(Object.keys(loss.stateDict())).toEqual(["weight"]);
    expect(loss(tensor([[0, 0]]), int([1])).itemSync()).toBeCloseTo(Math.log(2), 6);
    expect(new NLLLoss()(tensor([[-1, -2]]), int([1])).itemSync()).toBe(2);
    expect(new BCEWithLogitsLoss()(tensor([200, -200]), tensor([1, 1])).itemSync()).toBe(100);
  });
});
