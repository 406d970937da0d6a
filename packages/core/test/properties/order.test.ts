import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  argsort, bincount, bucketize, cummax, cumsum, diff, kthvalue, median, quantile, searchsorted, sort, tensor, topk, unique, uniqueConsecutive,
  type DType, type Tensor,
} from "../../src/index.js"; // prettier-ignore
import { numbersOf, seeds, shapes, values } from "./arbitraries.js";

const dtypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");
/** Numbers with many equal ones, NaN, infinities and both zeros. */
const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, 1, -1, 2, 0.5, 1e30, -1e-30);
const lists = fc.array(odd, { minLength: 1, maxLength: 40 });
const vector = (list: readonly number[], dtype: DType = "float64"): Tensor => tensor([...list], { dtype });
/** NaN last; equal numbers keep their order. */
const compare = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b || 0;
const placesOf = (list: readonly number[], descending: boolean): number[] =>
  list.map((_, i) => i).sort((i, j) => (descending ? -1 : 1) * compare(list[i], list[j]) || i - j);

it("sort, argsort and topk are those of JavaScript, stable, NaN as the largest", () => {
  const property = fc.property(lists, fc.boolean(), fc.nat(), (list, descending, k) => {
    const places = placesOf(list, descending);
    const { values: sorted, indices } = sort(vector(list), { descending });
    expect(numbersOf(indices)).toEqual(places);
    expect(numbersOf(sorted)).toEqual(places.map((i) => list[i]));
    expect(numbersOf(argsort(vector(list), { descending }))).toEqual(places);
    const count = k % (list.length + 1);
    const top = topk(vector(list), count, { largest: descending });
    expect(numbersOf(top.values)).toEqual(places.slice(0, count).map((i) => list[i]));
  });
  fc.assert(property, { numRuns: 300 });
});

it("sorting along a dimension sorts every line of it, and the places lead back", () => {
  const property = fc.property(shapes(3, { minRank: 1, most: 6 }), fc.nat(), seeds, dtypes, (shape, d, seed, dtype) => {
    const [x, dim] = [values(seed, shape, dtype), d % shape.length];
    const { values: sorted, indices } = sort(x, { dim });
    expect(numbersOf(x.gather(dim, indices))).toEqual(numbersOf(sorted));
    expect(numbersOf(diff(sorted.to("float64"), { dim })).every((step) => step >= 0)).toBe(true);
    expect(numbersOf(indices.sort({ dim }).values)).toEqual(numbersOf(indices.argsort({ dim }).argsort({ dim }).sort({ dim }).values)); // prettier-ignore
    // the order undone
    expect(numbersOf(sorted.gather(dim, argsort(indices, { dim })))).toEqual(numbersOf(x));
  });
  fc.assert(property, { numRuns: 150 });
});

it("the k-th, the median and quantiles come from the sorted list", () => {
  const finite = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
  const property = fc.property(finite, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (list, k, q) => {
    const sorted = list.toSorted((a, b) => a - b);
    expect(kthvalue(vector(list), 1 + (k % list.length)).values.itemSync()).toBe(sorted[k % list.length]);
    expect(median(vector(list)).itemSync()).toBe(sorted[(list.length - 1) >> 1]);
    const rank = q * (list.length - 1);
    const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
    expect(quantile(vector(list), q, { interpolation: "lower" }).itemSync()).toBe(low);
    expect(quantile(vector(list), q).itemSync()).toBeCloseTo(low + (high - low) * (rank - Math.floor(rank)), 9);
  });
  fc.assert(property, { numRuns: 200 });
});

it("unique is what a Set keeps, with the counts and the way back", async () => {
  const whole = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 30 });
  const property = fc.asyncProperty(whole, fc.constantFrom<DType>("int32", "float32"), async (list, dtype) => {
    const kept = [...new Set(list)].sort((a, b) => a - b);
    const found = await unique(vector(list, dtype));
    expect(numbersOf(found.values)).toEqual(kept);
    expect(numbersOf(found.counts)).toEqual(kept.map((v) => list.filter((w) => w === v).length));
    expect(numbersOf(found.values.indexSelect(0, found.inverse))).toEqual(list);
    const runs = list.filter((v, i) => v !== list[i - 1]);
    expect(numbersOf((await uniqueConsecutive(vector(list, dtype))).values)).toEqual(runs);
    const counted = await bincount(vector(list.map(Math.abs), "int32"));
    expect(numbersOf(counted)).toEqual(Array.from({ length: Math.max(...list.map(Math.abs)) + 1 }, (_, v) => list.filter((w) => Math.abs(w) === v).length)); // prettier-ignore
  });
  await fc.assert(property, { numRuns: 150 });
});

it("searchsorted and bucketize count what lies before", () => {
  const property = fc.property(lists, lists, fc.boolean(), (list, wanted, right) => {
    const sorted = list.filter((v) => !Number.isNaN(v)).sort(compare); // NaN in it is not ordered, as in PyTorch
    const before = (v: number): number => sorted.filter((s) => (right ? compare(s, v) <= 0 : compare(s, v) < 0)).length;
    expect(numbersOf(searchsorted(vector(sorted), vector(wanted), { right }))).toEqual(wanted.map((v) => (Number.isNaN(v) ? sorted.length : before(v)))); // prettier-ignore
    expect(numbersOf(bucketize(vector(wanted), vector(sorted), { right }))).toEqual(wanted.map((v) => (Number.isNaN(v) ? sorted.length : before(v)))); // prettier-ignore
  });
  fc.assert(property, { numRuns: 300 });
});

it("cumsum and diff undo each other; cummax is the largest so far", () => {
  const property = fc.property(shapes(3, { minRank: 1 }), fc.nat(), seeds, (shape, d, seed) => {
    const [x, dim] = [values(seed, shape, "int32"), d % shape.length];
    const first = x.narrow(dim, 0, 1).mul(0);
    expect(numbersOf(diff(cumsum(x, dim), { dim, prepend: first }))).toEqual(numbersOf(x));
    expect(numbersOf(cumsum(diff(x, { dim, prepend: first }), dim))).toEqual(numbersOf(x));
    const { values: largest, indices } = cummax(x, dim);
    expect(numbersOf(x.gather(dim, indices))).toEqual(numbersOf(largest));
    expect(numbersOf(largest.narrow(dim, shape[dim] - 1, 1))).toEqual(numbersOf(x.amax(dim)));
    expect(numbersOf(diff(largest, { dim })).every((v) => v >= 0)).toBe(true);
  });
  fc.assert(property, { numRuns: 150 });
});
