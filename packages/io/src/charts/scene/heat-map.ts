// A matrix resampled to the pixels of a plot: area average where cells are smaller than pixels, so that nothing
// flickers or vanishes, linear interpolation or blocks where they are larger.

import { colorIndex, colorMap } from "./colormaps.js";
import { scaleOf } from "./scale.js";
import type { Axis, HeatMapLayer, ImageLayer, Values } from "./scene.js";

/** Pixels, row by row from the top: red, green, blue, opacity. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** For each output pixel: which cells it sees and how much of each. */
interface Footprint {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Cells seen by each pixel; `edges` are pixel borders in cell coordinates, where cell i covers [i, i + 1]. */
function footprints(edges: Float64Array, cells: number, enlarge: "smooth" | "blocks"): Footprint[] {
  const result: Footprint[] = [];
  for (let p = 0; p + 1 < edges.length; p++) {
    const low = Math.min(edges[p], edges[p + 1]);
    const high = Math.max(edges[p], edges[p + 1]);
    const middle = (low + high) / 2;
    // Frames rarely end exactly with the recording: half a cell beyond the edge still shows the outer cell.
    if (!(middle >= -0.5 && middle <= cells + 0.5)) {
      result.push({ first: 0, weights: [] });
    } else if (high - low >= 1) {
      const first = Math.max(0, Math.min(cells - 1, Math.floor(low)));
      const last = Math.max(first, Math.min(cells - 1, Math.ceil(high) - 1));
      const weights: number[] = [];
      for (let i = first; i <= last; i++) weights.push(Math.max(1e-9, Math.min(high, i + 1) - Math.max(low, i)));
      result.push({ first, weights });
    } else if (enlarge === "blocks") {
      result.push({ first: Math.max(0, Math.min(cells - 1, Math.floor(middle))), weights: [1] });
    } else {
      const position = Math.max(0, Math.min(cells - 1, middle - 0.5));
      const first = Math.min(Math.floor(position), Math.max(0, cells - 2));
      const fraction = position - first;
      result.push({ first, weights: fraction > 0 ? [1 - fraction, fraction] : [1] });
    }
  }
  return result;
}

/**
 * Rows resampled along their columns: [rows, columns] → [rows, width]. NaN cells are left out of the mean; a pixel that
 * sees mostly NaN is NaN.
 */
function resampleColumns(layer: HeatMapLayer, seen: readonly Footprint[]): Float32Array {
  const { values, rows, columns } = layer;
  const low = Math.min(layer.range[0], layer.range[1]);
  const high = Math.max(layer.range[0], layer.range[1]);
  const result = new Float32Array(rows * seen.length);
  for (let row = 0; row < rows; row++) {
    for (let p = 0; p < seen.length; p++) {
      const { first, weights } = seen[p];
      let sum = 0;
      let total = 0;
      let all = 0;
      for (let k = 0; k < weights.length; k++) {
        const value = values[row * columns + first + k];
        all += weights[k];
        if (Number.isNaN(value)) continue;
        // Clamped before averaging: one −∞ dB cell must not blacken its neighbours.
        sum += weights[k] * Math.max(low, Math.min(high, value));
        total += weights[k];
      }
      result[row * seen.length + p] = total > 0 && 2 * total >= all ? sum / total : Number.NaN;
    }
  }
  return result;
}

/** Row counterpart of `resampleColumns`: [rows, width] → [height, width]. */
function resampleRows(values: Float32Array, width: number, seen: readonly Footprint[]): Float32Array {
  const result = new Float32Array(seen.length * width);
  for (let p = 0; p < seen.length; p++) {
    const { first, weights } = seen[p];
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let total = 0;
      let all = 0;
      for (let k = 0; k < weights.length; k++) {
        const value = values[(first + k) * width + x];
        all += weights[k];
        if (Number.isNaN(value)) continue;
        sum += weights[k] * value;
        total += weights[k];
      }
      result[p * width + x] = total > 0 && 2 * total >= all ? sum / total : Number.NaN;
    }
  }
  return result;
}

/** Borders of `pixels` equal pixels along an axis in cell coordinates of a layer, which is regular after `rowScale`. */
function cellEdges(axis: Axis, pixels: number, cells: Pick<Axis, "scale" | "range">, count: number): Float64Array {
  const scale = scaleOf(axis);
  const cellScale = scaleOf(cells);
  return Float64Array.from({ length: pixels + 1 }, (_, i) => cellScale.toUnit(scale.fromUnit(i / pixels)) * count);
}

/** The same for rows whose edges are given: between two edges a row is evenly filled on the scale of the axis. */
function edgesBetween(axis: Axis, pixels: number, rowEdges: Values): Float64Array {
  const scale = scaleOf(axis);
  const places = Float64Array.from(rowEdges, (edge) => scale.toUnit(edge));
  const rows = places.length - 1;
  // An axis from high to low runs through the edges backwards.
  const sign = places[rows] < places[0] ? -1 : 1;
  return Float64Array.from({ length: pixels + 1 }, (_, i) => {
    const place = i / pixels;
    const above = places.findIndex((edge) => sign * edge > sign * place);
    const row = above < 0 ? rows - 1 : Math.max(0, above - 1);
    const position = row + (place - places[row]) / (places[row + 1] - places[row]);
    // Half a cell beyond the edge is still shown; these edges are exact, so what lies beyond is moved further away.
    return position < 0 ? position - 1 : position > rows ? position + 1 : position;
  });
}

/**
 * A heat map's values at the pixels of its plot.
 *
 * @returns [height, width], row 0 at the top, clamped to the layer's range; NaN where there is nothing
 */
export function resampleHeatMap(layer: HeatMapLayer, x: Axis, y: Axis, width: number, height: number): Values {
  if (layer.rows === 0 || layer.columns === 0 || width <= 0 || height <= 0) {
    return new Float32Array(Math.max(0, width * height)).fill(Number.NaN);
  }
  const enlarge = layer.enlarge ?? "smooth";
  const columnEdges = cellEdges(x, width, { scale: "linear", range: layer.x }, layer.columns);
  const rowEdges = (
    layer.rowEdges === undefined
      ? cellEdges(y, height, { scale: layer.rowScale ?? "linear", range: layer.y }, layer.rows)
      : edgesBetween(y, height, layer.rowEdges)
  ).reverse();
  const columns = resampleColumns(layer, footprints(columnEdges, layer.columns, enlarge));
  return resampleRows(columns, width, footprints(rowEdges, layer.rows, enlarge));
}

/** A picture's red, green and blue at the pixels of its plot, as `resampleHeatMap` gives them, 0…1. */
export function resampleImage(layer: ImageLayer, x: Axis, y: Axis, width: number, height: number): Values[] {
  const look = { colorMap: "gray", range: [0, 1], enlarge: "blocks" } as const;
  return layer.channels.map((values) =>
    resampleHeatMap({ ...layer, ...look, kind: "heatMap", values }, x, y, width, height),
  );
}

/** Red, green and blue [height, width], 0…1, as colours; NaN is transparent. */
export function imagePixels([red, green, blue]: readonly Values[], width: number, height: number): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    if (Number.isNaN(red[i] + green[i] + blue[i])) continue;
    data.set([255 * red[i], 255 * green[i], 255 * blue[i], 255], 4 * i);
  }
  return { width, height, data };
}

/** Values [height, width] as colours; NaN is transparent. */
export function colorize(
  values: Values,
  width: number,
  height: number,
  layer: Pick<HeatMapLayer, "colorMap" | "range">,
): PixelImage {
  const table = colorMap(layer.colorMap);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const index = colorIndex(values[i], layer.range);
    if (index < 0) continue;
    data[4 * i] = table[3 * index];
    data[4 * i + 1] = table[3 * index + 1];
    data[4 * i + 2] = table[3 * index + 2];
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}
