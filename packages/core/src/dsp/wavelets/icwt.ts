import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkList } from "../checks.js";
import { constant } from "../constant.js";
import { gainAt, phaseOf } from "./cwt-fourier.js";
import { spectrumOf, type SpectralWavelet, type WaveletNorm } from "./spectral-wavelet.js";
import { checkNorm } from "./wavelet-scales.js";

export interface IcwtOptions {
  /** That of cwtFourier (default "morse"). */
  readonly wavelet?: SpectralWavelet;
  /** That of cwtFourier (default "L2"). */
  readonly norm?: WaveletNorm;
  /** Mean of the signal, which the transform does not hold (default 0). */
  readonly mean?: number | Tensor;
  /** Dimension of the samples, that of the scales stands before it (default -1). */
  readonly dim?: number;
}

/** d ln(scale) of every scale: half the way to both neighbours, the whole step at the ends. @throws ParameterError */
export function logSteps(op: string, scales: ArrayLike<number>): Float64Array {
  const logs = Array.from(scales, Math.log);
  if (logs.length < 2 || logs.some((v, i) => !Number.isFinite(v) || (i > 0 && v <= logs[i - 1])))
    throw new ParameterError(
      `${op}: scales=[${Array.from(scales).slice(0, 4).join(", ")}${logs.length > 4 ? ", …" : ""}] must be at least two numbers > 0 that ascend. Give those of the transform.`,
    );
  const last = logs.length - 1;
  return Float64Array.from(logs, (_, j) => {
    const before = j > 0 ? logs[j] - logs[j - 1] : logs[1] - logs[0];
    const after = j < last ? logs[j + 1] - logs[j] : logs[last] - logs[last - 1];
    return (before + after) / 2;
  });
}

/**
 * The signal from its continuous wavelet transform: the sum over all scales, as if each were read by an impulse.
 *
 * @param coefs   [..., scales, samples] of cwtFourier
 * @param scales  those of cwtFourier: ascending, at least two
 * @param options.wavelet  that of cwtFourier (default "morse")
 * @param options.norm     that of cwtFourier (default "L2")
 * @param options.mean     added: the transform holds no mean (default 0)
 * @param options.dim      dimension of the samples (default -1)
 * @returns [..., samples], unit of the signal; only the frequencies that the scales cover
 * @throws ParameterError  scales that do not ascend, a "dog" of odd order; ShapeError: scales do not fit coefs
 * @source Torrence & Compo 1998, equation 11, its constant computed as the integral of the spectrum over ln(frequency)
 * @example icwt(cwtFourier(y, { voices: 4 }).coefs, waveletScales(11025, { voices: 4 })).shape // [11025]
 */
export function icwt(coefs: Tensor, scales: ArrayLike<number>, options: IcwtOptions = {}): Tensor {
  const { wavelet = "morse", norm = "L2", mean = 0, dim = -1 } = options;
  const spectrum = spectrumOf("icwt", wavelet);
  checkNorm("icwt", norm);
  needTensor("icwt", coefs, "coefs");
  checkList("icwt", "scales", scales);
  const at = normalizeDim("icwt", dim, coefs.ndim) - 1;
  if (at < 0 || coefs.shape[at] !== scales.length)
    throw new ShapeError(
      `icwt: coefs ${formatShape(coefs.shape)} must have ${scales.length} scales before dimension dim=${dim}. Give the scales of the transform.`,
    );
  const order = spectrum.derivative;
  if (order !== undefined && phaseOf(order).imaginary)
    throw new ParameterError(
      `icwt: wavelet=["dog", ${order}] has an odd order: it vanishes in its middle, where an impulse would read it. Take an even one.`,
    );
  const factor = order === undefined ? 2 : phaseOf(order).sign;
  const steps = logSteps("icwt", scales);
  const weights = steps.map(
    (step, j) => (factor * step) / (spectrum.admissibility * gainAt(spectrum, norm, scales[j])),
  );
  const values = isComplex(coefs.dtype) ? coefs.real() : coefs;
  const column = coefs.shape.map((_, d) => (d === at ? scales.length : 1));
  return values
    .mul(constant(weights, column, coefs.dtype, coefs.device))
    .sum(at)
    .add(mean);
}
