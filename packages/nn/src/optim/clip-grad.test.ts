import { compile, ParameterError, randn, tensor, Generator, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Linear, Sequential, Tanh } from "../modules/index.js";
import { clipGradNorm, clipGradValue, SGD } from "./index.js";

function withGrads(...values: number[][]): Tensor[] {
  return values.map((v) => {
    const w = tensor(v).requiresGrad_();
    w.square().sum().div(2).backward();
    return w;
  });
}
const norm = (parameters: Iterable<Tensor>): number =>
  Math.hypot(...[...parameters].flatMap((p) => [...p.grad!.dataSync()]));

describe("clipGradNorm", () => {
  it("scales all gradients together to the norm, and says what it was", () => {
    const parameters = withGrads([3, 4], [12]);
    expect(clipGradNorm(parameters, 6.5).itemSync()).toBeCloseTo(13, 5);
    expect(norm(parameters)).toBeCloseTo(6.5, 5);
    expect(parameters[0].grad!.dataSync()[0] / parameters[1].grad!.dataSync()[0]).toBeCloseTo(3 / 12, 5);
  });

  it("leaves smaller gradients alone, and parameters without one", () => {
    const parameters = withGrads([0.3, 0.4]);
    clipGradNorm([...parameters, tensor([1]).requiresGrad_()], 1);
    expect([...parameters[0].grad!.dataSync()]).toEqual([Math.fround(0.3), Math.fround(0.4)]);
  });

  it("takes other norms", () => {
    expect(clipGradNorm(withGrads([3, -4], [12]), 1, { normType: 1 }).itemSync()).toBeCloseTo(19, 5);
    expect(clipGradNorm(withGrads([3, -4], [12]), 1, { normType: Infinity }).itemSync()).toBe(12);
  });

  it("is part of a compiled step, which trains as the written one", () => {
    const run = (compiles: boolean): number[] => {
      const generator = new Generator(4);
      const model = new Sequential(new Linear(4, 6), new Tanh(), new Linear(6, 2));
      for (const p of model.parameters()) p.detach().copy_(randn(p.shape, { generator }));
      const optimizer = new SGD(model.parameters(), { lr: 0.1 });
      const step = (x: Tensor): Tensor => {
        optimizer.zeroGrad();
        model(x).square().mean().backward();
        const total = clipGradNorm(model.parameters(), 0.5);
        optimizer.step();
        return total;
      };
      const taken = compiles ? compile(step) : step;
      return [1, 2, 3].map((k) => taken(randn([5, 4], { generator: new Generator(k) })).itemSync());
    };
    expect(run(true)).toEqual(run(false));
  });

  it("refuses what makes no sense", () => {
    expect(() => clipGradNorm(withGrads([1]), -1)).toThrow(ParameterError);
    expect(() => clipGradNorm(withGrads([1]), 1, { normType: 0 })).toThrow(/normType=0/);
    expect(() => clipGradNorm([tensor([1])], 1)).toThrow(/backward\(\) first/);
  });
});

it("clipGradValue cuts every element", () => {
  const [w] = withGrads([3, -4, 0.5]);
  clipGradValue(w, 1);
  expect([...w.grad!.dataSync()]).toEqual([1, -1, 0.5]);
  expect(() => clipGradValue(w, Number.NaN)).toThrow(ParameterError);
});
