// Samples over time.

import type { Axis, Figure, Layer, Panel, Values } from "../scene/scene.js";
import { amplitudeRange } from "./data-range.js";
import { requirePositive } from "./checks.js";

/** Values of one feature per frame. Frame i stands at `startSeconds + i · hopLength / sampleRate`. */
export interface FrameValues {
  readonly values: Values;
  readonly hopLength: number;
  /** Time of the first value (default 0, centred frames). */
  readonly startSeconds?: number;
}

/** What a waveform figure shows. */
export interface WaveformFigureOptions {
  /** One channel, any range; full scale is ±1. */
  readonly samples: Values;
  readonly sampleRate: number;
  /** Drawn over the samples, above zero. */
  readonly envelope?: FrameValues;
  readonly title?: string;
}

/** The time axis of a recording; one sample or none still has an extent. */
export function timeAxis(durationSeconds: number): Axis {
  return { scale: "linear", range: [0, durationSeconds > 0 ? durationSeconds : 1], label: "Time", unit: "s" };
}

/** Times of the values of a feature. */
export function frameTimes(feature: FrameValues, sampleRate: number): { start: number; step: number } {
  return { start: feature.startSeconds ?? 0, step: feature.hopLength / sampleRate };
}

/** The panel of a waveform, for figures of several panels. */
export function waveformPanel({ samples, sampleRate, envelope }: WaveformFigureOptions): Panel {
  requirePositive("waveformFigure", { sampleRate });
  const named = envelope !== undefined;
  const layers: Layer[] = [
    {
      kind: "waveform",
      samples,
      x: { start: 0, step: 1 / sampleRate },
      color: "blue",
      ...(named ? { label: "Waveform" } : {}),
    },
  ];
  if (envelope !== undefined) {
    requirePositive("waveformFigure", { "envelope.hopLength": envelope.hopLength });
    layers.push({
      kind: "curve",
      x: frameTimes(envelope, sampleRate),
      y: envelope.values,
      color: "orange",
      label: "Amplitude envelope",
      width: 1.75,
    });
  }
  return {
    x: timeAxis(samples.length / sampleRate),
    y: {
      scale: "linear",
      range: amplitudeRange(samples, ...(envelope === undefined ? [] : [envelope.values])),
      label: "Amplitude",
    },
    layers,
  };
}

/**
 * Samples over time, with an amplitude envelope if there is one.
 *
 * @param options.samples     one channel; NaN leaves gaps, silence is shown at full scale ±1
 * @param options.sampleRate  Hz, > 0
 * @param options.envelope    values per frame and their hop length in samples
 * @returns a figure of one panel, time in seconds, amplitude unitless
 * @throws ParameterError  sampleRate or hopLength is not positive
 */
export function waveformFigure(options: WaveformFigureOptions): Figure {
  return { ...(options.title === undefined ? {} : { title: options.title }), panels: [waveformPanel(options)] };
}
