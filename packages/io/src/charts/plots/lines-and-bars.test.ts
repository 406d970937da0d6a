import { complex, ParameterError, ShapeError, tensor } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import type { BarsLayer, CurveLayer, Figure, Layer } from "../scene/scene.js";
import { bar } from "./bar.js";
import { hist } from "./hist.js";
import { plot } from "./plot.js";
import { scatter } from "./scatter.js";

const layersOf = ({ panels }: Figure): readonly Layer[] => panels[0].layers;

describe("plot", () => {
  test("draws values over their index, a tensor [lines, n] as a line per row", async () => {
    const figure = await plot([3, 1, 2]);
    expect(layersOf(figure)).toMatchObject([
      { kind: "curve", x: Float64Array.of(0, 1, 2), y: Float64Array.of(3, 1, 2) },
    ]);
    expect(figure.panels[0].x.range).toEqual([0, 2]);
    const stereo = await plot(tensor([[1, 2], [3, 4]])); // prettier-ignore
    expect(layersOf(stereo).map((layer) => (layer as CurveLayer).y)).toEqual([
      Float32Array.of(1, 2),
      Float32Array.of(3, 4),
    ]);
  });

  test("gives lines with points one colour and one legend entry, and room at the sides", async () => {
    const figure = await plot([{ y: [1, 2], label: "a", markers: true }, { y: [2, 3] }]);
    const layers = layersOf(figure) as CurveLayer[];
    expect(layers.map(({ kind, color, label }) => [kind, color, label])).toEqual([
      ["curve", "blue", "a"],
      ["markers", "blue", undefined],
      ["curve", "orange", undefined],
    ]);
    expect(figure.panels[0].x.range[0]).toBeLessThan(0);
  });

  test("counts along x where all places are whole and have no unit", async () => {
    const whole = async (x: number[], unit?: string): Promise<boolean | undefined> =>
      (await plot([{ x, y: x }], unit === undefined ? {} : { x: { unit } })).panels[0].x.whole;
    expect([await whole([1, 2]), await whole([1, 2.5]), await whole([1, 2], "s")]).toEqual([true, false, false]);
  });

  test("draws stems from 0, apart from each other, and none at NaN", async () => {
    const figure = await plot([2, Number.NaN, 3], { stem: true });
    const [stem] = layersOf(figure) as CurveLayer[];
    expect(Array.from(stem.y)).toEqual([0, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0, 3, Number.NaN]);
    expect(figure.panels[0].y.range[0]).toBe(0);
  });

  test("refuses x and y of different length, complex values and 0 on a log axis", async () => {
    await expect(plot([{ x: [1], y: [1, 2] }])).rejects.toThrow(/lines\[0\].x.length=1/);
    await expect(plot(complex(tensor([1, 2]), tensor([1, 2])))).rejects.toThrow(/y.dtype="complex64"/);
    await expect(plot([1], { y: { scale: "log", range: [0, 1] } })).rejects.toThrow(ParameterError);
  });
});

describe("bar", () => {
  test("stands on 0, also where all values are below", async () => {
    expect((await bar([-3, -8])).panels[0].y.range).toEqual([-8, 0]);
    expect((await bar([3, 8], { labels: ["a", "b"] })).panels[0]).toMatchObject({
      x: { scale: "category", range: [0, 2], categories: ["a", "b"] },
      y: { range: [0, 8] },
    });
  });

  test("puts the bars of a group side by side around its middle", async () => {
    const layers = layersOf(await bar([{ values: [1, 2] }, { values: [3, 4] }])) as BarsLayer[];
    const centres = layers.map(({ x }) => ("start" in x ? x.start : Number.NaN));
    expect(centres[0] + centres[1]).toBeCloseTo(0, 12);
    expect(centres[1] - centres[0]).toBeCloseTo(layers[0].width, 12);
  });

  test("refuses labels and series that differ in number", async () => {
    await expect(bar([1, 2], { labels: ["a"] })).rejects.toThrow(
      /series\[0\].values.length=2 must equal labels.length=1/,
    );
    await expect(bar([{ values: [1] }, { values: [1, 2] }])).rejects.toThrow(ShapeError);
  });
});

describe("hist", () => {
  test("counts as numpy.histogram: the last bin holds its upper edge, NaN belongs nowhere", async () => {
    const [layer] = layersOf(await hist([0, 1, 1, 2, 3, 4, Number.NaN, Infinity], { bins: 4 })) as BarsLayer[];
    expect(Array.from(layer.heights)).toEqual([1, 2, 1, 2]);
    expect(layer.x).toEqual({ start: 0.5, step: 1 });
  });

  test("a density has area 1; one value alone fills the middle", async () => {
    const [density] = layersOf(await hist([0, 1, 4], { bins: 2, density: true })) as BarsLayer[];
    expect(2 * Array.from(density.heights).reduce((sum, height) => sum + height, 0)).toBeCloseTo(1, 12);
    const one = await hist([7], { bins: 1 });
    expect(one.panels[0].x.range).toEqual([6.5, 7.5]);
    await expect(hist([1], { bins: 1.5 })).rejects.toThrow(/bins=1.5/);
    await expect(hist([1], { range: [2, 1] })).rejects.toThrow(ParameterError);
  });
});

describe("scatter", () => {
  test("a circle lies behind the points, on equal axes around 0", async () => {
    const figure = await scatter([{ x: [0.5], y: [-2], marker: "cross", label: "Poles" }], { circle: 1 });
    const { x, y, aspect, layers } = figure.panels[0];
    expect(layers.map((layer) => layer.kind)).toEqual(["curve", "markers"]);
    expect(aspect).toBe("equal");
    expect(x.range).toEqual(y.range);
    expect(x.range[0]).toBe(-x.range[1]);
    expect(y.range[0]).toBeLessThan(-2);
  });

  test("refuses a circle without radius and lists of different length", async () => {
    await expect(scatter([], { circle: 0 })).rejects.toThrow(/circle=0/);
    await expect(scatter([{ x: [1], y: [] }])).rejects.toThrow(ShapeError);
  });
});
