// What the rows of a spectrogram stand for: their places, and the axis beside them.

import { ParameterError, ShapeError } from "@sonograd/core";
import { warp } from "../scene/scale.js";
import type { Axis, HeatMapLayer, Values } from "../scene/scene.js";
import { spectrogramPanel } from "./spectrogram-figure.js";

/** What the rows of a spectrogram are. */
export type RowKind =
  | "linear"
  | "log"
  | "mel"
  | "cqt"
  | "chroma"
  | "time"
  | "index"
  | "lag"
  | "frames"
  | ArrayLike<number>
  | readonly string[];

/** What the places of rows depend on. */
export interface RowOptions {
  readonly sampleRate: number;
  readonly hopLength: number;
  readonly fmin?: number;
  readonly fmax?: number;
  readonly binsPerOctave: number;
}

/** Rows of a heat map and the axis that names them. `flipped`: the last row is the lowest. */
export interface RowPlaces {
  readonly axis: Axis;
  readonly rows: Pick<HeatMapLayer, "y" | "rowScale" | "rowEdges" | "enlarge">;
  readonly flipped: boolean;
}

const NOTES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const INDEX_LABELS = { index: "Row", lag: "Lag (frames)", frames: "Frame" };

/** C1, where librosa's constant-Q transform starts. */
const C1_HZ = 32.70319566257483;

function named(names: readonly string[]): RowPlaces {
  const range = [0, names.length] as const;
  return {
    axis: { scale: "category", range, categories: names },
    rows: { y: range, enlarge: "blocks" },
    flipped: false,
  };
}

/** Whether neighbouring steps of a row of numbers differ by less than a tenth. */
function isEven(values: Float64Array): boolean {
  const mean = (values[values.length - 1] - values[0]) / (values.length - 1);
  return values.every((value, i) => i === 0 || Math.abs(value - values[i - 1] - mean) < 0.1 * Math.abs(mean));
}

/** Rows at given frequencies: each reaches half-way to its neighbours on the scale of the axis. */
function atFrequencies(op: string, frequencies: ArrayLike<number>, bins: number): RowPlaces {
  const given = Float64Array.from(frequencies);
  if (given.length !== bins)
    throw new ShapeError(`${op}: yAxis.length=${given.length} must equal the ${bins} rows of S.`);
  const flipped = bins > 1 && given[0] > given[bins - 1];
  const places = flipped ? given.reverse() : given;
  const bad = places.findIndex((value, i) => !Number.isFinite(value) || (i > 0 && !(value > places[i - 1])));
  if (bad >= 0)
    throw new ParameterError(
      `${op}: yAxis holds ${places[bad]}, but must be finite and strictly increase or decrease.`,
    );
  const scale = places[0] > 0 && !isEven(places) ? "log" : "linear";
  const back = (value: number): number => (scale === "log" ? 10 ** value : value);
  const at = places.map((value) => warp(scale, value));
  const edges = new Float64Array(bins + 1);
  for (let i = 1; i < bins; i++) edges[i] = (at[i - 1] + at[i]) / 2;
  // A single row has no neighbour: an octave, or one unit.
  const alone = scale === "log" ? Math.log10(2) / 2 : 0.5;
  edges[0] = bins > 1 ? 2 * at[0] - edges[1] : at[0] - alone;
  edges[bins] = bins > 1 ? 2 * at[bins - 1] - edges[bins - 1] : at[0] + alone;
  const rowEdges = edges.map(back);
  const range = [
    scale === "log" ? rowEdges[0] : Math.max(Math.min(0, places[0]), rowEdges[0]),
    rowEdges[bins],
  ] as const;
  return {
    axis: { scale, range, label: "Frequency", unit: "Hz" },
    rows: { y: [rowEdges[0], rowEdges[bins]], rowEdges },
    flipped,
  };
}

/** Evenly spaced rows, row 0 at 0. */
function regular(bins: number, step: number, axis: Pick<Axis, "label" | "unit" | "whole">): RowPlaces {
  const range = [-step / 2, (bins - 0.5) * step] as const;
  return { axis: { scale: "linear", range: bins > 0 ? range : [0, 1], ...axis }, rows: { y: range }, flipped: false };
}

/** Hz axes of librosa's spectrograms. */
function spectral(op: string, kind: "linear" | "log" | "mel" | "cqt", bins: number, options: RowOptions): RowPlaces {
  const { sampleRate, hopLength, binsPerOctave, fmin = kind === "cqt" ? C1_HZ : 0, fmax } = options;
  const top = kind === "cqt" ? fmin * 2 ** ((bins - 1) / binsPerOctave) : (fmax ?? sampleRate / 2);
  if (!(top > fmin) && bins > 1) throw new ParameterError(`${op}: fmin=${fmin} must be below fmax=${top}.`);
  const none: Values = new Float32Array(0);
  const binScale = kind === "cqt" ? "log" : kind === "mel" ? "mel" : "linear";
  const yScale = kind === "log" ? "log" : binScale;
  const limits = binScale === "linear" ? {} : { fMin: fmin, fMax: top };
  const panel = spectrogramPanel({ values: none, bins, sampleRate, hopLength, binScale, yScale, ...limits });
  const { y, rowScale } = panel.layers[0] as HeatMapLayer;
  // Linear bins always reach from 0 to half the sample rate; fmin and fmax choose what is shown of them.
  const shown = [Math.max(panel.y.range[0], fmin), Math.min(panel.y.range[1], top)] as const;
  const axis = binScale === "linear" ? { ...panel.y, range: shown } : panel.y;
  return { axis, rows: { y, ...(rowScale === undefined ? {} : { rowScale }) }, flipped: false };
}

/** Where the `bins` rows of a spectrogram lie. */
export function rowPlaces(op: string, kind: RowKind, bins: number, options: RowOptions): RowPlaces {
  if (typeof kind !== "string") {
    const names = Array.from<number | string>(kind).filter((name) => typeof name === "string");
    if (names.length === 0) return atFrequencies(op, kind as ArrayLike<number>, bins);
    if (names.length === bins) return named(names);
    throw new ShapeError(`${op}: yAxis has ${names.length} names for the ${bins} rows of S. Name each row.`);
  }
  switch (kind) {
    case "chroma":
      if (bins % 12 !== 0) return { ...named(Array.from({ length: bins }, (_, i) => String(i))) };
      return { ...named(NOTES), rows: { y: [0, 12], enlarge: "blocks" } };
    case "time":
      return regular(bins, options.hopLength / options.sampleRate, { label: "Time", unit: "s" });
    case "index":
    case "lag":
    case "frames":
      return regular(bins, 1, { label: INDEX_LABELS[kind], whole: true });
    case "linear":
    case "log":
    case "mel":
    case "cqt":
      return spectral(op, kind, bins, options);
    default:
      throw new ParameterError(
        `${op}: yAxis=${JSON.stringify(kind)} must be "linear", "log", "mel", "cqt", "chroma", "time", "index", "lag", "frames", or an array with the frequency or the name of each row.`,
      );
  }
}
