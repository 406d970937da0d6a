import { describe, expect, it } from "vitest";
import { backward, differentiableMany, grad, tensor, type Tensor } from "../index.js";

/** [a·b, a + b], with a note of every call of the rule. */
function productAndSum(a: Tensor, b: Tensor, calls: (boolean | null)[][] = []): Tensor[] {
  return differentiableMany(
    "productAndSum",
    [a, b],
    () => [a.mul(b), a.add(b), a.gt(b)],
    () => (grads, needs) => {
      calls.push([...grads.map((g) => g !== null), ...needs]);
      const [product, sum] = grads.map((g) => g ?? a.mul(0));
      return [product.mul(b).add(sum), product.mul(a).add(sum)];
    },
  );
}

describe("an op with several results", () => {
  it("is walked once for all results that got a gradient", () => {
    const [a, b] = [tensor([2], { requiresGrad: true }), tensor([5], { requiresGrad: true })];
    const calls: (boolean | null)[][] = [];
    const [p, s] = productAndSum(a, b, calls);
    p.mul(10).add(s).sum().backward();
    expect([a.grad!.arraySync(), b.grad!.arraySync()]).toEqual([[51], [21]]);
    expect(calls).toEqual([[true, true, false, true, true]]);
  });

  it("gives null for a result without gradient, and tells which inputs want one", () => {
    const [a, b] = [tensor([2], { requiresGrad: true }), tensor([5])];
    const calls: (boolean | null)[][] = [];
    const [, s] = productAndSum(a, b, calls);
    s.backward();
    expect(a.grad!.arraySync()).toEqual([1]);
    expect(calls).toEqual([[false, true, false, true, false]]);
  });

  it("asks only for what the walk at hand is after", () => {
    const [a, b] = [tensor([2], { requiresGrad: true }), tensor([5], { requiresGrad: true })];
    const calls: (boolean | null)[][] = [];
    const [p] = productAndSum(a, b, calls);
    expect(grad(p, [b])[0].arraySync()).toEqual([2]);
    expect(calls[0].slice(3)).toEqual([false, true]);
  });

  it("records nothing for results without fractions, nor without a wish for gradients", () => {
    const [p, s, larger] = productAndSum(tensor([2], { requiresGrad: true }), tensor([5]));
    expect([p, s, larger].map((t) => t.requiresGrad)).toEqual([true, true, false]);
    expect(productAndSum(tensor([2]), tensor([5])).some((t) => t.requiresGrad)).toBe(false);
  });

  it("differentiates twice, and its results stand for themselves in hooks and inputs", () => {
    const a = tensor([3], { requiresGrad: true });
    const [p, s] = productAndSum(a, a);
    const [gp, gs, ga] = grad(p.mul(s), [p, s, a], { createGraph: true }); // 2a³
    expect([gp.arraySync(), gs.arraySync(), ga.arraySync()]).toEqual([[6], [9], [54]]);
    expect(grad(ga, [a])[0].arraySync()).toEqual([36]);
  });

  it("gives a handle of its own for a result that is an input, or one tensor twice", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const twice = x.mul(2).detach();
    const outs = differentiableMany("same", [x], () => [x, twice, twice], () => (g) => [g[0]!.add(g[1]!.mul(2)).add(g[2]!.mul(3))]); // prettier-ignore
    expect(new Set([x, ...outs]).size).toBe(4);
    expect(x.isLeaf).toBe(true);
    backward(
      outs.map((t) => t.sum()),
      null,
    );
    expect(x.grad!.arraySync()).toEqual([6, 6]);
  });
});
