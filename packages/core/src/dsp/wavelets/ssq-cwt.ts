import { complex, ifft, rfft } from "../../ops/index.js";
import { ParameterError } from "../../errors/index.js";
import { isDouble, needTensor, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { checkScales, scalesBefore } from "./cwt.js";
import { filtered, padForSpectra, responses, type CwtFourierOptions } from "./cwt-fourier.js";
import { alongLast } from "./dwt.js";
import { checkMode } from "./extend-signal.js";
import { logSteps } from "./icwt.js";
import { gatherBins, phaseTransform, significant } from "./reassign.js";
import { spectrumOf } from "./spectral-wavelet.js";
import { scaleToHz, waveletScales } from "./wavelet-scales.js";

export interface SsqCwtOptions extends Omit<CwtFourierOptions, "norm"> {
  /** Frequency bins, integer ≥ 2 (default: as many as scales). */
  readonly nBins?: number;
  /** Values below this fraction of the largest are dropped: their phase is noise (default 1e-8, float32 1e-5). */
  readonly gamma?: number;
}

export interface SsqResult {
  /** [..., bins, samples], complex */
  readonly Tx: Tensor;
  /** Hz, ascending. */
  readonly frequencies: Float64Array;
}

/** @throws ParameterError */
export function checkGamma(op: string, gamma: number): void {
  if (!(gamma >= 0) || gamma >= 1)
    throw new ParameterError(`${op}: gamma=${gamma} must be in 0 ≤ gamma < 1. It is a fraction of the largest value.`);
}

/** What a value has to exceed to have a phase, by precision. */
export const defaultGamma = (x: Tensor): number => (isDouble(x.dtype) ? 1e-8 : 1e-5);

/**
 * Synchrosqueezed continuous wavelet transform: every coefficient moved to the frequency at which its phase turns, so that
 * a tone becomes a line.
 *
 * @param data  real, [..., samples]
 * @param options.wavelet     an analytic one of cwtFourier (default "morse")
 * @param options.scales      in samples, ascending (default waveletScales of voices, fmin and fmax)
 * @param options.voices      scales per octave (default 10)
 * @param options.fmin        Hz (default: what the length of the signal allows)
 * @param options.fmax        Hz (default sampleRate / 2)
 * @param options.nBins       frequency bins (default: as many as scales)
 * @param options.gamma       fraction of the largest below which values are dropped (default 1e-8, float32 1e-5)
 * @param options.padMode     beyond the ends (default "zero")
 * @param options.sampleRate  Hz (default 22050)
 * @param options.dim         dimension of the samples (default -1)
 * @returns { Tx, frequencies }: Tx complex, [..., bins, samples], unit of data: the real parts of all bins add up to the signal
 *          without its mean. Frequencies in Hz, in equal steps of the octave; what lies beyond goes to the first and last bin.
 *          Silence gives zeros. The gradient is that of the values, their bins count as constants
 * @throws ParameterError  a real wavelet, scales that do not ascend, gamma out of range; ShapeError: no samples
 * @source Daubechies, Lu and Wu 2011; the phase by the derivative filter iω, as in Thakur et al. 2013
 * @example ssqCwt(y, { voices: 4, fmin: 100 }).Tx.shape // [28, 11025]
 */
export function ssqCwt(data: Tensor, options: SsqCwtOptions = {}): SsqResult {
  const { wavelet = "morse", padMode = "zero", sampleRate = 22050, dim = -1 } = options;
  const spectrum = spectrumOf("ssqCwt", wavelet);
  if (spectrum.derivative !== undefined)
    throw new ParameterError('ssqCwt: wavelet="dog" is real and has no phase. Take morlet, paul, morse or bump.');
  checkMode("ssqCwt", padMode);
  checkPositive("ssqCwt", "sampleRate", sampleRate);
  const { x } = alongLast("ssqCwt", data, dim);
  const gamma = options.gamma ?? defaultGamma(x);
  checkGamma("ssqCwt", gamma);
  const n = x.shape.at(-1)!;
  const scales = checkScales("ssqCwt", options.scales ?? waveletScales(n, { ...options, norm: "L1" }));
  // One scale is a band of one octave.
  const steps = scales.length === 1 ? Float64Array.of(Math.LN2) : logSteps("ssqCwt", scales);
  const nBins = options.nBins ?? scales.length;
  checkInteger("ssqCwt", "nBins", nBins, 1);

  const { y, start } = padForSpectra(x, padMode);
  const size = y.shape.at(-1)!;
  const gains = Array.from(steps, (step) => (2 * step) / spectrum.admissibility);
  const table = responses(spectrum, scales, gains, size);
  const bins = Math.floor(size / 2) + 1;
  const slopes = table.map((v, i) => (v * 2 * Math.PI * (i % bins)) / size);
  const transform = rfft(y);
  const W = ifft(filtered(transform, table), { n: size }).narrow(-1, start, n);
  const turned = filtered(transform.detach(), slopes);
  const slope = ifft(complex(turned.imag().neg(), turned.real()), { n: size }).narrow(-1, start, n);

  const valid = significant(W, gamma);
  const speed = phaseTransform(W, slope, valid);
  const range = scaleToHz([scales[scales.length - 1], scales[0]], { wavelet, norm: "L1", sampleRate });
  const octaves = nBins === 1 ? 1 : Math.log2(range[1] / range[0]) / (nBins - 1);
  const lowest = (2 * Math.PI * range[0]) / sampleRate;
  // A phase that turns backwards belongs to the lowest bin.
  const place = speed
    .clamp({ min: lowest })
    .div(lowest)
    .log2()
    .div(octaves || 1)
    .round();
  const target = place.clamp({ min: 0, max: nBins - 1 }).to("int32");
  return {
    Tx: scalesBefore(gatherBins(W.real(), W.imag(), target, valid, nBins), data, dim),
    frequencies: Float64Array.from({ length: nBins }, (_, k) => range[0] * 2 ** (k * octaves)),
  };
}

/**
 * The signal from its synchrosqueezed wavelet transform, or the part of it in some bins: the real parts added up.
 *
 * @param Tx  [..., bins, samples] of ssqCwt
 * @param options.bins  from the first to before the second (default all): one component of a mixture
 * @param options.mean  added: the transform holds no mean (default 0)
 * @returns [..., samples], unit of the signal
 * @throws ParameterError  bins out of range
 * @source Daubechies, Lu and Wu 2011, theorem 3.3
 * @example issqCwt(ssqCwt(y, { voices: 4 }).Tx).shape // [11025]
 */
export function issqCwt(
  Tx: Tensor,
  options: { readonly bins?: readonly [from: number, to: number]; readonly mean?: number | Tensor } = {},
): Tensor {
  return sumBins("issqCwt", Tx, options.bins).add(options.mean ?? 0);
}

/** Real parts of a range of bins [..., bins, frames] added up. @throws ParameterError */
export function sumBins(op: string, Tx: Tensor, bins?: readonly [from: number, to: number]): Tensor {
  needTensor(op, Tx, "Tx");
  const all = Tx.ndim < 2 ? 0 : Tx.shape.at(-2)!;
  const [from, to] = bins ?? [0, all];
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to <= from || to > all)
    throw new ParameterError(
      `${op}: bins=[${from}, ${to}] must be integers with 0 ≤ from < to ≤ ${all}, the bins of Tx.`,
    );
  return Tx.real()
    .narrow(-2, from, to - from)
    .sum(-2);
}
