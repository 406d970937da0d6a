import { ParameterError, ShapeError } from "../../errors/index.js";
import { angle, cat, cumsum, fromTypedArray, indexSelect, pad, polar } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, toRealDType, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { constant } from "../constant.js";

export interface PhaseVocoderOptions {
  /** More than 1 is faster, > 0. */
  readonly rate: number;
  /** Samples between the frames (default nFft / 4). */
  readonly hopLength?: number;
  /** Points of the transform (default 2 · (bins - 1)). */
  readonly nFft?: number;
  /** Radians that each bin turns by from frame to frame, [bins] (default 2π · k · hopLength / nFft). */
  readonly phaseAdvance?: Tensor;
}

/**
 * A complex spectrogram on another time scale: magnitudes between neighbouring frames, phases that go on turning as fast
 * as they did.
 *
 * @param D        complex, [..., bins, frames]
 * @param options.rate          > 0; 2 is twice as fast
 * @param options.hopLength     samples (default nFft / 4)
 * @param options.nFft          points, for an odd number of them (default 2 · (bins - 1))
 * @param options.phaseAdvance  radians per frame, [bins], as torchaudio has it (default: from hopLength)
 * @returns complex, [..., bins, ceil(frames / rate)], unit of D
 * @throws ParameterError  rate or lengths out of range
 * @throws ShapeError      D not complex, or nFft of other bins
 * @source librosa.phase_vocoder; torchaudio.functional.phase_vocoder is the same with phaseAdvance
 * @example phaseVocoder(stft(y), { rate: 2 }).shape // [1025, 11]
 */
export function phaseVocoder(D: Tensor, options: PhaseVocoderOptions = {} as never): Tensor {
  needTensor("phaseVocoder", D, "D");
  if (!isComplex(D.dtype) || D.ndim < 2)
    throw new ShapeError(
      `phaseVocoder: D ${D.dtype} ${formatShape(D.shape)} must be complex and [..., bins, frames]. Give the result of stft.`,
    );
  const [bins, frames] = D.shape.slice(-2);
  const { rate, nFft = 2 * (bins - 1), hopLength = Math.floor(nFft / 4), phaseAdvance } = options;
  checkPositive("phaseVocoder", "rate", rate);
  checkInteger("phaseVocoder", "hopLength", hopLength, 1);
  if (Math.floor(nFft / 2) + 1 !== bins)
    throw new ShapeError(`phaseVocoder: D ${formatShape(D.shape)} has ${bins} bins but nFft=${nFft} makes others.`);
  if (phaseAdvance && phaseAdvance.numel !== bins)
    throw new ParameterError(`phaseVocoder: phaseAdvance has ${phaseAdvance.numel} values but D has ${bins} bins.`);
  const count = Math.ceil(frames / rate);
  const steps = Array.from({ length: count }, (_, i) => i * rate);
  const real = toRealDType(D.dtype);
  const padded = pad(D, [0, 2]);
  const at = (shift: number): Tensor =>
    indexSelect(padded, -1, fromTypedArray(Int32Array.from(steps, (t) => Math.floor(t) + shift), [count], { device: D.device })); // prettier-ignore
  const [now, next] = [at(0), at(1)];
  const part = constant(Float64Array.from(steps, (t) => t - Math.floor(t)), [count], real, D.device); // prettier-ignore
  const magnitude = now.abs().add(next.abs().sub(now.abs()).mul(part));
  const advance = phaseAdvance
    ? phaseAdvance.reshape([bins, 1]).to(real)
    : constant(Float64Array.from({ length: bins }, (_, k) => (2 * Math.PI * k * hopLength) / nFft), [bins, 1], real, D.device); // prettier-ignore
  const turn = 2 * Math.PI;
  const wrapped = (x: Tensor): Tensor => x.sub(x.div(turn).round().mul(turn));
  const measured = wrapped(angle(next).sub(angle(now)).sub(advance));
  // Whole turns are left out of every step, so that the sum keeps its digits.
  const step = measured.add(wrapped(advance));
  const start = angle(D.narrow(-1, 0, 1));
  const phase = cumsum(cat([start, step.narrow(-1, 0, count - 1)], -1), -1);
  return polar(magnitude, phase);
}
