import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange, diagonalScatter, DTypeError, Generator, gradcheck, indexCopy, indexFill, indexReduce, maskedFill, ParameterError, randint, randn, scatter,
  scatterReduce, selectScatter, ShapeError, sliceScatter, takeAlongDim, tensor, zeros, type ScatterReduction, type Tensor,
} from "../index.js"; // prettier-ignore

const ints = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const list = (x: Tensor): unknown => x.arraySync();
const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });

const FOLDS: Readonly<Record<ScatterReduction, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  mean: (a, b) => a + b,
  prod: (a, b) => a * b,
  amax: (a, b) => Math.max(a, b),
  amin: (a, b) => Math.min(a, b),
};

/** torch.scatter_reduce along dimension 1 of matrices, place by place. */
function reducePlainly(
  x: number[][],
  index: number[][],
  source: number[][],
  reduce: ScatterReduction,
  includeSelf: boolean,
): number[][] {
  // prettier-ignore
  return x.map((row, i) =>
    row.map((own, j) => {
      const sent = (index[i] ?? []).flatMap((place, k) => (place === j ? [source[i][k]] : []));
      if (sent.length === 0) return own;
      const all = includeSelf ? [own, ...sent] : sent;
      const total = all.reduce(FOLDS[reduce]);
      return reduce === "mean" ? total / all.length : total;
    }),
  );
}

describe("scatter", () => {
  it("writes to the places of the index, the last of several staying", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }), (places) => {
        const expected = [90, 91, 92, 93, 94];
        places.forEach((p, i) => (expected[p] = i));
        const y = scatter(arange(90, 95), 0, tensor(Int32Array.from(places)), arange(places.length));
        expect(list(y)).toEqual(expected);
      }),
    );
  });

  it("takes an index shorter than x along the other dimensions, numbers, and ways to fold", () => {
    const x = arange(6).reshape([2, 3]);
    const index = ints([[2, 0]]);
    expect(list(scatter(x, 1, index, tensor([[10, 20, 30]])))).toEqual([[20, 1, 10], [3, 4, 5]]); // prettier-ignore
    expect(list(scatter(x, 1, index, -1))).toEqual([[-1, 1, -1], [3, 4, 5]]); // prettier-ignore
    expect(list(scatter(x, 0, ints([[1, 0]]), tensor([[10, 20]])))).toEqual([[0, 20, 2], [10, 4, 5]]); // prettier-ignore
    expect(list(scatter(x, 1, index, 5, { reduce: "add" }))).toEqual([[5, 1, 7], [3, 4, 5]]); // prettier-ignore
    expect(list(scatter(x, 1, ints([[2, 2]]), 5, { reduce: "multiply" }))).toEqual([[0, 1, 50], [3, 4, 5]]); // prettier-ignore
    expect(list(scatter(tensor(3), 0, tensor(0, { dtype: "int32" }), tensor(8)))).toBe(8);
    expect(list(scatter(tensor([true, true]), 0, ints([1]), 0))).toEqual([true, false]);
    expect(scatter(tensor([1, 2], { dtype: "int32" }), 0, ints([1]), 2.5).dtype).toBe("int32");
    const z = scatter(zeros([2], { dtype: "complex64" }), 0, ints([1]), tensor([[3, -1]], { dtype: "complex64" }));
    expect(list(z)).toEqual([[0, 0], [3, -1]]); // prettier-ignore
    expect(list(scatter(tensor([NaN, 1]), 0, ints([0, 0]), tensor([NaN, 2])))).toEqual([2, 1]);
  });

  it("gives gradients to what stays", () => {
    const [x, source] = [noise([3, 4]).requiresGrad_(), noise([2, 3], 2).requiresGrad_()];
    const index = ints([[0, 2, 3], [1, 3, 0]]); // prettier-ignore
    expect(gradcheck((a, b) => scatter(a, 1, index, b).square(), [x, source])).toBe(true);
    scatter(x, 1, ints([[0, 0, 1]]), source).sum().backward(); // prettier-ignore
    expect(list(source.grad!)).toEqual([[0, 1, 1], [0, 0, 0]]); // prettier-ignore
    expect(list(x.grad!.get(0))).toEqual([0, 0, 1, 1]);
  });

  it("says what does not fit", () => {
    const x = zeros([2, 3]);
    expect(() => scatter(x, 1, ints([[3]]), 1)).toThrow(/scatter: index 3 is out of range for dimension 1 of \[2, 3\]/);
    expect(() => scatter(x, 1, ints([0]), 1)).toThrow(ShapeError);
    expect(() => scatter(x, 1, ints([[0, 1]]), tensor([[1]]))).toThrow(/must fit in source \[1, 1\]/);
    expect(() => scatter(x, 1, tensor([[0]]), 1)).toThrow(DTypeError);
    expect(() => scatter(x, 1, ints([[0]]), 1, { reduce: "amax" as "add" })).toThrow(/reduce="amax" must be "add" or "multiply"/); // prettier-ignore
  });
});

describe.each(["sum", "prod", "mean", "amax", "amin"] as const)("scatterReduce by %s", (reduce) => {
  it("is the fold of what comes to each place, with and without what is there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.integer({ min: 1, max: 2 }), (n, includeSelf, rows) => {
        const generator = new Generator(n + 20);
        const draw = (shape: number[]): Tensor => randint(-3, 4, shape, { generator, dtype: "float64" });
        const [x, source] = [draw([2, 4]), draw([2, n])];
        const index = randint(0, 4, [rows, n], { generator, dtype: "int32" });
        const plain = (t: Tensor): number[][] => t.arraySync() as number[][];
        const y = scatterReduce(x, 1, index, source, reduce, { includeSelf });
        const expected = reducePlainly(plain(x), plain(index), plain(source), reduce, includeSelf);
        // The sign of a zero product depends on the order.
        expect((y.arraySync() as number[][]).map((row) => row.map((v) => v + 0))).toEqual(expected.map((row) => row.map((v) => v + 0))); // prettier-ignore
      }),
    ); // prettier-ignore
  });

  it("has the gradient of its fold", () => {
    const [x, source] = [noise([2, 3]).requiresGrad_(), noise([2, 5], 4).requiresGrad_()];
    const index = ints([[0, 2, 0, 0, 2], [1, 1, 0, 1, 1]]); // prettier-ignore
    for (const includeSelf of [true, false])
      expect(gradcheck((a, b) => scatterReduce(a, 1, index, b, reduce, { includeSelf }).square(), [x, source])).toBe(true); // prettier-ignore
  });
});

describe("scatterReduce", () => {
  it("shares gradients among equal extremes and keeps products exact at zeros", () => {
    const x = tensor([2, 1], { requiresGrad: true });
    const source = tensor([2, 2, 0], { requiresGrad: true });
    scatterReduce(x, 0, ints([0, 0, 1]), source, "amax").mul(tensor([3, 5])).sum().backward(); // prettier-ignore
    expect([list(x.grad!), list(source.grad!)]).toEqual([[1, 5], [1, 1, 0]]); // prettier-ignore
    const [y, factors] = [tensor([3, 0], { requiresGrad: true }), tensor([0, 4, 5], { requiresGrad: true })];
    scatterReduce(y, 0, ints([0, 0, 1]), factors, "prod").sum().backward(); // prettier-ignore
    expect([list(y.grad!), list(factors.grad!)]).toEqual([[0, 5], [12, 0, 0]]); // prettier-ignore
  });

  it("passes NaN on and wraps small integers", () => {
    expect(list(scatterReduce(tensor([1, 2]), 0, ints([0]), tensor([NaN]), "amin"))).toEqual([NaN, 2]);
    const y = scatterReduce(tensor([200], { dtype: "uint8" }), 0, ints([0]), tensor([100], { dtype: "uint8" }), "sum");
    expect([y.dtype, list(y)]).toEqual(["uint8", [44]]);
    expect(list(scatterReduce(ints([5]), 0, ints([0, 0]), ints([-2, -5]), "mean"))).toEqual([-1]);
  });

  it("says what does not fit, and so does indexReduce", () => {
    expect(() => scatterReduce(zeros([2]), 0, ints([0]), zeros([1]), "max" as "amax")).toThrow(/reduce="max" must be one of sum, prod/); // prettier-ignore
    expect(() => scatterReduce(zeros([2]), 0, ints([0, 1]), zeros([1]), "sum")).toThrow(ShapeError);
    expect(() => scatterReduce(zeros([2], { dtype: "complex64" }), 0, ints([0]), zeros([1]), "amax")).toThrow(DTypeError); // prettier-ignore
    const x = arange(6).reshape([3, 2]);
    expect(list(indexReduce(x, 0, ints([0, 0]), tensor([[5, 1], [4, 9]]), "amax"))).toEqual([[5, 9], [2, 3], [4, 5]]); // prettier-ignore
    expect(() => indexReduce(x, 0, ints([0]), zeros([2, 2]), "prod")).toThrow(/source \[2, 2\] must be \[1, 2\]/);
  });
});

describe("slices and parts replaced", () => {
  const x = arange(6).reshape([2, 3]);

  it("indexCopy and indexFill write whole slices", () => {
    expect(list(indexCopy(x, 1, ints([2, 0]), tensor([[7, 8], [9, 10]])))).toEqual([[8, 1, 7], [10, 4, 9]]); // prettier-ignore
    expect(list(indexCopy(x, 0, ints([1, 1]), tensor([[7, 8, 9], [1, 2, 3]])))).toEqual([[0, 1, 2], [1, 2, 3]]); // prettier-ignore
    expect(list(indexFill(x, 1, ints([0, 2, 0]), -1))).toEqual([[-1, 1, -1], [-1, 4, -1]]); // prettier-ignore
    expect(list(indexFill(x, 0, ints([]), tensor(5)))).toEqual(list(x));
    expect(() => indexFill(x, 0, ints([2]), 1)).toThrow(/index 2 is out of range for dimension 0 of \[2, 3\]/);
    expect(() => indexCopy(x, 0, ints([0]), zeros([2, 3]))).toThrow(/source \[2, 3\] must be \[1, 3\]/);
    const value = tensor(2, { dtype: "float64", requiresGrad: true });
    expect(gradcheck((a, v) => indexFill(a, 1, ints([0, 2]), v).square(), [noise([2, 3]).requiresGrad_(), value])).toBe(true); // prettier-ignore
  });

  it("selectScatter, sliceScatter and diagonalScatter are the views' ways back", () => {
    expect(list(selectScatter(x, tensor([8, 9]), 1, -1))).toEqual([[0, 1, 8], [3, 4, 9]]); // prettier-ignore
    expect(list(sliceScatter(x, tensor([[8, 9], [7, 6]]), { dim: 1, start: 0, step: 2 }))).toEqual([[8, 1, 9], [7, 4, 6]]); // prettier-ignore
    expect(list(diagonalScatter(x, tensor([8, 9]), 1))).toEqual([[0, 8, 2], [3, 4, 9]]); // prettier-ignore
    expect(() => selectScatter(x, zeros([3]), 1, 0)).toThrow(/source \[3\] must have the shape of the part that it replaces, \[2\]/); // prettier-ignore
    const [a, b] = [noise([3, 3]).requiresGrad_(), noise([2], 2).requiresGrad_()];
    expect(gradcheck((s, t) => diagonalScatter(s, t, -1).square(), [a, b])).toBe(true);
    expect(list(x)).toEqual([[0, 1, 2], [3, 4, 5]]); // prettier-ignore
  });

  it("maskedFill keeps the dtype and takes a tensor for its value", () => {
    const filled = maskedFill(ints([1, 2]), tensor([true, false]), 7.9);
    expect([filled.dtype, list(filled)]).toEqual(["int32", [7, 2]]); // prettier-ignore
    expect(maskedFill(tensor([true, false]), tensor([false, true]), 1).dtype).toBe("bool");
    const value = tensor(3, { requiresGrad: true });
    maskedFill(zeros([2, 2]), tensor([true, false]), value).sum().backward(); // prettier-ignore
    expect(list(value.grad!)).toBe(2);
    expect(() => maskedFill(zeros([2]), tensor([true, false]), tensor([1, 2]))).toThrow(/must have one element/);
  });

  it("takeAlongDim takes what argsort names and broadcasts the rest", () => {
    const y = tensor([[3, 1, 2], [9, 7, 8]]); // prettier-ignore
    expect(list(takeAlongDim(y, y.argsort(), 1))).toEqual([[1, 2, 3], [7, 8, 9]]); // prettier-ignore
    expect(list(takeAlongDim(y, ints([[0, 2]]), 1))).toEqual([[3, 2], [9, 8]]); // prettier-ignore
    expect(list(takeAlongDim(y, ints([5])))).toEqual([8]);
    expect(() => takeAlongDim(y, ints([0]), 1)).toThrow(/must have as many dimensions/);
    expect(() => takeAlongDim(y, ints([[3]]), 1)).toThrow(ParameterError);
  });
});

describe("the in-place forms", () => {
  it("write what the others return, also through views, and refuse recorded tensors", () => {
    const base = zeros([3, 2]);
    base.t().scatter_(1, ints([[2, 0]]), tensor([[5, 6]])).indexFill_(0, ints([1]), -1); // prettier-ignore
    expect(list(base)).toEqual([[6, -1], [0, -1], [5, -1]]); // prettier-ignore
    expect(list(zeros([2]).scatterAdd_(0, ints([1, 1]), tensor([1, 2])))).toEqual([0, 3]);
    expect(list(tensor([2, 2]).scatterReduce_(0, ints([0]), tensor([3]), "prod"))).toEqual([6, 2]);
    expect(list(zeros([2]).indexAdd_(0, ints([0]), tensor([4])).indexCopy_(0, ints([1]), tensor([9])))).toEqual([4, 9]); // prettier-ignore
    expect(list(zeros([2]).indexPut_([[1]], 3).maskedScatter_(tensor([true, false]), tensor([8])))).toEqual([8, 3]); // prettier-ignore
    expect(list(zeros([2, 2]).add(1).tril_().triu_())).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(() => zeros([2], { requiresGrad: true }).scatter_(0, ints([0]), 1)).toThrow(/scatter_: the tensor requires a gradient/); // prettier-ignore
  });
});
