import { describe, expect, it } from "vitest";
import { ParameterError } from "../../errors/index.js";
import { noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const SHAPE = [3, 4, 5];
const INDEX_SHAPE = [2, 3, 4];
const flat = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((at, i, axis) => at * shape[axis] + i, 0);

/** Calls with every position of the index tensor and the position it addresses. */
function forEachIndex(dim: number, positions: readonly number[], visit: (i: number, at: number) => void): void {
  positions.forEach((position, i) => {
    const index = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4];
    visit(i, flat(SHAPE, index.with(dim, position)));
  });
}

describe("gather and scatterAdd", () => {
  for (const dim of [0, 1, 2]) {
    const positions = noise(INDEX_SHAPE, 7).map((v) => Math.floor(((v + 1) / 2) * SHAPE[dim]));
    const index = strided(tensorOf(positions, INDEX_SHAPE, "int32"));
    it(`gather reads where the index says along dimension ${dim}, from any layout`, () => {
      const x = noise(SHAPE);
      const expected: number[] = [];
      forEachIndex(dim, positions, (i, at) => (expected[i] = x[at]));
      for (const view of [tensorOf(x, SHAPE), strided(tensorOf(x, SHAPE))])
        expect(runOnArrays("gather", [view, index], [{ shape: INDEX_SHAPE }], { dim })).toEqual([expected]);
    });
    it(`scatterAdd sums where the index says along dimension ${dim}, in the source's order`, () => {
      const [base, source] = [noise(SHAPE, 2), noise([2, 4, 4], 3)];
      const expected = [...base];
      forEachIndex(
        dim,
        positions,
        (i, at) => (expected[at] += source[flat([2, 4, 4], [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4])]),
      );
      const inputs = [strided(tensorOf(base, SHAPE)), index, tensorOf(source, [2, 4, 4])];
      expect(runOnArrays("scatterAdd", inputs, [{ shape: SHAPE }], { dim })).toEqual([expected]);
    });
  }

  it("move complex numbers whole", () => {
    const index = tensorOf([1, 1], [2], "int32");
    const z = tensorOf([1, 2, 3, 4], [2], "complex64");
    const out = [{ shape: [2], dtype: "complex64" }] as const;
    expect(runOnArrays("gather", [z, index], out, { dim: 0 })).toEqual([[3, 4, 3, 4]]);
    expect(runOnArrays("scatterAdd", [z, index, z], out, { dim: 0 })).toEqual([[1, 2, 7, 10]]);
  });

  it("accept empty indices and refuse positions outside, with the value", () => {
    const x = tensorOf([1, 2], [2]);
    expect(runOnArrays("gather", [x, tensorOf([], [0], "int32")], [{ shape: [0] }], { dim: 0 })).toEqual([[]]);
    for (const wrong of [2, -1]) {
      const index = tensorOf([wrong], [1], "int32");
      expect(() => runOnArrays("gather", [x, index], [{ shape: [1] }], { dim: 0 })).toThrow(ParameterError);
      expect(() => runOnArrays("scatterAdd", [x, index, tensorOf([1], [1])], [{ shape: [2] }], { dim: 0 })).toThrow(
        `index=${wrong}`,
      );
    }
  });
});
