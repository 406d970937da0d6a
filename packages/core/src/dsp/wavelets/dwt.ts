import { ParameterError } from "../../errors/index.js";
import { conv1d } from "../../ops/index.js";
import { normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { checkMode, extendSignal, type WaveletMode } from "./extend-signal.js";
import { toWavelet, type FilterBank, type Wavelet } from "./wavelet.js";

export interface DwtOptions {
  /** How the signal goes on beyond its ends (default "symmetric"). */
  readonly mode?: WaveletMode;
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
}

/** Approximation and detail coefficients. */
export interface DwtResult {
  readonly cA: Tensor;
  readonly cD: Tensor;
}

/** Two filters as the weight of a convolution, [2, 1, taps]. */
export const filterPair = (low: Float64Array, high: Float64Array, like: Tensor): Tensor =>
  constant(Float64Array.from([...low, ...high]), [2, 1, low.length], like.dtype, like.device);

/** One analysis step along the last axis: [..., n] → two of [..., ⌊(n + taps − 1) / 2⌋], or ⌈n / 2⌉ in periodization. */
export function analysisStep(x: Tensor, { decLo, decHi }: FilterBank, mode: WaveletMode): DwtResult {
  const taps = decLo.length;
  let padded: Tensor;
  if (mode === "periodization") {
    const even = x.shape.at(-1)! % 2 === 0 ? x : extendSignal(x, "constant", 0, 1);
    // Coefficient i stands for the samples 2i + taps / 2 − j of tap j.
    padded = extendSignal(even, "periodic", taps / 2 - 1, taps / 2);
  } else padded = extendSignal(x, mode, taps - 2, taps - 1);
  // Convolution in the library's sense does not turn the filter.
  const weight = filterPair(decLo.slice().reverse(), decHi.slice().reverse(), x);
  const length = Math.floor((padded.shape.at(-1)! - taps) / 2) + 1;
  const keep = mode === "periodization" ? Math.ceil(x.shape.at(-1)! / 2) : length;
  const batch = x.shape.slice(0, -1);
  const flat = padded.reshape([batch.reduce((p, n) => p * n, 1), 1, padded.shape.at(-1)!]);
  const both = conv1d(flat, weight, null, { stride: 2 });
  const part = (k: number): Tensor =>
    both
      .select(1, k)
      .narrow(-1, 0, keep)
      .reshape([...batch, keep]);
  return { cA: part(0), cD: part(1) };
}

/**
 * One level of the discrete wavelet transform: the signal through a low- and a high-pass filter, every second value kept.
 *
 * @param data     real, [..., samples]
 * @param wavelet  one with filters, or its name
 * @param options.mode  beyond the ends (default "symmetric")
 * @param options.dim   dimension of the samples (default -1)
 * @returns { cA, cD }, each [..., coefficients]: floor((samples + taps - 1) / 2), in mode "periodization" ceil(samples / 2);
 *          unit of data. Silence gives zeros; mode "reflect" repeats a signal of one sample
 * @throws ParameterError  unknown wavelet or mode; ShapeError: no samples
 * @source pywt.dwt
 * @example dwt(tensor([1, 1, 2, 2]), "haar").cD.arraySync() // [0, 0]
 */
export function dwt(
  data: Tensor,
  wavelet: Wavelet | string,
  { mode = "symmetric", dim = -1 }: DwtOptions = {},
): DwtResult {
  const bank = toWavelet("dwt", wavelet);
  checkMode("dwt", mode);
  const { x, restore } = alongLast("dwt", data, dim);
  const { cA, cD } = analysisStep(x, bank, mode);
  return { cA: restore(cA), cD: restore(cD) };
}

/** `data` with the dimension of its samples last, and the way back. */
export function alongLast(
  op: string,
  data: Tensor,
  dim: number,
  name = "data",
): { x: Tensor; restore: (y: Tensor) => Tensor } {
  if (dim === -1 || data?.ndim === 0) {
    checkSignal(op, data, name);
    return { x: data, restore: (y) => y };
  }
  const at = normalizeDim(op, dim, data.ndim);
  const x = data.movedim(at, -1);
  checkSignal(op, x, name);
  return { x, restore: (y) => y.movedim(-1, at) };
}

/**
 * Levels after which the signal is shorter than the filter: floor(log2(dataLen / (taps - 1))).
 *
 * @param dataLen    samples, integer ≥ 0
 * @param filterLen  taps, integer ≥ 2, or a wavelet or its name
 * @returns integer ≥ 0
 * @throws ParameterError  lengths out of range
 * @source pywt.dwt_max_level
 * @example dwtMaxLevel(1000, "db4") // 7
 */
export function dwtMaxLevel(dataLen: number, filterLen: number | Wavelet | string): number {
  const taps = typeof filterLen === "number" ? filterLen : toWavelet("dwtMaxLevel", filterLen).decLen;
  if (!Number.isInteger(dataLen) || dataLen < 0)
    throw new ParameterError(`dwtMaxLevel: dataLen=${dataLen} must be an integer ≥ 0. It counts samples.`);
  if (!Number.isInteger(taps) || taps < 2)
    throw new ParameterError(`dwtMaxLevel: filterLen=${taps} must be an integer ≥ 2. It counts taps.`);
  let level = 0;
  while ((taps - 1) * 2 ** (level + 1) <= dataLen) level++;
  return level;
}
