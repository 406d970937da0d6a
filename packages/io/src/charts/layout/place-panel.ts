// One panel, once the rows and columns of the figure are known.

import { scaleOf } from "../scene/scale.js";
import type { Axis, Panel } from "../scene/scene.js";
import { axisLabel, fitText } from "./axis-label.js";
import { placeColorBar } from "./color-bar.js";
import type { Heading } from "./heading.js";
import { uprightLimit, type CategoryNames, type LayoutOptions, type PanelRows } from "./measure-rows.js";
import type { LayoutMetrics } from "./metrics.js";
import type { PanelLayout, PlacedText, PlacedTick, Rect } from "./placed.js";
import { plotSize, spanOf, xSpace } from "./spacing.js";
import { axisTicks, type Tick, type TickSet, type TickSpace } from "./ticks.js";

/** Names below an axis of a terminal are not cut below this; rather every second is left out. */
const MIN_NAME_CELLS = 6;

/** Where a panel goes. */
export interface PanelPlace {
  readonly top: number;
  /** Left edge and width of the plots. */
  readonly left: number;
  readonly plotWidth: number;
  readonly rows: PanelRows;
  readonly showsX: boolean;
  readonly labelsAbove: boolean;
  readonly omitsColorBars: boolean;
}

/** The plot itself; a panel with square units is centred in its room. */
function plotRect(panel: Panel, place: PanelPlace, { metrics }: LayoutOptions): Rect {
  const y = place.top + place.rows.above;
  const height = Math.max(1, place.rows.plotHeight);
  const size = plotSize(panel, place.plotWidth, height, metrics);
  if (size === undefined) return { x: place.left, y, width: place.plotWidth, height };
  const free = metrics.cells ? 0 : (place.plotWidth - size.width) / 2;
  return { x: Math.round(place.left + free), y, ...size };
}

/** Room of names below an axis: in cells they are cut to their item, where that leaves enough to read. */
function nameSpace(axis: Axis, space: TickSpace, { cells }: LayoutMetrics): TickSpace {
  if (!cells || axis.scale !== "category") return space;
  const most = Math.max(MIN_NAME_CELLS, Math.floor(space.length / Math.max(1, spanOf(axis))) - 1);
  return { ...space, labelExtent: (label) => Math.min(most, space.labelExtent(label)) };
}

function placeXTicks(
  set: TickSet,
  axis: Axis,
  plot: Rect,
  place: PanelPlace,
  options: LayoutOptions,
  labelRight: number,
): PlacedTick[] {
  const { metrics, measure } = options;
  const scale = scaleOf(axis);
  const y = plot.y + plot.height + metrics.axisThickness + metrics.tickLength + metrics.textGap;
  let occupied = -Infinity;
  const apart =
    set.ticks.length > 1 ? (set.ticks[1].value - set.ticks[0].value) * (plot.width / spanOf(axis)) : Infinity;
  const cutsNames = metrics.cells && axis.scale === "category";
  const nameLimit =
    place.rows.names === "upright" ? uprightLimit(options) : cutsNames ? Math.floor(apart) - 1 : Infinity;
  return set.ticks.map((tick: Tick, i): PlacedTick => {
    const at = plot.x + scale.toUnit(tick.value) * plot.width;
    const position = metrics.cells ? plot.x + Math.min(plot.width - 1, Math.floor(at - plot.x)) : at;
    if (!place.showsX) return { position };
    const name = place.rows.names === "numbered" ? String(Math.round(tick.value - 0.5)) : tick.label;
    const text = fitText(name, nameLimit, (t) => measure(t, "tick"));
    const length = measure(text, "tick");
    if (place.rows.names === "upright") {
      const width = metrics.lineHeight.tick;
      return {
        position,
        label: { text, role: "tick", align: "right", rotated: true, x: position - width / 2, y, width, height: length },
      };
    }
    const centred = metrics.cells && axis.scale !== "category" ? position - Math.floor(length / 2) : at - length / 2;
    const x = metrics.cells ? Math.floor(Math.max(0, Math.min(options.width - length, centred))) : centred;
    // In cells the label of the axis ends its line; a tick it would touch stays without number.
    if (x < occupied || (i > 0 && x + length + 1 > labelRight)) return { position };
    occupied = x + length + (metrics.cells ? 1 : 0);
    return {
      position,
      label: {
        text,
        role: "tick",
        align: "center",
        rotated: false,
        x,
        y,
        width: length,
        height: metrics.lineHeight.tick,
      },
    };
  });
}

/** A label cut to a width; the number that ends a numbered name stays. */
function fitLabel(label: string, width: number, names: CategoryNames, measure: (text: string) => number): string {
  const number = names === "numbered" ? label.slice(label.lastIndexOf(" ")) : "";
  return fitText(label.slice(0, label.length - number.length), width - measure(number), measure) + number;
}

function placeYTicks(set: TickSet, axis: Axis, plot: Rect, names: CategoryNames, options: LayoutOptions): PlacedTick[] {
  const { metrics, measure } = options;
  const scale = scaleOf(axis);
  const right = plot.x - metrics.axisThickness - metrics.tickLength - metrics.textGap;
  const height = metrics.lineHeight.tick;
  const labelled = new Set<number>();
  return set.ticks.map((tick): PlacedTick => {
    const at = plot.y + (1 - scale.toUnit(tick.value)) * plot.height;
    const position = metrics.cells ? plot.y + Math.max(0, Math.min(plot.height - 1, Math.floor(at - plot.y))) : at;
    // Two ticks can fall into one row of cells: the first keeps its label.
    if (labelled.has(position)) return { position };
    labelled.add(position);
    const text = fitLabel(tick.label, right - (metrics.cells ? 0 : 2), names, (t) => measure(t, "tick"));
    const width = measure(text, "tick");
    const y = metrics.cells ? position : position - height / 2;
    return {
      position,
      label: { text, role: "tick", align: "right", rotated: false, x: right - width, y, width, height },
    };
  });
}

/** A y label this many lines away from its ticks is no longer seen with them. */
const FAR_LINES = 2;

/** Labels of the axes. */
function axisTexts(
  panel: Panel,
  xUnit: string,
  yUnit: string,
  plot: Rect,
  place: PanelPlace,
  options: LayoutOptions,
): PlacedText[] {
  const { metrics, measure, width } = options;
  const texts: PlacedText[] = [];
  const xWords = fitText(axisLabel(panel.x.label, xUnit), width, (t) => measure(t, "label"));
  if (place.showsX && xWords !== "") {
    const length = measure(xWords, "label");
    const bottom = plot.y + plot.height + place.rows.ownAxisHeight;
    const onTickLine = metrics.cells && panel.x.scale !== "category";
    const wanted = onTickLine ? plot.x + plot.width - length : plot.x + (plot.width - length) / 2;
    const x = Math.max(0, Math.min(width - length, metrics.cells ? Math.floor(wanted) : wanted));
    const height = metrics.lineHeight.label;
    texts.push({
      text: xWords,
      role: "label",
      align: "center",
      rotated: false,
      x,
      y: bottom - height,
      width: length,
      height,
    });
  }
  const yWords = axisLabel(panel.y.label, yUnit);
  if (!place.labelsAbove && yWords !== "") {
    const length = measure(yWords, "label");
    const y = plot.y + (plot.height - length) / 2;
    const widest = Math.max(0, ...place.rows.yTicks.ticks.map((tick) => measure(tick.label, "tick")));
    // In the column that all panels share, unless that is far from its own ticks.
    const beside = plot.x - widest - 2 * metrics.textGap - metrics.tickLength - metrics.lineHeight.label;
    const x = beside - metrics.margin > FAR_LINES * metrics.lineHeight.label ? beside : metrics.margin;
    texts.push({
      text: yWords,
      role: "label",
      align: "center",
      rotated: true,
      x,
      y,
      width: metrics.lineHeight.label,
      height: length,
    });
  }
  return texts;
}

/** The heading above a plot narrower than its room: it starts where the plot starts, and the legend ends where it ends. */
function headingAbove(plot: Rect, place: PanelPlace, { metrics }: LayoutOptions): Heading {
  const { heading } = place.rows;
  const free = metrics.cells ? 0 : place.plotWidth - plot.width;
  if (free < 1) return heading;
  const left = plot.x - place.left;
  const texts = heading.texts.map((text) => ({ ...text, x: Math.min(left, place.plotWidth - text.width) }));
  const back = free - left;
  const legend = heading.legend.map(({ entry, swatch, text }) => ({
    entry,
    swatch: { ...swatch, x: swatch.x - back },
    text: { ...text, x: text.x - back },
  }));
  const fits = legend.every(({ swatch }) =>
    texts.every((text) => swatch.y >= text.y + text.height || swatch.x >= text.x + text.width + metrics.legendGap),
  );
  return fits && legend.every(({ swatch }) => swatch.x >= 0) ? { ...heading, texts, legend } : heading;
}

/** Places everything of one panel. */
export function placePanel(panel: Panel, place: PanelPlace, options: LayoutOptions): PanelLayout {
  const { metrics, measure } = options;
  const plot = plotRect(panel, place, options);
  const space = nameSpace(panel.x, xSpace(plot.width, metrics, measure), metrics);
  const upright = { ...space, labelExtent: () => metrics.lineHeight.tick };
  const numbers = { ...space, labelExtent: () => String((panel.x.categories?.length ?? 1) - 1).length + 1 };
  const xSet = axisTicks(panel.x, { across: space, upright, numbered: numbers }[place.rows.names]);
  const ySet = place.rows.yTicks;
  const texts = axisTexts(panel, xSet.unit, ySet.unit, plot, place, options);
  const xLabel = metrics.cells && panel.x.scale !== "category" ? texts.find((text) => !text.rotated)?.x : undefined;
  const dx = metrics.cells ? 0 : place.left;
  const heading = headingAbove(plot, place, options);
  const dy = place.top + place.rows.above - place.rows.heading.height;
  const shift = <Box extends Rect>(box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  const pixel = (axis: Axis, value: number): number => scaleOf(axis).toUnit(value);
  return {
    panel,
    plot,
    showsX: place.showsX,
    xTicks: placeXTicks(xSet, panel.x, plot, place, options, xLabel ?? Infinity),
    yTicks: placeYTicks(ySet, panel.y, plot, place.rows.names, options),
    xMinor: xSet.minor.map((value) => plot.x + pixel(panel.x, value) * plot.width),
    yMinor: ySet.minor.map((value) => plot.y + (1 - pixel(panel.y, value)) * plot.height),
    texts: [...heading.texts.map(shift), ...texts],
    legend: heading.legend.map((item) => ({
      entry: item.entry,
      swatch: shift(item.swatch),
      text: shift(item.text),
    })),
    ...(panel.colorBar === undefined || place.omitsColorBars
      ? {}
      : { colorBar: placeColorBar(panel.colorBar, plot, metrics, measure) }),
  };
}
