// From samples to values per file and per frame. The frames are computed in blocks.
import {
  amplitudeEnvelope,
  fromTypedArray,
  rms,
  spectralBandwidth,
  spectralCentroid,
  stft,
  zeroCrossingRate,
  type Tensor,
} from "@sonograd/core";
import type { LoadedAudio } from "@sonograd/io";
import type { DeviceName } from "../devices/open-device.js";
import { CommandError } from "../terminal/exit-codes.js";
import type { AudioAnalysis, FrameCurves, FrameMeans } from "./audio-analysis.js";
import { centeredFrameCount, sliceBeyond } from "./signal-blocks.js";
import { SpectrogramThinner } from "./spectrogram-thinner.js";

const FRAMES_PER_BLOCK = 512;

export interface AnalyzeOptions {
  /** Samples per frame. */
  readonly nFft: number;
  /** Samples between frames. */
  readonly hopLength: number;
  readonly device: DeviceName;
  readonly signal?: AbortSignal;
  /** Told after each block; 0…1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Levels of all channels, and curves and spectrogram of their average.
 *
 * @param name  what to call the recording
 * @throws CommandError  there are no samples
 */
export async function analyzeSamples(
  name: string,
  audio: LoadedAudio,
  options: AnalyzeOptions,
): Promise<AudioAnalysis> {
  const { sampleRate, format, bitDepth } = audio;
  const [channels, samples] = audio.samples.shape;
  if (samples === 0) throw new CommandError("holds no samples");
  const all = (await audio.samples.data()) as Float32Array;
  const mix = averageOfChannels(all, channels);
  const { nFft, hopLength } = options;
  const { frames, thinner } = await analyzeFrames(mix, sampleRate, options);
  return {
    file: name,
    format,
    sampleRate,
    channels,
    samples,
    durationSeconds: samples / sampleRate,
    ...(bitDepth === undefined ? {} : { bitDepth }),
    nFft,
    hopLength,
    ...levelsOf(all),
    means: meansOf(frames),
    frames,
    mix,
    spectrogram: thinner.levels(hopLength / sampleRate),
  };
}

async function analyzeFrames(
  mix: Float32Array,
  sampleRate: number,
  { nFft, hopLength, device, signal, onProgress }: AnalyzeOptions,
): Promise<{ frames: FrameCurves; thinner: SpectrogramThinner }> {
  const count = centeredFrameCount(mix.length, nFft, hopLength);
  const thinner = new SpectrogramThinner(Math.floor(nFft / 2) + 1, count);
  const frames: FrameCurves = {
    timeSeconds: Float64Array.from({ length: count }, (_, t) => (t * hopLength) / sampleRate),
    rms: new Float32Array(count),
    zeroCrossingRate: new Float32Array(count),
    amplitudeEnvelope: new Float32Array(count),
    spectralCentroidHz: new Float32Array(count),
    spectralBandwidthHz: new Float32Array(count),
  };
  for (let first = 0; first < count; first += FRAMES_PER_BLOCK) {
    signal?.throwIfAborted();
    const blockFrames = Math.min(FRAMES_PER_BLOCK, count - first);
    const start = first * hopLength - Math.floor(nFft / 2);
    const length = (blockFrames - 1) * hopLength + nFft;
    const piece = (ends: "zero" | "edge"): Tensor =>
      fromTypedArray(sliceBeyond(mix, start, length, ends), [length]).to(device);
    const framing = { frameLength: nFft, hopLength, center: false };
    const y = piece("zero");
    const S = stft(y, { nFft, hopLength, center: false }).abs(); // [bins, blockFrames]
    const spectral = { sampleRate, nFft };
    const centroid = spectralCentroid({ S }, spectral);
    const curves: [Exclude<keyof FrameCurves, "timeSeconds">, Tensor][] = [
      ["rms", rms(y, framing)],
      // Beyond the ends the last sample goes on: a step to zero would count as a crossing.
      ["zeroCrossingRate", zeroCrossingRate(piece("edge"), framing)],
      ["amplitudeEnvelope", amplitudeEnvelope(y, { ...framing, mode: "absmax" })],
      ["spectralCentroidHz", centroid],
      ["spectralBandwidthHz", spectralBandwidth({ S }, { ...spectral, centroid })],
    ];
    for (const [name, values] of curves) frames[name].set((await values.data()) as Float32Array, first);
    thinner.add(await S.data(), first, blockFrames);
    onProgress?.(Math.min(1, (first + blockFrames) / count));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { frames, thinner };
}

function averageOfChannels(all: Float32Array, channels: number): Float32Array {
  if (channels === 1) return all;
  const samples = all.length / channels;
  const mix = new Float32Array(samples);
  for (let i = 0; i < samples; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += all[c * samples + i];
    mix[i] = sum / channels;
  }
  return mix;
}

function levelsOf(all: Float32Array): { peak: number; rms: number } {
  let peak = 0;
  let power = 0;
  for (const value of all) {
    peak = Math.max(peak, Math.abs(value));
    power += value * value;
  }
  return { peak, rms: Math.sqrt(power / all.length) };
}

function meansOf(frames: FrameCurves): FrameMeans {
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    rms: mean(frames.rms),
    zeroCrossingRate: mean(frames.zeroCrossingRate),
    amplitudeEnvelope: mean(frames.amplitudeEnvelope),
    spectralCentroidHz: mean(frames.spectralCentroidHz),
    spectralBandwidthHz: mean(frames.spectralBandwidthHz),
  };
}
