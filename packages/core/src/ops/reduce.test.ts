// Reductions beyond what the conformance table compares: empty ones, dtypes, lists of dimensions, errors.
import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { DTypeError, fromTypedArray, ones, ParameterError, ShapeError, tensor, zeros, type Tensor } from "../index.js";

const list = (x: Tensor): unknown => x.arraySync();
const ints = (...values: number[]): Tensor => tensor(new Int32Array(values));
const [inf, nan] = [Infinity, NaN];

describe("reductions of nothing", () => {
  it("give what PyTorch gives, and an error where there is no answer", () => {
    const none = zeros([0]);
    const answers = [none.sum(), none.prod(), none.mean(), none.logsumexp(), none.norm(), none.nansum(), none.nanmean(), none.var(), none.median()]; // prettier-ignore
    expect(answers.map((y) => y.itemSync())).toEqual([0, 1, nan, -inf, 0, 0, nan, nan, nan]);
    expect([none.any().arraySync(), none.all().arraySync()]).toEqual([false, true]);
    for (const op of ["amax", "amin", "argmax", "argmin", "aminmax", "kthvalue", "mode"] as const)
      expect(() => (core[op] as (x: Tensor, k?: number) => unknown)(none, op === "kthvalue" ? 1 : undefined), op).toThrow(ShapeError); // prettier-ignore
    expect(list(zeros([2, 0]).sum(1))).toEqual([0, 0]);
    expect(zeros([2, 0]).amax(0).shape).toEqual([0]);
    expect(list(zeros([0, 2]).logsumexp({ dim: 0, keepdim: true }))).toEqual([[-inf, -inf]]);
  });
});

describe("dtypes", () => {
  it("bools and bytes add up as int32, and integers have float32 means", () => {
    const bytes = tensor(new Uint8Array([200, 100]));
    expect([bytes.sum().dtype, bytes.sum().itemSync()]).toEqual(["int32", 300]);
    expect([tensor([true, true]).sum().dtype, tensor([true, true]).prod().dtype]).toEqual(["int32", "int32"]);
    expect([ints(1, 2).mean().dtype, ints(1, 2).mean().itemSync()]).toEqual(["float32", 1.5]);
    expect(bytes.cumsum(0).arraySync()).toEqual([200, 300]);
    expect(ints(1, 2).sum({ dtype: "float64" }).dtype).toBe("float64");
    expect(ints(3, 2).prod(0, { dtype: "float32" }).dtype).toBe("float32");
    expect(ints(1, 2).var().dtype).toBe("float32");
    expect(ints(2147483647, 1).sum().itemSync()).toBe(-2147483648);
  });

  it("any and all look at every dtype", () => {
    const half = fromTypedArray(new Float64Array([0, nan]));
    expect([half.any().arraySync(), half.all().arraySync()]).toEqual([true, false]);
    const z = tensor([[0, 0], [0, 1]], { dtype: "complex64" }); // prettier-ignore
    expect([z.any().arraySync(), z.all().arraySync()]).toEqual([true, false]);
    expect(list(ints(0, 3).reshape([2, 1]).any(1))).toEqual([false, true]);
  });
});

describe("dimensions", () => {
  const x = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]); // prettier-ignore

  it("come as one, as a list, or not at all; an empty list means all", () => {
    expect(list(x.sum([0, 2]))).toEqual([14, 22]);
    expect(x.sum([]).itemSync()).toBe(36);
    expect(x.amax([]).itemSync()).toBe(8);
    expect(x.prod([0, 1], { keepdim: true }).shape).toEqual([1, 1, 2]);
    expect(list(x.mean({ dim: [1, -1] }))).toEqual([2.5, 6.5]);
    expect(list(x.std([0, 1, 2], { keepdim: true, correction: 0 }))).toEqual([[[Math.fround(Math.sqrt(5.25))]]]);
    expect(list(core.countNonzero(x.sub(1), [0, 2]))).toEqual([3, 4]);
    expect(() => x.sum([0, 0])).toThrow(/names a dimension twice/);
    expect(() => x.sum(3)).toThrow(ParameterError);
  });

  it("a tensor without dimensions is its own reduction", () => {
    const one = tensor(4);
    for (const y of [
      one.sum(),
      one.sum(-1),
      one.amax(0),
      one.prod(),
      one.mean(),
      one.norm(),
      one.logsumexp(),
      one.max(),
      one.median(),
    ])
      // prettier-ignore
      expect([y.shape, y.itemSync()]).toEqual([[], 4]);
    expect(one.max(0).indices.itemSync()).toBe(0);
    expect(core.kthvalue(one, 1).values.itemSync()).toBe(4);
    expect(core.mode(one).values.itemSync()).toBe(4);
    expect(one.cumprod(0).itemSync()).toBe(4);
  });
});

describe("NaN", () => {
  const x = tensor([[1, nan, 3], [nan, nan, nan]]); // prettier-ignore

  it("is left out where the name says so", () => {
    expect(list(core.nansum(x, 1))).toEqual([4, 0]);
    expect(list(core.nanmean(x, 1))).toEqual([2, nan]);
    expect(list(core.nanmedian(x, 1).values)).toEqual([1, nan]);
    expect(core.nanmedian(x).itemSync()).toBe(1);
    expect(list(core.nanquantile(x, 0.5, { dim: 1 }))).toEqual([2, nan]);
    expect(list(core.nanquantile(x, [0, 1]))).toEqual([1, 3]);
  });

  it("wins everywhere else", () => {
    expect([x.sum(), x.max(), x.amin(), x.median(), x.quantile(0.5), x.logsumexp()].map((y) => y.itemSync())).toEqual(
      Array(6).fill(nan),
    );
    expect(core.aminmax(x, { dim: 0 }).max.arraySync()).toEqual([nan, nan, nan]);
    expect(list(x.median(1).indices)).toEqual([1, 0]); // the first NaN
  });
});

describe("picked elements", () => {
  it("kthvalue, mode and aminmax say what and where", () => {
    const x = tensor([[3, 1, 2, 1], [5, 5, 0, 0]]); // prettier-ignore
    const second = core.kthvalue(x, 2);
    expect([list(second.values), list(second.indices)]).toEqual([[1, 0], [3, 3]]); // prettier-ignore
    const common = core.mode(x, { keepdim: true });
    expect([list(common.values), list(common.indices)]).toEqual([[[1], [0]], [[3], [3]]]); // prettier-ignore
    expect(core.mode(ints(3, 1, 3, 1, 3)).indices.itemSync()).toBe(4);
    expect(core.mode(tensor([nan, nan, 2, 7, 2])).values.itemSync()).toBe(2);
    const { min, max } = core.aminmax(x, { dim: 1 });
    expect([list(min), list(max)]).toEqual([[1, 0], [3, 5]]); // prettier-ignore
    expect(() => core.kthvalue(x, 5)).toThrow(/k=5 must be an integer in 1…4/);
  });

  it("quantile takes its shares as a tensor too", () => {
    const x = tensor([[1, 2, 4, 8], [0, 0, 1, 1]], { dtype: "float64" }); // prettier-ignore
    const shares = tensor([0, 0.5, 1], { dtype: "float64" });
    expect(list(x.quantile(shares, { dim: 1 }))).toEqual(list(x.quantile([0, 0.5, 1], { dim: 1 })));
    expect(x.quantile(tensor(0.25, { dtype: "float64" })).itemSync()).toBe(x.quantile(0.25).itemSync());
    expect(() => x.quantile(ints(1))).toThrow(ShapeError);
  });
});

describe("neighbours and areas", () => {
  it("diff undoes cumsum", () => {
    const x = tensor([3, 1, 4, 1, 5]);
    expect(list(core.diff(x.cumsum(0), { prepend: tensor([0]) }))).toEqual([3, 1, 4, 1, 5]);
    expect(list(core.diff(tensor([1, 4, 9, 16]), { n: 2 }))).toEqual([2, 2]);
    expect(core.diff(tensor([1]), { n: 3 }).shape).toEqual([0]);
    expect(list(core.diff(tensor([true, true, false])))).toEqual([false, true]);
    expect(() => core.diff(tensor(1))).toThrow(ShapeError);
    expect(() => core.diff(x, { n: -1 })).toThrow(ParameterError);
  });

  it("trapezoids are exact for straight lines", () => {
    const x = tensor([0, 1, 4], { dtype: "float64" });
    const y = x.mul(2).add(1); // ∫ 2x + 1 = x² + x
    expect(core.trapezoid(y, { x }).itemSync()).toBe(20);
    expect(list(core.cumulativeTrapezoid(y, { x }))).toEqual([2, 20]);
    expect(core.trapezoid(tensor([1, 3]), { dx: 0.5 }).itemSync()).toBe(1);
    expect(core.trapezoid(tensor([7])).itemSync()).toBe(0);
    expect(() => core.trapezoid(y, { x: ones([2]) })).toThrow(/x \[2\] must have 3 elements/);
  });
});

describe("spread and distance", () => {
  it("varMean and stdMean agree with their parts", () => {
    const x = core.randn([4, 7], { dtype: "float64" });
    const [spread, centre] = core.varMean(x, 1, { correction: 0 });
    expect(list(spread)).toEqual(list(x.var(1, { correction: 0 })));
    expect(list(centre)).toEqual(list(x.mean(1)));
    expect(list(core.stdMean(x, [0, 1])[0])).toEqual(list(x.std([0, 1])));
  });

  it("cov of one variable is its variance, and corrcoef has a unit diagonal", () => {
    const x = core.randn([3, 9], { dtype: "float64" });
    expect(core.cov(x.get(0)).itemSync()).toBeCloseTo(x.get(0).var().itemSync(), 12);
    core.corrcoef(x).diagonal().dataSync().forEach((v) => expect(v).toBeCloseTo(1, 14)); // prettier-ignore
    const twice = core.cov(x, { fweights: ints(2, 2, 2, 2, 2, 2, 2, 2, 2), correction: 0 });
    expect(core.cov(x, { correction: 0 }).sub(twice).abs().amax().itemSync()).toBeLessThan(1e-14);
    expect(() => core.cov(x, { fweights: ones([9]) })).toThrow(/must be an integer one/);
    expect(() => core.cov(x, { aweights: ones([2]) })).toThrow(ShapeError);
    expect(() => core.corrcoef(zeros([1, 1, 1]))).toThrow(ShapeError);
  });

  it("cdist and dist are norms of differences", () => {
    const [a, b] = [tensor([[0, 0], [3, 4]]), tensor([[0, 0]])]; // prettier-ignore
    expect(list(core.cdist(a, b))).toEqual([[0], [5]]);
    expect(list(core.cdist(a, b, { p: 1 }))).toEqual([[0], [7]]);
    expect(list(core.cdist(a, b, { p: inf }))).toEqual([[0], [4]]);
    expect(core.dist(tensor([1, 2]), tensor([4, 6])).itemSync()).toBe(5);
    expect(() => core.cdist(a, ones([2, 3]))).toThrow(ShapeError);
    expect(() => core.cdist(a, b, { p: -1 })).toThrow(ParameterError);
  });

  it("logcumsumexp keeps small and large numbers apart", () => {
    const x = tensor([-1000, 0, 1000, 1000], { dtype: "float64" });
    expect(list(core.logcumsumexp(x, 0))).toEqual([-1000, 0, 1000, 1000 + Math.LN2]);
    expect(list(core.logcumsumexp(tensor([-inf, -inf, 3]), 0))).toEqual([-inf, -inf, 3]);
    expect(() => core.logcumsumexp(x.to("complex128"), 0)).toThrow(DTypeError);
  });
});
