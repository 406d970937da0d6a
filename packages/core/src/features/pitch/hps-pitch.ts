import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { fromTypedArray, where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";
import { vertexOffsets } from "./parabola.js";

export interface HpsPitchOptions extends SpectralOptions {
  /** Lowest pitch in Hz, > 0 (default 50). */
  readonly fmin?: number;
  /** Highest pitch in Hz; its harmonics must lie below half the sample rate (default: as high as that allows). */
  readonly fmax?: number;
  /** Harmonics that are multiplied, integer ≥ 1 (default 5). */
  readonly nHarmonics?: number;
}

/** Magnitudes below this share of a frame's largest count as that much: -80 dB. */
const FLOOR = 1e-4;
/** What two products may differ by, in nepers, and still count as equal. */
const TIE = 0.05;

/** The bins that are candidates, checked. */
function candidates(
  op: string,
  bins: number,
  nFft: number,
  options: HpsPitchOptions,
): { first: number; count: number } {
  const { sampleRate = 22050, nHarmonics = 5, fmin = 50, fmax = sampleRate / (2 * nHarmonics) } = options;
  const first = Math.max(1, Math.ceil((fmin * nFft) / sampleRate));
  const last = Math.min(Math.floor((fmax * nFft) / sampleRate), Math.floor((bins - 1) / nHarmonics));
  if (fmax * nHarmonics > sampleRate / 2 || last < first)
    throw new ParameterError(
      `${op}: fmin=${fmin} to fmax=${fmax} Hz must hold a bin of ${sampleRate / nFft} Hz, and fmax at most sampleRate / (2 · nHarmonics) = ${sampleRate / (2 * nHarmonics)}. Use a larger nFft or fewer harmonics.`,
    );
  return { first, count: last - first + 1 };
}

/**
 * Pitch by the harmonic product spectrum: the frequency whose first harmonics are strongest together.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.fmin        Hz, > 0 (default 50); fmax Hz (default sampleRate / (2 · nHarmonics))
 * @param options.nHarmonics  integer ≥ 1 (default 5)
 * @returns [..., frames], Hz; of candidates that are equally good the highest, so a pure tone is its own pitch. There is no
 *          voicing decision. Gradients pass through the parabola that refines the peak
 * @throws ParameterError  a number out of range, no bin between fmin and fmax
 * @source Schroeder 1968; Noll 1969
 * @example hpsPitch(y, { sampleRate: 22050, fmin: 100 }).shape // [22]
 */
export function hpsPitch(input: SignalOrSpectrogram, options: HpsPitchOptions = {}): Tensor {
  const op = "hpsPitch";
  const { sampleRate = 22050, fmin = 50, fmax, nHarmonics = 5, ...transform } = options;
  for (const [name, value] of Object.entries({ sampleRate, fmin, fmax: fmax ?? 1 })) checkPositive(op, name, value);
  checkInteger(op, "nHarmonics", nHarmonics, 1);
  const { S, nFft } = magnitudes(op, input, transform);
  const bins = S.shape.at(-2)!;
  const { first, count } = candidates(op, bins, nFft, options);
  const floor = S.detach().amax(-2, { keepdim: true }).mul(FLOOR).clamp({ min: 1e-30 });
  const levels = S.maximum(floor).log(); // [..., bins, frames]
  const fixed = levels.detach();
  let product = fixed.narrow(-2, first, count);
  for (let h = 2; h <= nHarmonics; h++) {
    const places = Int32Array.from({ length: count }, (_, k) => h * (first + k));
    product = product.add(fixed.indexSelect(-2, fromTypedArray(places, [count], { device: S.device })));
  }
  const ranks = constant(Float64Array.from({ length: count }, (_, k) => first + k), [count, 1], S.dtype, S.device); // prettier-ignore
  const good = product.ge(product.amax(-2, { keepdim: true }).sub(TIE));
  const bin = where(good, ranks, 0).argmax(-2, { keepdim: true }).add(first); // [..., 1, frames]
  const offsets = vertexOffsets(levels, -2).gather(-2, bin);
  return offsets.add(bin.to(S.dtype)).mul(sampleRate / nFft).squeeze(-2); // prettier-ignore
}
