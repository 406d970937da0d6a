// spectrogram: padding, framing, window, FFT and what follows in one pass, frame by frame.
import type { PrimitiveCall, SpectrogramAttrs } from "../../backend/index.js";
import { sizeOf, type TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { realPlanOf } from "./fft/index.js";

/**
 * "power" is |X|^power, "mel" the bank times that, "logMel" 10·log10(max(mel, amin) / max(ref, amin)) with the limit `topDb`.
 * Frame t starts at sample t·hopLength − pad.
 */
export function spectrogram({ inputs, outputs: [out], attrs }: PrimitiveCall<"spectrogram">): void {
  const [x, window, bank] = inputs.map(dense);
  const length = inputs[0].shape[inputs[0].shape.length - 1];
  const signals = sizeOf(inputs[0].shape.slice(0, -1));
  const [frames, rows] = out.shape.slice(-2);
  const slots = attrs.output === "complex" ? 2 : 1;
  const result = writable(out);
  const plan = realPlanOf(attrs.nFft);
  const powers = new Float64Array(plan.bins.length / 2);
  const row = new Float64Array(rows);
  const single = x instanceof Float32Array && result instanceof Float32Array ? plan.single : undefined;
  single?.window.set(window);
  for (let s = 0, to = 0; s < signals; s++)
    for (let f = 0; f < frames; f++, to += rows * slots) {
      const start = f * attrs.hopLength - attrs.pad;
      const isInside = start >= 0 && start + attrs.nFft <= length;
      if (single && isInside) single.load(x as Float32Array, s * length + start);
      else loadFrame(x, s * length, length, start, window, attrs, plan.samples);
      plan.run();
      if (attrs.output === "complex") {
        if (single) single.store(result as Float32Array, to);
        else result.set(plan.bins, to);
        continue;
      }
      if (single && !bank && (attrs.power === 1 || attrs.power === 2)) {
        single.storeMagnitudes(result as Float32Array, to, attrs.power);
        continue;
      }
      const magnitudes = single && attrs.power === 2 ? single.powers() : magnitudesOf(plan.bins, attrs.power, powers);
      if (bank) applyBank(magnitudes, powers.length, bank, attrs.bands, row);
      if (attrs.output === "logMel") decibels(row, attrs);
      const levels = bank ? row : magnitudes;
      for (let r = 0; r < rows; r++) result[to + r] = levels[r];
    }
  if (attrs.output === "logMel") limit(result, attrs);
  putBack(out, result);
}

function decibels(row: Float64Array, { amin, ref }: SpectrogramAttrs): void {
  const zero = ref === "max" ? 0 : 10 * Math.log10(Math.max(amin, ref));
  for (let r = 0; r < row.length; r++) row[r] = 10 * Math.log10(Math.max(amin, row[r])) - zero;
}

/** Levels relative to the largest where `ref` asks for it, and none lower than topDb below the largest; NaN makes all NaN. */
function limit(levels: TypedArray, { ref, topDb }: SpectrogramAttrs): void {
  if (ref !== "max" && topDb === null) return;
  let peak = -Infinity;
  for (const level of levels) peak = Math.max(peak, level);
  const zero = ref === "max" ? peak : 0;
  const floor = topDb === null ? -Infinity : peak - zero - topDb;
  for (let i = 0; i < levels.length; i++) levels[i] = Math.max(levels[i] - zero, floor);
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

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** The sample that stands at position i of the padded signal, −1 for a zero. */
function paddedIndex(i: number, length: number, mode: SpectrogramAttrs["padMode"]): number {
  if (i >= 0 && i < length) return i;
  if (length === 0 || mode === "constant") return -1;
  if (mode === "edge") return i < 0 ? 0 : length - 1;
  if (mode === "wrap") return modulo(i, length);
  if (mode === "symmetric") {
    const folded = modulo(i, 2 * length);
    return folded < length ? folded : 2 * length - 1 - folded;
  }
  const period = Math.max(1, 2 * (length - 1));
  const folded = modulo(i, period);
  return folded < length ? folded : period - folded;
}

function magnitudesOf(bins: Float64Array, power: number, into: Float64Array): Float64Array {
  for (let k = 0; k < bins.length; k += 2) {
    const square = bins[k] * bins[k] + bins[k + 1] * bins[k + 1];
    into[k / 2] = power === 2 ? square : power === 1 ? Math.sqrt(square) : square ** (power / 2);
  }
  return into;
}

/** Of each filter only the bins in its band: mel filters are zero almost everywhere. */
function applyBank(
  magnitudes: Float64Array,
  bins: number,
  bank: TypedArray,
  bands: readonly number[],
  into: Float64Array,
): void {
  for (let r = 0; r < into.length; r++) {
    const first = bands[2 * r];
    const at = r * bins;
    const end = first + bands[2 * r + 1];
    let sum = 0;
    for (let k = first; k < end; k++) sum += bank[at + k] * magnitudes[k];
    into[r] = sum;
  }
}
