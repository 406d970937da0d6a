// Lines in one panel: losses, spectra, frequency responses.

import { ShapeError } from "@sonograd/core";
import type { CurveLayer, Figure, Positions, Values } from "../scene/scene.js";
import { roundRange, tightRange, valueAxis, type ValueAxis } from "./value-axis.js";

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
export type CurvesAxis = ValueAxis;

/** What a figure of curves shows. */
export interface CurvesFigureOptions {
  readonly curves: readonly CurveInput[];
  readonly x?: CurvesAxis;
  readonly y?: CurvesAxis;
  readonly title?: string;
}

/** Places of a curve: all that are given, or both ends of a regular row. */
function places({ x = { start: 0, step: 1 }, y }: CurveInput): Values {
  return "step" in x ? Float64Array.of(x.start, x.start + x.step * Math.max(0, y.length - 1)) : x;
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
    panels: [
      {
        x: valueAxis("curvesFigure", "x", x, tightRange(curves.map(places), x.scale)),
        y: valueAxis(
          "curvesFigure",
          "y",
          y,
          roundRange(
            curves.map((curve) => curve.y),
            y.scale,
          ),
        ),
        layers,
      },
    ],
  };
}
