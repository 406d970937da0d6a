import { checkInteger, checkPositive } from "../dsp/checks.js";
import { constant } from "../dsp/constant.js";
import { fitRows } from "../dsp/polynomial-fit.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { cat } from "../ops/index.js";
import { formatShape, Tensor } from "../tensor/index.js";
import { frequencyAxis, type Frequencies } from "./frequency-axis.js";
import { fftFrequencies } from "../dsp/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface PolyFeaturesOptions extends SpectralOptions {
  /** Degree of the polynomial, integer ≥ 0 and less than the bins (default 1). */
  readonly order?: number;
  /** Hz per bin: one per bin, or a tensor of the spectrogram's shape (default: the bins of the DFT). */
  readonly freq?: Frequencies;
}

/**
 * Coefficients of the polynomial in Hz that fits each frame of a spectrogram best.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.order       degree, integer ≥ 0 and less than the bins (default 1)
 * @param options.freq        Hz per bin, or a tensor of the shape of S
 * @returns [..., order + 1, frames], highest degree first: row i in unit of S per Hz^(order - i); silence gives 0
 * @throws ParameterError  order out of range; ShapeError: freq does not suit the bins
 * @source librosa.feature.poly_features
 * @example polyFeatures(y, { sampleRate: 22050, order: 2 })
 */
export function polyFeatures(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, order = 1, freq, ...options }: PolyFeaturesOptions = {},
): Tensor {
  checkPositive("polyFeatures", "sampleRate", sampleRate);
  checkInteger("polyFeatures", "order", order, 0);
  const { S, nFft } = magnitudes("polyFeatures", input, options);
  const bins = S.shape.at(-2)!;
  if (order >= bins)
    throw new ParameterError(`polyFeatures: order=${order} must be less than the ${bins} bins of S. Lower it.`);
  if (freq instanceof Tensor) return fitted(S, axisOf(S, freq, sampleRate, nFft), order);
  const hz = freq ?? fftFrequencies({ sampleRate, nFft });
  frequencyAxis("polyFeatures", S, hz, sampleRate, nFft);
  // One set of frequencies: the fit is a matrix, which the host works out in double precision.
  const rows = fitRows(hz, order);
  const highestFirst = Float64Array.from({ length: rows.length }, (_, i) => rows[(order - Math.floor(i / bins)) * bins + (i % bins)]); // prettier-ignore
  const matrix = constant(highestFirst, [order + 1, bins], S.dtype, S.device);
  return S.transpose(-1, -2).matmul(matrix.t()).transpose(-1, -2);
}

function axisOf(S: Tensor, freq: Tensor, sampleRate: number, nFft: number): Tensor {
  const axis = frequencyAxis("polyFeatures", S, freq, sampleRate, nFft);
  const [bins, frames] = axis.shape.slice(-2);
  if (bins === S.shape.at(-2) && (frames === 1 || frames === S.shape.at(-1))) return axis;
  throw new ShapeError(
    `polyFeatures: freq ${formatShape(freq.shape)} must be [bins] or the shape of S ${formatShape(S.shape)}.`,
  );
}

/** The same fit for every frame on its own points, by polynomials orthogonal on them. → [..., order + 1, frames] */
function fitted(S: Tensor, hz: Tensor, order: number): Tensor {
  const sum = (x: Tensor): Tensor => x.sum(-2, { keepdim: true });
  const scale = hz.detach().abs().amax(-2, { keepdim: true });
  const t = hz.div(scale.where(scale.gt(0), 1));
  const nothing = sum(t).mul(0);
  let before = { values: t.mul(0), coefficients: [nothing] };
  let now = { values: t.mul(0).add(1), coefficients: [nothing.add(1)] };
  let length = sum(now.values);
  let shorter = length;
  const total = Array.from({ length: order + 1 }, () => nothing);
  for (let degree = 0; ; degree++) {
    const share = sum(S.mul(now.values)).div(length);
    now.coefficients.forEach((c, k) => (total[k] = total[k].add(c.mul(share))));
    if (degree === order) break;
    const centre = sum(t.mul(now.values.square())).div(length);
    const link = degree === 0 ? nothing : length.div(shorter);
    const values = t.sub(centre).mul(now.values).sub(link.mul(before.values));
    const at = (list: readonly Tensor[], k: number): Tensor => list[k] ?? nothing;
    const coefficients = Array.from({ length: degree + 2 }, (_, k) =>
      at(now.coefficients, k - 1)
        .sub(centre.mul(at(now.coefficients, k)))
        .sub(link.mul(at(before.coefficients, k))),
    );
    [before, now, shorter, length] = [now, { values, coefficients }, length, sum(values.square())];
  }
  return cat(total.map((c, k) => c.div(scale.where(scale.gt(0), 1).pow(k))).reverse(), -2);
}
