import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { colorize, resampleHeatMap } from "./heat-map.js";
import type { Axis, HeatMapLayer } from "./scene.js";

const map = (
  rows: number,
  columns: number,
  values: ArrayLike<number>,
  extra: Partial<HeatMapLayer> = {},
): HeatMapLayer => ({
  kind: "heatMap",
  values: Float32Array.from(values),
  rows,
  columns,
  x: [0, columns],
  y: [0, rows],
  colorMap: "gray",
  range: [-1000, 1000],
  ...extra,
});
const axis = (from: number, to: number, scale: Axis["scale"] = "linear"): Axis => ({ scale, range: [from, to] });
const resample = (layer: HeatMapLayer, width: number, height: number): number[] =>
  Array.from(resampleHeatMap(layer, axis(0, layer.columns), axis(0, layer.rows), width, height));

describe("resampleHeatMap", () => {
  test("places rows between given edges, either way up, and nothing beyond them", () => {
    const layer = map(2, 1, [1, 2], { rowEdges: Float32Array.of(1, 2, 4), y: [1, 4], enlarge: "blocks" });
    const at = (y: Axis, pixels: number): number[] => Array.from(resampleHeatMap(layer, axis(0, 1), y, 1, pixels));
    // One pixel per unit from 6 down to 0: the upper row is two units high.
    expect(at(axis(0, 6), 6)).toEqual([NaN, NaN, 2, 2, 1, NaN]);
    expect(at(axis(6, 0), 6)).toEqual([NaN, 1, 2, 2, NaN, NaN]);
    // On a logarithmic axis both rows are an octave.
    expect(at(axis(1, 4, "log"), 4)).toEqual([2, 2, 1, 1]);
  });

  test("copies cell by cell at its own size, row 0 at the bottom", () => {
    expect(resample(map(2, 3, [1, 2, 3, 4, 5, 6]), 3, 2)).toEqual([4, 5, 6, 1, 2, 3]);
  });

  test("averages over the area when it shrinks, also by fractions", () => {
    expect(resample(map(1, 4, [0, 2, 4, 10]), 2, 1)).toEqual([1, 7]);
    expect(resample(map(1, 3, [3, 6, 9]), 2, 1)).toEqual([4, 8]);
  });

  test("keeps the mean when it shrinks, whatever the sizes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.nat(1000),
        (values, n) => {
          const width = 1 + (n % values.length);
          const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
          expect(mean(resample(map(1, values.length, values), width, 1))).toBeCloseTo(mean(values), 3);
        },
      ),
    );
  });

  test("interpolates between cell centres when it grows, or shows blocks", () => {
    expect(resample(map(1, 2, [0, 8]), 8, 1)).toEqual([0, 0, 1, 3, 5, 7, 8, 8]);
    expect(resample(map(1, 2, [0, 8], { enlarge: "blocks" }), 4, 1)).toEqual([0, 0, 8, 8]);
  });

  test("follows the axis: rows at even mel steps are even on a mel axis", () => {
    const layer = map(4, 1, [1, 2, 3, 4], { y: [0, 4000], rowScale: "mel", enlarge: "blocks" });
    expect(Array.from(resampleHeatMap(layer, axis(0, 1), axis(0, 4000, "mel"), 1, 4))).toEqual([4, 3, 2, 1]);
    const linear = Array.from(resampleHeatMap(layer, axis(0, 1), axis(0, 4000), 1, 4));
    expect(linear[3]).toBeLessThan(linear[0]);
    expect(linear[0]).toBeCloseTo(4, 5);
  });

  test("clamps before it averages, so silence does not blacken its neighbours", () => {
    expect(resample(map(1, 2, [-Infinity, 0], { range: [-80, 0] }), 1, 1)).toEqual([-40]);
  });

  test("leaves NaN cells blank without spreading them", () => {
    expect(resample(map(1, 3, [1, Number.NaN, 3], { enlarge: "blocks" }), 3, 1)).toEqual([1, Number.NaN, 3]);
    expect(resample(map(1, 4, [1, 1, 1, Number.NaN]), 1, 1)).toEqual([1]);
    expect(resample(map(1, 4, [1, Number.NaN, Number.NaN, Number.NaN]), 1, 1)).toEqual([Number.NaN]);
  });

  test("is blank beyond its edges and for an empty matrix", () => {
    const beyond = resampleHeatMap(map(1, 1, [5]), axis(0, 4), axis(0, 1), 4, 1);
    expect(Array.from(beyond)).toEqual([5, 5, Number.NaN, Number.NaN]);
    expect(resample(map(0, 0, []), 2, 1)).toEqual([Number.NaN, Number.NaN]);
  });
});

test("colorize makes NaN transparent and everything else opaque", () => {
  const { data } = colorize(Float32Array.of(0, 1, Number.NaN), 3, 1, { colorMap: "gray", range: [0, 1] });
  expect(Array.from(data)).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0]);
});
