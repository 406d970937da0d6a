// Behaviour that the conformance table, which compares numbers, does not see: views, errors, writing, printing.
import { describe, expect, it } from "vitest";
import {
  arange, BackendError, cat, complex, conv2d, dropout, DTypeError, eye, fromTypedArray, Generator, linspace, manualSeed, maxPool2d, ones, ParameterError,
  rand, randint, randn, randperm, ShapeError, slice, tensor, zeros,
} from "../index.js"; // prettier-ignore

describe("creation", () => {
  it("takes nested arrays, typed arrays and numbers", () => {
    expect(tensor([[1, 2], [3, 4]]).shape).toEqual([2, 2]); // prettier-ignore
    expect(tensor(3).shape).toEqual([]);
    expect(tensor([true, false]).dtype).toBe("bool");
    expect(tensor(new Int32Array([1, 2])).dtype).toBe("int32");
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[1, 2]], { dtype: "complex64" }).shape).toEqual([1]);
  });

  it("refuses ragged rows with the depth", () => {
    expect(() => tensor([[1, 2], [3]])).toThrow(/rows of different length at depth 1/); // prettier-ignore
    expect(() => tensor([[1, 2], 3] as never)).toThrow(ShapeError);
  });

  it("shares a typed array without a copy, and copies in tensor()", () => {
    const array = new Float32Array([1, 2, 3]);
    const [shared, copied] = [fromTypedArray(array), tensor(array)];
    array[0] = 9;
    expect(shared.arraySync()).toEqual([9, 2, 3]);
    expect(copied.arraySync()).toEqual([1, 2, 3]);
    expect(() => fromTypedArray(array, [3], { dtype: "int32" })).toThrow(/needs a Int32Array, got Float32Array/);
  });

  it("counts like Python", () => {
    expect(arange(3).arraySync()).toEqual([0, 1, 2]);
    expect(arange(2, -1, -1).arraySync()).toEqual([2, 1, 0]);
    expect(() => arange(0, 5, -1)).toThrow(/arange: start=0, end=5, step=-1/);
    expect(linspace(0, 1, 5).arraySync()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(eye(2).arraySync()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
  });
});

describe("views", () => {
  const x = arange(24).reshape([2, 3, 4]);

  it("share memory", () => {
    const base = zeros([2, 3]);
    base.t().set([1, 0], 7);
    expect(base.arraySync()).toEqual([[0, 7, 0], [0, 0, 0]]); // prettier-ignore
  });

  it("index like Python's square brackets", () => {
    expect(x.get(1, 2, 3).itemSync()).toBe(23);
    expect(x.get(0, slice(1, -1)).arraySync()).toEqual([[4, 5, 6, 7]]);
    expect(x.get("...", 0).shape).toEqual([2, 3]);
    expect(x.get(null, 0).shape).toEqual([1, 3, 4]);
    expect(x.get(0, 0, slice(undefined, undefined, 2)).arraySync()).toEqual([0, 2]);
    expect(x.get(0, 0, slice(1, null)).arraySync()).toEqual([1, 2, 3]); // None in Python
    expect(() => x.select(2, 1.5)).toThrow("select: index=1.5 must be an integer.");
    expect(x.get(0, [2, 0], 1).arraySync()).toEqual([9, 1]);
    expect(x.get(0, [-1], 1).arraySync()).toEqual([9]);
    expect(x.get(x.gt(21)).arraySync()).toEqual([22, 23]);
    expect(x.get(0, slice(5, 1)).shape).toEqual([0, 4]);
  });

  it("say what does not fit", () => {
    expect(() => x.get(2)).toThrow(/get: index 2 is out of range for dimension 0 of \[2, 3, 4\], whose extent is 2/);
    expect(() => x.get(0, 0, 0, 0)).toThrow(ShapeError);
    expect(() => x.permute(0, 1)).toThrow(ParameterError);
    expect(() => x.transpose(0, 1).view(-1)).toThrow(/Use reshape\(\)/);
    expect(() => x.expand([5, 3, 4])).toThrow(/only extents of 1 can grow/);
    expect(() => x.reshape([5, 5])).toThrow(/does not hold 24 elements/);
  });
});

describe("writing in place", () => {
  it("writes numbers and broadcast tensors, also from itself", () => {
    const x = zeros([2, 3]);
    x.set([0], tensor([1, 2, 3]));
    x.set([1], x.get(0).flip(0));
    expect(x.arraySync()).toEqual([[1, 2, 3], [3, 2, 1]]); // prettier-ignore
  });

  it("refuses to falsify a recorded tensor", () => {
    const x = zeros([2], { requiresGrad: true });
    expect(() => x.fill_(1)).toThrow(/fill_: the tensor requires a gradient/);
  });
});

describe("errors name the value and the fix", () => {
  it("in matmul, conv2d, pooling, cat and dtype checks", () => {
    expect(() => zeros([4, 3]).matmul(zeros([5, 2]))).toThrow(
      "matmul: a [4, 3] and b [5, 2] do not fit: a.shape[1]=3 must equal b.shape[0]=5. Transpose b?",
    );
    expect(() => conv2d(zeros([1, 3, 8, 8]), zeros([4, 2, 3, 3]))).toThrow(
      /input channels 3 must equal weight.shape\[1\]·groups=2/,
    );
    expect(() => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 3, 3]))).toThrow(/larger than the padded input/);
    expect(() => maxPool2d(zeros([1, 1, 4, 4]), 2, { padding: 2 })).toThrow(/at most half/);
    expect(() => cat([zeros([2, 3]), zeros([2, 4])], 0)).toThrow(/tensors\[1\] \[2, 4\] does not fit/);
    expect(() => complex(ones([1]), ones([1])).gt(0)).toThrow(DTypeError);
    expect(() => dropout(ones([2]), { p: 2 })).toThrow(/dropout: p=2 must lie in 0…1/);
    expect(() => ones([2]).to("webgpu")).toThrow(BackendError);
    expect(() => zeros([3]).gather(0, tensor(new Int32Array([3])))).toThrow(/index 3 is out of range/);
    expect(() => conv2d(zeros([1, 1, 4, 4], { dtype: "int32" }), zeros([1, 1, 3, 3]))).toThrow(
      /conv2d: dtypes int32, float32/,
    );
    expect(() => maxPool2d(zeros([1, 1, 4, 4], { dtype: "complex64" }), 2)).toThrow(DTypeError);
    expect(() => zeros([0]).amax()).toThrow(/empty along a reduced dimension/);
  });
});

describe("random numbers", () => {
  it("repeat for a seed and differ between draws", () => {
    const a = randn([100], { generator: new Generator(5) }).arraySync();
    const generator = new Generator(5);
    expect(randn([100], { generator }).arraySync()).toEqual(a);
    expect(randn([100], { generator }).arraySync()).not.toEqual(a);
    manualSeed(1);
    const b = rand([3]).arraySync();
    manualSeed(1);
    expect(rand([3]).arraySync()).toEqual(b);
  });

  it("have the moments of their distribution", () => {
    const generator = new Generator(11);
    const [u, n] = [rand([20000], { generator }), randn([20000], { generator })];
    expect(u.mean().itemSync()).toBeCloseTo(0.5, 2);
    expect(u.var().itemSync()).toBeCloseTo(1 / 12, 2);
    expect(Math.abs(n.mean().itemSync())).toBeLessThan(0.03);
    expect(n.std().itemSync()).toBeCloseTo(1, 1);
  });

  it("permute and stay in range", () => {
    const generator = new Generator(2);
    expect([...randperm(50, { generator }).dataSync()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    const dice = randint(1, 7, [1000], { generator });
    expect([dice.amin().itemSync(), dice.amax().itemSync()]).toEqual([1, 6]);
  });

  it("continue from a saved state", () => {
    const generator = new Generator(9);
    rand([10], { generator });
    const state = generator.getState();
    const next = rand([4], { generator }).arraySync();
    expect(rand([4], { generator: new Generator().setState(state) }).arraySync()).toEqual(next);
  });
});

describe("the standard deviation of equal numbers", () => {
  it("is 0, and so is its gradient, row by row", () => {
    const x = tensor([[2, 2, 2], [1, 2, 3]], { requiresGrad: true }); // prettier-ignore
    const spread = x.std(1);
    expect(spread.arraySync()).toEqual([0, 1]);
    spread.sum().backward();
    expect(x.grad!.arraySync()).toEqual([[0, 0, 0], [-0.5, 0, 0.5]]); // prettier-ignore
    expect(tensor([3]).std().itemSync()).toBeNaN();
  });
});

describe("softmax of nothing", () => {
  it("is nothing, along the empty dimension too", () => {
    expect(zeros([0, 4]).softmax(0).shape).toEqual([0, 4]);
    expect(zeros([2, 0]).logSoftmax(-1).shape).toEqual([2, 0]);
  });
});
