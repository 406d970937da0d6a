import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange, broadcastShapes, DTypeError, Generator, gradcheck, indexPut, maskedScatter, ParameterError, randn, ShapeError, slice, tensor, zeros,
  type Index, type Slice, type Tensor,
} from "../index.js"; // prettier-ignore

const ints = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const list = (x: Tensor): unknown => x.arraySync();
const x = arange(24).reshape([2, 3, 4]);

type Plain = number | Slice | null | { positions: number[]; shape: number[] };

/** PyTorch's rules, element by element: coordinates of the result to coordinates of the source. */
function readPlainly(source: Tensor, plan: readonly Plain[]): { shape: number[]; values: number[] } {
  const strides = [12, 4, 1];
  const outer: { extent: number; at: (i: number) => number }[] = [];
  let picked: number[] | null = null;
  const picks: { plan: { positions: number[]; shape: number[] }; stride: number; extent: number; place: number }[] = [];
  let base = 0;
  let dim = 0;
  const full: Plain[] = [...plan, ...Array.from({ length: 3 - plan.filter((p) => p !== null).length }, () => slice())];
  for (const entry of full) {
    if (entry === null) {
      outer.push({ extent: 1, at: () => 0 });
      continue;
    }
    const [n, stride] = [source.shape[dim], strides[dim]];
    dim++;
    if (typeof entry === "number") base += (entry < 0 ? entry + n : entry) * stride;
    else if ("positions" in entry) {
      picked = broadcastShapes("test", picked ?? [], entry.shape);
      picks.push({ plan: entry, stride, extent: n, place: outer.length });
      outer.push({ extent: -1, at: () => 0 });
    } else {
      const from = Math.min(Math.max((entry.start ?? 0) < 0 ? entry.start! + n : (entry.start ?? 0), 0), n);
      const to = Math.min(Math.max((entry.stop ?? n) < 0 ? entry.stop! + n : (entry.stop ?? n), 0), n);
      const extent = Math.max(0, Math.ceil((to - from) / entry.step));
      outer.push({ extent, at: (i) => (from + i * entry.step) * stride });
    }
  }
  const together = picks.every((p, i) => i === 0 || p.place === picks[i - 1].place + 1);
  const others = outer.filter((o) => o.extent >= 0);
  const at = picks.length === 0 ? 0 : together ? picks[0].place : 0;
  const shape = [...others.slice(0, at).map((o) => o.extent), ...(picked ?? []), ...others.slice(at).map((o) => o.extent)]; // prettier-ignore
  const size = shape.reduce((p, n) => p * n, 1);
  const data = source.dataSync();
  const values = Array.from({ length: size }, (_, flat) => {
    const coordinates: number[] = [];
    let rest = flat;
    for (let i = shape.length - 1; i >= 0; i--) {
      coordinates.unshift(rest % shape[i]);
      rest = Math.floor(rest / shape[i]);
    }
    const own = [...coordinates.slice(0, at), ...coordinates.slice(at + (picked?.length ?? 0))];
    const inner = coordinates.slice(at, at + (picked?.length ?? 0));
    let position = base + others.reduce((sum, o, i) => sum + o.at(own[i]), 0);
    for (const pick of picks) {
      // [k] is read along the last axis of [m, k], [1] everywhere
      const along = inner.slice(inner.length - pick.plan.shape.length);
      const k = pick.plan.shape.reduce((sum, n, i) => sum * n + (n === 1 ? 0 : along[i]), 0);
      const p = pick.plan.positions[k];
      position += (p < 0 ? p + pick.extent : p) * pick.stride;
    }
    return data[position];
  });
  return { shape, values };
}

const bound = fc.option(fc.integer({ min: -6, max: 6 }), { nil: undefined });
const slices = fc.tuple(bound, bound, fc.integer({ min: 1, max: 3 })).map(([a, b, step]) => slice(a, b, step));
const picksFor = (n: number) =>
  fc.constantFrom<number[]>([2], [1], [3, 2], [3, 1]).chain((shape) =>
    fc
      .array(fc.integer({ min: -n, max: n - 1 }), { minLength: shape.reduce((a, b) => a * b), maxLength: shape.reduce((a, b) => a * b) })
      .map((positions) => ({ positions, shape })),
  ); // prettier-ignore
const entryFor = (n: number): fc.Arbitrary<Plain> =>
  fc.oneof(fc.integer({ min: -n, max: n - 1 }), slices, picksFor(n), fc.constant(null));
const plans = fc.tuple(entryFor(2), entryFor(3), entryFor(4)).map((plan): Plain[] => {
  // A null moves what follows one dimension back: keep the entries that suit their own dimension.
  const firstNull = plan.indexOf(null);
  return firstNull < 0 ? plan : plan.slice(0, firstNull + 1);
});
const toIndices = (plan: readonly Plain[]): Index[] =>
  plan.map((p) => (p !== null && typeof p === "object" && "positions" in p ? ints(p.positions).reshape(p.shape) : p));

describe("get", () => {
  it("reads what PyTorch's rules say, for any mix of numbers, slices, null and index tensors", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const expected = readPlainly(x, plan);
        const y = x.get(...toIndices(plan));
        expect(y.shape).toEqual(expected.shape);
        expect([...y.dataSync()]).toEqual(expected.values);
      }),
      { numRuns: 500 },
    );
  });

  it("puts the dimensions of index tensors in place when side by side, in front when apart", () => {
    const y = zeros([2, 3, 4, 5]);
    const [column, row] = [ints([[0], [1]]), ints([1, 0, 2])]; // prettier-ignore
    expect(y.get(slice(), column, row).shape).toEqual([2, 2, 3, 5]);
    expect(y.get(column, slice(), row).shape).toEqual([2, 3, 3, 5]);
    expect(y.get(ints([0, 1]), null, ints([1, 2])).shape).toEqual([2, 1, 4, 5]);
    const apart = arange(120).reshape([2, 3, 4, 5]).get(slice(), [1, 2, 0], slice(), [4, 0, 3]);
    expect(apart.shape).toEqual([3, 2, 4]);
    expect(list(apart.get(1))).toEqual([[40, 45, 50, 55], [100, 105, 110, 115]]); // prettier-ignore
    // A number or a tensor without dimensions takes no part in that.
    expect(y.get(0, slice(), ints([3, 1])).shape).toEqual([3, 2, 5]);
    expect(y.get(tensor(1, { dtype: "int32" }), slice(), ints([3, 1])).shape).toEqual([3, 2, 5]);
    expect(list(x.get(tensor(-1, { dtype: "int32" }), 0, 0))).toBe(12);
  });

  it("keeps what masks of any rank hold for, also beside other indices", () => {
    const mask = tensor([[true, false, true], [false, false, true]]); // prettier-ignore
    expect(list(x.get(mask))).toEqual([[0, 1, 2, 3], [8, 9, 10, 11], [20, 21, 22, 23]]); // prettier-ignore
    expect(list(x.get(0, slice(), [true, false, false, true]))).toEqual([[0, 3], [4, 7], [8, 11]]); // prettier-ignore
    expect(list(x.get(mask, ints([0, 1, 3])))).toEqual([0, 9, 23]);
    expect(x.get(x.gt(100)).shape).toEqual([0]);
    expect(x.get(tensor(true)).shape).toEqual([1, 2, 3, 4]);
    expect(x.get(tensor(false)).shape).toEqual([0, 2, 3, 4]);
    expect(x.get("...", []).shape).toEqual([2, 3, 0]);
    expect(list(x.get([[0], [1]], 1, [0, -1]))).toEqual([[4, 7], [16, 19]]); // prettier-ignore
  });

  it("gives views for numbers and slices, copies for picks", () => {
    const base = zeros([3, 4]);
    expect(base.get(1, slice(1, 3)).storage).toBe(base.storage);
    expect(base.get("...", null).storage).toBe(base.storage);
    expect(base.get([1]).storage).not.toBe(base.storage);
    expect(tensor(3).get("...").shape).toEqual([]);
  });

  it("names the position, the dimension and the extent", () => {
    expect(() => x.get(0, 3)).toThrow("get: index 3 is out of range for dimension 1 of [2, 3, 4], whose extent is 3. Use -3…2."); // prettier-ignore
    expect(() => x.get(slice(), ints([0, -4]))).toThrow(/get: index -4 is out of range for dimension 1 of \[2, 3, 4\]/);
    expect(() => zeros([0]).get(0)).toThrow(/whose extent is 0\. It is empty/);
    expect(() => x.get(ints([0, 1]), ints([0, 1, 2]))).toThrow(ShapeError);
    expect(() => x.get(tensor([true, false, true]))).toThrow(/mask \[3\] does not fit \[2, 3, 4\] from dimension 0/);
    expect(() => x.get(tensor([0, 1]))).toThrow(DTypeError);
    expect(() => x.get([0.5])).toThrow(/must hold integers/);
    expect(() => x.get("...", 0, "...")).toThrow(ShapeError);
    expect(() => slice(0, 1, -1)).toThrow(/step=-1 must be an integer ≥ 1\. Reverse with flip\(\)/);
    expect(() => slice(0.5, 1)).toThrow(/start=0\.5/);
  });

  it("passes gradients back, added up where a place is read twice", () => {
    const y = randn([3, 4], { dtype: "float64", generator: new Generator(3) }).requiresGrad_();
    expect(gradcheck((t) => t.get([0, 2, 0], null, [1, 1, 1]), [y])).toBe(true);
    y.get([1, 1]).sum().backward();
    expect(list(y.grad!)).toEqual([[0, 0, 0, 0], [2, 2, 2, 2], [0, 0, 0, 0]]); // prettier-ignore
  });
});

describe("set", () => {
  it("writes value after value to the places that get reads, so that the last one stays", () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (plan, accumulate) => {
        const indices = toIndices(plan);
        const places = arange(24, { dtype: "int32" }).reshape([2, 3, 4]).get(...indices); // prettier-ignore
        const values = arange(100, 100 + places.numel).reshape(places.shape);
        const expected = [...x.dataSync()];
        places.dataSync().forEach((p, i) => (expected[p] = accumulate ? expected[p] + 100 + i : 100 + i));
        const y = x.clone();
        expect(y.set(indices, values, { accumulate })).toBe(y);
        expect([...y.dataSync()]).toEqual(expected);
        expect([...indexPut(x, indices, values, { accumulate }).dataSync()]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("broadcasts numbers and tensors, and writes through views to their base", () => {
    const base = zeros([3, 4]);
    base.get(1).set([[0, -1]], 5); // prettier-ignore
    base.set([slice(), [2]], tensor([[7], [8], [9]]));
    base.set([0], tensor([[1, 1, 1, 1]]));
    expect(list(base)).toEqual([[1, 1, 1, 1], [5, 0, 8, 5], [0, 0, 9, 0]]); // prettier-ignore
    base.t().set([[0, 1], 2], -1);
    expect(list(base.get(2))).toEqual([-1, -1, 9, 0]);
    expect(list(zeros([2], { dtype: "int32" }).set([[1]], 2.9))).toEqual([0, 2]);
    expect(list(zeros([3], { dtype: "bool" }).set([[1, 1]], 1))).toEqual([false, true, false]);
  });

  it("writes through masks, one value for all or one for each", () => {
    const mask = tensor([[true, false], [true, true]]); // prettier-ignore
    expect(list(zeros([2, 2]).set([mask], 3))).toEqual([[3, 0], [3, 3]]); // prettier-ignore
    expect(list(zeros([2, 2]).set([mask], tensor([1, 2, 3])))).toEqual([[1, 0], [2, 3]]); // prettier-ignore
    expect(list(zeros([2, 2]).set([[false, true]], tensor([4, 5])))).toEqual([[0, 0], [4, 5]]); // prettier-ignore
    expect(list(zeros([2, 2, 2]).set([0, mask], tensor([9])).get(0))).toEqual([[9, 0], [9, 9]]); // prettier-ignore
    expect(list(zeros([2, 2]).add(NaN).set([mask.logicalNot()], 0))).toEqual([[NaN, 0], [NaN, NaN]]); // prettier-ignore
  });

  it("refuses what does not fit and what is recorded", () => {
    expect(() => zeros([3]).set([[0, 1]], tensor([1, 2, 3]))).toThrow("set: value [3] does not broadcast to the selected [2]."); // prettier-ignore
    expect(() => zeros([3]).set([3], 1)).toThrow(/set: index 3 is out of range/);
    const y = zeros([3], { requiresGrad: true });
    expect(() => y.set([[0]], 1)).toThrow(ParameterError);
    expect(() => y.set([0], 1)).toThrow(ParameterError);
  });
});

describe("indexPut and maskedScatter", () => {
  it("leave the input alone and pass gradients to what stays and to what is written", () => {
    const [y, v] = [zeros([3, 2]), tensor([[1, 2], [3, 4]])]; // prettier-ignore
    expect(list(indexPut(y, [ints([2, 0])], v))).toEqual([[3, 4], [0, 0], [1, 2]]); // prettier-ignore
    expect(list(y)).toEqual([[0, 0], [0, 0], [0, 0]]); // prettier-ignore
    const [a, b] = [randn([3, 2], { dtype: "float64" }), randn([2, 2], { dtype: "float64" })];
    a.requiresGrad = b.requiresGrad = true;
    expect(gradcheck((s, t) => indexPut(s, [ints([2, 0])], t).square(), [a, b])).toBe(true);
    expect(gradcheck((s, t) => indexPut(s, [ints([1, 1])], t, { accumulate: true }).square(), [a, b])).toBe(true);
    indexPut(a, [ints([1, 1])], b).sum().backward(); // prettier-ignore
    expect([list(a.grad!), list(b.grad!)]).toEqual([[[1, 1], [0, 0], [1, 1]], [[0, 0], [1, 1]]]); // prettier-ignore
  });

  it("maskedScatter takes the source in order", () => {
    const mask = tensor([[true, false], [true, true]]); // prettier-ignore
    expect(list(maskedScatter(zeros([2, 2]), mask, arange(1, 6)))).toEqual([[1, 0], [2, 3]]); // prettier-ignore
    expect(list(maskedScatter(zeros([2]), mask, arange(1, 6)))).toEqual([[1, 0], [2, 3]]); // prettier-ignore
    expect(list(maskedScatter(tensor([5, 6]), tensor([false, false]), tensor([])))).toEqual([5, 6]);
    expect(() => maskedScatter(zeros([2, 2]), mask, tensor([1]))).toThrow(/source \[1\] has 1 elements for 3 places/);
  });
});
