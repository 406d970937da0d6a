import type { PropertyDeclarations } from "lit";
import { waveformFigure, type Figure } from "@sonograd/io";
import { envelope } from "../analysis/envelope.js";
import { signalFacts, stretches } from "../analysis/facts.js";
import { spectrogramLevels } from "../analysis/spectrogram-levels.js";
import { AudioChart, type ChartAnalysis, type Readout, type Shown } from "../audio-chart/audio-chart.js";
import type { CursorState } from "../cursor/cursor.js";
import type { Recording } from "../recording/recording.js";
import { formatAmplitude, formatLevel, formatTime } from "../text/quantity.js";

export interface WaveformAnalysis extends ChartAnalysis {
  /** Largest magnitude around every hopLength-th sample. */
  readonly envelope: Float32Array;
  readonly hopLength: number;
}

/** The text alternative needs a spectrum, but not a fine one. */
const FACTS_NFFT = 2048;
const FACTS_FRAMES = 512;

/**
 * @summary The waveform of an audio file or of samples, with its amplitude envelope.
 *
 * Focus the chart and use the arrow keys to read values; plus, minus and zero zoom, down to single samples.
 *
 * @tag sonograd-waveform
 *
 * @attr src           URL of a WAV, FLAC, MP3, Ogg Vorbis or Opus file
 * @attr sample-rate   Hz, of the property `samples`
 * @attr channel       "mono" (average, default) or the number of a channel from 0
 * @attr label         what the audio is called (default: the file's name)
 * @attr frame-length  samples under one value of the envelope (default 1024)
 * @attr hop-length    samples between values of the envelope (default frameLength / 2)
 * @attr no-envelope   leaves the envelope out
 *
 * @event sonograd-load    {@link LoadDetail}: decoded, analysed and drawn
 * @event sonograd-error   {@link ErrorDetail}: nothing can be drawn
 * @event sonograd-cursor  {@link CursorDetail}: the reader moved the cursor
 *
 * @csspart base     everything
 * @csspart canvas   the drawing
 * @csspart plot     the area of the data, which takes the focus
 * @csspart cursor   the line of the cursor
 * @csspart readout  the values at the cursor
 * @csspart status   what is said while there is no chart
 * @csspart error    the message when there can be none
 *
 * @cssproperty --sonograd-surface       background of messages and of the read-out
 * @cssproperty --sonograd-text          colour of their text
 * @cssproperty --sonograd-cursor-color  line of the cursor
 * @cssproperty --sonograd-focus-color   focus ring
 * @cssproperty --sonograd-error-color   text of an error
 * @cssproperty --sonograd-font-family   font of all text
 * @cssproperty --sonograd-radius        rounding of the corners
 */
export class SonogradWaveform extends AudioChart<WaveformAnalysis> {
  static override readonly properties: PropertyDeclarations = {
    frameLength: { type: Number, attribute: "frame-length", reflect: true },
    hopLength: { type: Number, attribute: "hop-length", reflect: true },
    noEnvelope: { type: Boolean, attribute: "no-envelope", reflect: true },
  };

  /** Samples under one value of the envelope (default 1024). */
  declare frameLength: number;
  /** Samples between values of the envelope; null: frameLength / 2. */
  declare hopLength: number | null;
  /** Leaves the envelope out (default false). */
  declare noEnvelope: boolean;

  protected readonly kind = "Waveform";
  protected readonly hasHeight = false;
  protected readonly analysisProperties = ["frameLength", "hopLength"];

  constructor() {
    super();
    this.frameLength = 1024;
    this.hopLength = null;
    this.noEnvelope = false;
  }

  protected async analyse(
    samples: Float32Array,
    { sampleRate }: Recording,
    signal: AbortSignal,
  ): Promise<WaveformAnalysis> {
    const { frameLength } = this;
    const hopLength = this.hopLength ?? Math.max(1, Math.floor(frameLength / 2));
    const factsHop = Math.max(FACTS_NFFT / 4, Math.ceil(samples.length / FACTS_FRAMES));
    const levels = await spectrogramLevels(samples, { nFft: FACTS_NFFT, hopLength: factsHop, signal });
    return {
      envelope: await envelope(samples, { frameLength, hopLength, signal }),
      hopLength,
      facts: signalFacts(samples, levels, sampleRate),
      stretches: stretches(samples, levels, sampleRate),
    };
  }

  protected figure({ recording, samples, analysis }: Shown<WaveformAnalysis>, view: readonly [number, number]): Figure {
    const { envelope: values, hopLength } = analysis;
    const figure = waveformFigure({
      samples,
      sampleRate: recording.sampleRate,
      ...(this.noEnvelope ? {} : { envelope: { values, hopLength } }),
    });
    return { panels: figure.panels.map((panel) => ({ ...panel, x: { ...panel.x, range: view } })) };
  }

  protected readout(
    { recording, samples, analysis }: Shown<WaveformAnalysis>,
    { timeSeconds, view }: CursorState,
  ): Readout {
    const at = Math.min(samples.length - 1, Math.round(timeSeconds * recording.sampleRate));
    const amplitude = samples[at];
    const frame = Math.round(at / analysis.hopLength);
    const around = analysis.envelope[Math.min(analysis.envelope.length - 1, frame)];
    return {
      text: `${formatTime(timeSeconds, view[1] - view[0])}, amplitude ${formatAmplitude(amplitude)}, envelope ${formatLevel(around)}`,
      detail: { timeSeconds, amplitude, envelope: around },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sonograd-waveform": SonogradWaveform;
  }
}
