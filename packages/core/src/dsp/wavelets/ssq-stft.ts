import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { fftWindow, resolveLengths, stft, type StftOptions } from "../stft.js";
import { gatherBins, phaseTransform, significant } from "./reassign.js";
import { checkGamma, defaultGamma, sumBins, type SsqResult } from "./ssq-cwt.js";

export interface SsqStftOptions extends Omit<StftOptions, "center"> {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Values below this fraction of the largest are dropped: their phase is noise (default 1e-8, float32 1e-5). */
  readonly gamma?: number;
}

/** Derivative of a periodic window by its spectrum. */
function derivativeOf(window: Float64Array): Float64Array {
  const n = window.length;
  const cosines = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * i) / n));
  const sines = Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / n));
  const slope = new Float64Array(n);
  // The highest frequency of an even length has no derivative on the samples.
  for (let k = 1; k < n / 2; k++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < n; i++) {
      re += window[i] * cosines[(i * k) % n];
      im -= window[i] * sines[(i * k) % n];
    }
    if (Math.abs(re) + Math.abs(im) < 1e-13 * n) continue;
    const gain = (4 * Math.PI * k) / n ** 2;
    for (let i = 0; i < n; i++) slope[i] -= gain * (re * sines[(i * k) % n] + im * cosines[(i * k) % n]);
  }
  return slope;
}

/**
 * Synchrosqueezed short-time Fourier transform: every value moved to the frequency at which its phase turns, so that a tone
 * becomes a line.
 *
 * @param y  real, [..., samples]
 * @param options.nFft        samples (default 2048)
 * @param options.hopLength   samples (default 1: the inverse has every sample)
 * @param options.winLength   samples (default nFft)
 * @param options.window      (default "hann"); its middle must not be 0
 * @param options.padMode     ends (default "constant")
 * @param options.gamma       fraction of the largest below which values are dropped (default 1e-8, float32 1e-5)
 * @param options.sampleRate  Hz (default 22050)
 * @returns { Tx, frequencies }: Tx complex, [..., floor(nFft / 2) + 1, ceil(samples / hopLength)], unit of y: the real parts of
 *          all bins add up to the sample in the middle of the frame. Silence gives zeros. The gradient is that of the values,
 *          their bins count as constants
 * @throws ParameterError  a window whose middle is 0, gamma out of range; ShapeError: no samples
 * @source Daubechies, Lu and Wu 2011; Oberlin, Meignen and Perrier 2014
 * @example ssqStft(y, { nFft: 128, hopLength: 64 }).Tx.shape // [65, 173]
 */
export function ssqStft(y: Tensor, options: SsqStftOptions = {}): SsqResult {
  checkSignal("ssqStft", y);
  const { window = "hann", padMode = "constant", sampleRate = 22050, hopLength = 1 } = options;
  checkPositive("ssqStft", "sampleRate", sampleRate);
  const { nFft, winLength } = resolveLengths("ssqStft", { ...options, hopLength });
  const gamma = options.gamma ?? defaultGamma(y);
  checkGamma("ssqStft", gamma);
  const taper = fftWindow(window, winLength, nFft);
  const middle = Math.floor(nFft / 2);
  if (taper[middle] === 0)
    throw new ParameterError(
      `ssqStft: window is 0 in its middle at sample ${middle}: the signal cannot be read there. Take one that peaks there.`,
    );
  const shared = { nFft, hopLength, padMode };
  const frames = Math.ceil(y.shape.at(-1)! / hopLength);
  const raw = stft(y, { ...shared, window: taper }).narrow(-1, 0, frames);
  const slope = stft(y.detach(), { ...shared, window: derivativeOf(taper) }).narrow(-1, 0, frames);

  const valid = significant(raw, gamma);
  const bins = Array.from({ length: raw.shape.at(-2)! }, (_, k) => k);
  // Phases count from the middle of the frame, and bins with a mirror image twice: then the real parts add up to the sample.
  const once = (k: number): boolean => k === 0 || 2 * k === nFft;
  const rows = bins.flatMap((k) => {
    const gain = (once(k) ? 1 : 2) / (nFft * taper[middle]);
    const angle = (2 * Math.PI * ((k * middle) % nFft)) / nFft;
    return [k, gain * Math.cos(angle), gain * Math.sin(angle)];
  });
  const table = constant(Float64Array.from(rows), [bins.length, 3], y.dtype, y.device);
  const [number, cos, sin] = [0, 1, 2].map((column) => table.narrow(1, column, 1));
  // ω = ω_k − Im(V' / V) with V' by the window's derivative; in bins
  const shift = phaseTransform(raw, slope, valid).mul(nFft / (2 * Math.PI));
  const target = number.sub(shift).round().clamp({ min: 0, max: bins.length - 1 }).to("int32"); // prettier-ignore
  const [re, im] = [raw.real(), raw.imag()];
  const turned = [re.mul(cos).sub(im.mul(sin)), re.mul(sin).add(im.mul(cos))];
  return {
    Tx: gatherBins(turned[0], turned[1], target, valid, bins.length),
    frequencies: Float64Array.from(bins, (k) => (k * sampleRate) / nFft),
  };
}

/**
 * The signal from its synchrosqueezed short-time transform with hopLength 1, or the part of it in some bins.
 *
 * @param Tx  [..., bins, samples] of ssqStft
 * @param options.bins  from the first to before the second (default all): one component of a mixture
 * @returns [..., samples], unit of the signal; with a longer hop its samples at the frames
 * @throws ParameterError  bins out of range
 * @source Daubechies, Lu and Wu 2011
 * @example issqStft(ssqStft(y.narrow(0, 0, 200), { nFft: 32 }).Tx).shape // [200]
 */
export const issqStft = (Tx: Tensor, { bins }: { readonly bins?: readonly [from: number, to: number] } = {}): Tensor =>
  sumBins("issqStft", Tx, bins);
