import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange, bincount, countNonzero, cummax, cummin, histc, indexAdd, logspace, maskedSelect, median, meshgrid, nonzero, ParameterError, quantile,
  repeatInterleave, rot90, searchsorted, ShapeError, take, tensor, tile, unique, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();
const ints = (values: number[]): Tensor => tensor(new Int32Array(values));

describe("arranging", () => {
  it("meshgrid spans rows and columns, or columns and rows", () => {
    const [i, j] = meshgrid([arange(2), arange(3)]);
    expect(list(i)).toEqual([[0, 0, 0], [1, 1, 1]]); // prettier-ignore
    expect(list(j)).toEqual([[0, 1, 2], [0, 1, 2]]); // prettier-ignore
    expect(list(meshgrid([arange(2), arange(3)], { indexing: "xy" })[0])).toEqual([[0, 1], [0, 1], [0, 1]]); // prettier-ignore
    expect(() => meshgrid([tensor([[1]])])).toThrow(ShapeError);
    expect(() => meshgrid([])).toThrow(ParameterError);
  });

  it("tile and repeatInterleave differ in what stays together", () => {
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(list(tile(x, 2))).toEqual([[1, 2, 1, 2], [3, 4, 3, 4]]); // prettier-ignore
    expect(list(repeatInterleave(x, 2))).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(list(repeatInterleave(x, [0, 2], 0))).toEqual([[3, 4], [3, 4]]); // prettier-ignore
    expect(() => repeatInterleave(x, [1], 0)).toThrow(/repeats=\[1\]/);
    expect(() => repeatInterleave(x, -1)).toThrow(ParameterError);
  });

  it("rot90 turns from the first dimension to the second", () => {
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(list(rot90(x))).toEqual([[2, 4], [1, 3]]); // prettier-ignore
    expect(list(rot90(x, -1))).toEqual([[3, 1], [4, 2]]); // prettier-ignore
    expect(list(rot90(x, 6))).toEqual([[4, 3], [2, 1]]); // prettier-ignore
    expect(() => rot90(x, 1, [0, -2])).toThrow(ParameterError);
  });

  it("take counts from the end and refuses what is not there", () => {
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(list(take(x, ints([-1, 0])))).toEqual([4, 1]);
    expect(() => take(x, ints([4]))).toThrow(/take: index 4 is out of range/);
    expect(() => take(x, ints([-5]))).toThrow(ParameterError);
  });

  it("indexAdd adds slices that meet", () => {
    const y = indexAdd(tensor([1, 1, 1]), 0, ints([2, 2]), tensor([10, 5]), { alpha: 2 });
    expect(list(y)).toEqual([1, 1, 31]);
    expect(() => indexAdd(tensor([1]), 0, ints([0]), tensor([1, 2]))).toThrow(/source \[2\] must be \[1\]/);
  });

  it("logspace has equal ratios", () => {
    expect(list(logspace(0, 3, 4, { base: 2 }))).toEqual([1, 2, 4, 8]);
    expect(list(logspace(0, 1, 0))).toEqual([]);
    expect(() => logspace(0, 1, -1)).toThrow(/steps=-1/);
  });
});

describe("order", () => {
  it("cummax and cummin say the last place of the running extreme", () => {
    const { values, indices } = cummax(tensor([1, 3, 2, 3, 0]), 0);
    expect([list(values), list(indices)]).toEqual([[1, 3, 3, 3, 3], [0, 1, 1, 3, 3]]); // prettier-ignore
    expect(list(cummin(ints([4, 2, 3, 2]), 0).indices)).toEqual([0, 1, 1, 3]);
    expect(list(cummax(tensor([1, NaN, 2]), 0).values)).toEqual([1, NaN, NaN]);
  });

  it("median is the lower middle and NaN where there is one", () => {
    expect(median(tensor([4, 1, 3, 2])).itemSync()).toBe(2);
    const { values, indices } = median(tensor([[5, 1, 3], [NaN, 1, 2]]), 1); // prettier-ignore
    expect([list(values), list(indices)]).toEqual([[3, NaN], [2, 0]]); // prettier-ignore
    expect(median(tensor([])).itemSync()).toBeNaN();
    expect(() => median(tensor([]), 0)).toThrow(ShapeError);
    expect(() => median(ints([]))).toThrow(ShapeError);
    expect(list(ints([3, 1, 2]).median())).toBe(2);
  });

  it("quantile has PyTorch's five ways between two elements", () => {
    const x = tensor([1, 2, 4, 8], { dtype: "float64" });
    const at = (interpolation: "linear" | "lower" | "higher" | "nearest" | "midpoint"): number => quantile(x, 0.5, { interpolation }).itemSync(); // prettier-ignore
    expect([at("linear"), at("lower"), at("higher"), at("nearest"), at("midpoint")]).toEqual([3, 2, 4, 4, 3]);
    expect(quantile(x, [0, 1], { keepdim: true }).shape).toEqual([2, 1]);
    expect(list(quantile(tensor([[1, 3], [NaN, 0]]), 0.5, { dim: 1 }))).toEqual([2, NaN]); // prettier-ignore
    expect(() => quantile(x, 1.1)).toThrow(/q=1\.1/);
    expect(() => quantile(ints([1]), 0.5)).toThrow(/dtype="int32"/);
  });

  it("searchsorted counts the elements before each value", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 }), fc.boolean(), (values, right) => {
        const sorted = [...values].sort((a, b) => a - b);
        const wanted = Array.from({ length: 12 }, (_, i) => i - 1);
        const expected = wanted.map((w) => sorted.filter((s) => (right ? s <= w : s < w)).length);
        expect(list(searchsorted(tensor(sorted), tensor(wanted), { right }))).toEqual(expected);
      }),
    );
    expect(list(searchsorted(tensor([1, 2]), tensor([NaN, 0])))).toEqual([2, 0]);
    expect(() => searchsorted(tensor([[1]]), tensor([1]))).toThrow(ShapeError);
  });
});

describe("counting and selecting by value", () => {
  it("countNonzero counts NaN as non-zero", () => {
    expect(countNonzero(tensor([0, NaN, 2])).itemSync()).toBe(2);
  });

  it("histc closes the last bin and leaves out what is outside", () => {
    expect(list(histc(tensor([0, 0.5, 1, 1.5, -1, NaN]), { bins: 2, min: 0, max: 1 }))).toEqual([1, 2]);
    expect(list(histc(tensor([1, 2, 3]), { bins: 3 }))).toEqual([1, 1, 1]);
    expect(list(histc(tensor([5, 5]), { bins: 2 }))).toEqual([0, 2]);
    expect(list(histc(tensor([]), { bins: 2 }))).toEqual([0, 0]);
    expect(() => histc(tensor([1]), { min: 2, max: 1 })).toThrow(ParameterError);
  });

  it("nonzero and maskedSelect keep the order of the rows", async () => {
    const x = tensor([[0, 2], [3, 0]]); // prettier-ignore
    expect(list(await nonzero(x))).toEqual([[0, 1], [1, 0]]); // prettier-ignore
    expect((await nonzero(tensor([0]))).shape).toEqual([0, 1]);
    expect(list(await maskedSelect(x, x.gt(1)))).toEqual([2, 3]);
    x.requiresGrad = true;
    (await maskedSelect(x, tensor([true, false]))).sum().backward();
    expect(list(x.grad!)).toEqual([[1, 0], [1, 0]]); // prettier-ignore
    await expect(maskedSelect(x, tensor([1, 0]))).rejects.toThrow(/must be bool/);
  });

  it("unique gives values, places and counts that rebuild the input", async () => {
    const x = tensor([3, 1, 3, NaN, NaN]);
    const { values, inverse, counts } = await unique(x);
    expect(list(values)).toEqual([1, 3, NaN, NaN]);
    expect(list(counts)).toEqual([1, 2, 1, 1]);
    expect(list(values.indexSelect(0, inverse))).toEqual(list(x));
    expect((await unique(tensor([]))).values.shape).toEqual([0]);
  });

  it("bincount counts from 0 to the largest, or to a length", async () => {
    expect(list(await bincount(ints([1, 3, 1])))).toEqual([0, 2, 0, 1]);
    expect(list(await bincount(ints([]), { minLength: 2 }))).toEqual([0, 0]);
    expect(list(await bincount(ints([1, 1]), { weights: tensor([0.5, 0.25]) }))).toEqual([0, 0.75]);
    await expect(bincount(ints([-1]))).rejects.toThrow(/x holds -1/);
    await expect(bincount(tensor([1]))).rejects.toThrow(/dtype="float32"/);
  });
});
