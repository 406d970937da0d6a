import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { grad, noGrad, ones, ParameterError, ShapeError, tensor, zeros } from "../index.js";

describe("backward", () => {
  it("accumulates into the leaves and adds up over calls", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    x.square().sum().backward();
    expect(x.grad!.arraySync()).toEqual([2, 4, 6]);
    x.sum().backward();
    expect(x.grad!.arraySync()).toEqual([3, 5, 7]);
  });

  it("adds the gradients of every path to a tensor that is used several times", () => {
    const x = tensor([3], { requiresGrad: true });
    const y = x.mul(x);
    y.mul(y).add(y).sum().backward(); // x⁴ + x² → 4x³ + 2x
    expect(x.grad!.arraySync()).toEqual([114]);
  });

  it("walks a tape far deeper than the call stack", () => {
    const x = tensor([1], { requiresGrad: true });
    let y = x;
    for (let i = 0; i < 20_000; i++) y = y.add(0);
    y.sum().backward();
    expect(x.grad!.arraySync()).toEqual([1]);
  });

  it("records nothing under noGrad and after detach", () => {
    const x = tensor([2], { requiresGrad: true });
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(x.detach().mul(2).requiresGrad).toBe(false);
  });

  it("refuses a second walk through dropped tensors, and allows it with retainGraph", () => {
    const x = tensor([2], { requiresGrad: true });
    const y = x.mul(x).sum();
    y.backward(undefined, { retainGraph: true });
    y.backward();
    expect(x.grad!.arraySync()).toEqual([8]);
    expect(() => y.backward()).toThrow(/already used.*retainGraph: true/);
  });

  it("names what is wrong with a tensor that has no gradient or several elements", () => {
    expect(() => ones([1]).backward()).toThrow(ParameterError);
    const x = zeros([2, 3], { requiresGrad: true });
    expect(() => x.mul(2).backward()).toThrow(ShapeError);
    expect(() => x.mul(2).backward()).toThrow(/shape=\[2, 3\]/);
    expect(() => x.mul(2).backward(ones([3]))).toThrow(/gradient \[3\] must have the tensor's shape \[2, 3\]/);
  });
});

describe("grad", () => {
  it("leaves .grad alone and gives null for what takes no part", () => {
    const [x, z] = [tensor([2], { requiresGrad: true }), tensor([5], { requiresGrad: true })];
    const [gx, gz] = grad(x.square(), [x, z]);
    expect(gx!.arraySync()).toEqual([4]);
    expect(gz).toBeNull();
    expect(x.grad).toBeNull();
  });

  it("differentiates twice with createGraph", () => {
    const x = tensor([2], { requiresGrad: true });
    const [first] = grad(x.mul(x).mul(x), [x], { createGraph: true });
    const [second] = grad(first!, [x]);
    expect(first!.arraySync()).toEqual([12]);
    expect(second!.arraySync()).toEqual([12]);
  });

  it("differentiates convolution, batch norm, pooling and cross entropy twice", () => {
    const f64 = { dtype: "float64" as const, generator: new core.Generator(3) };
    const x = core.randn([2, 1, 4, 4], { ...f64, requiresGrad: true });
    const w = core.randn([2, 1, 3, 3], { ...f64, requiresGrad: true });
    const target = tensor(new Int32Array([1, 0]));
    const slope = (a: core.Tensor, b: core.Tensor): core.Tensor => {
      const y = core.batchNorm(core.conv2d(a, b, null, { padding: 1 }), { training: true });
      const logits = core.avgPool2d(core.maxPool2d(y.square(), 2), 2).flatten(1);
      const [g] = grad(core.softmaxCrossEntropy(logits, target).sum(), [b], { createGraph: true });
      return g!;
    };
    expect(core.gradcheck(slope, [x, w], { atol: 1e-4 })).toBe(true);
  });
});
