import { checkInteger, checkPositive, checkSignal } from "../dsp/checks.js";
import { constant } from "../dsp/constant.js";
import { padSignal } from "../dsp/pad-signal.js";
import { derivativeWeights } from "../dsp/polynomial-fit.js";
import { ParameterError } from "../errors/index.js";
import { cat, conv1d } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";

/** What stands outside: a polynomial through the first or last frames, or samples as scipy.ndimage names them. */
export type DeltaMode = "interp" | "nearest" | "mirror" | "constant" | "wrap";

export interface DeltaOptions {
  /** Frames of the fit, odd integer ≥ 3 (default 9). */
  readonly width?: number;
  /** Which derivative, integer ≥ 1 (default 1). */
  readonly order?: number;
  /** Dimension of time (default -1). */
  readonly dim?: number;
  /** How the ends are treated (default "interp"). */
  readonly mode?: DeltaMode;
  /** Degree of the fitted polynomial, integer ≥ 0 and less than `width` (default `order`). */
  readonly polyorder?: number;
  /** Distance of two frames, > 0 (default 1). */
  readonly delta?: number;
  /** What stands outside with mode "constant" (default 0). */
  readonly cval?: number;
}

const PADDING = { nearest: "edge", mirror: "reflect", constant: "constant", wrap: "wrap" } as const;

/**
 * Delta features: a local derivative by Savitzky-Golay, the slope of a polynomial fitted to the frames around each.
 *
 * @param data     real, any shape with frames along `dim`
 * @param options.width      frames of the fit, odd integer ≥ 3 (default 9)
 * @param options.order      which derivative, integer ≥ 1 (default 1)
 * @param options.dim        dimension of time (default -1)
 * @param options.mode       ends: "interp", "nearest", "mirror", "constant" or "wrap" (default "interp")
 * @param options.polyorder  degree of the polynomial, less than width (default order)
 * @param options.delta      distance of two frames, > 0 (default 1)
 * @param options.cval       what stands outside with mode "constant" (default 0)
 * @returns shape of data, its unit per frame^order; 0 where polyorder < order
 * @throws ParameterError  width even, below 3, or (mode "interp") longer than the data; order or polyorder out of range
 * @source librosa.feature.delta, scipy.signal.savgol_filter
 * @example delta(mfcc(y), { order: 2 })
 */
export function delta(
  data: Tensor,
  { width = 9, order = 1, dim = -1, mode = "interp", polyorder = order, delta: step = 1, cval = 0 }: DeltaOptions = {},
): Tensor {
  checkSignal("delta", data, "data");
  const d = normalizeDim("delta", dim, data.ndim);
  const frames = data.shape[d];
  checkWidth(width, frames, mode);
  checkInteger("delta", "order", order, 1);
  checkPositive("delta", "delta", step);
  if (!Number.isInteger(polyorder) || polyorder < 0 || polyorder >= width)
    throw new ParameterError(
      `delta: polyorder=${polyorder} must be an integer in 0…${width - 1}, below width=${width}. Widen the window.`,
    );
  if (data.numel === 0) return data.clone();
  const half = (width - 1) / 2;
  const points = Float64Array.from({ length: width }, (_, i) => (i - half) * step);
  const weights = (at: number): Float64Array => derivativeWeights(points, polyorder, order, at * step);

  // Time last, in rows: [rows, 1, frames]
  const moved = data.movedim(d, -1);
  const rows = moved.reshape([-1, 1, frames]);
  const table = (values: Float64Array, shape: number[]): Tensor => constant(values, shape, data.dtype, data.device);
  const slide = (x: Tensor): Tensor => conv1d(x, table(weights(0), [1, 1, width]));
  const restore = (x: Tensor): Tensor => x.reshape(moved.shape).movedim(-1, d);
  if (mode !== "interp")
    return restore(slide(padSignal("delta", rows, { before: half, after: half, mode: PADDING[mode], constantValues: cval }))); // prettier-ignore
  // The polynomials of the first and last full window, at the places that have none of their own.
  const end = (x: Tensor, from: number): Tensor => {
    const columns = new Float64Array(width * half);
    for (let i = 0; i < half; i++) weights(from + i).forEach((v, k) => (columns[k * half + i] = v));
    return x.matmul(table(columns, [width, half]));
  };
  const head = end(rows.narrow(-1, 0, width), -half);
  const tail = end(rows.narrow(-1, frames - width, width), 1);
  return restore(cat([head, slide(rows), tail], -1));
}

function checkWidth(width: number, frames: number, mode: DeltaMode): void {
  if (mode !== "interp" && !Object.hasOwn(PADDING, mode))
    throw new ParameterError(
      `delta: mode="${String(mode)}" must be one of interp, ${Object.keys(PADDING).join(", ")}.`,
    );
  if (!Number.isInteger(width) || width < 3 || width % 2 !== 1)
    throw new ParameterError(`delta: width=${width} must be an odd integer ≥ 3. It has as many frames on both sides.`);
  if (mode === "interp" && width > frames)
    throw new ParameterError(
      `delta: width=${width} must be at most the ${frames} frames with mode="interp". Use a narrower window or mode="nearest".`,
    );
}
