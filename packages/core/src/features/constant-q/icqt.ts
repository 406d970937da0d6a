import { constant } from "../../dsp/constant.js";
import { checkInteger } from "../../dsp/checks.js";
import { complexTable } from "../../dsp/constant-q/complex-table.js";
import { fixLength, resample } from "../../dsp/index.js";
import { windowSumsquareValues } from "../../dsp/window-sumsquare.js";
import { DTypeError, ShapeError } from "../../errors/index.js";
import { irfft } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../../tensor/index.js";
import { planIcqt, type IcqtPlan, type InverseOctave } from "./icqt-plan.js";
import { moved } from "./tuned-fmin.js";
import type { ConstantQTransformOptions } from "./vqt-plan.js";

export interface IcqtOptions extends ConstantQTransformOptions {
  /** Deviation from A440 in bins (default 0). */
  readonly tuning?: number;
  /** Samples of the result: cut or filled with zeros (default: hopLength · (frames - 1)). */
  readonly length?: number;
}

/**
 * Inverse constant-Q transform: every octave's filters played by its bins, raised to the full rate, and added up. It is close to
 * the signal between the first and the last bin, not equal to it.
 *
 * @param C        complex, [..., bins, frames], from `cqt` with the same options
 * @param options.sampleRate   Hz (default 22050); hopLength (default 512), fmin (default C1), binsPerOctave (default 12)
 * @param options.tuning       deviation in bins (default 0)
 * @param options.filterScale  (default 1); norm (default 1), sparsity (default 0.01), window (default "hann"), scale (default true)
 * @param options.resType      how octaves are raised to the full rate (default "soxr_hq")
 * @param options.length       samples of the result (default hopLength · (frames - 1))
 * @returns real, [..., samples], unit of C; zeros give silence
 * @throws ParameterError  a number out of range
 * @throws ShapeError      no bins, or fewer than two frames
 * @source librosa.icqt, 0.11
 * @example icqt(cqt(y, { fmin: 220, nBins: 36 }), { fmin: 220, length: 11025 }).shape // [11025]
 */
export function icqt(C: Tensor, { length, ...options }: IcqtOptions = {}): Tensor {
  needTensor("icqt", C, "C");
  if (!isComplex(C.dtype))
    throw new DTypeError(`icqt: C has dtype="${C.dtype}" but must be complex. Use griffinlimCqt for magnitudes.`);
  checkBins("icqt", C);
  if (length !== undefined) checkInteger("icqt", "length", length, 1);
  return runIcqt(C, planIcqt("icqt", C.shape.at(-2)!, options, moved("icqt", options)), length);
}

/** Refuses what has not [..., bins, frames] with two frames at least. */
export function checkBins(op: string, C: Tensor): void {
  if (C.ndim < 2 || C.shape.at(-2) === 0 || C.shape.at(-1)! < 2)
    throw new ShapeError(
      `${op}: C ${formatShape(C.shape)} must be [..., bins, frames] with at least two frames. One frame spans no samples.`,
    );
}

/** The signal by a plan for as many bins. */
export function runIcqt(C: Tensor, { octaves, hopLength, longest, resType }: IcqtPlan, length?: number): Tensor {
  const available = C.shape.at(-1)!;
  const wanted = length === undefined ? available : Math.ceil((length + longest) / hopLength);
  const used = C.narrow(-1, 0, Math.max(2, Math.min(available, wanted))).transpose(-1, -2); // [..., frames, bins]
  let first = 0;
  const parts = octaves.map((octave) => {
    const count = octave.basis.lengths.length;
    const sound = playOctave(used.narrow(-1, first, count), octave);
    first += count;
    return resample(sound, { origSr: 1, targetSr: octave.up, resType, fix: false });
  });
  const y = parts.reduce((sum, part) => sum.add(part));
  return length === undefined ? y : fixLength(y, length);
}

/** One octave [..., frames, filters] at its own rate: [..., samples]. */
function playOctave(C: Tensor, { basis: { pairs, bins, nFft, lengths }, hopLength }: InverseOctave): Tensor {
  const table = complexTable(pairs, [lengths.length, bins], C.dtype, C.device);
  const grains = irfft(C.matmul(table), { n: nFft }); // [..., frames, nFft]
  const frames = C.shape.at(-2)!;
  const start = Math.floor(nFft / 2);
  const end = start + hopLength * (frames - 1);
  const covering = windowSumsquareValues(new Float64Array(nFft).fill(1), frames, hopLength).subarray(0, end);
  // Hops longer than the filters leave gaps, which are silent as they are.
  const shares = constant(covering.map((count) => 1 / Math.max(count, 1)), [end], grains.dtype, grains.device); // prettier-ignore
  return grains
    .transpose(-1, -2)
    .overlapAdd({ hopLength, length: end })
    .mul(shares)
    .narrow(-1, start, end - start);
}
