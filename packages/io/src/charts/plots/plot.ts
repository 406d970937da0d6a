// Lines, points and stems in one line of code.

import { isComplex, ShapeError, Tensor } from "@sonograd/core";
import type { CurveLayer, Figure, Layer, MarkersLayer, SceneColor, Values } from "../scene/scene.js";
import { SERIES_ORDER } from "../scene/theme.js";
import { readMatrix, readValues, type ChartValues } from "./chart-input.js";
import { roundRange, tightRange, valueAxis, type ValueAxis } from "./value-axis.js";

/** One line of a plot. */
export interface PlotLine {
  readonly y: ChartValues;
  /** Places of the values (default 0, 1, 2 …). */
  readonly x?: ChartValues;
  readonly label?: string;
  readonly color?: SceneColor;
  readonly dash?: "solid" | "dashed" | "dotted";
  /** A point at each value (default false). */
  readonly markers?: boolean;
  /** A vertical line from 0 to each value instead of a line through them (default: the plot's). */
  readonly stem?: boolean;
}

/** Title and axes of a plot. */
export interface PlotOptions {
  readonly title?: string;
  readonly x?: ValueAxis;
  readonly y?: ValueAxis;
  /** All lines as stems, as for sequences and spectral lines (default false). */
  readonly stem?: boolean;
}

interface ReadLine extends Omit<PlotLine, "x" | "y"> {
  readonly x: Values;
  readonly y: Values;
}

/** Room at the sides for points and stems, as a share of the axis. */
const POINT_MARGIN = 0.03;

const isLines = (data: unknown): data is readonly PlotLine[] =>
  Array.isArray(data) && data.length > 0 && typeof data[0] === "object";

async function readLine(line: PlotLine, i: number): Promise<ReadLine> {
  const y = await readValues("plot", `lines[${i}].y`, line.y);
  const x =
    line.x === undefined ? Float64Array.from(y, (_, k) => k) : await readValues("plot", `lines[${i}].x`, line.x);
  if (x.length !== y.length)
    throw new ShapeError(`plot: lines[${i}].x.length=${x.length} must equal lines[${i}].y.length=${y.length}.`);
  return { ...line, x, y };
}

/** A matrix has a line per row, as a recording has channels. */
async function readLines(data: ChartValues | readonly PlotLine[]): Promise<ReadLine[]> {
  if (isLines(data)) return Promise.all(data.map(readLine));
  if (!(data instanceof Tensor) || data.shape.length < 2 || isComplex(data.dtype))
    return [await readLine({ y: data }, 0)];
  const { values, rows, columns } = await readMatrix("plot", "y", data);
  const x = Float64Array.from({ length: columns }, (_, k) => k);
  return Array.from({ length: rows }, (_, row) => ({ x, y: values.subarray(row * columns, (row + 1) * columns) }));
}

/** A line from the foot to each value, one after the other. */
function stems(x: Values, y: Values, foot: number): { x: Float64Array; y: Float64Array } {
  const across = new Float64Array(3 * x.length).fill(Number.NaN);
  const up = new Float64Array(3 * x.length).fill(Number.NaN);
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(y[i])) continue;
    across.fill(x[i], 3 * i, 3 * i + 2);
    up.set([foot, y[i]], 3 * i);
  }
  return { x: across, y: up };
}

function layersOf(line: ReadLine, color: SceneColor, foot: number | undefined): Layer[] {
  const { x, y, label, dash, markers = false } = line;
  const points: MarkersLayer = { kind: "markers", shape: "circle", x, y, color };
  const named = label === undefined ? {} : { label };
  if (foot === undefined) {
    const curve: CurveLayer = { kind: "curve", x, y, color, ...named, ...(dash === undefined ? {} : { dash }) };
    return markers ? [curve, points] : [curve];
  }
  return [
    { kind: "curve", ...stems(x, y, foot), color, ...(dash === undefined ? {} : { dash }) },
    { ...points, ...named },
  ];
}

/**
 * Lines in one panel, with a legend of those that have a label.
 *
 * @param data  values [n] over their index; a tensor [lines, n]; or `[{ x, y, label, color, dash, markers, stem }]`. NaN and
 *   infinite values leave gaps, a single value is a dot
 * @param options.x, options.y  `{ label, unit, scale, range }`; scale `linear` (default), `log`, `mel` or `decibel`; without a
 *   range they hold all finite values (log: all above 0)
 * @param options.stem  stems from 0 with a point on top (default false)
 * @returns a figure of one panel
 * @throws ShapeError      x and y of a line differ in length
 * @throws ParameterError  a range is not finite, or reaches 0 on a log axis; values are complex
 * @source matplotlib.pyplot.plot, matplotlib.pyplot.stem, matplotlib.pyplot.semilogx, matplotlib.pyplot.semilogy
 * @example await plot([{ y: losses, label: "training" }], { x: { label: "Epoch" }, y: { label: "Loss", scale: "log" } })
 */
export async function plot(data: ChartValues | readonly PlotLine[], options: PlotOptions = {}): Promise<Figure> {
  const { title, x = {}, y = {}, stem = false } = options;
  const lines = await readLines(data);
  // Indices, epochs, steps: places without unit that are all whole numbers.
  const isCounted = x.unit === undefined && lines.every((line) => line.x.every((place) => Number.isInteger(place)));
  const hasPoints = lines.some((line) => line.markers === true || (line.stem ?? stem));
  const isStem = (line: ReadLine): boolean => line.stem ?? stem;
  const ys = lines.map((line) => line.y);
  // Stems stand on 0, or on the floor of a logarithmic axis.
  const held = y.scale !== "log" && lines.some(isStem) ? [...ys, Float64Array.of(0)] : ys;
  const yAxis = valueAxis("plot", "y", y, roundRange(held, y.scale));
  const foot = y.scale === "log" ? Math.min(...yAxis.range) : 0;
  let next = 0;
  const layers = lines.flatMap((line) =>
    layersOf(line, line.color ?? SERIES_ORDER[next++ % SERIES_ORDER.length], isStem(line) ? foot : undefined),
  );
  const across = tightRange(
    lines.map((line) => line.x),
    x.scale,
    hasPoints ? POINT_MARGIN : 0,
  );
  return {
    ...(title === undefined ? {} : { title }),
    panels: [{ x: { ...valueAxis("plot", "x", x, across), whole: isCounted }, y: yAxis, layers }],
  };
}
