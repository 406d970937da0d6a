import { ParameterError, ShapeError } from "../../errors/index.js";
import { needList, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { dwt, dwtMaxLevel } from "./dwt.js";
import type { WaveletMode } from "./extend-signal.js";
import { idwt } from "./idwt.js";
import { toWavelet, type Wavelet } from "./wavelet.js";

type Pair<T> = T | readonly [T, T];

export interface Dwt2Options {
  /** How the image goes on beyond its edges, one mode or one for each of `dims` (default "symmetric"). */
  readonly mode?: Pair<WaveletMode>;
  /** The two dimensions (default [-2, -1]). */
  readonly dims?: readonly [number, number];
}

/** Details of one level: horizontal (of the first of the two dimensions), vertical, diagonal. */
export interface Details2 {
  readonly cH: Tensor;
  readonly cV: Tensor;
  readonly cD: Tensor;
}

/** Approximation and details of one level. */
export interface Dwt2Result extends Details2 {
  readonly cA: Tensor;
}

const both = <T>(value: Pair<T>): readonly [T, T] => (Array.isArray(value) ? (value as [T, T]) : [value as T, value as T]); // prettier-ignore

function checkDims(op: string, x: Tensor, dims: readonly [number, number]): readonly [number, number] {
  needTensor(op, x, "data");
  needList(op, dims, "dims");
  const own = dims.map((d) => normalizeDim(op, d, x.ndim));
  if (own.length !== 2 || own[0] === own[1])
    throw new ParameterError(`${op}: dims=[${dims.join(", ")}] must name two different dimensions.`);
  return own as [number, number];
}

/**
 * One level of the discrete wavelet transform along two dimensions.
 *
 * @param data     real, [..., rows, columns]
 * @param wavelet  one with filters or its name, or a pair of them for the two dimensions
 * @param options.mode  beyond the edges, or a pair (default "symmetric")
 * @param options.dims  the two dimensions (default [-2, -1])
 * @returns { cA, cH, cV, cD }: approximation, and details along the first, the second and both dimensions; unit of data
 * @throws ParameterError  unknown wavelet or mode, dims that are not two
 * @source pywt.dwt2
 * @example dwt2(ones([4, 6]), "haar").cA.shape // [2, 3]
 */
export function dwt2(
  data: Tensor,
  wavelet: Pair<Wavelet | string>,
  { mode = "symmetric", dims = [-2, -1] }: Dwt2Options = {},
): Dwt2Result {
  const [first, second] = checkDims("dwt2", data, dims);
  const [modes, wavelets] = [both(mode), both(wavelet)];
  const halves = dwt(data, wavelets[0], { mode: modes[0], dim: first });
  const low = dwt(halves.cA, wavelets[1], { mode: modes[1], dim: second });
  const high = dwt(halves.cD, wavelets[1], { mode: modes[1], dim: second });
  return { cA: low.cA, cH: high.cA, cV: low.cD, cD: high.cD };
}

/**
 * Undoes one level of the discrete wavelet transform along two dimensions.
 *
 * @param coeffs   { cA, cH, cV, cD }; null: zeros
 * @param wavelet  that of dwt2
 * @param options.mode  that of dwt2 (default "symmetric")
 * @param options.dims  that of dwt2 (default [-2, -1])
 * @returns [..., rows, columns], unit of the coefficients; each one more than an odd one had
 * @throws ParameterError  all null; ShapeError: shapes differ
 * @source pywt.idwt2
 * @example idwt2(dwt2(ones([4, 6]), "haar"), "haar").shape // [4, 6]
 */
export function idwt2(
  coeffs: { readonly [K in keyof Dwt2Result]: Tensor | null },
  wavelet: Pair<Wavelet | string>,
  { mode = "symmetric", dims = [-2, -1] }: Dwt2Options = {},
): Tensor {
  if (typeof coeffs !== "object" || coeffs === null)
    throw new ParameterError("idwt2: coeffs must be an object { cA, cH, cV, cD } as dwt2 returns it.");
  const { cA, cH, cV, cD } = coeffs;
  const any = cA ?? cH ?? cV ?? cD;
  if (!any) throw new ParameterError("idwt2: coeffs are all null: nothing to reconstruct. Give one of them.");
  const [first, second] = checkDims("idwt2", any, dims);
  const [modes, wavelets] = [both(mode), both(wavelet)];
  const join = (a: Tensor | null, d: Tensor | null): Tensor | null =>
    a || d ? idwt(a, d, wavelets[1], { mode: modes[1], dim: second }) : null;
  return idwt(join(cA, cV), join(cH, cD), wavelets[0], { mode: modes[0], dim: first });
}

/**
 * Multilevel discrete wavelet transform along two dimensions.
 *
 * @param data     real, [..., rows, columns]
 * @param wavelet  one with filters or its name, or a pair
 * @param options.mode   beyond the edges, or a pair (default "symmetric")
 * @param options.level  integer ≥ 0 (default: what the shorter dimension allows)
 * @param options.dims   the two dimensions (default [-2, -1])
 * @returns { cA, details }, unit of data: the coarsest approximation, and { cH, cV, cD } of every level from coarse to fine
 * @throws ParameterError  level no integer ≥ 0
 * @source pywt.wavedec2
 * @example wavedec2(ones([8, 8]), "haar").details.length // 3
 */
export function wavedec2(
  data: Tensor,
  wavelet: Pair<Wavelet | string>,
  { level, mode = "symmetric", dims = [-2, -1] }: Dwt2Options & { readonly level?: number } = {},
): { readonly cA: Tensor; readonly details: readonly Details2[] } {
  const own = checkDims("wavedec2", data, dims);
  const most = own.map((d, i) => dwtMaxLevel(data.shape[d], toWavelet("wavedec2", both(wavelet)[i])));
  const levels = level ?? Math.min(...most);
  checkInteger("wavedec2", "level", levels, 0);
  const details: Details2[] = [];
  let approximation = data;
  for (let i = 0; i < levels; i++) {
    const { cA, ...rest } = dwt2(approximation, wavelet, { mode, dims });
    details.unshift(rest);
    approximation = cA;
  }
  return { cA: approximation, details };
}

/**
 * The image that a multilevel discrete wavelet transform along two dimensions came from.
 *
 * @param coeffs   { cA, details } as wavedec2 returns them
 * @param wavelet  that of wavedec2
 * @param options.mode  that of wavedec2 (default "symmetric")
 * @param options.dims  that of wavedec2 (default [-2, -1])
 * @returns [..., rows, columns], unit of the coefficients; each one more than an odd one had
 * @throws ShapeError  shapes that no wavedec2 gives
 * @source pywt.waverec2
 * @example waverec2(wavedec2(ones([8, 8]), "haar"), "haar").shape // [8, 8]
 */
export function waverec2(
  coeffs: { readonly cA: Tensor; readonly details: readonly Details2[] },
  wavelet: Pair<Wavelet | string>,
  { mode = "symmetric", dims = [-2, -1] }: Dwt2Options = {},
): Tensor {
  if (typeof coeffs !== "object" || coeffs === null || !Array.isArray(coeffs.details))
    throw new ParameterError("waverec2: coeffs must be an object { cA, details } as wavedec2 returns it.");
  const own = checkDims("waverec2", coeffs.cA, dims);
  return coeffs.details.reduce((approximation, level) => {
    let cut = approximation;
    for (const d of own) {
      const [have, want] = [cut.shape[d], level.cH.shape[d]];
      if (have === want + 1) cut = cut.narrow(d, 0, want);
      else if (have !== want)
        throw new ShapeError(`waverec2: details of ${want} do not fit an approximation of ${have}. Give all levels.`);
    }
    return idwt2({ cA: cut, ...level }, wavelet, { mode, dims });
  }, coeffs.cA);
}
