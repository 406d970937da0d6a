import { describe, expect, it } from "vitest";
import { batchNorm, grad, noGrad, ones, ParameterError, tensor, zeros } from "../index.js";

describe("a write in place between an op and backward()", () => {
  it("is refused where the gradient needs the old values, naming op and input", () => {
    const message = (): string => {
      const x = tensor([1, 2], { requiresGrad: true });
      const w = tensor([3, 4], { requiresGrad: true });
      const y = x.mul(w).sum();
      noGrad(() => w.fill_(0));
      try {
        y.backward();
      } catch (error) {
        expect(error).toBeInstanceOf(ParameterError);
        return (error as Error).message;
      }
      return expect.unreachable();
    };
    expect(message()).toBe(
      'backward: the gradient of "mul" needs its input 1, float32 [2], as it was, but it was written in place since. Call backward() before the write, or write to a clone.',
    );
  });

  it("is refused through a view, and for the op's own result", () => {
    const x = zeros([2, 3], { requiresGrad: true });
    const y = x.square().sum();
    noGrad(() =>
      x
        .select(0, 1)
        .narrow(0, 0, 1)
        .copy_(ones([1])),
    );
    expect(() => y.backward()).toThrow(/"square" needs its input 0/);

    const z = zeros([2]).requiresGrad_().exp();
    noGrad(() => z.fill_(9));
    expect(() => z.sum().backward()).toThrow(/"exp" needs a tensor it saved/);
  });

  it("is refused for tensors that are no inputs, as an index or a mask", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    const index = tensor(new Int32Array([0, 0]));
    const mask = tensor([true, false, true]);
    const [picked, chosen] = [x.gather(0, index).sum(), x.where(mask, 0).sum()];
    index.fill_(2);
    mask.fill_(0);
    expect(() => picked.backward()).toThrow(/"gather" needs/);
    expect(() => chosen.backward()).toThrow(/"where" needs/);
  });

  it("is fine where the gradient does not need the values", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const buffer = tensor([3, 4]);
    const w = tensor([5, 6]);
    const y = x.add(buffer).mul(w).sum(); // the sum's gradient needs neither side, the product's not the sum
    buffer.fill_(0);
    y.backward();
    expect(x.grad!.arraySync()).toEqual([5, 6]);
    const p = w.clone().requiresGrad_();
    const z = p.mul(x.detach()).sum(); // only p wants a gradient, so p's values are not needed
    noGrad(() => p.fill_(0));
    z.backward();
    expect(p.grad!.arraySync()).toEqual([1, 2]);
  });

  it("is fine before the op and after the walk", () => {
    const w = tensor([1, 1], { requiresGrad: true });
    for (let step = 0; step < 3; step++) {
      const loss = w.square().sum();
      w.grad = null;
      loss.backward();
      noGrad(() => w.copy_(w.sub(w.grad!.mul(0.25))));
    }
    expect(w.arraySync()).toEqual([0.125, 0.125]);
  });

  it("is refused in the second walk too", () => {
    const x = tensor([2], { requiresGrad: true });
    const w = tensor([3]);
    const [first] = grad(x.mul(w).square(), [x], { createGraph: true }); // 2xw · w, a product with w
    w.fill_(0);
    expect(() => first.backward()).toThrow(/"mul" needs its input 1/);
  });

  it("by a layer's running statistics does not matter", () => {
    const x = ones([4, 2])
      .add(tensor([[1], [2], [3], [5]]))
      .requiresGrad_();
    const running = { runningMean: zeros([2]), runningVar: ones([2]) };
    const y = batchNorm(x, { ...running, training: true })
      .square()
      .sum();
    batchNorm(x.detach(), { ...running, training: true });
    y.backward();
    expect(x.grad!.shape).toEqual([4, 2]);
    const still = batchNorm(x, running).sum();
    batchNorm(x.detach(), { ...running, training: true });
    expect(() => still.backward()).toThrow(/"batchNorm" needs/);
  });
});
