import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { backendOf, capture, keep, ones, scope, tensor, type Storage, type Tensor } from "../index.js";

let freed: Storage[];
beforeEach(() => {
  freed = [];
  vi.spyOn(backendOf("cpu"), "free").mockImplementation((storage) => void freed.push(storage));
});
afterEach(() => vi.restoreAllMocks());

const wasFreed = (t: Tensor): boolean => freed.includes(t.storage);

it("frees what was made inside and not what is returned, also in arrays and objects", () => {
  const outside = ones([2]);
  let lost!: Tensor;
  const result = scope(() => {
    lost = outside.add(1);
    return { y: lost.mul(2), list: [outside, lost.add(5).reshape([2, 1])] };
  });
  expect(wasFreed(lost)).toBe(true);
  expect([result.y, ...result.list, outside].some(wasFreed)).toBe(false);
  expect(freed.length).toBe(new Set(freed).size);
});

it("keeps gradients of leaves, kept tensors and, while backward() is pending, everything", () => {
  const x = tensor([1, 2], { requiresGrad: true });
  let state!: Tensor;
  scope(() => {
    state = keep(ones([2]));
    x.square().sum().backward();
  });
  expect([x.grad!, state].some(wasFreed)).toBe(false);
  const count = freed.length;
  const loss = scope(() => x.exp().sum());
  expect(freed.length).toBe(count);
  loss.backward();
  expect(x.grad!.arraySync()).not.toEqual([2, 4]);
});

it("nests: what an inner scope returns belongs to the outer one", () => {
  let inner!: Tensor;
  scope(() => {
    inner = scope(() => ones([3]).add(1));
    expect(wasFreed(inner)).toBe(false);
  });
  expect(wasFreed(inner)).toBe(true);
});

it("ends when fn throws", () => {
  expect(() => scope(() => { throw new Error("x"); })).toThrow("x"); // prettier-ignore
  const y = ones([1]).add(1);
  expect(wasFreed(y)).toBe(false);
});

it("a capture sees the same primitives inside a scope", () => {
  const names: string[] = [];
  capture((call) => names.push(call.name), () => scope(() => ones([2]).add(1))); // prettier-ignore
  expect(names).toEqual(["map", "map"]);
});
