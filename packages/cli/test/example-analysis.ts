// An analysis made by hand, so that frames of views do not depend on the signal code.
import type { AudioAnalysis } from "../src/analysis/audio-analysis.js";

/** Half a second of a decaying tone at 8 kHz. */
export function exampleAnalysis(file = "tone.wav"): AudioAnalysis {
  const sampleRate = 8000;
  const samples = 4000;
  const hopLength = 256;
  const count = 1 + Math.floor(samples / hopLength);
  const decay = (i: number): number => 0.8 * Math.exp((-3 * i) / samples);
  const perFrame = (value: (t: number) => number): Float32Array =>
    Float32Array.from({ length: count }, (_, t) => value(t));
  return {
    file,
    format: "wav",
    sampleRate,
    channels: 1,
    samples,
    durationSeconds: samples / sampleRate,
    bitDepth: 16,
    nFft: 512,
    hopLength,
    peak: 0.8,
    rms: 0.25,
    means: {
      rms: 0.2,
      zeroCrossingRate: 0.11,
      amplitudeEnvelope: 0.4,
      spectralCentroidHz: 440,
      spectralBandwidthHz: 90,
    },
    frames: {
      timeSeconds: Float64Array.from({ length: count }, (_, t) => (t * hopLength) / sampleRate),
      rms: perFrame((t) => decay(t * hopLength) / Math.SQRT2),
      zeroCrossingRate: perFrame(() => 0.11),
      amplitudeEnvelope: perFrame((t) => decay(t * hopLength)),
      spectralCentroidHz: perFrame(() => 440),
      spectralBandwidthHz: perFrame(() => 90),
    },
    mix: Float32Array.from({ length: samples }, (_, i) => decay(i) * Math.sin((2 * Math.PI * 440 * i) / sampleRate)),
    spectrogram: {
      decibels: Float32Array.from({ length: 257 * count }, (_, i) => (Math.floor(i / count) === 28 ? 0 : -80)),
      bins: 257,
      columns: count,
      startSeconds: 0,
      stepSeconds: hopLength / sampleRate,
    },
  };
}
