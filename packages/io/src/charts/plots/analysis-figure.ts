// One recording seen through several features, above each other on one time axis.

import type { BandLayer, CurveLayer, Figure, Layer, Panel } from "../scene/scene.js";
import { requirePositive } from "./checks.js";
import { finiteExtent, rangeAround } from "./data-range.js";
import { spectrogramPanel, type SpectrogramFigureOptions } from "./spectrogram-figure.js";
import {
  frameTimes,
  timeAxis,
  waveformPanel,
  type FrameValues,
  type WaveformFigureOptions,
} from "./waveform-figure.js";

/** What an analysis figure shows; what is absent gets no panel. */
export interface AnalysisFigureOptions extends WaveformFigureOptions {
  /** Root mean square per frame. */
  readonly rms?: FrameValues;
  /** Zero-crossing rate per frame, 0…1. */
  readonly zeroCrossingRate?: FrameValues;
  /** Spectral centroid per frame, Hz. */
  readonly spectralCentroid?: FrameValues;
  /** Spectral bandwidth per frame, Hz; drawn as a band around the centroid, whose frames it must share. */
  readonly spectralBandwidth?: FrameValues;
  /** The recording's spectrogram; the sample rate is the recording's. */
  readonly spectrogram?: Omit<SpectrogramFigureOptions, "sampleRate" | "title" | "durationSeconds">;
}

function featurePanel(
  name: string,
  feature: FrameValues,
  options: AnalysisFigureOptions,
  color: CurveLayer["color"],
): Panel {
  requirePositive("analysisFigure", { hopLength: feature.hopLength });
  const { sampleRate, samples } = options;
  return {
    x: timeAxis(samples.length / sampleRate),
    y: { scale: "linear", range: rangeAround([feature.values], { floor: 0 }), label: name },
    layers: [
      {
        kind: "curve",
        x: frameTimes(feature, sampleRate),
        y: feature.values,
        ...(color === undefined ? {} : { color }),
      },
    ],
    weight: 0.75,
  };
}

/** Centroid ± bandwidth, cut at 0 Hz and at half the sample rate. */
function bandwidthBand(centroid: FrameValues, bandwidth: FrameValues, sampleRate: number): BandLayer {
  const count = Math.min(centroid.values.length, bandwidth.values.length);
  const lower = new Float32Array(count);
  const upper = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    lower[i] = Math.max(0, centroid.values[i] - bandwidth.values[i]);
    upper[i] = Math.min(sampleRate / 2, centroid.values[i] + bandwidth.values[i]);
  }
  return { kind: "band", x: frameTimes(centroid, sampleRate), lower, upper, color: "purple", label: "± Bandwidth" };
}

function centroidPanel(centroid: FrameValues, options: AnalysisFigureOptions): Panel {
  requirePositive("analysisFigure", { hopLength: centroid.hopLength });
  const { samples, sampleRate, spectralBandwidth } = options;
  const layers: Layer[] = [];
  const curve: CurveLayer = {
    kind: "curve",
    x: frameTimes(centroid, sampleRate),
    y: centroid.values,
    color: "purple",
    ...(spectralBandwidth === undefined ? {} : { label: "Spectral centroid" }),
  };
  let top = finiteExtent(centroid.values)?.[1] ?? 0;
  if (spectralBandwidth !== undefined) {
    const band = bandwidthBand(centroid, spectralBandwidth, sampleRate);
    top = Math.max(top, finiteExtent(band.upper)?.[1] ?? 0);
    layers.push(band);
  }
  layers.push(curve);
  return {
    x: timeAxis(samples.length / sampleRate),
    y: {
      scale: "linear",
      range: top > 0 ? rangeAround([Float64Array.of(0, top)]) : [0, sampleRate / 2],
      label: spectralBandwidth === undefined ? "Spectral centroid" : "Frequency",
      unit: "Hz",
    },
    layers,
    weight: 0.9,
  };
}

/**
 * One recording seen through its features: waveform with amplitude envelope, RMS, zero-crossing rate, spectral centroid
 * with its bandwidth, spectrogram, stacked on one time axis. Features that are not given get no panel.
 *
 * @param options.samples, options.sampleRate  the recording, one channel, Hz
 * @param options.rms, options.zeroCrossingRate  values per frame with their hop length, unitless
 * @param options.spectralCentroid, options.spectralBandwidth  values per frame, Hz
 * @param options.spectrogram  as for `spectrogramFigure`
 * @returns a figure with one to five panels
 * @throws ParameterError  a rate or hop length is not positive
 */
export function analysisFigure(options: AnalysisFigureOptions): Figure {
  const { samples, sampleRate, rms, zeroCrossingRate, spectralCentroid, spectrogram, title } = options;
  const panels: Panel[] = [{ ...waveformPanel(options), weight: 1.2 }];
  if (rms !== undefined) panels.push(featurePanel("RMS", rms, options, "green"));
  if (zeroCrossingRate !== undefined) panels.push(featurePanel("Zero-crossing rate", zeroCrossingRate, options, "red"));
  if (spectralCentroid !== undefined) panels.push(centroidPanel(spectralCentroid, options));
  if (spectrogram !== undefined) {
    const durationSeconds = samples.length / sampleRate;
    panels.push({ ...spectrogramPanel({ ...spectrogram, sampleRate, durationSeconds }), weight: 1.8 });
  }
  return { ...(title === undefined ? {} : { title }), panels, shareX: true };
}
