import { describe, expect, it } from "vitest";
import { arange, noGrad, ParameterError, tensor, type Tensor } from "@sonograd/core";
import { AdaptiveLogSoftmaxWithLoss } from "./index.js";

const wave = (shape: readonly number[], phase: number, frequency: number, size: number): Tensor =>
  arange(shape.reduce((n, extent) => n * extent, 1), { dtype: "float64" }).mul(frequency).add(phase).sin().mul(size).reshape(shape); // prettier-ignore
const weighted = (x: Tensor, phase: number): Tensor =>
  x.reshape([-1]).mul(arange(x.numel, { dtype: "float64" }).add(phase).cos()).sum(); // prettier-ignore

describe("AdaptiveLogSoftmaxWithLoss", () => {
  const make = (): AdaptiveLogSoftmaxWithLoss => {
    const layer = new AdaptiveLogSoftmaxWithLoss(8, 12, [3, 6], { divValue: 2, headBias: true }).to("float64");
    noGrad(() => layer.parameters().forEach((p, k) => p.copy_(wave(p.shape, k, 1.7, 0.4))));
    return layer;
  };

  it("gives PyTorch's log probabilities, loss and gradients", () => {
    const layer = make();
    const x = wave([5, 8], 0, 1.3, 1.5).requiresGrad_();
    const { output, loss } = layer(x, tensor([0, 4, 11, 7, 2], { dtype: "int32" }));
    const total = weighted(output, 1).add(weighted(loss, 1));
    total.backward();
    expect(total.itemSync()).toBeCloseTo(7.686809516, 8);
    expect(weighted(x.grad!, 2).itemSync()).toBeCloseTo(-0.05544519623, 8);
    const slopes = layer.parameters().reduce((sum, { grad }) => sum + weighted(grad!, 3).itemSync(), 0);
    expect(slopes).toBeCloseTo(-3.14374485, 7);
  });

  it("spreads a probability of 1 over all classes, of which predict names the largest", () => {
    const layer = make();
    const x = wave([5, 8], 1, 0.9, 3);
    const logProb = layer.logProb(x);
    for (const total of logProb.exp().sum(1).dataSync()) expect(total).toBeCloseTo(1, 12);
    expect(layer.predict(x).arraySync()).toEqual(logProb.argmax(1).arraySync());
    expect(layer(x.select(0, 1), tensor(9, { dtype: "int32" })).output.itemSync()).toBeCloseTo(logProb.select(0, 1).select(0, 9).itemSync(), 12); // prettier-ignore
  });

  it("refuses cutoffs that do not rise, and classes that do not exist", () => {
    expect(() => new AdaptiveLogSoftmaxWithLoss(8, 12, [6, 3])).toThrow(/cutoffs=\[6, 3\]/);
    expect(() => new AdaptiveLogSoftmaxWithLoss(8, 20, [4, 10, 15])).toThrow(ParameterError);
    expect(() => make()(wave([1, 8], 0, 1, 1), tensor([12], { dtype: "int32" }))).toThrow(/target\[0\]=12/);
  });
});
