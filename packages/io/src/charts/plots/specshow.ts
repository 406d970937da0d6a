// A spectrogram, or any other feature per frame, in one line.

import { ParameterError } from "@sonograd/core";
import type { ColorMapName } from "../scene/colormaps.js";
import type { Axis, Figure, Values } from "../scene/scene.js";
import { readMatrix, type ChartMatrix } from "./chart-input.js";
import { requirePositive } from "./checks.js";
import { finiteExtent } from "./data-range.js";
import { readOverlays, type Overlay } from "./overlays.js";
import { rowPlaces, type RowKind } from "./row-axis.js";

/** How a spectrogram is shown. */
export interface SpecshowOptions {
  /** Hz. */
  readonly sampleRate: number;
  /** Samples between frames. */
  readonly hopLength: number;
  /** What the rows are (default `linear`). */
  readonly yAxis?: RowKind;
  /** What the columns are: seconds (default), or the numbers of the frames. */
  readonly xAxis?: "time" | "frames";
  /** Name of the y axis (default: by `yAxis`). */
  readonly yLabel?: string;
  readonly title?: string;
  /** Unit of the values (default `dB`); an empty text for pure numbers. */
  readonly unit?: string;
  /** Values at the two ends of the colour map (default: `topDb` below the largest for dB, else all values). */
  readonly range?: readonly [number, number];
  /** Decibels shown below the largest value, where the unit is dB (default 80). */
  readonly topDb?: number;
  /** Default `magma`. */
  readonly colorMap?: ColorMapName;
  /** Curves, points and vertical lines over it, x in seconds and y on its y axis. */
  readonly overlays?: readonly Overlay[];
  /** Lowest frequency in Hz: of the mel filters (default 0), of the first constant-Q bin (default C1), or shown. */
  readonly fmin?: number;
  /** Highest frequency in Hz: of the mel filters, or shown (default half the sample rate). */
  readonly fmax?: number;
  /** Constant-Q bins per octave (default 12). */
  readonly binsPerOctave?: number;
}

/** Whole decibels below the largest value, or all values. */
function colorRange(values: Values, unit: string, topDb: number): readonly [number, number] {
  const [low, high] = finiteExtent(values) ?? [0, unit === "dB" ? 0 : 1];
  // Whole decibels: the scale has to be read. Adding 0 turns −0 into 0.
  const top = Math.ceil(high) + 0;
  if (unit === "dB") return [top - topDb, top];
  return high > low ? [low, high] : [Math.min(0, low), low === 0 ? 1 : Math.max(0, high)];
}

function columnAxis(frames: number, step: number, xAxis: "time" | "frames"): Axis {
  const last = frames > 1 ? (frames - 1) * step : step;
  return {
    scale: "linear",
    range: [0, last],
    ...(xAxis === "time" ? { label: "Time", unit: "s" } : { label: "Frame", whole: true }),
  };
}

/** Rows in the opposite order. */
function flipRows(values: Values, rows: number, columns: number): Values {
  const flipped = values.slice();
  for (let row = 0; row < rows; row++)
    flipped.set(values.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns);
  return flipped;
}

/**
 * A spectrogram or another feature per frame: time across, the rows up, values as colours.
 *
 * @param S  [rows, frames] (or [1, rows, frames]), real, lowest frequency first; NaN is left blank
 * @param options.sampleRate  Hz, > 0
 * @param options.hopLength   samples between frames, > 0; frame t lies at t · hopLength / sampleRate seconds
 * @param options.yAxis  what the rows are. `linear` (default): 0 Hz … sampleRate / 2; `log`: the same bins on a logarithmic
 *   axis; `mel`: Slaney mel bands from fmin to fmax; `cqt`: binsPerOctave per octave from fmin; `chroma`: notes from C;
 *   `time`: frames again, for similarity matrices; `index`, `lag`, `frames`: numbers; an array: frequency (Hz, increasing
 *   or decreasing) or name of every row
 * @param options.xAxis  `time` in seconds (default) or `frames`, then overlays count frames too
 * @param options.unit   `dB` (default): colours reach from the largest value down by topDb (80). Else over all values
 * @param options.range  values at both ends of the colour map
 * @param options.overlays  as for `waveshow`, y on this y axis, for example a pitch track in Hz
 * @returns a figure of one panel with a colour bar
 * @throws ParameterError  a rate, length or limit is out of range, S is complex, or yAxis is unknown
 * @throws ShapeError      S is no matrix, or yAxis does not have its number of rows
 * @source librosa.display.specshow
 * @example await specshow(powerToDb(melspectrogram(y, { sampleRate })), { sampleRate, hopLength: 512, yAxis: "mel" })
 */
export async function specshow(S: ChartMatrix, options: SpecshowOptions): Promise<Figure> {
  const { sampleRate, hopLength, yAxis = "linear", xAxis = "time", yLabel, title, unit = "dB", topDb = 80 } = options;
  const { colorMap = "magma", overlays = [], fmin, fmax, binsPerOctave = 12 } = options;
  requirePositive("specshow", { sampleRate, hopLength, topDb, binsPerOctave });
  const { values, rows, columns } = await readMatrix("specshow", "S", S);
  if (rows === 0) throw new ParameterError("specshow: S has rows=0, so there is nothing to place on the y axis.");
  const limits = { ...(fmin === undefined ? {} : { fmin }), ...(fmax === undefined ? {} : { fmax }) };
  const places = rowPlaces("specshow", yAxis, rows, { sampleRate, hopLength, binsPerOctave, ...limits });
  const range = options.range ?? colorRange(values, unit, topDb);
  const step = xAxis === "time" ? hopLength / sampleRate : 1;
  return {
    ...(title === undefined ? {} : { title }),
    panels: [
      {
        x: columnAxis(columns, step, xAxis),
        y: yLabel === undefined ? places.axis : { ...places.axis, label: yLabel },
        layers: [
          {
            kind: "heatMap",
            values: places.flipped ? flipRows(values, rows, columns) : values,
            rows,
            columns,
            x: [-step / 2, (columns - 0.5) * step],
            ...places.rows,
            colorMap,
            range,
          },
          ...(await readOverlays("specshow", overlays, step, "image")),
        ],
        colorBar: {
          colorMap,
          range,
          ...(unit === "dB" ? { scale: "decibel", label: "Level", unit } : unit === "" ? {} : { label: "Value", unit }),
        },
      },
    ],
  };
}
