import { ParameterError } from "../../errors/index.js";
import { nameValue } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { ContinuousWavelet, toContinuousWavelet } from "./continuous-wavelet.js";
import { DISCRETE } from "./wavelet-names.js";
import { toWavelet, Wavelet } from "./wavelet.js";

export interface PrecisionOptions {
  /** The wavelet is sampled on 2^precision points (or points per unit), integer 1…14 (default 8). */
  readonly precision?: number;
}

/** A wavelet of either kind from its name. */
function anyWavelet(op: string, wavelet: Wavelet | ContinuousWavelet | string): Wavelet | ContinuousWavelet {
  if (wavelet instanceof Wavelet || wavelet instanceof ContinuousWavelet) return wavelet;
  if (typeof wavelet !== "string")
    throw new ParameterError(
      `${op}: wavelet is ${nameValue(wavelet)}, but must be a wavelet or its name, such as "morl".`,
    );
  const filtered = Object.values(DISCRETE).some((names) => names.includes(wavelet.toLowerCase()));
  return filtered ? toWavelet(op, wavelet) : toContinuousWavelet(op, wavelet);
}

const found = new WeakMap<object, Map<number, number>>();

/**
 * Frequency at which the spectrum of a wavelet is largest, in cycles per unit of its argument.
 *
 * @param wavelet  with filters or without, or a name
 * @param options.precision  sampled on 2^precision points, integer 1…14 (default 8)
 * @returns a multiple of 1 / (width of the wavelet), > 0
 * @throws ParameterError  unknown wavelet, precision out of range
 * @source pywt.central_frequency
 * @example centralFrequency("morl") // 0.8125
 */
export function centralFrequency(
  wavelet: Wavelet | ContinuousWavelet | string,
  { precision = 8 }: PrecisionOptions = {},
): number {
  checkInteger("centralFrequency", "precision", precision, 1);
  if (precision > 14)
    throw new ParameterError(
      `centralFrequency: precision=${precision} must be at most 14. The points double with each.`,
    );
  const own = anyWavelet("centralFrequency", wavelet);
  const cache = found.get(own) ?? new Map<number, number>();
  found.set(own, cache);
  let frequency = cache.get(precision);
  if (frequency === undefined) {
    const sampled = own.wavefun({ level: precision });
    const x = sampled.x;
    const imaginary = "psiImag" in sampled ? sampled.psiImag : undefined;
    frequency = largestBin(sampled.psi, imaginary) / (x[x.length - 1] - x[0]);
    cache.set(precision, frequency);
  }
  return frequency;
}

/** Distance from 0 of the largest bin of the DFT besides bin 0. */
function largestBin(re: Float64Array, im: Float64Array | undefined): number {
  const n = re.length;
  const cosines = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * i) / n));
  const sines = Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / n));
  let [best, largest] = [1, -1];
  // A real signal's second half is its first, mirrored.
  for (let k = 1; k < (im ? n : Math.floor(n / 2) + 1); k++) {
    let [a, b] = [0, 0];
    for (let i = 0; i < n; i++) {
      const at = (i * k) % n;
      a += re[i] * cosines[at] + (im ? im[i] * sines[at] : 0);
      b += (im ? im[i] * cosines[at] : 0) - re[i] * sines[at];
    }
    if (a * a + b * b > largest) [best, largest] = [k, a * a + b * b];
  }
  return Math.min(best, n - best);
}

/**
 * Frequency that a scale of the continuous wavelet transform stands for, in cycles per sample.
 *
 * @param wavelet  with filters or without, or a name
 * @param scale    > 0; a list gives a list
 * @param options.precision  as in centralFrequency (default 8)
 * @returns centralFrequency / scale; times the sample rate it is in Hz
 * @throws ParameterError  scale not > 0
 * @source pywt.scale2frequency
 * @example scale2frequency("morl", 2) // 0.40625
 */
export function scale2frequency(wavelet: Wavelet | ContinuousWavelet | string, scale: number, options?: PrecisionOptions): number; // prettier-ignore
export function scale2frequency(wavelet: Wavelet | ContinuousWavelet | string, scale: ArrayLike<number>, options?: PrecisionOptions): Float64Array; // prettier-ignore
export function scale2frequency(
  wavelet: Wavelet | ContinuousWavelet | string,
  scale: number | ArrayLike<number>,
  options: PrecisionOptions = {},
): number | Float64Array {
  const centre = centralFrequency(wavelet, options);
  const convert = (s: number): number => {
    if (!(s > 0) || !Number.isFinite(s))
      throw new ParameterError(
        `scale2frequency: scale=${s} must be a finite number > 0. Scales are counted in samples.`,
      );
    return centre / s;
  };
  return typeof scale === "number" ? convert(scale) : Float64Array.from(scale, convert);
}
