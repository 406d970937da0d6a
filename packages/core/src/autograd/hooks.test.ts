import { describe, expect, it } from "vitest";
import { capture, differentiable, grad, noGrad, ones, ParameterError, tensor, zeros, type Tensor } from "../index.js";

describe("registerHook", () => {
  it("sees the complete gradient of a leaf and of an intermediate, every walk anew", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = x.mul(3);
    const seen: unknown[] = [];
    y.registerHook((g) => void seen.push(["y", g.arraySync()]));
    x.registerHook((g) => void seen.push(["x", g.arraySync()]));
    y.square().add(y).sum().backward(undefined, { retainGraph: true }); // 2y + 1
    expect(seen).toEqual([
      ["y", [7, 13]],
      ["x", [21, 39]],
    ]);
    y.sum().backward();
    expect(seen.slice(2)).toEqual([
      ["y", [1, 1]],
      ["x", [3, 3]],
    ]);
  });

  it("replaces the gradient by what a hook returns, in the order of registration", () => {
    const x = tensor([1, 1], { requiresGrad: true });
    const y = x.mul(1);
    y.registerHook((g) => g.mul(10));
    y.registerHook((g) => g.add(1));
    x.registerHook((g) => g.neg());
    y.sum().backward();
    expect(x.grad!.arraySync()).toEqual([-11, -11]);
  });

  it("applies to what grad() returns, for a leaf and for an intermediate", () => {
    const x = tensor([2], { requiresGrad: true });
    const y = x.mul(3);
    y.registerHook((g) => g.mul(2));
    const [gy, gx] = grad(y.square(), [y, x]);
    expect([gy.arraySync(), gx.arraySync()]).toEqual([[24], [72]]);
  });

  it("stops with remove(), also where one function was registered twice", () => {
    const x = tensor([1], { requiresGrad: true });
    let calls = 0;
    const count = (): void => void calls++;
    const first = x.registerHook(count);
    x.registerHook(count);
    x.mul(2).backward();
    expect(calls).toBe(2);
    first.remove();
    first.remove();
    x.mul(2).backward();
    expect(calls).toBe(3);
  });

  it("outlives switching requiresGrad off and on", () => {
    const x = tensor([1], { requiresGrad: true });
    x.registerHook((g) => g.mul(5));
    x.requiresGrad_(false).requiresGrad_();
    x.mul(2).backward();
    expect(x.grad!.arraySync()).toEqual([10]);
  });

  it("is recorded with createGraph", () => {
    const x = tensor([3], { requiresGrad: true });
    x.registerHook((g) => g.mul(x));
    const [first] = grad(x.square(), [x], { createGraph: true }); // 2x · x
    expect(first.arraySync()).toEqual([18]);
    expect(grad(first.sum().div(1), [x], { allowUnused: true })[0]!.arraySync()).toEqual([36]); // 4x · x
  });

  it("refuses tensors without gradient and results that do not fit, naming both", () => {
    expect(() => ones([1]).registerHook(() => {})).toThrow(/registerHook: the tensor does not require a gradient/);
    const wrong = (hook: (g: Tensor) => unknown): (() => void) => {
      const x = tensor([1, 2], { requiresGrad: true });
      x.registerHook(hook as (g: Tensor) => Tensor);
      return () => x.sum().backward();
    };
    expect(wrong(() => zeros([3]))).toThrow(/float32 \[3\] on "cpu" in place of float32 \[2\]/);
    expect(wrong((g) => g.to("float64"))).toThrow(/float64 \[2\]/);
    expect(wrong(() => 3)).toThrow(/returned number/);
    expect(wrong(() => 3)).toThrow(ParameterError);
  });

  it("is not called where no gradient is wanted or none arrives", () => {
    const [x, z] = [tensor([1], { requiresGrad: true }), tensor([1], { requiresGrad: true })];
    const side = z.mul(2);
    side.registerHook(() => expect.unreachable());
    grad(x.mul(2).add(side), [x]);
    grad([x.mul(2), side], [x]);
  });
});

describe("retainGrad", () => {
  it("keeps the gradient of an intermediate, after all hooks, and adds up", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = x.mul(2);
    expect(y.retainsGrad).toBe(false);
    expect(y.retainGrad()).toBe(y);
    expect(y.retainsGrad).toBe(true);
    y.registerHook((g) => g.mul(10));
    y.sum().backward(undefined, { retainGraph: true });
    expect(y.grad!.arraySync()).toEqual([10, 10]);
    y.sum().backward();
    expect(y.grad!.arraySync()).toEqual([20, 20]);
    expect(x.grad!.arraySync()).toEqual([40, 40]);
  });

  it("leaves .grad null for an intermediate that did not ask, and changes nothing for a leaf", () => {
    const x = tensor([1], { requiresGrad: true });
    const y = x.mul(2);
    x.retainGrad();
    y.square().backward();
    expect(y.grad).toBeNull();
    expect(x.retainsGrad).toBe(false);
    expect(x.grad!.arraySync()).toEqual([8]);
    expect(() => ones([1]).retainGrad()).toThrow(/retainGrad: the tensor does not require/);
  });

  it("keeps the gradient of the tensor backward() starts at", () => {
    const y = tensor([1], { requiresGrad: true }).mul(2).retainGrad();
    y.backward();
    expect(y.grad!.arraySync()).toEqual([1]);
  });
});

describe("registerPostAccumulateGradHook", () => {
  it("comes after .grad has grown, with the leaf", () => {
    const w = tensor([1, 1], { requiresGrad: true });
    const handle = w.registerPostAccumulateGradHook((leaf) => {
      expect(leaf).toBe(w);
      noGrad(() => leaf.copy_(leaf.sub(leaf.grad!.mul(0.5))));
      leaf.grad = null;
    });
    w.mul(tensor([2, 4]))
      .sum()
      .backward();
    expect(w.arraySync()).toEqual([0, -1]);
    expect(w.grad).toBeNull();
    handle.remove();
    w.sum().backward();
    expect(w.grad!.arraySync()).toEqual([1, 1]);
  });

  it("is for leaves only", () => {
    const y = tensor([1], { requiresGrad: true }).mul(2);
    expect(() => y.registerPostAccumulateGradHook(() => {})).toThrow(/result of "mul", and only leaves accumulate/);
  });
});

describe("the memory of .grad", () => {
  it("is shared with nothing: not with another leaf, the seed, a saved tensor or what a hook kept", () => {
    const [a, b] = [tensor([1, 2], { requiresGrad: true }), tensor([1, 2], { requiresGrad: true })];
    const seed = ones([2]);
    const sum = a.add(b);
    let kept!: Tensor;
    sum.registerHook((g) => void (kept = g));
    sum.backward(seed);
    const storages = [a.grad!, b.grad!, seed, kept].map((t) => t.storage);
    expect(new Set(storages.slice(0, 3)).size).toBe(3);
    a.grad!.fill_(7);
    expect([b.grad!, seed, kept].map((t) => t.arraySync())).toEqual([[1, 1], [1, 1], [1, 1]]); // prettier-ignore
  });

  it("is its own without hooks too, whether the walk made it, the user gave it or a rule had saved it", () => {
    const [a, b] = [zeros([2], { requiresGrad: true }), zeros([2], { requiresGrad: true })];
    const seed = ones([2]);
    a.add(0).backward(seed);
    expect(a.grad!.storage).not.toBe(seed.storage);
    a.grad = null;
    a.add(b).mul(2).backward(seed);
    expect(a.grad!.storage).not.toBe(b.grad!.storage);
    const saved = ones([2]);
    a.grad = null;
    differentiable("saving", [a], () => a.mul(1), () => [() => saved]).sum().backward(); // prettier-ignore
    expect(a.grad!.storage).not.toBe(saved.storage);
  });

  it("is not that of an intermediate which retains its gradient and hands it on", () => {
    const x = zeros([2], { requiresGrad: true });
    const y = x.add(1).retainGrad();
    y.mul(2).backward(ones([2]));
    expect([y.grad!.arraySync(), x.grad!.arraySync()]).toEqual([[2, 2], [2, 2]]); // prettier-ignore
    expect(y.grad!.storage).not.toBe(x.grad!.storage);
  });

  it("is not what a hook kept and replaced, while another leaf got the same gradient", () => {
    const [a, b] = [zeros([2], { requiresGrad: true }), zeros([2], { requiresGrad: true })];
    const kept: Tensor[] = [];
    const keep = (g: Tensor): Tensor => (kept.push(g), g.neg());
    for (const t of [a, b]) {
      const handle = t.registerHook(keep);
      a.add(b)
        .mul(2)
        .backward(ones([2]));
      handle.remove();
      for (const leaf of [a, b]) expect(kept.map((g) => g.storage)).not.toContain(leaf.grad!.storage);
      [a.grad, b.grad] = [null, null];
    }
  });

  it("is its own and dense where the rule gave a broadcast view", () => {
    const x = zeros([3], { requiresGrad: true });
    x.sum().mul(2).backward();
    x.grad!.narrow(0, 0, 1).fill_(5);
    expect(x.grad!.arraySync()).toEqual([5, 2, 2]);
  });

  it("is taken over without a copy where the walk made it", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = x.square().sum();
    const names: string[] = [];
    capture(
      (call) => names.push(call.name),
      () => y.backward(),
    );
    expect(names).not.toContain("copy");
  });
});
