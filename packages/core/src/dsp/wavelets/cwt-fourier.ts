// The continuous transform with wavelets exact at every scale: products of spectra. For PyWavelets' numbers see cwt.ts.
import { complex, ifft, irfft, rfft } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkPositive } from "../checks.js";
import { constant } from "../constant.js";
import { checkScales, scalesBefore } from "./cwt.js";
import { alongLast } from "./dwt.js";
import { checkMode, extendSignal, type WaveletMode } from "./extend-signal.js";
import { spectrumOf, type Spectrum, type WaveletNorm } from "./spectral-wavelet.js";
import { checkNorm, scaleToHz, waveletScales, type WaveletScaleOptions } from "./wavelet-scales.js";

export interface CwtFourierOptions extends WaveletScaleOptions {
  /** Samples, > 0 (default `waveletScales` of the other options). */
  readonly scales?: ArrayLike<number>;
  /** How the signal goes on beyond its ends (default "zero"); "periodic" and "periodization" add nothing. */
  readonly padMode?: WaveletMode;
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
}

export interface CwtFourierResult {
  /** [..., scales, samples] */
  readonly coefs: Tensor;
  /** In samples, ascending where they were not given. */
  readonly scales: Float64Array;
  /** Hz, of every scale. */
  readonly frequencies: Float64Array;
}

/** Factor by which the spectrum of 1 at the peak is multiplied at a scale. */
export function gainAt(spectrum: Spectrum, norm: WaveletNorm, scale: number): number {
  // Half of a sinusoid lies at its negative frequency.
  if (norm === "L1") return spectrum.derivative === undefined ? 2 : 1;
  return Math.sqrt(scale / spectrum.energy);
}

/** −(−i)^m, the sign of the real wavelet's conjugate spectrum: ±1 for even orders, ±i for odd ones. */
export const phaseOf = (m: number): { readonly sign: number; readonly imaginary: boolean } => ({
  sign: m % 4 === 2 || m % 4 === 1 ? 1 : -1,
  imaginary: m % 2 === 1,
});

/** The signal [..., n], padded, and where it begins. */
interface Padded {
  readonly y: Tensor;
  readonly start: number;
}

/** To a power of two of at least twice the samples: what leaves at one end does not come in at the other. */
export function padForSpectra(x: Tensor, mode: WaveletMode): Padded {
  if (mode === "periodic" || mode === "periodization") return { y: x, start: 0 };
  const n = x.shape.at(-1)!;
  const size = 2 ** Math.ceil(Math.log2(2 * n));
  const start = mode === "zero" ? 0 : Math.floor((size - n) / 2);
  return { y: extendSignal(x, mode, start, size - n - start), start };
}

/** shape(scale · ω) · gain over the bins of a spectrum of `size` points, [scales, ⌊size / 2⌋ + 1]; bin 0 is 0. */
export function responses(
  spectrum: Spectrum,
  scales: readonly number[],
  gains: readonly number[],
  size: number,
): Float64Array {
  const bins = Math.floor(size / 2) + 1;
  const table = new Float64Array(scales.length * bins);
  scales.forEach((scale, i) => {
    for (let k = 1; k < bins; k++) table[i * bins + k] = gains[i] * spectrum.shape((scale * 2 * Math.PI * k) / size);
  });
  return table;
}

/** A spectrum [..., bins] through rows of responses [scales, bins]: [..., scales, bins]. */
export const filtered = (spectrum: Tensor, table: Float64Array): Tensor => {
  const bins = spectrum.shape.at(-1)!;
  return spectrum.unsqueeze(-2).mul(constant(table, [table.length / bins, bins], spectrum.dtype, spectrum.device));
};

/**
 * Continuous wavelet transform with wavelets that are exact at every scale, in the frequency domain.
 *
 * @param data  real, [..., samples]
 * @param options.wavelet     "morlet", "paul", "dog", "morse", "bump", or one of them with parameters: ["morlet", ω₀],
 *                            ["paul", m], ["dog", m], ["morse", β, γ], ["bump", μ, σ] (default "morse": 20, 3)
 * @param options.scales      in samples, > 0 (default waveletScales of voices, fmin and fmax)
 * @param options.voices      scales per octave (default 10)
 * @param options.fmin        Hz (default: what the length of the signal allows)
 * @param options.fmax        Hz (default sampleRate / 2)
 * @param options.norm        "L2": wavelets of unit energy (default); "L1": the amplitude of a sinusoid
 * @param options.padMode     beyond the ends (default "zero")
 * @param options.sampleRate  Hz (default 22050)
 * @param options.dim         dimension of the samples (default -1)
 * @returns { coefs, scales, frequencies }: coefs [..., scales, samples] with the scales right before the samples, complex and
 *          analytic, real for "dog"; unit of data ("L1") or times √samples ("L2"). The mean of the signal has no part in it.
 *          Silence gives zeros
 * @throws ParameterError  unknown wavelet or mode, scales not > 0; ShapeError: no samples
 * @source Torrence & Compo 1998, equation 4 and table 1 (sampling interval 1); Olhede & Walden 2002 (Morse)
 * @example cwtFourier(y, { wavelet: "morlet", scales: [4, 8] }).coefs.shape // [2, 11025]
 */
export function cwtFourier(data: Tensor, options: CwtFourierOptions = {}): CwtFourierResult {
  const { wavelet = "morse", norm = "L2", padMode = "zero", sampleRate = 22050, dim = -1 } = options;
  const spectrum = spectrumOf("cwtFourier", wavelet);
  checkNorm("cwtFourier", norm);
  checkMode("cwtFourier", padMode);
  checkPositive("cwtFourier", "sampleRate", sampleRate);
  const { x } = alongLast("cwtFourier", data, dim);
  const n = x.shape.at(-1)!;
  const scales = checkScales("cwtFourier", options.scales ?? waveletScales(n, options));

  const { y, start } = padForSpectra(x, padMode);
  const size = y.shape.at(-1)!;
  const sign = spectrum.derivative === undefined ? 1 : phaseOf(spectrum.derivative).sign;
  const gains = scales.map((scale) => sign * gainAt(spectrum, norm, scale));
  const product = filtered(rfft(y), responses(spectrum, scales, gains, size));
  const coefs = inverse(product, spectrum, size).narrow(-1, start, n);
  return {
    coefs: scalesBefore(coefs, data, dim),
    scales: Float64Array.from(scales),
    frequencies: scaleToHz(scales, { wavelet, norm, sampleRate }),
  };
}

/** Real for wavelets with negative frequencies, analytic for the others. */
function inverse(product: Tensor, { derivative }: Spectrum, size: number): Tensor {
  if (derivative === undefined) return ifft(product, { n: size });
  const turned = phaseOf(derivative).imaginary ? complex(product.imag().neg(), product.real()) : product;
  return irfft(turned, { n: size });
}
