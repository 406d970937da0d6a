// spectrogram: padding, framing, window, FFT and what follows in one pass, a few frames at a time.
import type { PrimitiveCall, SpectrogramAttrs } from "../../backend/index.js";
import { sizeOf, type TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { realPlanOf } from "./fft/index.js";

/** Frames computed before they are written: the result is frame-minor, single frames would scatter over it. */
const FRAMES = 16;

/**
 * "power" is |X|^power, "mel" the bank times that, "logMel" 10·log10(max(mel, amin)), decibels relative to 1.
 * Frame t starts at sample t·hopLength − pad.
 */
export function spectrogram({ inputs, outputs: [out], attrs }: PrimitiveCall<"spectrogram">): void {
  const [x, window, bank] = inputs.map(dense);
  const length = inputs[0].shape[inputs[0].shape.length - 1];
  const signals = sizeOf(inputs[0].shape.slice(0, -1));
  const [rows, frames] = out.shape.slice(-2);
  const slots = attrs.output === "complex" ? 2 : 1;
  const result = writable(out);
  const plan = realPlanOf(attrs.nFft);
  const bands = bank ? bandsOf(bank, rows, plan.bins.length / 2) : [];
  const powers = new Float64Array(plan.bins.length / 2);
  const block = new Float64Array(FRAMES * rows * slots);
  for (let s = 0; s < signals; s++)
    for (let first = 0; first < frames; first += FRAMES) {
      const count = Math.min(FRAMES, frames - first);
      for (let f = 0; f < count; f++) {
        loadFrame(x, s * length, length, (first + f) * attrs.hopLength - attrs.pad, window, attrs, plan.samples);
        plan.run();
        const row = f * rows * slots;
        if (attrs.output === "complex") block.set(plan.bins, row);
        else if (attrs.output === "power") magnitudes(plan.bins, attrs.power, block, row);
        else {
          magnitudes(plan.bins, attrs.power, powers, 0);
          applyBank(powers, bank, bands, block, row);
          if (attrs.output === "logMel")
            for (let r = row; r < row + rows; r++) block[r] = 10 * Math.log10(Math.max(attrs.amin, block[r]));
        }
      }
      // [frames, rows] → [rows, frames]
      for (let r = 0; r < rows; r++)
        for (let f = 0; f < count; f++)
          for (let part = 0; part < slots; part++)
            result[((s * rows + r) * frames + first + f) * slots + part] = block[(f * rows + r) * slots + part];
    }
  putBack(out, result);
}

function loadFrame(
  x: TypedArray,
  at: number,
  length: number,
  start: number,
  window: TypedArray,
  { padMode }: SpectrogramAttrs,
  samples: Float64Array,
): void {
  const size = samples.length;
  if (start >= 0 && start + size <= length) {
    for (let i = 0; i < size; i++) samples[i] = x[at + start + i] * window[i];
    return;
  }
  for (let i = 0; i < size; i++) {
    const from = paddedIndex(start + i, length, padMode);
    samples[i] = from < 0 ? 0 : x[at + from] * window[i];
  }
}

/** The sample that stands at position i of the padded signal, −1 for a zero. */
function paddedIndex(i: number, length: number, mode: SpectrogramAttrs["padMode"]): number {
  if (i >= 0 && i < length) return i;
  if (length === 0 || mode === "constant") return -1;
  if (mode === "edge") return i < 0 ? 0 : length - 1;
  if (mode === "wrap") return ((i % length) + length) % length;
  const period = Math.max(1, 2 * (length - 1));
  const folded = ((i % period) + period) % period;
  return folded < length ? folded : period - folded;
}

/** |X|^power into `into` from `start` on. */
function magnitudes(bins: Float64Array, power: number, into: Float64Array, start: number): void {
  for (let k = 0; k < bins.length; k += 2) {
    const square = bins[k] * bins[k] + bins[k + 1] * bins[k + 1];
    into[start + k / 2] = power === 2 ? square : power === 1 ? Math.sqrt(square) : square ** (power / 2);
  }
}

interface Band {
  readonly at: number;
  readonly first: number;
  readonly end: number;
}

/** The bins between each filter's first and last weight: mel filters are zero almost everywhere. */
function bandsOf(bank: TypedArray, rows: number, bins: number): Band[] {
  return Array.from({ length: rows }, (_, r) => {
    let first = 0;
    let end = bins;
    while (first < bins && bank[r * bins + first] === 0) first++;
    while (end > first && bank[r * bins + end - 1] === 0) end--;
    return { at: r * bins, first, end };
  });
}

function applyBank(
  powers: Float64Array,
  bank: TypedArray,
  bands: readonly Band[],
  into: Float64Array,
  start: number,
): void {
  for (let r = 0; r < bands.length; r++) {
    const { at, first, end } = bands[r];
    let sum = 0;
    for (let k = first; k < end; k++) sum += bank[at + k] * powers[k];
    into[start + r] = sum;
  }
}
