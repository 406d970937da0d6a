import { checkInteger } from "../../dsp/checks.js";
import { istft, magphase, softmask, stft, type StftOptions } from "../../dsp/index.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, isComplex, nameValue, Tensor } from "../../tensor/index.js";
import { medianFilter } from "./median-filter.js";

export interface HpssOptions {
  /** Frames and bins of the median filters, one number or [harmonic, percussive] (default 31). */
  readonly kernelSize?: number | readonly [harmonic: number, percussive: number];
  /** Exponent of the soft masks, > 0; Infinity: hard masks (default 2). */
  readonly power?: number;
  /** Give the masks instead of the parts (default false). */
  readonly mask?: boolean;
  /** How much stronger than the other a part must be, ≥ 1, one number or [harmonic, percussive] (default 1). */
  readonly margin?: number | readonly [harmonic: number, percussive: number];
}

export interface HarmonicPercussive {
  readonly harmonic: Tensor;
  readonly percussive: Tensor;
}

const pair = (value: number | readonly [number, number]): readonly [number, number] =>
  typeof value === "number" ? [value, value] : value;

/**
 * Harmonic and percussive parts: what goes on along time, and what is spread along frequency at once.
 *
 * @param input    real signal, [..., samples]; or { S }, real or complex, [..., bins, frames]
 * @param options.kernelSize  frames and bins of the median filters, integer ≥ 1 (default 31)
 * @param options.power       exponent of the soft masks, > 0 (default 2)
 * @param options.mask        masks instead of parts, for { S } only (default false)
 * @param options.margin      ≥ 1; above 1 the two do not add up to the whole (default 1)
 * @param options             for a signal nFft, hopLength, winLength, window, center, padMode of `stft`
 * @returns `harmonic` and `percussive`, each of the shape and unit of the input; masks lie in 0…1. Silence gives silence
 * @throws ParameterError  a number out of range
 * @throws ShapeError      S without bins and frames
 * @source librosa.decompose.hpss ({ S }) and librosa.effects.hpss (signal); Fitzgerald 2010, Driedger et al. 2014
 * @example hpss(y, { kernelSize: 9 }).harmonic.shape // [11025]
 */
export function hpss(
  input: Tensor | { readonly S: Tensor },
  { kernelSize = 31, power = 2, mask = false, margin = 1, ...transform }: HpssOptions & StftOptions = {},
): HarmonicPercussive {
  const sizes = pair(kernelSize);
  for (const size of sizes) checkInteger("hpss", "kernelSize", size, 1);
  if (!(power > 0)) throw new ParameterError(`hpss: power=${power} must be > 0, or Infinity for hard masks.`);
  const margins = pair(margin);
  for (const value of margins)
    if (!(value >= 1)) throw new ParameterError(`hpss: margin=${value} must be ≥ 1. 1 splits the whole in two.`);
  if (!(input instanceof Tensor) && (typeof input !== "object" || input === null || !(input.S instanceof Tensor)))
    throw new ParameterError(`hpss: input is ${nameValue(input)}, but must be a signal, or { S } with a spectrogram.`);
  if (!(input instanceof Tensor)) return split(input.S, sizes, margins, power, mask);
  if (mask) throw new ParameterError("hpss: mask=true needs a spectrogram. Give { S: stft(y) }.");
  const S = stft(input, transform);
  const parts = split(S, sizes, margins, power, false);
  const { padMode: _, ...inverse } = transform;
  const nFft = transform.nFft ?? 2048;
  const back = (part: Tensor): Tensor => istft(part, { ...inverse, nFft, length: input.shape.at(-1)! });
  return { harmonic: back(parts.harmonic), percussive: back(parts.percussive) };
}

function split(
  S: Tensor,
  [along, across]: readonly [number, number],
  [marginHarmonic, marginPercussive]: readonly [number, number],
  power: number,
  mask: boolean,
): HarmonicPercussive {
  if (S.ndim < 2) throw new ShapeError(`hpss: S ${formatShape(S.shape)} must be [..., bins, frames].`);
  const polar = isComplex(S.dtype) ? magphase(S) : undefined;
  const magnitude = polar?.magnitude ?? S;
  const steady = medianFilter("hpss", magnitude, along, -1);
  const sudden = medianFilter("hpss", magnitude, across, -2);
  const splitZeros = marginHarmonic === 1 && marginPercussive === 1;
  const harmonic = softmask(steady, sudden.mul(marginHarmonic), { power, splitZeros });
  const percussive = softmask(sudden, steady.mul(marginPercussive), { power, splitZeros });
  if (mask) return { harmonic, percussive };
  const part = (weights: Tensor): Tensor => (polar ? polar.phase.mul(magnitude.mul(weights)) : S.mul(weights));
  return { harmonic: part(harmonic), percussive: part(percussive) };
}
