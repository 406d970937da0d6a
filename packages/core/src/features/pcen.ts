import { checkInteger, checkPositive } from "../dsp/checks.js";
import { lfilterWithState } from "../dsp/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { maximumFilter } from "./maximum-filter.js";

export interface PcenOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples between the frames of S, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
  /** How much of the running level is divided out, ≥ 0 (default 0.98). */
  readonly gain?: number;
  /** Offset of the compression, ≥ 0 (default 2). */
  readonly bias?: number;
  /** Exponent of the compression, ≥ 0; 0: logarithmic (default 0.5). */
  readonly power?: number;
  /** Of the running level in seconds, > 0 (default 0.4). */
  readonly timeConstant?: number;
  /** Floor on the running level, > 0 (default 1e-6). */
  readonly eps?: number;
  /** Share of the new frame in the running level, 0…1 (default: from timeConstant). */
  readonly b?: number;
  /** Bands over which the level is the largest, integer ≥ 1 (default 1). */
  readonly maxSize?: number;
  /** What the level is taken from, of the shape of S (default: S, filtered). */
  readonly ref?: Tensor;
  /** Dimension of time (default -1). */
  readonly dim?: number;
  /** Dimension of the bands that maxSize counts; to be given unless S has two dimensions. */
  readonly maxDim?: number;
  /** State of the running level, shape of S with 1 along dim, broadcast (default: steady after ones). */
  readonly zi?: Tensor;
}

/** A block of normalised energies, and what the next block goes on from. */
export interface PcenResult {
  /** Shape of S. */
  readonly S: Tensor;
  /** `zi` of the next block: shape of S with 1 along dim. */
  readonly zf: Tensor;
}

/** Frames of the time constant → the share of a new frame: half the squared response of the smoother there. */
const smoothing = (frames: number): number => (Math.sqrt(1 + 4 * frames ** 2) - 1) / (2 * frames ** 2);

function checkOptions(op: string, S: Tensor, options: PcenOptions): void {
  needTensor(op, S, "S");
  if (S.ndim === 0) throw new ShapeError(`${op}: S [] must have a dimension of time, such as [bands, frames].`);
  const { sampleRate = 22050, hopLength = 512, timeConstant = 0.4, eps = 1e-6, maxSize = 1, b, ref } = options;
  for (const [name, value] of Object.entries({ sampleRate, timeConstant, eps })) checkPositive(op, name, value);
  checkInteger(op, "hopLength", hopLength, 1);
  checkInteger(op, "maxSize", maxSize, 1);
  const { gain = 0.98, bias = 2, power = 0.5 } = options;
  for (const [name, value] of Object.entries({ gain, bias, power }))
    if (!(value >= 0 && value < Infinity))
      throw new ParameterError(`${op}: ${name}=${value} must be a finite number ≥ 0.`);
  if (b !== undefined && !(b >= 0 && b <= 1))
    throw new ParameterError(`${op}: b=${b} must lie between 0 and 1. Leave it out to use timeConstant.`);
  if (ref !== undefined && formatShape(ref.shape) !== formatShape(S.shape))
    throw new ShapeError(`${op}: ref ${formatShape(ref.shape)} must have the shape ${formatShape(S.shape)} of S.`);
}

/** The dimension that the maximum filter goes along. */
function bandDim(op: string, S: Tensor, dim: number, maxDim: number | undefined): number {
  if (maxDim !== undefined) return normalizeDim(op, maxDim, S.ndim);
  if (S.ndim === 2) return 1 - dim;
  throw new ParameterError(
    `${op}: maxDim=undefined must name the bands' dimension of S ${formatShape(S.shape)} where maxSize > 1. Usually it is -2.`,
  );
}

/**
 * Per-channel energy normalization: each band divided by its own running level, then compressed. Brings forward what
 * is new against a steady background, where decibels keep both.
 *
 * @param S        magnitudes or powers ≥ 0, [..., bands, frames]; of a complex S the modulus is taken
 * @param options.sampleRate    Hz (default 22050); hopLength samples (default 512)
 * @param options.gain          how much of the level is divided out, ≥ 0 (default 0.98)
 * @param options.bias          offset of the compression, ≥ 0 (default 2)
 * @param options.power         its exponent, ≥ 0; 0: log(1 + x) (default 0.5)
 * @param options.timeConstant  of the level, seconds, > 0 (default 0.4)
 * @param options.eps           floor on the level, > 0 (default 1e-6)
 * @param options.b             share of the new frame in the level, 0…1 (default: from timeConstant)
 * @param options.maxSize       bands over which the level is the largest, integer ≥ 1 (default 1)
 * @param options.ref           what the level is taken from, shape of S (default: S, filtered)
 * @param options.dim           dimension of time (default -1)
 * @param options.maxDim        dimension of the bands (default: the other one of two)
 * @param options.zi            state of the level, shape of S with 1 along dim (default: steady after ones)
 * @returns shape of S, unitless, ≥ 0; silence gives 0
 * @throws ParameterError  a number out of range, maxSize without a maxDim; ShapeError: ref or zi of another shape
 * @source librosa.pcen; Wang et al., ICASSP 2017; Lostanlen et al., IEEE Signal Processing Letters 26, 2019
 * @example pcen(melspectrogram(y).mul(2 ** 31)).shape // [128, 22]
 */
export const pcen = (S: Tensor, options: PcenOptions = {}): Tensor => normalizeLevels("pcen", S, options).S;

/**
 * Per-channel energy normalization of one block, with the state that lets the next block go on.
 *
 * @param S        as `pcen`
 * @param options  as `pcen`; zi is the zf of the block before
 * @returns { S, zf }: S, unitless, as from `pcen`; zf of the shape of S with 1 along dim. Block by block equals the whole
 * @throws ParameterError  as `pcen`
 * @source librosa.pcen with return_zf
 * @example pcenWithState(melspectrogram(y)).zf.shape // [128, 1]
 */
export const pcenWithState = (S: Tensor, options: PcenOptions = {}): PcenResult =>
  normalizeLevels("pcenWithState", S, options);

function normalizeLevels(op: string, given: Tensor, options: PcenOptions): PcenResult {
  checkOptions(op, given, options);
  const { sampleRate = 22050, hopLength = 512, timeConstant = 0.4, maxSize = 1, ref } = options;
  const { gain = 0.98, bias = 2, power = 0.5, eps = 1e-6, dim = -1, maxDim } = options;
  const b = options.b ?? smoothing((timeConstant * sampleRate) / hopLength);
  const S = isComplex(given.dtype) ? given.abs() : given;
  const time = normalizeDim(op, dim, S.ndim);
  const level = ref ?? (maxSize === 1 ? S : maximumFilter(op, S, maxSize, bandDim(op, S, time, maxDim)));
  const zi = options.zi?.movedim(time, -1) ?? S.newZeros([1]).add(1 - b);
  const { y, zf } = lfilterWithState(level.movedim(time, -1), [1, b - 1], [b], { zi });
  // In logarithms, which neither the quietest nor the loudest level leaves.
  const smooth = y.movedim(-1, time).div(eps).log1p().add(Math.log(eps)).mul(-gain).exp(); // prettier-ignore
  const scaled = S.mul(smooth);
  return { S: compress(scaled, power, bias), zf: zf.movedim(-1, time) };
}

/** (x + bias)^power - bias^power, and its limit for power 0. */
function compress(x: Tensor, power: number, bias: number): Tensor {
  if (power === 0) return x.log1p();
  if (bias === 0) return x.pow(power);
  return x.div(bias).log1p().mul(power).expm1().mul(bias ** power); // prettier-ignore
}
