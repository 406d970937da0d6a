import { describe, expect, it } from "vitest";
import { DTypeError, gradcheck, logSigmoid, manualSeed, ParameterError, randn, ShapeError, tensor, type Tensor } from "@sonograd/core"; // prettier-ignore
import * as nn from "./index.js";

const f64 = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "float64", requiresGrad: true });
const int = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const list = (t: Tensor): number[] => Array.from(t.dataSync());
const near = (t: Tensor, expected: number[], digits = 10): void => {
  expect(t.numel).toBe(expected.length);
  list(t).forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));
};
const NONE = { reduction: "none" } as const;

describe("losses of differences", () => {
  it("smoothL1Loss and huberLoss bend at beta and delta", () => {
    const [input, target] = [f64([0, 0.5, 3, -3]), f64([0, 0, 0, 0])];
    near(nn.smoothL1Loss(input, target, NONE), [0, 0.125, 2.5, 2.5]);
    near(nn.smoothL1Loss(input, target, { ...NONE, beta: 0.5 }), [0, 0.25, 2.75, 2.75]);
    near(nn.smoothL1Loss(input, target, { ...NONE, beta: 0 }), [0, 0.5, 3, 3]);
    near(nn.huberLoss(input, target, { ...NONE, delta: 2 }), [0, 0.125, 4, 4]);
    near(new nn.HuberLoss({ reduction: "sum" })(input, target), [5.125]);
    near(new nn.SmoothL1Loss()(input, target), [5.125 / 4]);
    expect(() => nn.huberLoss(input, target, { delta: 0 })).toThrow(ParameterError);
    expect(() => nn.smoothL1Loss(input, target, { beta: -1 })).toThrow(/beta=-1/);
    expect(() => nn.huberLoss(input, f64([1]))).toThrow(ShapeError);
  });
});

describe("likelihoods", () => {
  it("binaryCrossEntropy stays at 100 for a certain wrong answer, with a finite slope", () => {
    const x = f64([0, 1, 0.25, 1]);
    const y = nn.binaryCrossEntropy(x, f64([1, 0, 1, 1]), NONE);
    near(y, [100, 100, Math.log(4), 0]);
    y.sum().backward();
    near(x.grad!, [-1e12, 1e12, -4, 0]);
    const weight = f64([1, 2, 3]);
    near(new nn.BCELoss({ weight, reduction: "sum" })(f64([0.5, 0.5, 0.5]), f64([0, 1, 0.5])), [6 * Math.LN2]);
    expect(Object.keys(new nn.BCELoss({ weight }).stateDict())).toEqual(["weight"]);
  });

  it("binaryCrossEntropy of sigmoids is binaryCrossEntropyWithLogits, in value and slopes", () => {
    manualSeed(1);
    const [x, t] = [randn([5], { dtype: "float64", requiresGrad: true }), f64([0, 1, 0.3, 0.9, 0.5])];
    near(nn.binaryCrossEntropy(x.sigmoid(), t, NONE), list(nn.binaryCrossEntropyWithLogits(x, t, NONE)));
    expect(gradcheck((a, b) => nn.binaryCrossEntropy(a.sigmoid(), b), [x, t])).toBe(true);
  });

  it("binaryCrossEntropyWithLogits slopes by σ(x) − t, also at logits of 0, where networks start", () => {
    const x = f64([0, 0, 0, 2]);
    nn.binaryCrossEntropyWithLogits(x, f64([1, 0, 0.3, 1]), { reduction: "sum" }).backward();
    near(x.grad!, [-0.5, 0.5, 0.2, 1 / (1 + Math.exp(-2)) - 1]);
  });

  it("klDiv is 0 for equal distributions, and counts 0 · log 0 as 0", () => {
    const p = f64([[0.5, 0.5, 0], [0.25, 0.25, 0.5]]); // prettier-ignore
    const q = f64([[0.25, 0.25, 0.5], [0.25, 0.25, 0.5]]); // prettier-ignore
    near(nn.klDiv(q.log(), p, { reduction: "batchmean" }), [Math.LN2 / 2]);
    near(nn.klDiv(q.log(), q, { reduction: "sum" }), [0]);
    near(nn.klDiv(q.log(), q.mul(0.5).add(0.1).log(), { ...NONE, logTarget: true }).narrow(0, 0, 1), [0.225, 0.225, 0.35].map((v, i) => v * Math.log(v / [0.25, 0.25, 0.5][i]))); // prettier-ignore
    near(new nn.KLDivLoss()(q.log(), p), [Math.LN2 / 6]);
  });

  it("poissonNllLoss and gaussianNllLoss are negative logarithms of their densities", () => {
    near(nn.poissonNllLoss(f64([0, 1]), f64([1, 2]), NONE), [1, Math.E - 2]);
    near(nn.poissonNllLoss(f64([2]), f64([3]), { ...NONE, logInput: false, eps: 0 }), [2 - 3 * Math.log(2)]);
    const stirling = 3 * Math.log(3) - 3 + 0.5 * Math.log(6 * Math.PI);
    near(nn.poissonNllLoss(f64([0, 0]), f64([3, 1]), { ...NONE, full: true }), [1 + stirling, 1]);
    near(nn.gaussianNllLoss(f64([1]), f64([3]), f64([4]), NONE), [0.5 * (Math.log(4) + 1)]);
    near(nn.gaussianNllLoss(f64([1]), f64([1]), f64([0]), { ...NONE, eps: 0.5, full: true }), [
      0.5 * Math.log(Math.PI),
    ]);
    near(new nn.GaussianNLLLoss({ reduction: "sum" })(f64([[1, 2], [0, 0]]), f64([[1, 2], [0, 0]]), f64([Math.E, 1])), [1]); // prettier-ignore
    expect(() => nn.gaussianNllLoss(f64([[1, 2]]), f64([[1, 2]]), f64([1, 2, 3]))).toThrow(/variance \[3\]/);
  });
});

describe("margin losses", () => {
  it("are 0 on the right side of the margin", () => {
    const target = f64([1, -1, 1]);
    near(nn.marginRankingLoss(f64([2, 2, 0]), f64([1, 1, 1]), target, { ...NONE, margin: 0.5 }), [0, 1.5, 1.5]);
    near(nn.hingeEmbeddingLoss(f64([0.2, 0.2, 3]), target, NONE), [0.2, 0.8, 3]);
    near(nn.softMarginLoss(f64([0, 800, -800]), f64([1, 1, 1]), NONE), [Math.LN2, 0, 800]);
    near(new nn.MarginRankingLoss()(f64([2]), f64([1]), f64([-1])), [1]);
    near(new nn.HingeEmbeddingLoss({ margin: 2 })(f64([0.5]), f64([-1])), [1.5]);
    near(new nn.SoftMarginLoss()(f64([0]), f64([-1])), [Math.LN2]);
  });

  it("cosineEmbeddingLoss and tripletMarginLoss compare vectors", () => {
    const [a, b] = [f64([[1, 0], [1, 0]]), f64([[0.6, 0.8], [0.6, 0.8]])]; // prettier-ignore
    near(nn.cosineEmbeddingLoss(a, b, f64([1, -1]), { ...NONE, margin: 0.1 }), [0.4, 0.5]);
    near(new nn.CosineEmbeddingLoss()(a.select(0, 0), b.select(0, 0), tensor(1)), [0.4]);
    expect(() => nn.cosineEmbeddingLoss(a, b, f64([1]))).toThrow(ShapeError);
    const [anchor, positive, negative] = [f64([[0, 0]]), f64([[3, 4]]), f64([[0, 6]])];
    near(nn.tripletMarginLoss(anchor, positive, negative, { eps: 0, margin: 2 }), [1]);
    near(nn.tripletMarginLoss(anchor, positive, negative, { eps: 0, margin: 2, swap: true }), [7 - Math.sqrt(13)]);
    near(new nn.TripletMarginLoss({ p: 1, eps: 0 })(anchor, positive, negative), [2]);
    const distanceFunction = (s: Tensor, t: Tensor): Tensor => s.sub(t).abs().amax(-1);
    near(new nn.TripletMarginWithDistanceLoss({ distanceFunction })(anchor, positive, negative), [0]);
    near(nn.tripletMarginWithDistanceLoss(anchor, positive, negative, { distanceFunction, margin: 3 }), [1]);
  });

  it("multiMarginLoss and multilabelMarginLoss compare scores of classes", () => {
    const x = f64([[0.1, 0.2, 0.4, 0.8]]);
    near(nn.multiMarginLoss(x, int([3])), [(0.3 + 0.4 + 0.6) / 4]);
    near(nn.multiMarginLoss(x, int([3]), { p: 2, weight: f64([1, 1, 1, 2]) }), [(2 * (0.09 + 0.16 + 0.36)) / 4]);
    near(new nn.MultiMarginLoss({ margin: 0.5 })(x.squeeze(0), tensor(3, { dtype: "int32" })), [0.1 / 4]);
    // labels 3 and 0; PyTorch's own example
    near(nn.multilabelMarginLoss(x, int([[3, 0, -1, 1]])), [0.85]);
    near(new nn.MultiLabelMarginLoss(NONE)(x.squeeze(0), int([-1, 0, 1, 2])), [0]);
    near(nn.multilabelSoftMarginLoss(x, f64([[1, 0, 1, 0]])), [-[0.1, -0.2, 0.4, -0.8].reduce((s, v) => s + logSigmoid(f64([v])).itemSync(), 0) / 4]); // prettier-ignore
    expect(Object.keys(new nn.MultiLabelSoftMarginLoss({ weight: f64([1]) }).stateDict())).toEqual(["weight"]);
    expect(() => nn.multiMarginLoss(x, f64([3]))).toThrow(DTypeError);
    expect(() => nn.multiMarginLoss(x, int([3]), { p: 3 as 2 })).toThrow(/p=3/);
    expect(() => nn.multiMarginLoss(x, int([1, 2]))).toThrow(ShapeError);
    expect(() => nn.multilabelMarginLoss(x, int([[1]]))).toThrow(ShapeError);
  });
});

describe("ctcLoss", () => {
  it("averages over the batch, each loss divided by its number of labels", () => {
    manualSeed(2);
    const logProbs = randn([6, 2, 4], { dtype: "float64" }).logSoftmax(2);
    const targets = int([[1, 2], [3, 0]]); // prettier-ignore
    const [a, b] = list(nn.ctcLoss(logProbs, targets, [6, 6], [2, 0], NONE));
    near(nn.ctcLoss(logProbs, targets, [6, 6], [2, 0]), [(a / 2 + b) / 2]);
    near(new nn.CTCLoss({ reduction: "sum" })(logProbs, targets, int([6, 6]), int([2, 0])), [a + b]);
    const one = logProbs.select(1, 0);
    expect(nn.ctcLoss(one, int([1, 2]), 6, 2, NONE).shape).toEqual([]);
    near(nn.ctcLoss(one, int([1, 2]), 6, 2), [a / 2]);
    near(new nn.CTCLoss({ zeroInfinity: true })(one.narrow(0, 0, 1), int([1, 2]), 1, 2), [0]);
    expect(() => nn.ctcLoss(one.select(0, 0), int([1]), 1, 1)).toThrow(ShapeError);
  });
});
