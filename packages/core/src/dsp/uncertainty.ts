import { fft } from "../ops/index.js";
import { isComplex, needTensor, toComplexDType, type Tensor } from "../tensor/index.js";
import { checkPositive, checkSignal } from "./checks.js";
import { constant } from "./constant.js";

export interface Uncertainty {
  /** Mean time of the energy, in seconds from the first sample. */
  readonly centerTime: Tensor;
  /** Standard deviation of the energy around it, in seconds. */
  readonly sigmaTime: Tensor;
  /** Mean frequency of the energy in Hz. */
  readonly centerFrequency: Tensor;
  /** Standard deviation of the energy around it, in Hz. */
  readonly sigmaFrequency: Tensor;
  /** sigmaTime · sigmaFrequency, unitless. */
  readonly product: Tensor;
}

/** Mean and standard deviation of a density along the last dimension; both 0 where the density is. */
function moments(density: Tensor, axis: Tensor): [mean: Tensor, sigma: Tensor] {
  const total = density.sum(-1, { keepdim: true });
  const share = density.div(total.add(total.eq(0).to(density.dtype)));
  const mean = share.mul(axis).sum(-1, { keepdim: true });
  const variance = share.mul(axis.sub(mean).square()).sum(-1);
  return [mean.squeeze(-1), variance.sqrt()];
}

/**
 * How far a window or atom spreads in time and in frequency: the two standard deviations that cannot both be small.
 *
 * @param window   real or complex, [..., samples]
 * @param options.sampleRate  Hz (default 1: samples and cycles per sample)
 * @returns { centerTime, sigmaTime } in seconds, { centerFrequency, sigmaFrequency } in Hz, -sampleRate / 2…sampleRate / 2, and their
 *          product ≥ 1 / 4π, which only a Gaussian reaches; each [...]. Silence gives 0 for all. Windows with steps at their ends
 *          have a sigmaFrequency that grows with the sample rate. The gradient is not defined for a single sample
 * @throws ParameterError  sampleRate not > 0
 * @source Gabor, Theory of communication, J. IEE 93 (1946)
 * @example uncertainty(getWindow(["gaussian", 8], 128, { fftbins: false })).product.item() // 0.0796
 */
export function uncertainty(window: Tensor, { sampleRate = 1 }: { readonly sampleRate?: number } = {}): Uncertainty {
  needTensor("uncertainty", window, "window");
  checkSignal("uncertainty", isComplex(window.dtype) ? window.real() : window, "window");
  checkPositive("uncertainty", "sampleRate", sampleRate);
  const n = window.shape.at(-1)!;
  const w = window.to(toComplexDType(window.dtype));
  const energy = (x: Tensor): Tensor => x.real().square().add(x.imag().square());
  const times = constant(Float64Array.from({ length: n }, (_, i) => i / sampleRate), [n], w.dtype, w.device); // prettier-ignore
  const [centerTime, sigmaTime] = moments(energy(w), times);
  // Twice the points sample |W|² finely enough for it to be that of the window alone, and not of its repetitions.
  const bins = Float64Array.from({ length: 2 * n }, (_, k) => ((k < n ? k : k - 2 * n) * sampleRate) / (2 * n));
  const [centerFrequency, sigmaFrequency] = moments(energy(fft(w, { n: 2 * n })), constant(bins, [2 * n], w.dtype, w.device)); // prettier-ignore
  return { centerTime, sigmaTime, centerFrequency, sigmaFrequency, product: sigmaTime.mul(sigmaFrequency) };
}
