// Lines in one panel: losses, spectra, frequency responses.

import { ParameterError, ShapeError } from "@sonograd/core";
import type { Axis, CurveLayer, Figure, Positions, Values } from "../scene/scene.js";
import { rangeAround, finiteExtent } from "./data-range.js";

/** One line. */
export interface CurveInput {
  readonly y: Values;
  /** Places of the values (default 0, 1, 2 …). */
  readonly x?: Positions;
  readonly label?: string;
  readonly color?: CurveLayer["color"];
  readonly dash?: "solid" | "dashed" | "dotted";
}

/** An axis as far as the caller cares. */
export interface CurvesAxis {
  readonly label?: string;
  readonly unit?: string;
  /** Default `linear`. */
  readonly scale?: "linear" | "log" | "mel" | "decibel";
  /** Default: around the data. */
  readonly range?: readonly [number, number];
}

/** What a figure of curves shows. */
export interface CurvesFigureOptions {
  readonly curves: readonly CurveInput[];
  readonly x?: CurvesAxis;
  readonly y?: CurvesAxis;
  readonly title?: string;
}

/** Values a logarithmic axis can show. */
function onScale(arrays: readonly Values[], scale: CurvesAxis["scale"]): readonly Values[] {
  return scale === "log" ? arrays.map((values) => values.filter((value) => value > 0)) : arrays;
}

function axis(name: "x" | "y", options: CurvesAxis, dataRange: readonly [number, number]): Axis {
  const { label, unit, scale = "linear", range = dataRange } = options;
  if (!Number.isFinite(range[0] + range[1]) || (scale === "log" && Math.min(...range) <= 0)) {
    throw new ParameterError(
      `curvesFigure: ${name}.range=[${range.join(", ")}] must be finite${scale === "log" ? " and above 0 on a log axis" : ""}.`,
    );
  }
  return { scale, range, ...(label === undefined ? {} : { label }), ...(unit === undefined ? {} : { unit }) };
}

function yRange(curves: readonly CurveInput[], scale: CurvesAxis["scale"]): readonly [number, number] {
  const arrays = onScale(
    curves.map((curve) => curve.y),
    scale,
  );
  if (scale !== "log") return rangeAround(arrays);
  const extent = finiteExtent(...arrays) ?? [1, 10];
  return [10 ** Math.floor(Math.log10(extent[0])), 10 ** Math.ceil(Math.log10(extent[1] * 1.0001))];
}

function xRange(curves: readonly CurveInput[], scale: CurvesAxis["scale"]): readonly [number, number] {
  const ends = curves.map(({ x = { start: 0, step: 1 }, y }) =>
    "step" in x ? Float64Array.of(x.start, x.start + x.step * Math.max(0, y.length - 1)) : x,
  );
  const extent = finiteExtent(...onScale(ends, scale));
  if (extent === undefined) return scale === "log" ? [1, 10] : [0, 1];
  if (extent[1] > extent[0]) return extent;
  return scale === "log" ? [extent[0] / 2, extent[0] * 2] : [extent[0] - 0.5, extent[0] + 0.5];
}

/**
 * Lines in one panel, with a legend of those that have a label.
 *
 * @param options.curves  lines; NaN and infinite values leave gaps, a single value is a dot
 * @param options.x, options.y  axes; without a range they hold all finite values (log: all above 0)
 * @returns a figure of one panel
 * @throws ShapeError      x and y of a curve differ in length
 * @throws ParameterError  a range is not finite, or reaches 0 on a log axis
 */
export function curvesFigure(options: CurvesFigureOptions): Figure {
  const { curves, x = {}, y = {}, title } = options;
  const layers = curves.map((curve, i): CurveLayer => {
    const at = curve.x ?? { start: 0, step: 1 };
    if (!("step" in at) && at.length !== curve.y.length) {
      throw new ShapeError(`curvesFigure: curves[${i}].x.length=${at.length} must equal y.length=${curve.y.length}.`);
    }
    const { label, color, dash } = curve;
    return {
      kind: "curve",
      x: at,
      y: curve.y,
      ...(label === undefined ? {} : { label }),
      ...(color === undefined ? {} : { color }),
      ...(dash === undefined ? {} : { dash }),
    };
  });
  return {
    ...(title === undefined ? {} : { title }),
    panels: [{ x: axis("x", x, xRange(curves, x.scale)), y: axis("y", y, yRange(curves, y.scale)), layers }],
  };
}
