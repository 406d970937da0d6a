// Sizes a painter hands to the layout: pixels for images, character cells for terminals.

/** What a text is for; painters choose fonts by it. */
export type TextRole = "title" | "heading" | "label" | "tick";

/** Width of a text in the painter's unit. */
export type TextMeasure = (text: string, role: TextRole) => number;

/** Distances in the painter's unit. */
export interface LayoutMetrics {
  /** Character cells: everything lies on whole numbers, and no text is turned. */
  readonly cells: boolean;
  readonly margin: number;
  readonly lineHeight: Readonly<Record<TextRole, number>>;
  /** Between stacked panels. */
  readonly panelGap: number;
  /** Between panels side by side, on top of their margins. */
  readonly columnGap: number;
  /** Narrower columns become fewer. */
  readonly minColumnWidth: number;
  /** Between an axis and its texts. */
  readonly textGap: number;
  readonly axisThickness: number;
  readonly tickLength: number;
  readonly minTickSpacing: { readonly x: number; readonly y: number };
  readonly colorBarWidth: number;
  readonly colorBarGap: number;
  readonly swatchWidth: number;
  readonly legendGap: number;
  /** Least height of a plot before panels are left out. */
  readonly minPlotHeight: number;
  /** Positions are rounded to multiples of this. */
  readonly snap: number;
}

/** Font sizes of the texts in logical pixels, from the size of tick labels. */
export function fontSizes(tickSize: number): Readonly<Record<TextRole, number>> {
  return { title: tickSize + 3, heading: tickSize + 1, label: tickSize, tick: tickSize };
}

/** Distances for images; `fontSize` is that of tick labels in logical pixels. */
export function pixelMetrics(fontSize: number, pixelRatio: number): LayoutMetrics {
  const sizes = fontSizes(fontSize);
  const line = (role: TextRole): number => Math.round(sizes[role] * 1.35);
  return {
    cells: false,
    margin: Math.round(fontSize * 1.1),
    lineHeight: { title: line("title") + 8, heading: line("heading") + 4, label: line("label"), tick: line("tick") },
    panelGap: Math.round(fontSize * 1.3),
    columnGap: 0,
    minColumnWidth: fontSize * 15,
    textGap: 5,
    axisThickness: 0,
    tickLength: 4,
    minTickSpacing: { x: fontSize * 5.5, y: fontSize * 2.8 },
    colorBarWidth: 14,
    colorBarGap: 12,
    swatchWidth: 18,
    legendGap: 16,
    minPlotHeight: 24,
    snap: 1 / pixelRatio,
  };
}

/** Distances for terminals. */
export function cellMetrics(): LayoutMetrics {
  return {
    cells: true,
    margin: 0,
    lineHeight: { title: 1, heading: 1, label: 1, tick: 1 },
    panelGap: 0,
    columnGap: 2,
    minColumnWidth: 36,
    textGap: 0,
    axisThickness: 1,
    tickLength: 0,
    minTickSpacing: { x: 6, y: 2.5 },
    colorBarWidth: 2,
    colorBarGap: 1,
    swatchWidth: 2,
    legendGap: 2,
    minPlotHeight: 2,
    snap: 1,
  };
}
