// A figure as lines of a frame.
import { renderCells, type Figure } from "@sonograd/io";
import type { FrameSize, Look } from "./look.js";

/** `rows` lines of `columns` cells; nothing where there is no room for axes and data. */
export function chartLines(figure: Figure, { columns, rows }: FrameSize, look: Look): string[] {
  if (columns < 16 || rows < 4) return [];
  const color = look.colorDepth === 24 ? "truecolor" : look.colorDepth === 8 ? "256" : "none";
  return renderCells(figure, { columns, rows, color, unicode: look.hasUnicode, theme: look.theme });
}

/** Blocks of lines next to each other; `columns` is the width of all but the last. */
export function besides(
  left: readonly string[],
  right: readonly string[],
  columns: number,
  widthOf: (line: string) => number,
): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const line = left[i] ?? "";
    return `${line}${" ".repeat(Math.max(0, columns - widthOf(line)))}${right[i] ?? ""}`;
  });
}
