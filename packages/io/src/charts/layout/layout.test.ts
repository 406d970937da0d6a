import { ParameterError } from "@sonograd/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analysisFigure } from "../plots/analysis-figure.js";
import { confusionMatrixFigure } from "../plots/confusion-matrix-figure.js";
import { curvesFigure } from "../plots/curves-figure.js";
import type { Figure } from "../scene/scene.js";
import { layoutFigure } from "./layout.js";
import { cellMetrics, fontSizes, pixelMetrics, type TextRole } from "./metrics.js";
import { textsOf, type FigureLayout, type PlacedText } from "./placed.js";

const sizes = fontSizes(11);
const pixels = (figure: Figure, width: number, height: number): FigureLayout =>
  layoutFigure(figure, {
    width,
    height,
    metrics: pixelMetrics(11, 1),
    measure: (text: string, role: TextRole) => 0.6 * sizes[role] * text.length,
  });
const cells = (figure: Figure, width: number, height: number): FigureLayout =>
  layoutFigure(figure, { width, height, metrics: cellMetrics(), measure: (text) => text.length });

const feature = (scale: number) => ({
  values: Float32Array.from({ length: 63 }, (_, i) => scale * Math.abs(Math.sin(i / 9))),
  hopLength: 256,
});
const analysis = analysisFigure({
  samples: Float32Array.from({ length: 16000 }, (_, i) => Math.sin(i / 7)),
  sampleRate: 8000,
  envelope: feature(1),
  rms: feature(0.7),
  zeroCrossingRate: feature(0.3),
  spectralCentroid: feature(2000),
  spectralBandwidth: feature(500),
  spectrogram: { values: new Float32Array(129 * 63), bins: 129, hopLength: 256 },
  title: "A recording with a name",
});
const classes = ["air_conditioner", "car_horn", "children_playing", "dog_bark", "drilling", "siren"];
const confusion = confusionMatrixFigure({
  matrix: Array.from({ length: 36 }, () => 3),
  labels: classes,
  title: "Fold 10",
});
const curves = curvesFigure({
  curves: [
    { y: Float32Array.of(3, 2, 1), label: "training loss" },
    { y: Float32Array.of(3, 2.5, 2), label: "validation loss" },
  ],
  x: { label: "Epoch" },
  y: { label: "Cross entropy" },
});
const figures: [string, Figure][] = [
  ["analysis", analysis],
  ["confusion", confusion],
  ["curves", curves],
];

function overlapping(texts: readonly PlacedText[], slack: number): string[] {
  const pairs: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [texts[i], texts[j]];
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (across > slack && down > slack) pairs.push(`${a.text} / ${b.text}`);
    }
  }
  return pairs;
}

describe.each(figures)("layout of the %s figure", (_, figure) => {
  test.each([
    [800, 600],
    [1200, 800],
    [400, 500],
    [640, 480],
  ])("keeps texts apart and inside an image of %i × %i", (width, height) => {
    const texts = textsOf(pixels(figure, width, height));
    expect(texts.length).toBeGreaterThan(6);
    // Line boxes are higher than letters: a pixel or two of boxes may meet.
    expect(overlapping(texts, 2)).toEqual([]);
    for (const text of texts) {
      expect(text.x, text.text).toBeGreaterThanOrEqual(0);
      expect(text.y, text.text).toBeGreaterThanOrEqual(0);
      expect(text.x + text.width, text.text).toBeLessThanOrEqual(width);
      expect(text.y + text.height, text.text).toBeLessThanOrEqual(height);
    }
  });

  test("keeps texts apart, whole and inside every terminal from 20 × 6 up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 160 }), fc.integer({ min: 6, max: 60 }), (columns, rows) => {
        const layout = cells(figure, columns, rows);
        const texts = textsOf(layout).filter((text) => text.y < rows);
        expect(overlapping(texts, 0)).toEqual([]);
        for (const text of texts) {
          expect(Number.isInteger(text.x) && Number.isInteger(text.y), text.text).toBe(true);
          expect(text.x, text.text).toBeGreaterThanOrEqual(0);
          expect(text.x + text.width, text.text).toBeLessThanOrEqual(columns);
        }
        for (const { plot } of layout.panels)
          expect([plot.x, plot.y, plot.width, plot.height].every(Number.isInteger)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("layoutFigure", () => {
  test("gives all plots the same left and right edge", () => {
    const { panels } = pixels(analysis, 900, 800);
    expect(panels).toHaveLength(5);
    expect(new Set(panels.map(({ plot }) => plot.x)).size).toBe(1);
    expect(new Set(panels.map(({ plot }) => plot.width)).size).toBe(1);
  });

  test("names the values of a shared x axis below the lowest panel only", () => {
    const named = pixels(analysis, 900, 800).panels.map((panel) =>
      panel.xTicks.some((tick) => tick.label !== undefined),
    );
    expect(named).toEqual([false, false, false, false, true]);
  });

  test("joins the ranges of a shared x axis", () => {
    const panel = curves.panels[0];
    const other = { ...panel, x: { ...panel.x, range: [-1, 7] as const } };
    const layout = pixels({ panels: [panel, other], shareX: true }, 500, 500);
    expect(layout.panels.map((placed) => placed.panel.x.range)).toEqual([
      [-1, 7],
      [-1, 7],
    ]);
  });

  test("leaves out the panels of least weight where rows do not suffice, never all", () => {
    expect(cells(analysis, 80, 24).panels).toHaveLength(5);
    const few = cells(analysis, 80, 10).panels;
    expect(few.length).toBeLessThan(5);
    expect(few.at(-1)?.panel.colorBar).toBeDefined();
    expect(cells(analysis, 80, 1).panels).toHaveLength(1);
  });

  test("keeps the cells of a confusion matrix square", () => {
    const { plot } = pixels(confusion, 1200, 500).panels[0];
    expect(plot.width).toBeCloseTo(plot.height, 6);
  });

  test("turns or numbers class names that do not fit side by side", () => {
    expect(pixels(confusion, 500, 500).panels[0].xTicks.every((tick) => tick.label?.rotated)).toBe(true);
    const narrow = cells(confusion, 60, 24).panels[0];
    expect(narrow.xTicks.map((tick) => tick.label?.text)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(narrow.yTicks.map((tick) => tick.label?.text)).toContain("dog_bark 3");
  });

  test("breaks a long title into lines, which the plots make room for", () => {
    const long = { ...curves, title: "A title of many words ".repeat(6).trim() };
    const layout = pixels(long, 600, 400);
    expect(layout.title.map((line) => line.text).join(" ")).toBe(long.title);
    expect(layout.title.length).toBeGreaterThan(1);
    const lowest = layout.title.at(-1)!;
    for (const text of textsOf(layout).filter((other) => other.role !== "title"))
      expect(text.y).toBeGreaterThanOrEqual(lowest.y + lowest.height);
  });

  test("starts a heading and ends a legend where a plot with equal units does", () => {
    const panel = { ...curves.panels[0], title: "Circle", aspect: "equal" as const };
    const square = { ...panel, x: { ...panel.x, range: [-1, 1] as const }, y: { ...panel.y, range: [-1, 1] as const } };
    const { plot, texts, legend } = pixels({ panels: [square] }, 900, 400).panels[0];
    expect(plot.width).toBeCloseTo(plot.height, 6);
    expect(texts.find((text) => text.text === "Circle")?.x).toBeCloseTo(plot.x, 0);
    const last = legend.at(-1)!.text;
    expect(last.x + last.width).toBeCloseTo(plot.x + plot.width, 0);
    // A character cell is twice as high as wide.
    const inCells = cells({ panels: [square] }, 90, 24).panels[0].plot;
    expect(inCells.width).toBe(2 * inCells.height);
  });

  test("cuts names below bars to their room in cells, and very long ones in images", () => {
    const names = ["CNN", "GRU", "a transformer of eight layers"];
    const bars: Figure = {
      panels: [
        {
          x: { scale: "category", range: [0, 3], categories: names },
          y: { scale: "linear", range: [0, 1] },
          layers: [],
        },
      ],
    };
    const texts = (layout: FigureLayout): (string | undefined)[] =>
      layout.panels[0].xTicks.map((tick) => tick.label?.text);
    expect(texts(cells(bars, 40, 12))).toEqual(["CNN", "GRU", "a transfor…"]);
    expect(pixels(bars, 300, 300).panels[0].plot.height).toBeGreaterThan(150);
  });

  test("refuses a size that is not positive and says it", () => {
    expect(() => pixels(curves, 0, 100)).toThrow(ParameterError);
    expect(() => pixels(curves, Number.NaN, 100)).toThrow(/width=NaN/);
  });
});
