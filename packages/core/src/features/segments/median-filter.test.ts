import { describe, expect, it } from "vitest";
import { Generator, hpss, rand, tensor, zeros, type Tensor } from "../../index.js";
import { medianFilter } from "./median-filter.js";

/** The middle of each window, found by sorting it. */
function sortedMedians(line: readonly number[], size: number): number[] {
  const before = Math.floor(size / 2);
  const n = line.length;
  const at = (i: number): number => line[[...Array(2 * n).keys()].map((j) => (j < n ? j : 2 * n - 1 - j))[((i % (2 * n)) + 2 * n) % (2 * n)]]; // prettier-ignore
  return line.map((_, i) => Array.from({ length: size }, (__, j) => at(i - before + j)).sort((a, b) => a - b)[before]);
}
const rowsOf = (x: Tensor): number[][] => x.arraySync() as number[][];

describe("medianFilter", () => {
  const S = rand([4, 13], { generator: new Generator(5) })
    .mul(6)
    .floor(); // with many equal values

  it.each([1, 2, 3, 4, 7, 13, 31])("of %i neighbours is what sorting each window gives, along either dimension", (size) => {
    expect(rowsOf(medianFilter("test", S, size, -1))).toEqual(rowsOf(S).map((row) => sortedMedians(row, size)));
    const columns = rowsOf(medianFilter("test", S.transpose(0, 1), size, -2).transpose(0, 1));
    expect(columns).toEqual(rowsOf(S).map((row) => sortedMedians(row, size)));
  }); // prettier-ignore

  it("takes the upper of two middles, and NaN for the largest", () => {
    expect(rowsOf(medianFilter("test", tensor([[1, 4]]), 2, -1))).toEqual([[1, 4]]);
    expect(rowsOf(medianFilter("test", tensor([[1, Number.NaN, 2, 3, 3]]), 3, -1))).toEqual([[1, 2, 3, 3, 3]]);
  });

  it("passes the gradient to the element in the middle", () => {
    const x = tensor([[5, 1, 3, 2, 9]]).requiresGrad_();
    medianFilter("test", x, 3, -1).sum().backward();
    // Windows 5 5 1, 5 1 3, 1 3 2, 3 2 9, 2 9 9.
    expect(x.grad!.arraySync()).toEqual([[1, 0, 2, 1, 1]]);
  });

  it("serves hpss on a batch as on its parts", () => {
    const batch = rand([2, 9, 11]);
    const { harmonic } = hpss({ S: batch }, { kernelSize: 5 });
    const alone = hpss({ S: batch.select(0, 1) }, { kernelSize: 5 });
    expect(harmonic.select(0, 1).arraySync()).toEqual(alone.harmonic.arraySync());
    expect(hpss({ S: zeros([0, 3, 4]) }).harmonic.shape).toEqual([0, 3, 4]);
  });
});
