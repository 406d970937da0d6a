// Points in a plane in one line of code.

import { ShapeError } from "@sonograd/core";
import type { CurveLayer, Figure, Layer, MarkersLayer, SceneColor, Values } from "../scene/scene.js";
import { readValues, type ChartValues } from "./chart-input.js";
import { requirePositive } from "./checks.js";
import { finiteExtent } from "./data-range.js";
import { tightRange, valueAxis, type ValueAxis } from "./value-axis.js";

/** Points of one kind. */
export interface ScatterPoints {
  readonly x: ChartValues;
  readonly y: ChartValues;
  readonly label?: string;
  readonly color?: SceneColor;
  /** Default `circle`; poles are crosses and zeros are rings. */
  readonly marker?: "circle" | "ring" | "cross";
  /** Diameter in logical pixels (default 6). */
  readonly size?: number;
}

/** Axes and aids of a scatter plot. */
export interface ScatterPlotOptions {
  readonly title?: string;
  readonly x?: ValueAxis;
  readonly y?: ValueAxis;
  /** Radius of a circle around 0; 1 is the unit circle of a pole–zero plot. */
  readonly circle?: number;
  /** One unit of x as long as one unit of y (default: with a circle). */
  readonly equal?: boolean;
}

/** Free room around points, as a share of the axis. */
const MARGIN = 0.05;

function circleLayer(radius: number): CurveLayer {
  const angle = (i: number): number => (2 * Math.PI * i) / 180;
  const x = Float64Array.from({ length: 181 }, (_, i) => radius * Math.cos(angle(i)));
  const y = Float64Array.from({ length: 181 }, (_, i) => radius * Math.sin(angle(i)));
  return { kind: "curve", x, y, color: "gray", dash: "dashed", width: 1 };
}

/** The same range for both directions around 0, so that a circle lies in the middle. */
function around(radius: number, values: readonly Values[]): readonly [number, number] {
  const [low, high] = finiteExtent(Float64Array.of(-radius, radius), ...values)!;
  const reach = Math.max(-low, high) * (1 + 2 * MARGIN);
  return [-reach, reach];
}

/**
 * Points, with a legend of those that have a label.
 *
 * @param points  `[{ x, y, label, color, marker, size }]`; a point with NaN is left out
 * @param options.x, options.y  `{ label, unit, scale, range }`; without a range they hold all finite values
 * @param options.circle  radius of a dashed circle around 0
 * @param options.equal   equal units on both axes (default: with a circle)
 * @returns a figure of one panel
 * @throws ShapeError      x and y differ in length
 * @throws ParameterError  circle is not positive, a range is not finite, or values are complex
 * @source matplotlib.pyplot.scatter
 * @example await scatter([{ x: re, y: im, marker: "cross", label: "Poles" }], { circle: 1 })
 */
export async function scatter(points: readonly ScatterPoints[], options: ScatterPlotOptions = {}): Promise<Figure> {
  const { title, x = {}, y = {}, circle, equal = circle !== undefined } = options;
  if (circle !== undefined) requirePositive("scatter", { circle });
  const layers = await Promise.all(
    points.map(async (given, i): Promise<MarkersLayer & { y: Values }> => {
      const across = await readValues("scatter", `points[${i}].x`, given.x);
      const up = await readValues("scatter", `points[${i}].y`, given.y);
      if (across.length !== up.length)
        throw new ShapeError(`scatter: points[${i}].x.length=${across.length} must equal y.length=${up.length}.`);
      const { label, color, size, marker = "circle" } = given;
      return {
        kind: "markers",
        shape: marker,
        x: across,
        y: up,
        ...(label === undefined ? {} : { label }),
        ...(color === undefined ? {} : { color }),
        ...(size === undefined ? {} : { size }),
      };
    }),
  );
  const xs = layers.map((layer) => layer.x);
  const ys = layers.map((layer) => layer.y);
  const square = circle === undefined ? undefined : around(circle, [...xs, ...ys]);
  const all: Layer[] = circle === undefined ? layers : [circleLayer(circle), ...layers];
  return {
    ...(title === undefined ? {} : { title }),
    panels: [
      {
        x: valueAxis("scatter", "x", x, square ?? tightRange(xs, x.scale, MARGIN)),
        y: valueAxis("scatter", "y", y, square ?? tightRange(ys, y.scale, MARGIN)),
        layers: all,
        ...(equal ? { aspect: "equal" as const } : {}),
      },
    ],
  };
}
