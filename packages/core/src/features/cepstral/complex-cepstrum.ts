import { checkInteger, checkPositive, checkSignal } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { unwrap } from "../../dsp/index.js";
import { complex, irfft, polar, rfft } from "../../ops/index.js";
import { needTensor, type Tensor } from "../../tensor/index.js";

/** A cepstrum from which the signal can be had again. */
export interface ComplexCepstrum {
  /** Real, [..., nFft]. */
  readonly cepstrum: Tensor;
  /** Samples by which the signal was advanced before, [..., 1], whole numbers. */
  readonly delay: Tensor;
}

/** Turns of the phase over the half of the spectrum for a delay of one sample, [bins]. */
const ramp = (n: number, like: Tensor): Tensor => {
  const bins = Math.floor(n / 2) + 1;
  return constant(Float64Array.from({ length: bins }, (_, k) => (2 * Math.PI * k) / n), [bins], like.dtype, like.device); // prettier-ignore
};

/**
 * Complex cepstrum: the inverse transform of the logarithm of the spectrum, phases unwrapped. Convolved signals are added.
 *
 * @param y  real, [..., samples]
 * @param options.nFft  points, integer ≥ 1; more points wrap less around (default: the samples)
 * @param options.amin  floor on the magnitudes, > 0 (default 1e-10)
 * @returns { cepstrum, delay }: cepstrum [..., nFft], nepers, what is of minimum phase at 1, 2, … and what is of maximum phase at
 *          the end; delay [..., 1], samples, which the cepstrum does not hold, at most half of nFft: later
 *          ones count as early by so much. The sign of the signal is lost
 * @throws ParameterError  nFft < 1, amin not > 0; ShapeError: no samples
 * @source Oppenheim & Schafer, Discrete-Time Signal Processing, chapter 13; MATLAB Signal Processing Toolbox, cceps
 * @example complexCepstrum(tensor([0, 1, 0.5]), { nFft: 64 }).delay.arraySync() // [1]
 */
export function complexCepstrum(
  y: Tensor,
  { nFft, amin = 1e-10 }: { readonly nFft?: number; readonly amin?: number } = {},
): ComplexCepstrum {
  checkSignal("complexCepstrum", y);
  const n = nFft ?? y.shape.at(-1)!;
  checkInteger("complexCepstrum", "nFft", n, 1);
  checkPositive("complexCepstrum", "amin", amin);
  const X = rfft(y, { n });
  const turned = unwrap(X.angle());
  // A negative sum turns all by half: that is the sign.
  const phase = turned.sub(turned.narrow(-1, 0, 1).detach());
  const line = ramp(n, y);
  const bins = line.shape[0];
  const last = Math.max(1, bins - 1) * ((2 * Math.PI) / n);
  const delay = phase.narrow(-1, bins - 1, 1).detach().div(-last).round(); // prettier-ignore
  const rest = phase.add(delay.mul(line));
  return { cepstrum: irfft(complex(X.abs().clamp({ min: amin }).log(), rest), { n }), delay };
}

/**
 * The signal of a complex cepstrum.
 *
 * @param cepstrum  real, [..., n]
 * @param delay     samples, [..., 1], from `complexCepstrum` (default 0)
 * @returns [..., n], unit of the signal, with a positive sum. Gradients flow
 * @throws ParameterError  delay no tensor; ShapeError: no quefrencies
 * @source MATLAB Signal Processing Toolbox, icceps
 * @example inverseComplexCepstrum(tensor([Math.log(2), 0, 0, 0])).arraySync() // [2, 0, 0, 0]
 */
export function inverseComplexCepstrum(cepstrum: Tensor, delay?: Tensor): Tensor {
  checkSignal("inverseComplexCepstrum", cepstrum, "cepstrum");
  if (delay !== undefined) needTensor("inverseComplexCepstrum", delay, "delay");
  const n = cepstrum.shape.at(-1)!;
  const log = rfft(cepstrum);
  const phase = delay ? log.imag().sub(delay.mul(ramp(n, cepstrum))) : log.imag();
  return irfft(polar(log.real().exp(), phase), { n });
}
