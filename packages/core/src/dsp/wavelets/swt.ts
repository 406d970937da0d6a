// The transform that keeps every value: shifting the signal shifts the coefficients.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { conv1d } from "../../ops/index.js";
import { formatShape, needList, sameShape, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { alongLast, filterPair, type DwtResult } from "./dwt.js";
import { extendSignal } from "./extend-signal.js";
import { toWavelet, type FilterBank, type Wavelet } from "./wavelet.js";

export interface IswtOptions {
  /** Filters scaled so that an orthogonal wavelet keeps the energy (default false). */
  readonly norm?: boolean;
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
}

export interface SwtOptions extends IswtOptions {
  /** Levels, integer ≥ 1 (default swtMaxLevel(samples) - startLevel). */
  readonly level?: number;
  /** Level to begin with, integer ≥ 0 (default 0). */
  readonly startLevel?: number;
  /** Only the last approximation, as wavedec (default false). */
  readonly trimApprox?: boolean;
}

/**
 * How often the samples can be halved: the most levels of the stationary wavelet transform.
 *
 * @param inputLen  samples, integer ≥ 1
 * @returns integer ≥ 0
 * @throws ParameterError  inputLen no integer ≥ 1
 * @source pywt.swt_max_level
 * @example swtMaxLevel(24) // 3
 */
export function swtMaxLevel(inputLen: number): number {
  checkInteger("swtMaxLevel", "inputLen", inputLen, 1);
  let level = 0;
  while (inputLen % 2 ** (level + 1) === 0) level++;
  return level;
}

const scaled = (filter: Float64Array, by: number): Float64Array => filter.map((h) => h * by);

/** Filters with holes of 2^level over a periodic signal. */
function step(x: Tensor, low: Float64Array, high: Float64Array, level: number): DwtResult {
  const [holes, taps] = [2 ** level, low.length];
  // Value i stands for the samples i + (taps / 2 − j) · holes of tap j.
  const padded = extendSignal(x, "periodic", (taps / 2 - 1) * holes, (taps / 2) * holes);
  const [batch, n] = [x.shape.slice(0, -1), x.shape.at(-1)!];
  const weight = filterPair(low.slice().reverse(), high.slice().reverse(), x);
  const flat = padded.reshape([batch.reduce((p, m) => p * m, 1), 1, padded.shape.at(-1)!]);
  const both = conv1d(flat, weight, null, { dilation: holes });
  return { cA: both.select(1, 0).reshape([...batch, n]), cD: both.select(1, 1).reshape([...batch, n]) };
}

/**
 * Stationary (undecimated, à trous) wavelet transform of a signal that counts as periodic.
 *
 * @param data     real, [..., samples]; samples a multiple of 2^(startLevel + level)
 * @param wavelet  one with filters, or its name
 * @param options.level       integer ≥ 1 (default: as many as the samples can be halved, less startLevel)
 * @param options.startLevel  level to begin with (default 0)
 * @param options.trimApprox  a list like that of wavedec instead of pairs (default false)
 * @param options.norm        filters over √2: an orthogonal wavelet keeps the energy (default false)
 * @param options.dim         dimension of the samples (default -1)
 * @returns [{ cA, cD }, …] from coarse to fine, or with trimApprox [cA_n, cD_n, …, cD_1]; each of the shape and unit of data
 * @throws ParameterError  more levels than the samples can be halved; ShapeError: no samples
 * @source pywt.swt
 * @example swt(ones([8]), "haar", { level: 2 }).length // 2
 */
export function swt(data: Tensor, wavelet: Wavelet | string, options: SwtOptions & { readonly trimApprox: true }): Tensor[]; // prettier-ignore
export function swt(data: Tensor, wavelet: Wavelet | string, options?: SwtOptions & { readonly trimApprox?: false }): DwtResult[]; // prettier-ignore
export function swt(data: Tensor, wavelet: Wavelet | string, options: SwtOptions = {}): Tensor[] | DwtResult[] {
  const { startLevel = 0, trimApprox = false, norm = false, dim = -1 } = options;
  const bank = toWavelet("swt", wavelet);
  const { x, restore } = alongLast("swt", data, dim);
  const n = x.shape.at(-1)!;
  checkInteger("swt", "startLevel", startLevel, 0);
  const most = swtMaxLevel(n) - startLevel;
  const level = options.level ?? most;
  checkInteger("swt", "level", level, options.level === undefined ? Math.min(level, 0) : 1);
  if (level > most || most < 1)
    throw new ParameterError(
      `swt: level=${Math.max(level, 1)} from startLevel=${startLevel} must divide ${n} samples by 2^${startLevel + Math.max(level, 1)}. Pad the signal to such a multiple.`,
    );
  const gain = norm ? Math.SQRT1_2 : 1;
  const [low, high] = [scaled(bank.decLo, gain), scaled(bank.decHi, gain)];
  const levels: DwtResult[] = [];
  let approximation = x;
  for (let i = 0; i < level; i++) {
    const { cA, cD } = step(approximation, low, high, startLevel + i);
    levels.unshift({ cA: restore(cA), cD: restore(cD) });
    approximation = cA;
  }
  return trimApprox ? [levels[0].cA, ...levels.map(({ cD }) => cD)] : levels;
}

/** Half the sum of both filtered bands, holes of 2^level. */
function inverseStep(cA: Tensor, cD: Tensor, { recLo, recHi }: FilterBank, level: number): Tensor {
  const [holes, taps] = [2 ** level, recLo.length];
  const [batch, n] = [cA.shape.slice(0, -1), cA.shape.at(-1)!];
  const rows = batch.reduce((p, m) => p * m, 1);
  // Sample i takes tap m of the value i − (m − taps / 2 + 1) · holes.
  const [before, after] = [(taps / 2) * holes, (taps / 2 - 1) * holes];
  const bands = [cA, cD].map((band) => extendSignal(band, "periodic", before, after).reshape([rows, 1, -1]));
  const weights = filterPair(recLo.slice().reverse(), recHi.slice().reverse(), cA);
  const filtered = bands.map((band, k) => conv1d(band, weights.narrow(0, k, 1), null, { dilation: holes }));
  return filtered[0]
    .add(filtered[1])
    .mul(0.5)
    .reshape([...batch, n]);
}

/**
 * The signal that a stationary wavelet transform came from: the mean over all shifts of the decimated inverse.
 *
 * @param coeffs   what swt returns from startLevel 0, pairs or trimmed
 * @param wavelet  that of swt
 * @param options.norm  that of swt (default false)
 * @param options.dim   dimension of the samples (default -1)
 * @returns [..., samples], unit of the coefficients
 * @throws ParameterError  no coefficients; ShapeError: shapes differ
 * @source pywt.iswt
 * @example iswt(swt(ones([8]), "db2", { level: 2 }), "db2").shape // [8]
 */
export function iswt(
  coeffs: readonly Tensor[] | readonly DwtResult[],
  wavelet: Wavelet | string,
  { norm = false, dim = -1 }: IswtOptions = {},
): Tensor {
  needList("iswt", coeffs, "coeffs");
  const bank = toWavelet("iswt", wavelet);
  const list = coeffs as readonly (Tensor | DwtResult)[];
  const paired = list.length > 0 && "cD" in list[0];
  const details = (paired ? (list as DwtResult[]).map(({ cD }) => cD) : list.slice(1)) as Tensor[];
  if (details.length === 0)
    throw new ParameterError("iswt: coeffs=[] must hold an approximation and details. Give what swt returns.");
  const top = alongLast("iswt", paired ? (list[0] as DwtResult).cA : (list[0] as Tensor), dim, "cA");
  const gain = norm ? Math.SQRT2 : 1;
  const filters = { ...bank.filterBank, recLo: scaled(bank.recLo, gain), recHi: scaled(bank.recHi, gain) };
  let y = top.x;
  details.forEach((detail, i) => {
    const { x } = alongLast("iswt", detail, dim, "cD");
    if (!sameShape(x.shape, y.shape))
      throw new ShapeError(
        `iswt: details ${formatShape(x.shape)} and approximation ${formatShape(y.shape)} must have one shape. Give all of one swt.`,
      );
    const level = details.length - 1 - i;
    if (y.shape.at(-1)! % 2 ** (level + 1) !== 0)
      throw new ShapeError(
        `iswt: ${y.shape.at(-1)} samples cannot be halved ${level + 1} times, which ${details.length} levels need. Give all of one swt.`,
      );
    y = inverseStep(y, x, filters, level);
  });
  return top.restore(y);
}
