// What `analyze` finds in a recording: plain arrays, ready for files, tables and pictures.
import type { AudioFormat } from "@sonograd/io";

/** One value per frame of the channels' average; frame t is centred on sample t · hopLength. */
export interface FrameCurves {
  /** Seconds from the start of the recording. */
  readonly timeSeconds: Float64Array;
  readonly rms: Float32Array;
  readonly zeroCrossingRate: Float32Array;
  /** Largest magnitude in the frame. */
  readonly amplitudeEnvelope: Float32Array;
  readonly spectralCentroidHz: Float32Array;
  readonly spectralBandwidthHz: Float32Array;
}

/** Means over all frames. */
export type FrameMeans = { readonly [K in Exclude<keyof FrameCurves, "timeSeconds">]: number };

/** Levels of a spectrogram, thinned to what a picture can show. */
export interface SpectrogramLevels {
  /** dB below the loudest cell, [bins, columns], row-major. */
  readonly decibels: Float32Array;
  readonly bins: number;
  readonly columns: number;
  /** Centre of the first column and distance between columns, seconds. */
  readonly startSeconds: number;
  readonly stepSeconds: number;
}

export interface AudioAnalysis {
  /** As the user named it. */
  readonly file: string;
  readonly format: AudioFormat;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly durationSeconds: number;
  /** Absent for lossy formats. */
  readonly bitDepth?: number;
  readonly nFft: number;
  readonly hopLength: number;
  /** Largest magnitude in any channel. */
  readonly peak: number;
  /** Root mean square of all samples of all channels. */
  readonly rms: number;
  readonly means: FrameMeans;
  readonly frames: FrameCurves;
  /** The channels' average. */
  readonly mix: Float32Array;
  readonly spectrogram: SpectrogramLevels;
}
