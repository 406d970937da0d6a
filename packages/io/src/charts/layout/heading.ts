// The lines above a plot: its title or label at the left, its legend at the right or below.

import type { Panel } from "../scene/scene.js";
import { legendOf } from "../scene/series.js";
import { fitText, wrapText } from "./axis-label.js";
import type { LayoutMetrics, TextMeasure } from "./metrics.js";
import type { PlacedLegend, PlacedText } from "./placed.js";

/** A heading whose first line starts at y = 0 and whose left edge is x = 0. */
export interface Heading {
  readonly height: number;
  readonly texts: readonly PlacedText[];
  readonly legend: readonly PlacedLegend[];
}

/** Legend entries side by side, on as many lines as they need. */
function wrapLegend(
  panel: Panel,
  width: number,
  metrics: LayoutMetrics,
  measure: TextMeasure,
): { lines: PlacedLegend[][]; widths: number[] } {
  const lines: PlacedLegend[][] = [];
  const widths: number[] = [];
  const gap = metrics.cells ? 1 : 6;
  const height = metrics.lineHeight.tick;
  for (const entry of legendOf(panel)) {
    const text = fitText(entry.label, width - metrics.swatchWidth - gap, (t) => measure(t, "tick"));
    const textWidth = measure(text, "tick");
    const itemWidth = metrics.swatchWidth + gap + textWidth;
    const used = widths.at(-1);
    const newLine = used === undefined || used + metrics.legendGap + itemWidth > width;
    const x = newLine ? 0 : used + metrics.legendGap;
    if (newLine) lines.push([]);
    lines.at(-1)!.push({
      entry,
      swatch: { x, y: 0, width: metrics.swatchWidth, height },
      text: {
        text,
        role: "tick",
        align: "left",
        rotated: false,
        x: x + metrics.swatchWidth + gap,
        y: 0,
        width: textWidth,
        height,
      },
    });
    widths[lines.length - 1] = x + itemWidth;
  }
  return { lines, widths };
}

/** Lays out the lines above a plot of the given width; `words` is what stands at the left. */
export function layoutHeading(
  panel: Panel,
  words: string,
  width: number,
  metrics: LayoutMetrics,
  measure: TextMeasure,
): Heading {
  const { lines, widths } = wrapLegend(panel, width, metrics, measure);
  const lineHeight = metrics.lineHeight.heading;
  // Rows of a terminal are too few for a second line.
  const wrapped = wrapText(words, width, metrics.cells ? 1 : 2, (t) => measure(t, "heading"));
  const texts = wrapped.map((text, i): PlacedText => {
    const size = { width: measure(text, "heading"), height: lineHeight };
    return { text, role: "heading", align: "left", rotated: false, x: 0, y: i * lineHeight, ...size };
  });
  const last = texts.at(-1);
  const shares = last === undefined || lines.length === 0 || last.width + 2 * metrics.legendGap + widths[0] <= width;
  const firstLine = shares ? Math.max(0, texts.length - 1) : texts.length;
  const legend = lines.flatMap((line, i) => {
    const dx = Math.max(0, width - widths[i]);
    const dy = (firstLine + i) * lineHeight + (metrics.cells ? 0 : (lineHeight - metrics.lineHeight.tick) / 2);
    return line.map((item) => ({
      entry: item.entry,
      swatch: { ...item.swatch, x: item.swatch.x + dx, y: item.swatch.y + dy },
      text: { ...item.text, x: item.text.x + dx, y: item.text.y + dy },
    }));
  });
  return {
    height: Math.max(texts.length, lines.length === 0 ? 0 : firstLine + lines.length) * lineHeight,
    texts,
    legend,
  };
}
