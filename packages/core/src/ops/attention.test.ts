import { describe, expect, it } from "vitest";
import { manualSeed, ones, ParameterError, randn, scaledDotProductAttention, ShapeError, tensor, zeros, type Tensor } from "../index.js"; // prettier-ignore

const near = (t: Tensor, expected: number[], digits = 6): void =>
  Array.from(t.dataSync()).forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));

describe("scaledDotProductAttention", () => {
  it("reads the mean of the values where all keys fit alike", () => {
    const value = tensor([[2, 0], [4, 6]]); // prettier-ignore
    near(scaledDotProductAttention(zeros([1, 3]), ones([2, 3]), value), [3, 3]);
  });

  it("weighs by exp(q · k / √width)", () => {
    const scale = Math.sqrt(2);
    const key = tensor([[scale * Math.log(3), 0], [0, 0]]); // prettier-ignore
    near(scaledDotProductAttention(tensor([[1, 0]]), key, tensor([[4], [0]])), [3]);
    near(scaledDotProductAttention(tensor([[1, 0]]), key, tensor([[4], [0]]), { scale: 0 }), [2]);
  });

  it("does not read what a mask hides", () => {
    manualSeed(1);
    const [q, k, v] = [randn([3, 4]), randn([3, 4]), randn([3, 2])];
    const causal = scaledDotProductAttention(q, k, v, { isCausal: true });
    near(causal.narrow(0, 0, 1), Array.from(v.narrow(0, 0, 1).dataSync()));
    near(causal.narrow(0, 1, 1), Array.from(scaledDotProductAttention(q.narrow(0, 1, 1), k.narrow(0, 0, 2), v.narrow(0, 0, 2)).dataSync())); // prettier-ignore
    const mask = tensor([[true, false, false], [true, true, false], [true, true, true]]); // prettier-ignore
    near(scaledDotProductAttention(q, k, v, { attnMask: mask }), Array.from(causal.dataSync()));
    const added = tensor([[0, -Infinity, -Infinity], [0, 0, -Infinity], [0, 0, 0]]); // prettier-ignore
    near(scaledDotProductAttention(q, k, v, { attnMask: added }), Array.from(causal.dataSync()));
  });

  it("is NaN where nothing may be read, and thins the weights by dropout", () => {
    const hidden = scaledDotProductAttention(ones([1, 2]), ones([2, 2]), ones([2, 1]), { attnMask: tensor([[false, false]]) }); // prettier-ignore
    expect(hidden.itemSync()).toBeNaN();
    manualSeed(2);
    const thinned = scaledDotProductAttention(ones([1, 2]), ones([1000, 2]), ones([1000, 1]), { dropoutP: 0.5 });
    expect(thinned.itemSync()).not.toBe(1);
    expect(thinned.itemSync()).toBeCloseTo(1, 0);
  });

  it("names what does not fit", () => {
    expect(() => scaledDotProductAttention(ones([1, 2]), ones([3, 4]), ones([3, 2]))).toThrow(ShapeError);
    expect(() => scaledDotProductAttention(ones([1, 2]), ones([3, 2]), ones([4, 2]))).toThrow(/\[1, 2\].*\[3, 2\].*\[4, 2\]/); // prettier-ignore
    const [q, attnMask] = [ones([2, 2]), zeros([2, 2])];
    expect(() => scaledDotProductAttention(q, q, q, { attnMask, isCausal: true })).toThrow(ParameterError);
    expect(() => scaledDotProductAttention(q, q, q, { attnMask: zeros([3, 2]) })).toThrow(/do not broadcast|attnMask/);
  });
});
