// Spectrograms: levels over time and frequency.

import { ParameterError, ShapeError } from "@sonograd/core";
import type { ColorMapName } from "../scene/colormaps.js";
import { hzToMel, melToHz } from "../scene/scale.js";
import type { Axis, Figure, MarkersLayer, CurveLayer, Panel, Values } from "../scene/scene.js";
import { requirePositive } from "./checks.js";
import { finiteExtent } from "./data-range.js";
import { timeAxis } from "./waveform-figure.js";

/** What a spectrogram figure shows. */
export interface SpectrogramFigureOptions {
  /** [bins, frames], row-major, lowest frequency first; decibels unless `unit` says otherwise. */
  readonly values: Values;
  readonly bins: number;
  readonly sampleRate: number;
  readonly hopLength: number;
  /** How the bins are spaced (default `linear`: 0 Hz … sampleRate / 2). */
  readonly binScale?: "linear" | "mel" | "log";
  /** Lowest bin's frequency for `mel` (lower edge of the filter bank, default 0) and `log` (centre, default 32.7 Hz). */
  readonly fMin?: number;
  /** Highest frequency for `mel` (upper edge, default sampleRate / 2) and `log` (centre of the last bin). */
  readonly fMax?: number;
  /** Frequency axis (default: as the bins are spaced). */
  readonly yScale?: "linear" | "log" | "mel";
  /** Colours reach from the largest value down by this many decibels (default 80). */
  readonly topDb?: number;
  /** Values at the two ends of the colour map; replaces `topDb`. */
  readonly range?: readonly [number, number];
  /** Default `magma`. */
  readonly colorMap?: ColorMapName;
  /** Unit of the values (default `dB`). */
  readonly unit?: string;
  /** Time of the middle of frame 0 (default 0: centred frames). */
  readonly startSeconds?: number;
  /** End of the time axis (default: end of the last frame). */
  readonly durationSeconds?: number;
  /** Curves over the picture, in seconds and Hz, for example a pitch track. */
  readonly overlays?: readonly (CurveLayer | MarkersLayer)[];
  readonly title?: string;
}

/** Lowest frequency a logarithmic axis shows, when the bins reach down to 0 Hz. */
const LOG_FLOOR_HZ = 20;

interface BinLayout {
  /** Outer edges of the bins. */
  readonly edges: readonly [number, number];
  /** Frequencies the axis shows. */
  readonly shown: readonly [number, number];
}

function binLayout({ bins, sampleRate, binScale = "linear", fMin, fMax }: SpectrogramFigureOptions): BinLayout {
  const nyquist = sampleRate / 2;
  if (binScale === "mel") {
    const low = hzToMel(fMin ?? 0);
    const high = hzToMel(fMax ?? nyquist);
    if (!(high > low))
      throw new ParameterError(`spectrogramFigure: fMin=${fMin ?? 0} must be below fMax=${fMax ?? nyquist}.`);
    // Centres lie at the inner points of `bins + 2` equal mel steps; each bin reaches half a step to both sides.
    const step = (high - low) / (bins + 1);
    return {
      edges: [melToHz(low + step / 2), melToHz(high - step / 2)],
      shown: [melToHz(low + step / 2), melToHz(high - step / 2)],
    };
  }
  if (binScale === "log") {
    const low = fMin ?? 32.7032;
    const high = fMax ?? nyquist;
    requirePositive("spectrogramFigure", { fMin: low, fMax: high });
    const ratio = bins > 1 ? (high / low) ** (0.5 / (bins - 1)) : 2 ** (1 / 24);
    return { edges: [low / ratio, high * ratio], shown: [low / ratio, high * ratio] };
  }
  const step = bins > 1 ? nyquist / (bins - 1) : nyquist;
  return { edges: [-step / 2, nyquist + step / 2], shown: [0, nyquist] };
}

function frequencyAxis(options: SpectrogramFigureOptions, shown: readonly [number, number]): Axis {
  const { binScale = "linear", yScale = binScale, bins, sampleRate } = options;
  const lowest =
    yScale === "log"
      ? Math.max(
          shown[0],
          Math.min(LOG_FLOOR_HZ, sampleRate / 8),
          binScale === "linear" ? sampleRate / 2 / Math.max(1, bins - 1) / 2 : 0,
        )
      : shown[0];
  return { scale: yScale, range: [lowest, shown[1]], label: "Frequency", unit: "Hz" };
}

/** Ends of the colour map: `topDb` below the largest finite value. Silence (all −∞) and emptiness get −80…0. */
function colorRange({ values, range, topDb = 80 }: SpectrogramFigureOptions): readonly [number, number] {
  if (range !== undefined) return range;
  // Whole decibels: the scale has to be read, and the loudest cell is still inside.
  const high = Math.ceil(finiteExtent(values)?.[1] ?? 0);
  return [high - topDb, high];
}

/** The panel of a spectrogram, for figures of several panels. */
export function spectrogramPanel(options: SpectrogramFigureOptions): Panel {
  const {
    values,
    bins,
    sampleRate,
    hopLength,
    binScale = "linear",
    colorMap = "magma",
    unit = "dB",
    startSeconds = 0,
    durationSeconds,
  } = options;
  requirePositive("spectrogramFigure", { bins, sampleRate, hopLength, topDb: options.topDb ?? 80 });
  const frames = values.length / bins;
  if (!Number.isInteger(bins) || !Number.isInteger(frames)) {
    throw new ShapeError(
      `spectrogramFigure: values.length=${values.length} must be a multiple of bins=${bins}. Values are [bins, frames], row-major.`,
    );
  }
  const { edges, shown } = binLayout(options);
  const range = colorRange(options);
  const hopSeconds = hopLength / sampleRate;
  const from = startSeconds - hopSeconds / 2;
  const to = startSeconds + (frames - 0.5) * hopSeconds;
  const end = durationSeconds ?? (frames > 1 ? startSeconds + (frames - 1) * hopSeconds : to);
  return {
    x: timeAxis(end),
    y: frequencyAxis(options, shown),
    layers: [
      {
        kind: "heatMap",
        values,
        rows: bins,
        columns: frames,
        x: [from, to],
        y: edges,
        rowScale: binScale,
        colorMap,
        range,
      },
      ...(options.overlays ?? []),
    ],
    colorBar: { colorMap, range, scale: "decibel", label: unit === "dB" ? "Level" : "Value", unit },
  };
}

/**
 * A spectrogram: time across, frequency up, level as colour.
 *
 * @param options.values     [bins, frames] row-major in dB (or any unit, see `unit` and `range`); NaN is left blank
 * @param options.sampleRate Hz
 * @param options.hopLength  samples between frames
 * @param options.yScale     `linear`, `log` or `mel` (Slaney) frequency axis, whatever the spacing of the bins
 * @returns a figure of one panel with a colour bar
 * @throws ShapeError      the number of values is no multiple of `bins`
 * @throws ParameterError  a rate, length or range is not positive
 */
export function spectrogramFigure(options: SpectrogramFigureOptions): Figure {
  return { ...(options.title === undefined ? {} : { title: options.title }), panels: [spectrogramPanel(options)] };
}
