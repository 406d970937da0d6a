// Matrices and pictures in one line of code.

import { isComplex, ParameterError, Tensor } from "@sonograd/core";
import type { ColorMapName } from "../scene/colormaps.js";
import { formatNumber } from "../layout/number-format.js";
import type { Axis, Figure, Panel, Values } from "../scene/scene.js";
import { readMatrix, type ChartMatrix, type HostMatrix } from "./chart-input.js";
import { finiteExtent } from "./data-range.js";
import type { ValueAxis } from "./value-axis.js";

/** One axis of a matrix. */
export interface ImageAxis extends Pick<ValueAxis, "label" | "unit"> {
  /** Places of the middle of the first and of the last column (or row); default their numbers from 0. */
  readonly range?: readonly [number, number];
  /** Names of the columns (or rows) instead. */
  readonly names?: readonly string[];
}

/** How a matrix is shown. */
export interface ImshowOptions {
  readonly title?: string;
  readonly x?: ImageAxis;
  readonly y?: ImageAxis;
  /** Default `viridis`. */
  readonly colorMap?: ColorMapName;
  /** Values at the two ends of the colour map (default: all finite values). */
  readonly range?: readonly [number, number];
  /** Writes each number into its cell (default false). */
  readonly values?: boolean;
  /** Default true; pictures have none. */
  readonly colorBar?: boolean;
  /** Row 0 at the top (default `upper`) or at the bottom (`lower`). */
  readonly origin?: "upper" | "lower";
  /** Cells as high as wide (`equal`), or filling the panel (`fill`); default: equal up to a shape of 1 : 4. */
  readonly aspect?: "equal" | "fill";
}

/** Up to this many times as long as wide, a matrix has square cells. */
const LONGEST_SQUARE = 4;

/** [3, rows, columns] or [rows, columns, 3] with 3 (or 4, the last left out) colours; undefined for a matrix. */
async function readPicture(
  x: ChartMatrix,
): Promise<{ channels: [Values, Values, Values]; rows: number; columns: number } | undefined> {
  if (!(x instanceof Tensor) || isComplex(x.dtype)) return undefined;
  const shape = x.shape.length === 4 && x.shape[0] === 1 ? x.shape.slice(1) : x.shape;
  if (shape.length !== 3 || shape[0] === 1) return undefined;
  const first = shape[0] === 3;
  if (!first && shape[2] !== 3) return undefined;
  const [rows, columns] = first ? shape.slice(1) : shape;
  const data = await x.data();
  const scale = x.dtype === "uint8" ? 1 / 255 : 1;
  const [step, apart] = first ? [1, rows * columns] : [3, 1];
  const channel = (c: number): Float32Array =>
    Float32Array.from({ length: rows * columns }, (_, i) => Number(data[c * apart + i * step]) * scale);
  return { channels: [channel(0), channel(1), channel(2)], rows, columns };
}

/** Axis of `count` cells and the outer edges of the first and the last. */
function cellAxis(
  name: "x" | "y",
  options: ImageAxis,
  count: number,
  turned: boolean,
): { axis: Axis; edges: readonly [number, number] } {
  const { label, unit, range, names } = options;
  const words = { ...(label === undefined ? {} : { label }), ...(unit === undefined ? {} : { unit }) };
  const along = (ends: readonly [number, number]): readonly [number, number] => (turned ? [ends[1], ends[0]] : ends);
  if (names !== undefined) {
    if (names.length !== count)
      throw new ParameterError(
        `imshow: ${name}.names.length=${names.length} must equal the ${count} cells. Name each.`,
      );
    return { axis: { scale: "category", range: along([0, count]), categories: names, ...words }, edges: [0, count] };
  }
  const [first, last] = range ?? [0, Math.max(0, count - 1)];
  if (!Number.isFinite(first + last) || (count > 1 && first === last))
    throw new ParameterError(`imshow: ${name}.range=[${first}, ${last}] must be finite, with two different ends.`);
  const half = count > 1 ? (last - first) / (count - 1) / 2 : 0.5;
  const edges = [first - half, last + half] as const;
  const whole = range === undefined;
  return { axis: { scale: "linear", range: along(edges), whole, ...words }, edges };
}

/** Numbers with the fewest decimals, up to three digits that matter. */
function cellTexts(values: Values): string[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? "" : formatNumber(Number(value.toPrecision(3)))));
}

/** Names of cells for a table of numbers: those given, or places along the axis. */
function cellNames({ names, range }: ImageAxis, count: number): readonly string[] {
  if (names !== undefined) return names;
  const [first, last] = range ?? [0, count - 1];
  const step = count > 1 ? (last - first) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => formatNumber(Number((first + i * step).toPrecision(4))));
}

function matrixPanel({ values, rows, columns }: HostMatrix, options: ImshowOptions): Panel {
  const { x = {}, y = {}, colorMap = "viridis", colorBar = true, origin = "upper" } = options;
  const [low, high] = finiteExtent(values) ?? [0, 1];
  const range = options.range ?? (high > low ? [low, high] : [Math.min(0, low), low === 0 ? 1 : Math.max(0, high)]);
  const turned = origin === "upper";
  const ofX = options.values === true ? { ...x, names: cellNames(x, columns) } : x;
  const ofY = options.values === true ? { ...y, names: cellNames(y, rows) } : y;
  const [across, up] = [cellAxis("x", ofX, columns, false), cellAxis("y", ofY, rows, turned)];
  const cells = { values, rows, columns, colorMap, range };
  return {
    x: across.axis,
    y: up.axis,
    layers: [
      options.values === true
        ? { kind: "textGrid", texts: cellTexts(values), ...cells }
        : { kind: "heatMap", x: across.edges, y: up.edges, enlarge: "blocks", ...cells },
    ],
    ...(colorBar ? { colorBar: { colorMap, range } } : {}),
    ...shapeOf(options, rows, columns),
  };
}

function shapeOf(
  { aspect, values, x = {}, y = {} }: ImshowOptions,
  rows: number,
  columns: number,
): Pick<Panel, "aspect"> {
  const isLong = Math.max(rows, columns) > LONGEST_SQUARE * Math.min(rows, columns);
  const hasUnits = x.range !== undefined || y.range !== undefined;
  if (aspect === "fill" || (aspect === undefined && values !== true && (isLong || hasUnits))) return {};
  return { aspect: values === true ? "square" : "equal" };
}

/**
 * A matrix as coloured cells, or a picture.
 *
 * @param M  [rows, columns], real; NaN cells are left blank. A tensor [3, rows, columns] or [rows, columns, 3] is a picture in
 *   red, green and blue, 0…1 (uint8: 0…255)
 * @param options.x, options.y  `{ label, unit, range, names }`; range: places of the middle of the first and the last cell
 *   (default their numbers from 0)
 * @param options.range   values at both ends of the colour map (default: all finite values)
 * @param options.values  writes the numbers into the cells (default false)
 * @param options.origin  row 0 at the top, `upper` (default), or at the bottom, `lower`
 * @param options.aspect  square cells (`equal`) or a filled panel (`fill`); default equal for matrices of similar sides
 * @returns a figure of one panel, with a colour bar unless `colorBar` is false
 * @throws ParameterError  M is complex or empty, a range is not finite, or names differ in number from the cells
 * @throws ShapeError      M is neither matrix nor picture
 * @source matplotlib.pyplot.imshow, with blocks instead of interpolation
 * @example await imshow([[0, 1], [2, 3]], { values: true, title: "Input" })
 */
export async function imshow(M: ChartMatrix, options: ImshowOptions = {}): Promise<Figure> {
  const title = options.title === undefined ? {} : { title: options.title };
  const picture = await readPicture(M);
  const matrix = picture ?? (await readMatrix("imshow", "M", M));
  const { rows, columns } = matrix;
  if (rows * columns === 0)
    throw new ParameterError(`imshow: M has ${rows} rows and ${columns} columns: nothing to show.`);
  if (picture === undefined) return { ...title, panels: [matrixPanel(matrix as HostMatrix, options)] };
  const across = cellAxis("x", options.x ?? {}, columns, false);
  const up = cellAxis("y", options.y ?? {}, rows, (options.origin ?? "upper") === "upper");
  const layer = { kind: "image", x: across.edges, y: up.edges, ...picture } as const;
  return { ...title, panels: [{ x: across.axis, y: up.axis, layers: [layer], ...shapeOf(options, rows, columns) }] };
}
