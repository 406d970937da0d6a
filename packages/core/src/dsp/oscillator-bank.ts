// Additive synthesis: sums of sinusoids whose frequencies and amplitudes vary.
import { ParameterError, ShapeError } from "../errors/index.js";
import { fromTypedArray, tensor, where } from "../ops/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "./checks.js";
import { constant } from "./constant.js";

export interface OscillatorBankOptions {
  /** What becomes of the oscillators (default "sum"). */
  readonly reduction?: "sum" | "mean" | "none";
  /** Samples per row of frequencies and amplitudes, which are joined by lines; integer ≥ 1 (default 1). */
  readonly hopLength?: number;
}

/** Rows hopLength samples apart, with lines between them; the last one is held. [..., frames, n] → [..., frames · hop, n] */
function perSample(x: Tensor, hop: number): Tensor {
  if (hop === 1) return x;
  const frames = x.shape.at(-2)!;
  const at = (next: number): Tensor => {
    const rows = Int32Array.from({ length: frames * hop }, (_, i) => Math.min(Math.floor(i / hop) + next, frames - 1));
    return x.indexSelect(-2, fromTypedArray(rows, [rows.length], { device: x.device }));
  };
  const share = Float64Array.from({ length: frames * hop }, (_, i) => (i % hop) / hop);
  const here = at(0);
  return here.add(
    at(1)
      .sub(here)
      .mul(constant(share, [share.length, 1], x.dtype, x.device)),
  );
}

/**
 * Sum of sinusoids with a frequency and an amplitude for each sample (or frame).
 *
 * @param frequencies  Hz, real, [..., time, oscillators]
 * @param amplitudes   real, the shape of frequencies
 * @param sampleRate   Hz
 * @param options.reduction  over the oscillators: "sum", "mean" or "none" (default "sum")
 * @param options.hopLength  samples per row, joined by lines, integer ≥ 1 (default 1)
 * @returns [..., time · hopLength], or [..., time · hopLength, oscillators] for "none"; unit of the amplitudes. Oscillators at or above
 *          half the sample rate are silent. Passes gradients to both
 * @throws ShapeError      the shapes differ; ParameterError: sampleRate not > 0, unknown reduction
 * @source torchaudio.prototype.functional.oscillator_bank; hopLength is ours
 * @example oscillatorBank(full([100, 2], 440), ones([100, 2]), 22050).shape // [100]
 */
export function oscillatorBank(
  frequencies: Tensor,
  amplitudes: Tensor,
  sampleRate: number,
  { reduction = "sum", hopLength = 1 }: OscillatorBankOptions = {},
): Tensor {
  checkSignal("oscillatorBank", frequencies, "frequencies");
  checkSignal("oscillatorBank", amplitudes, "amplitudes");
  checkPositive("oscillatorBank", "sampleRate", sampleRate);
  checkInteger("oscillatorBank", "hopLength", hopLength, 1);
  if (formatShape(frequencies.shape) !== formatShape(amplitudes.shape) || frequencies.ndim < 2)
    throw new ShapeError(
      `oscillatorBank: frequencies ${formatShape(frequencies.shape)} and amplitudes ${formatShape(amplitudes.shape)} must both be [..., time, oscillators]. Expand one of them.`,
    );
  if (reduction !== "sum" && reduction !== "mean" && reduction !== "none")
    throw new ParameterError(`oscillatorBank: reduction="${String(reduction)}" must be "sum", "mean" or "none".`);
  const hz = perSample(frequencies, hopLength);
  const turns = hz.div(sampleRate).cumsum(-2);
  // Whole turns go before the sine, which is inexact for large angles.
  const phase = turns.sub(turns.detach().round()).mul(2 * Math.PI);
  const isHeard = hz.detach().abs().lt(sampleRate / 2); // prettier-ignore
  const wave = where(isHeard, perSample(amplitudes, hopLength), 0).mul(phase.sin());
  return reduction === "none" ? wave : reduction === "sum" ? wave.sum(-1) : wave.mean(-1);
}

/**
 * The frequencies of overtones: a fundamental times each factor.
 *
 * @param base     Hz, real, [..., time, 1]
 * @param pattern  number of harmonics, integer ≥ 1, or their factors
 * @returns [..., time, harmonics], Hz
 * @throws ShapeError  base does not end in one oscillator; ParameterError: pattern no integer ≥ 1, or empty
 * @source torchaudio.prototype.functional.extend_pitch
 * @example extendPitch(full([1, 1], 100), 3).arraySync() // [[100, 200, 300]]
 */
export function extendPitch(base: Tensor, pattern: number | readonly number[] | Tensor): Tensor {
  checkSignal("extendPitch", base, "base");
  if (base.ndim < 2 || base.shape.at(-1) !== 1)
    throw new ShapeError(`extendPitch: base ${formatShape(base.shape)} must be [..., time, 1]. Use .unsqueeze(-1).`);
  if (typeof pattern === "number") {
    checkInteger("extendPitch", "pattern", pattern, 1);
    return extendPitch(base, Array.from({ length: pattern }, (_, k) => k + 1)); // prettier-ignore
  }
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) throw new ParameterError("extendPitch: pattern=[] names no overtone. Give at least one.");
    return base.mul(tensor(pattern, { dtype: base.dtype, device: base.device }));
  }
  needTensor("extendPitch", pattern, "pattern");
  return base.mul(pattern);
}
