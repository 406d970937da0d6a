// Axes around data, as far as the caller leaves them open.

import { ParameterError } from "@sonograd/core";
import type { Axis, Values } from "../scene/scene.js";
import { finiteExtent, rangeAround } from "./data-range.js";

/** An axis as far as the caller cares. */
export interface ValueAxis {
  /** The quantity, for example `Frequency`. */
  readonly label?: string;
  /** Unit of the values; Hz and s get SI prefixes. */
  readonly unit?: string;
  /** Default `linear`. */
  readonly scale?: "linear" | "log" | "mel" | "decibel";
  /** Default: around the data. */
  readonly range?: readonly [number, number];
}

/** Values a logarithmic axis can show. */
function onScale(arrays: readonly Values[], scale: ValueAxis["scale"]): readonly Values[] {
  return scale === "log" ? arrays.map((values) => values.filter((value) => value > 0)) : arrays;
}

/** An axis with its range checked. */
export function valueAxis(op: string, name: "x" | "y", options: ValueAxis, dataRange: readonly [number, number]): Axis {
  const { label, unit, scale = "linear", range = dataRange } = options;
  if (!Number.isFinite(range[0] + range[1]) || (scale === "log" && Math.min(...range) <= 0)) {
    throw new ParameterError(
      `${op}: ${name}.range=[${range.join(", ")}] must be finite${scale === "log" ? " and above 0 on a log axis" : ""}.`,
    );
  }
  return { scale, range, ...(label === undefined ? {} : { label }), ...(unit === undefined ? {} : { unit }) };
}

/** A range with round ends around values: whole decades on a log axis. */
export function roundRange(arrays: readonly Values[], scale: ValueAxis["scale"]): readonly [number, number] {
  const shown = onScale(arrays, scale);
  if (scale !== "log") return rangeAround(shown);
  const extent = finiteExtent(...shown) ?? [1, 10];
  return [10 ** Math.floor(Math.log10(extent[0])), 10 ** Math.ceil(Math.log10(extent[1] * 1.0001))];
}

/** A range that ends with the values; `margin` is a share of it that stays free on both sides. */
export function tightRange(
  arrays: readonly Values[],
  scale: ValueAxis["scale"],
  margin = 0,
): readonly [number, number] {
  const extent = finiteExtent(...onScale(arrays, scale));
  if (extent === undefined) return scale === "log" ? [1, 10] : [0, 1];
  const [low, high] = extent;
  if (scale === "log") {
    if (!(high > low)) return [low / 2, low * 2];
    const ratio = (high / low) ** margin;
    return [low / ratio, high * ratio];
  }
  if (!(high > low)) return [low - 0.5, low + 0.5];
  const free = (high - low) * margin;
  return [scale === "mel" ? Math.max(0, low - free) : low - free, high + free];
}
