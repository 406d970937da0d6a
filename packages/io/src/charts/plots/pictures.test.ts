// Every picture of one line, with data that is empty, constant, tiny or not a number, by every painter.
import { describe, expect, test } from "vitest";
import { drawFigure } from "../drawing/draw-figure.js";
import { textsOf } from "../layout/placed.js";
import { RasterSurface } from "../raster/raster-surface.js";
import type { Figure } from "../scene/scene.js";
import { renderCells } from "../terminal/render-cells.js";
import { bar } from "./bar.js";
import { hist } from "./hist.js";
import { imshow } from "./imshow.js";
import { plot } from "./plot.js";
import { scatter } from "./scatter.js";
import { specshow } from "./specshow.js";
import { subplots } from "./subplots.js";
import { waveshow } from "./waveshow.js";

const settings = { sampleRate: 8000, hopLength: 80 };
const filled = (value: number): Float64Array => new Float64Array(24).fill(value);
const data: [string, Float64Array][] = [
  ["nothing", new Float64Array(0)],
  ["one value", Float64Array.of(3)],
  ["zeros", filled(0)],
  ["a constant", filled(-0.7)],
  ["NaN", filled(Number.NaN)],
  ["infinities", filled(-Infinity)],
  ["tiny values", Float64Array.from({ length: 24 }, (_, i) => (i - 5) * 1e-9)],
  ["subnormal values", filled(1e-310)],
  ["huge values", Float64Array.from({ length: 24 }, (_, i) => (i - 5) * 1e30)],
];

const all = (y: Float64Array): Promise<Figure>[] => {
  const rows = y.length === 0 ? [y] : [y, y.map((value) => 2 * value), y];
  const matrix = y.length === 0 ? [[Number.NaN]] : rows;
  return [
    waveshow(y, { sampleRate: 8000, label: "y", overlays: [{ y, label: "over" }, { x: y, label: "lines" }] }), // prettier-ignore
    specshow(rows, { ...settings, title: "dB" }),
    specshow(rows, { ...settings, yAxis: "mel", unit: "", overlays: [{ y }] }),
    specshow(rows, { ...settings, yAxis: rows.map((_, i) => 440 * 2 ** -i), unit: "" }),
    specshow(rows, { ...settings, yAxis: "index", xAxis: "frames" }),
    plot([{ y, label: "y", markers: true }]),
    plot(y, { stem: true, x: { label: "n" } }),
    plot(y, { y: { scale: "log" } }),
    bar(y, { title: "Bars" }),
    bar([{ values: y, label: "a" }, { values: y, label: "b" }], { labels: Array.from(y, (_, i) => `name ${i}`) }), // prettier-ignore
    hist(y, { bins: 5 }),
    scatter([{ x: y, y, label: "points" }]),
    scatter([{ x: y, y, marker: "ring" }], { circle: 1 }),
    imshow(matrix, { title: "Matrix" }),
    imshow(matrix, { values: true }),
  ];
};

describe.each(data)("pictures of %s", (_, y) => {
  test("are drawn by every painter with finite places and no NaN in their labels", async () => {
    const figure = await subplots(all(y), { columns: 2, title: "All" });
    const layout = drawFigure(new RasterSurface(500, 1200, 1), figure);
    expect(layout.panels.length).toBe(figure.panels.length);
    for (const { plot: box, xTicks, yTicks } of layout.panels) {
      const ticks = [...xTicks, ...yTicks].map((tick) => tick.position);
      for (const place of [box.x, box.y, box.width, box.height, ...ticks]) expect(Number.isFinite(place)).toBe(true);
    }
    for (const text of textsOf(layout)) {
      expect(text.text).not.toMatch(/NaN|undefined|Infinity|0\.00000/);
      expect(text.x, text.text).toBeGreaterThanOrEqual(0);
      expect(text.x + text.width, text.text).toBeLessThanOrEqual(500.5);
    }
    for (const color of ["truecolor", "none"] as const) {
      const lines = renderCells(figure, { columns: 100, rows: 120, color });
      expect(lines.join("\n")).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
