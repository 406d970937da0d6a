import { expect, test } from "vitest";
import { layoutFigure } from "../layout/layout.js";
import { cellMetrics, fontSizes, pixelMetrics } from "../layout/metrics.js";
import { textsOf, type FigureLayout } from "../layout/placed.js";
import type { Figure } from "../scene/scene.js";
import { imshow } from "./imshow.js";
import { plot } from "./plot.js";
import { specshow } from "./specshow.js";
import { subplots } from "./subplots.js";
import { waveshow } from "./waveshow.js";

const sizes = fontSizes(11);
const atPixels = (figure: Figure, width: number, height: number): FigureLayout =>
  layoutFigure(figure, {
    width,
    height,
    metrics: pixelMetrics(11, 1),
    measure: (text, role) => 0.6 * sizes[role] * text.length,
  });

const four = async (columns: number): Promise<Figure> =>
  subplots(
    [
      waveshow(new Float32Array(800).fill(0.5), { sampleRate: 8000, title: "Wave", label: "samples" }),
      specshow(
        Array.from({ length: 5 }, () => new Float32Array(9)),
        { sampleRate: 8000, hopLength: 80, title: "Levels" },
      ),
      plot([1e-9, 3e-9], { title: "Tiny", y: { label: "A long label of the axis" } }),
      imshow([[1, 2], [3, 4]]), // prettier-ignore
      plot([1, 2]),
    ],
    { columns, title: "All" },
  );

test("keeps the title of each figure above its first panel", async () => {
  const { title, panels } = await four(1);
  expect(title).toBe("All");
  expect(panels.map((panel) => panel.title)).toEqual(["Wave", "Levels", "Tiny", undefined, undefined]);
});

test("puts panels side by side, row by row, with plots of a row at one height", async () => {
  const figure = await four(2);
  for (const [width, height] of [
    [800, 800],
    [1000, 900],
  ]) {
    const layout = atPixels(figure, width, height);
    const plots = layout.panels.map((panel) => panel.plot);
    expect(plots).toHaveLength(5);
    expect(plots[0].y).toBe(plots[1].y);
    expect(plots[0].height).toBe(plots[1].height);
    expect(plots[2].y).toBe(plots[3].y);
    // Plots of a column share their left edge.
    expect(plots[0].x).toBe(plots[2].x);
    expect(plots[0].x + plots[0].width).toBeLessThan(width / 2);
    expect(plots[1].x).toBeGreaterThan(width / 2);
    for (const { plot: box, xTicks, texts } of layout.panels) {
      for (const { position } of xTicks) {
        expect(position).toBeGreaterThanOrEqual(box.x - 0.5);
        expect(position).toBeLessThanOrEqual(box.x + box.width + 0.5);
      }
      for (const text of texts.filter((other) => other.role === "heading"))
        expect(text.y + text.height).toBeLessThanOrEqual(box.y);
      for (const text of texts.filter((other) => other.role === "heading")) expect(text.y).toBeGreaterThan(25);
    }
    for (const text of textsOf(layout)) {
      expect(text.x).toBeGreaterThanOrEqual(0);
      expect(text.x + text.width).toBeLessThanOrEqual(width);
      expect(text.y + text.height).toBeLessThanOrEqual(height);
    }
  }
});

test("takes fewer columns where they would be too narrow to read", async () => {
  const cells = (width: number): FigureLayout =>
    layoutFigure(figure, { width, height: 60, metrics: cellMetrics(), measure: (text) => text.length });
  const figure = await four(3);
  const lefts = (layout: FigureLayout): number => new Set(layout.panels.map((panel) => panel.plot.x)).size;
  expect([lefts(cells(130)), lefts(cells(80)), lefts(cells(40))]).toEqual([3, 2, 1]);
});

test("joins the x axes on request, and keeps those of a figure that shared one", async () => {
  const [short, long] = [plot([1, 2]), plot([1, 2, 3])];
  const joined = atPixels(await subplots([short, long], { shareX: true }), 600, 500);
  expect(joined.panels.map(({ panel }) => panel.x.range[1])).toEqual([2, 2]);
  expect(joined.panels[0].showsX).toBe(false);
  const nested = await subplots([subplots([short, long], { shareX: true })]);
  expect(nested.panels.map((panel) => panel.x.range[1])).toEqual([2, 2]);
  await expect(subplots([], { columns: 0 })).rejects.toThrow(/columns=0/);
});
