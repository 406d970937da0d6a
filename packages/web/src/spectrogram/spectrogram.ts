import type { PropertyDeclarations } from "lit";
import { ParameterError } from "@sonograd/core";
import { COLOR_MAP_NAMES, spectrogramFigure, type ColorMapName, type Figure } from "@sonograd/io";
import { signalFacts, stretches } from "../analysis/facts.js";
import { SILENCE_DB, spectrogramLevels, type SpectrogramLevels } from "../analysis/spectrogram-levels.js";
import { AudioChart, type ChartAnalysis, type Readout, type Shown } from "../audio-chart/audio-chart.js";
import type { CursorState } from "../cursor/cursor.js";
import type { Recording } from "../recording/recording.js";
import { formatDb, formatFrequency, formatTime } from "../text/quantity.js";
import { frequencyAtHeight } from "./frequency-axis.js";

/** How frequency is spaced up the axis. */
export type FrequencyScale = "linear" | "log" | "mel";

const FREQUENCY_SCALES: readonly FrequencyScale[] = ["linear", "log", "mel"];
/** What the colours cover below the loudest value, unless minDb says otherwise. */
const RANGE_DB = 80;

export interface SpectrogramAnalysis extends ChartAnalysis {
  readonly levels: SpectrogramLevels;
  /** Largest finite level. */
  readonly loudestDb: number;
}

/**
 * @summary A spectrogram of an audio file or of samples: time across, frequency up, level as colour.
 *
 * Levels are in dB of a full-scale sine. Focus the chart and use the arrow keys to read values; plus, minus and zero zoom.
 *
 * @tag sonograd-spectrogram
 *
 * @attr src           URL of a WAV, FLAC, MP3, Ogg Vorbis or Opus file
 * @attr sample-rate   Hz, of the property `samples`
 * @attr channel       "mono" (average, default) or the number of a channel from 0
 * @attr label         what the audio is called (default: the file's name)
 * @attr n-fft         samples of a frame, even (default 2048)
 * @attr hop-length    samples between frames (default nFft / 4)
 * @attr y-scale       "mel" (default), "linear" or "log"
 * @attr color-map     "magma" (default), "viridis", "inferno", "plasma" or "gray"
 * @attr min-db        level of the darkest colour (default: 80 below max-db)
 * @attr max-db        level of the brightest colour (default: the loudest value)
 *
 * @event sonograd-load    {@link LoadDetail}: decoded, analysed and drawn
 * @event sonograd-error   {@link ErrorDetail}: nothing can be drawn
 * @event sonograd-cursor  {@link CursorDetail}: the reader moved the cursor
 *
 * @csspart base     everything
 * @csspart canvas   the drawing
 * @csspart plot     the area of the data, which takes the focus
 * @csspart cursor   the lines of the cursor
 * @csspart readout  the values at the cursor
 * @csspart status   what is said while there is no chart
 * @csspart error    the message when there can be none
 *
 * @cssproperty --sonograd-surface       background of messages and of the read-out
 * @cssproperty --sonograd-text          colour of their text
 * @cssproperty --sonograd-cursor-color  lines of the cursor
 * @cssproperty --sonograd-focus-color   focus ring
 * @cssproperty --sonograd-error-color   text of an error
 * @cssproperty --sonograd-font-family   font of all text
 * @cssproperty --sonograd-radius        rounding of the corners
 */
export class SonogradSpectrogram extends AudioChart<SpectrogramAnalysis> {
  static override readonly properties: PropertyDeclarations = {
    nFft: { type: Number, attribute: "n-fft", reflect: true },
    hopLength: { type: Number, attribute: "hop-length", reflect: true },
    yScale: { type: String, attribute: "y-scale", reflect: true },
    colorMap: { type: String, attribute: "color-map", reflect: true },
    minDb: { type: Number, attribute: "min-db", reflect: true },
    maxDb: { type: Number, attribute: "max-db", reflect: true },
  };

  /** Samples of a frame, even (default 2048). */
  declare nFft: number;
  /** Samples between frames; null: nFft / 4. */
  declare hopLength: number | null;
  /** Spacing of the frequency axis (default "mel"). */
  declare yScale: FrequencyScale;
  /** Colours (default "magma"). */
  declare colorMap: ColorMapName;
  /** dB of the darkest colour; null: 80 below maxDb. */
  declare minDb: number | null;
  /** dB of the brightest colour; null: the loudest value. */
  declare maxDb: number | null;

  protected readonly kind = "Spectrogram";
  protected readonly hasHeight = true;
  protected readonly analysisProperties = ["nFft", "hopLength"];

  constructor() {
    super();
    this.nFft = 2048;
    this.hopLength = null;
    this.yScale = "mel";
    this.colorMap = "magma";
    this.minDb = null;
    this.maxDb = null;
  }

  protected async analyse(
    samples: Float32Array,
    { sampleRate }: Recording,
    signal: AbortSignal,
  ): Promise<SpectrogramAnalysis> {
    const { nFft } = this;
    const hopLength = this.hopLength ?? Math.max(1, Math.floor(nFft / 4));
    const levels = await spectrogramLevels(samples, { nFft, hopLength, signal });
    return {
      levels,
      loudestDb: levels.values.reduce((top, db) => (db > top ? db : top), -Infinity),
      facts: signalFacts(samples, levels, sampleRate),
      stretches: stretches(samples, levels, sampleRate),
    };
  }

  protected figure({ recording, analysis }: Shown<SpectrogramAnalysis>, view: readonly [number, number]): Figure {
    const { yScale, colorMap } = this;
    if (!FREQUENCY_SCALES.includes(yScale)) throw unknownName("yScale", yScale, FREQUENCY_SCALES);
    if (!COLOR_MAP_NAMES.includes(colorMap)) throw unknownName("colorMap", colorMap, COLOR_MAP_NAMES);
    const { levels } = analysis;
    const { sampleRate, durationSeconds } = recording;
    const figure = spectrogramFigure({
      values: levels.values,
      bins: levels.bins,
      sampleRate,
      hopLength: levels.columnSamples,
      startSeconds: levels.firstSample / sampleRate,
      durationSeconds,
      yScale,
      colorMap,
      range: this.#range(analysis.loudestDb),
    });
    return { panels: figure.panels.map((panel) => ({ ...panel, x: { ...panel.x, range: view } })) };
  }

  /** dB at the two ends of the colours. */
  #range(loudestDb: number): readonly [number, number] {
    // Silence has no loudest value, and is dark.
    const high = this.maxDb ?? (loudestDb > SILENCE_DB ? loudestDb : 0);
    const low = this.minDb ?? high - RANGE_DB;
    if (!(low < high)) throw new ParameterError(`sonograd-spectrogram: minDb=${low} must be below maxDb=${high} (dB).`);
    return [low, high];
  }

  protected readout({ recording, analysis }: Shown<SpectrogramAnalysis>, cursor: CursorState, figure: Figure): Readout {
    const { bins, columns, columnSamples, firstSample, values } = analysis.levels;
    const { sampleRate } = recording;
    const { timeSeconds, view } = cursor;
    const frequencyHz = frequencyAtHeight(figure.panels[0].y, cursor.height ?? 0);
    const bin = Math.max(0, Math.min(bins - 1, Math.round((frequencyHz / sampleRate) * 2 * (bins - 1))));
    const at = Math.round((timeSeconds * sampleRate - firstSample) / columnSamples);
    const levelDb = values[bin * columns + Math.max(0, Math.min(columns - 1, at))];
    return {
      text: `${formatTime(timeSeconds, view[1] - view[0])}, ${formatFrequency(frequencyHz)}, ${formatDb(levelDb)}`,
      detail: { timeSeconds, frequencyHz, levelDb },
    };
  }
}

function unknownName(property: string, value: string, names: readonly string[]): ParameterError {
  return new ParameterError(`sonograd-spectrogram: ${property}="${value}" must be one of ${names.join(", ")}.`);
}

declare global {
  interface HTMLElementTagNameMap {
    "sonograd-spectrogram": SonogradSpectrogram;
  }
}
