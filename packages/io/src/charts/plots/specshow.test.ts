import { complex, ParameterError, ShapeError, tensor } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { resampleHeatMap } from "../scene/heat-map.js";
import { hzToMel } from "../scene/scale.js";
import type { Figure, HeatMapLayer } from "../scene/scene.js";
import { specshow, type SpecshowOptions } from "./specshow.js";

const settings = { sampleRate: 8000, hopLength: 80 };
const matrix = (rows: number, columns = 4): Float64Array[] =>
  Array.from({ length: rows }, (_, r) => Float64Array.from({ length: columns }, (_, c) => 0 - (r * columns + c)));
const layerOf = (figure: Figure): HeatMapLayer => figure.panels[0].layers[0] as HeatMapLayer;
const show = async (rows: number, options: Partial<SpecshowOptions>) => {
  const figure = await specshow(matrix(rows), { ...settings, ...options });
  return { layer: layerOf(figure), y: figure.panels[0].y, x: figure.panels[0].x, bar: figure.panels[0].colorBar };
};

describe("the rows of specshow", () => {
  test("linear and log are FFT bins, on two axes", async () => {
    const linear = await show(5, {});
    expect(linear.layer.y).toEqual([-500, 4500]);
    expect(linear.y).toMatchObject({ scale: "linear", range: [0, 4000], unit: "Hz" });
    const log = await show(5, { yAxis: "log", fmax: 2000 });
    expect(log.layer.y).toEqual([-500, 4500]);
    expect(log.y.scale).toBe("log");
    expect(log.y.range[0]).toBeGreaterThan(0);
    expect(log.y.range[1]).toBe(2000);
  });

  test("mel bands lie between fmin and fmax on the mel scale", async () => {
    const { layer } = await show(5, { yAxis: "mel", fmin: 200, fmax: 3000 });
    const [low, high] = layer.y.map(hzToMel);
    const step = (hzToMel(3000) - hzToMel(200)) / 6;
    expect(low).toBeCloseTo(hzToMel(200) + step / 2, 9);
    expect(high).toBeCloseTo(hzToMel(3000) - step / 2, 9);
  });

  test("constant-Q bins start at fmin, binsPerOctave to the octave", async () => {
    const { layer, y } = await show(24, { yAxis: "cqt", fmin: 55 });
    expect(layer.rowScale).toBe("log");
    // 24 bins of 12 per octave fill two octaves, half a bin around the first and the last.
    expect(layer.y[0]).toBeCloseTo(55 * 2 ** (-1 / 24), 9);
    expect(layer.y[1] / layer.y[0]).toBeCloseTo(4, 9);
    expect(y.scale).toBe("log");
    expect((await show(24, { yAxis: "cqt", fmin: 55, binsPerOctave: 24 })).layer.y[1]).toBeLessThan(110);
  });

  test("chroma rows have names, also two per semitone", async () => {
    expect((await show(12, { yAxis: "chroma" })).y.categories?.slice(0, 3)).toEqual(["C", "C♯", "D"]);
    expect((await show(24, { yAxis: "chroma" })).layer).toMatchObject({ rows: 24, y: [0, 12] });
  });

  test("plain numbers, times and names", async () => {
    expect((await show(3, { yAxis: "lag" })).y).toMatchObject({ range: [-0.5, 2.5], label: "Lag (frames)" });
    expect((await show(3, { yAxis: "time" })).y).toMatchObject({ unit: "s", range: [-0.005, 0.025] });
    expect((await show(2, { yAxis: ["low", "high"], yLabel: "Band" })).y).toMatchObject({
      categories: ["low", "high"],
      label: "Band",
    });
  });

  test.each([
    [[100, 200, 400, 800], 0],
    [[800, 400, 200, 100], 3],
  ])("frequencies %j place row %i lowest, each row around its frequency", async (frequencies, lowest) => {
    const { layer, y } = await show(4, { yAxis: frequencies, unit: "" });
    expect(y).toMatchObject({ scale: "log", unit: "Hz" });
    const edge = 100 * Math.SQRT1_2;
    expect(layer.rowEdges?.[0]).toBeCloseTo(edge, 9);
    expect(layer.rowEdges?.[1]).toBeCloseTo(200 * Math.SQRT1_2, 9);
    const column = resampleHeatMap({ ...layer, enlarge: "blocks" }, { scale: "linear", range: [0, 0.005] }, y, 1, 4);
    // From the top: the highest frequency first. Values count down along rows of 4.
    expect(Array.from(column, (value) => 0 - Math.round(value / 4))).toEqual(
      lowest === 0 ? [3, 2, 1, 0] : [0, 1, 2, 3],
    );
  });

  test("evenly spaced frequencies get a linear axis", async () => {
    expect((await show(3, { yAxis: [0, 100, 200] })).y).toMatchObject({ scale: "linear", range: [0, 250] });
  });
});

describe("the colours of specshow", () => {
  test("reach topDb down in dB, and over all values otherwise", async () => {
    expect((await show(5, { topDb: 30 })).layer.range).toEqual([-30, 0]);
    expect(await show(5, { unit: "" })).toMatchObject({ layer: { range: [-19, 0] } });
    expect((await show(5, { range: [-5, 5] })).bar?.range).toEqual([-5, 5]);
  });
});

test("the columns are centred on t · hop / sampleRate, or on frame numbers", async () => {
  const { layer, x } = await show(5, {});
  expect([...layer.x, ...x.range].map((value) => Number(value.toFixed(9)))).toEqual([-0.005, 0.035, 0, 0.03]);
  expect((await show(5, { xAxis: "frames" })).layer.x).toEqual([-0.5, 3.5]);
});

test("takes [1, rows, frames] and refuses what is no real matrix", async () => {
  const figure = await specshow(tensor([[[1, 2], [3, 4]]]), { ...settings, unit: "" }); // prettier-ignore
  expect(layerOf(figure)).toMatchObject({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4) });
  await expect(specshow(tensor([1, 2]), settings)).rejects.toThrow(ShapeError);
  const spectrum = complex(tensor([[1]]), tensor([[1]]));
  await expect(specshow(spectrum, settings)).rejects.toThrow(/S.dtype="complex64" must be real.*abs/);
  await expect(specshow([[1, 2], [3]], settings)).rejects.toThrow(/S\[1\].length=1/); // prettier-ignore
  await expect(specshow(matrix(3), { ...settings, yAxis: [1, 3, 2] })).rejects.toThrow(ParameterError);
  await expect(specshow(matrix(3), { ...settings, yAxis: [1, 2] })).rejects.toThrow(/yAxis.length=2 must equal the 3/);
  await expect(specshow(matrix(3), { ...settings, yAxis: "bark" as "mel" })).rejects.toThrow(/yAxis="bark"/);
});
