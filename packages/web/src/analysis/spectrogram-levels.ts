// Levels of a spectrogram block by block: the page stays alive, and a long recording needs no more memory than a short one.
import { fromTypedArray, getWindow, ParameterError, stft } from "@sonograd/core";
import { yieldToPage } from "./yield-to-page.js";

export interface LevelOptions {
  /** Samples of a frame, even integer ≥ 2, so that the last bin is half the sample rate. */
  readonly nFft: number;
  /** Samples between frames, integer ≥ 1. */
  readonly hopLength: number;
  /** Frames beyond this are averaged into columns (default 4096). */
  readonly maxColumns?: number;
  readonly signal?: AbortSignal;
}

export interface SpectrogramLevels {
  /** dB, [bins, columns] row-major; a sine of full scale reaches 0 dB. */
  readonly values: Float32Array;
  readonly bins: number;
  readonly columns: number;
  /** Samples between columns. */
  readonly columnSamples: number;
  /** Middle of column 0, in samples. */
  readonly firstSample: number;
}

/** Below this nothing is heard and logarithms end. */
export const SILENCE_DB = -200;
const BLOCK_SAMPLES = 1 << 18;

/**
 * Spectrogram in decibels relative to a full-scale sine: centred Hann frames, ends padded with zeros as `stft` does.
 *
 * @param samples  one channel, at least one sample
 * @returns [bins, columns] with bins = nFft / 2 + 1; silence gives −200 dB, NaN stays NaN
 * @throws ParameterError  nFft is not even or hopLength is no integer ≥ 1
 */
export async function spectrogramLevels(
  samples: Float32Array,
  { nFft, hopLength, maxColumns = 4096, signal }: LevelOptions,
): Promise<SpectrogramLevels> {
  if (!(Number.isInteger(nFft) && nFft >= 2 && nFft % 2 === 0))
    throw new ParameterError(`spectrogram: nFft=${nFft} must be an even integer ≥ 2 (samples).`);
  if (!(Number.isInteger(hopLength) && hopLength >= 1))
    throw new ParameterError(`spectrogram: hopLength=${hopLength} must be an integer ≥ 1 (samples).`);
  const half = nFft / 2;
  const bins = half + 1;
  const frames = 1 + Math.floor(samples.length / hopLength);
  const group = Math.ceil(frames / maxColumns);
  const columns = Math.ceil(frames / group);
  const values = new Float32Array(bins * columns);
  const blockFrames = group * Math.max(1, Math.floor(BLOCK_SAMPLES / (nFft * group)));
  for (let from = 0; from < frames; from += blockFrames) {
    const to = Math.min(frames, from + blockFrames);
    const block = zeroPadded(samples, from * hopLength - half, (to - 1) * hopLength - half + nFft);
    const spectrum = stft(fromTypedArray(block, [block.length], { device: "cpu" }), { nFft, hopLength, center: false });
    const power = await spectrum.real().square().add(spectrum.imag().square()).data();
    addFrames(values, power as Float32Array, { from, count: to - from, group, columns });
    await yieldToPage(signal);
  }
  toDecibels(values, { frames, group, columns, scale: fullScale(nFft) });
  return {
    values,
    bins,
    columns,
    columnSamples: group * hopLength,
    firstSample: ((Math.min(group, frames) - 1) / 2) * hopLength,
  };
}

/** samples[from, to), with zeros beyond the ends. */
function zeroPadded(samples: Float32Array, from: number, to: number): Float32Array {
  const block = new Float32Array(to - from);
  const start = Math.max(0, from);
  block.set(samples.subarray(start, Math.max(start, to)), start - from);
  return block;
}

interface Frames {
  readonly from: number;
  readonly count: number;
  readonly group: number;
  readonly columns: number;
}

/** Adds the power of frames [bins, count] to the columns they belong to. */
function addFrames(values: Float32Array, power: Float32Array, { from, count, group, columns }: Frames): void {
  for (let k = 0; k * count < power.length; k++)
    for (let t = 0; t < count; t++) values[k * columns + Math.floor((from + t) / group)] += power[k * count + t];
}

/** Power of a full-scale sine in its bin: (sum of the window / 2)². */
function fullScale(nFft: number): number {
  return (getWindow("hann", nFft, { device: "cpu" }).sum().itemSync() / 2) ** 2;
}

function toDecibels(
  values: Float32Array,
  { frames, group, columns, scale }: { frames: number; group: number; columns: number; scale: number },
): void {
  for (let i = 0; i < values.length; i++) {
    const c = i % columns;
    const inColumn = Math.min(group, frames - c * group);
    const level = 10 * Math.log10(values[i] / (inColumn * scale));
    values[i] = level < SILENCE_DB ? SILENCE_DB : level;
  }
}
