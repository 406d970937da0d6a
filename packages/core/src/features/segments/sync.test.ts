import { describe, expect, it } from "vitest";
import { arange, localMax, localMin, ParameterError, sync, tensor } from "../../index.js";

describe("sync", () => {
  const x = arange(10).reshape([2, 5]);

  it("gives a mean for each segment, the ends included", () => {
    const means = sync(x, [4, 2, 4, 99]);
    expect(means.arraySync()).toEqual([
      [0.5, 2.5, 4],
      [5.5, 7.5, 9],
    ]);
    expect(sync(x, Int32Array.of(2, 4), { pad: false }).arraySync()).toEqual([[2.5], [7.5]]);
  });

  it("takes segments, other aggregates and dimensions", () => {
    expect(sync(x, [[3, 5], [0, 2]], { aggregate: "max" }).arraySync()).toEqual([[4, 1], [9, 6]]); // prettier-ignore
    expect(sync(x, [1], { dim: 0, aggregate: (part, dim) => part.sum(dim) }).arraySync()).toEqual(x.arraySync());
    expect(sync(tensor([1, 5, 9, 2]), [3], { aggregate: "median" }).arraySync()).toEqual([5, 2]);
  });

  it("says what is wrong", () => {
    expect(() => sync(x, [-1])).toThrow(/frames ≥ 0/);
    expect(() => sync(x, [[2, 9]])).toThrow(ParameterError);
    expect(() => sync(x, [3], { pad: false })).toThrow(/no segment/);
    expect(() => sync(x, [3], { aggregate: "most" as never })).toThrow(/aggregate="most"/);
  });
});

describe("local extrema", () => {
  const table = tensor([[1, 0, 1], [2, -1, 0], [2, 1, 3]]); // prettier-ignore

  it("run along the first dimension unless told otherwise", () => {
    expect(localMax(table).arraySync()).toEqual([[false, false, false], [true, false, false], [false, true, true]]); // prettier-ignore
    expect(localMax(table, { dim: 1 }).arraySync()).toEqual([[false, false, true], [false, false, true], [false, false, true]]); // prettier-ignore
    expect(localMin(table).arraySync()).toEqual([[false, false, false], [false, true, true], [false, false, false]]); // prettier-ignore
  });

  it("of a plateau are at its beginning", () => {
    expect(localMax(tensor([0, 2, 2, 0])).arraySync()).toEqual([false, true, false, false]);
    expect(localMin(tensor([2, 0, 0, 2])).arraySync()).toEqual([false, true, false, false]);
  });
});
