import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray, indexSelect, rfft } from "../../ops/index.js";
import { formatShape, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { splineWeights, stepWeights, type LocalWeights } from "./spline-weights.js";

/** Splines by name or by degree, or the sample before, behind or next to a point. */
export type FmtKind =
  | "linear" | "slinear" | "quadratic" | "cubic" | "zero" | "previous" | "next" | "nearest" | "nearest-up" | number; // prettier-ignore

export interface FmtOptions {
  /** Samples; where the exponential grid begins, > 0 (default 0.5). */
  readonly tMin?: number;
  /** Points of the grid, integer ≥ 3 (default: so many that no step is longer than a sample). */
  readonly nFmt?: number | null;
  /** How values between the samples are found (default "cubic"). */
  readonly kind?: FmtKind;
  /** Exponent of the transform: 0.5 is the scale transform (default 0.5). */
  readonly beta?: number;
  /** Factor on the points, ≥ 1 (default 1). */
  readonly overSample?: number;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

const DEGREES: Readonly<Record<string, number>> = { linear: 1, slinear: 1, quadratic: 2, cubic: 3 };
/** Index of the sample that stands for x, a share of the signal with samples at i / n. */
const STEPS: Readonly<Record<string, (x: number, n: number) => number>> = {
  zero: lastUpTo,
  previous: lastUpTo,
  next: (x, n) => (lastUpTo(x, n) * (1 / n) === x ? lastUpTo(x, n) : lastUpTo(x, n) + 1),
  nearest: (x, n) => closest(x, n, (middle) => x > middle),
  "nearest-up": (x, n) => closest(x, n, (middle) => x >= middle),
};

/** Products and quotients may round across a sample, so the samples themselves decide. */
function lastUpTo(x: number, n: number): number {
  let i = Math.floor(x * n);
  while (i * (1 / n) > x) i--;
  while (i + 1 < n && (i + 1) * (1 / n) <= x) i++;
  return i;
}

function closest(x: number, n: number, isUpper: (middle: number) => boolean): number {
  const i = lastUpTo(x, n);
  return i + 1 < n && isUpper((i * (1 / n)) / 2 + ((i + 1) * (1 / n)) / 2) ? i + 1 : i;
}

/** More points are taken for a mistake. */
const MOST = 2 ** 24;

/** The points of the grid as shares of the signal, each a constant factor after the last, and how many they are. */
function gridOf(n: number, { tMin = 0.5, nFmt, overSample = 1 }: FmtOptions): Float64Array {
  const given = nFmt !== undefined && nFmt !== null;
  if (given) checkInteger("fmt", "nFmt", nFmt, 3);
  const last = given ? nFmt : n;
  // The last step is one sample long, or as long as nFmt makes it.
  const step = (Math.log(last - 1) - Math.log(last - 2)) / (given ? overSample : 1);
  const points = given ? nFmt : Math.ceil((overSample * (Math.log(n - 1) - Math.log(tMin))) / step);
  if (!(points >= 1 && points <= MOST))
    throw new ParameterError(
      `fmt: tMin=${tMin} and overSample=${overSample} make ${points} points, but 1…${MOST} are possible. Lower tMin, or give nFmt.`,
    );
  const first = (Math.log(tMin) - Math.log(n)) / step;
  const spacing = -first / (points + Math.ceil(overSample));
  const factor = Math.exp(step);
  const grid = Float64Array.from({ length: points }, (_, i) =>
    Math.min(Math.max(factor ** (first + i * spacing), tMin / n), (n - 1) * (1 / n)),
  );
  if (new Set(grid).size < points)
    throw new ParameterError(
      `fmt: tMin=${tMin} puts points of the grid on one sample of ${n}. It must be well below the number of samples.`,
    );
  return grid;
}

function weightsOf(n: number, grid: Float64Array, kind: FmtKind): LocalWeights {
  if (typeof kind === "string" && Object.hasOwn(STEPS, kind)) return stepWeights(grid, (x) => STEPS[kind](x, n));
  const degree = typeof kind === "number" ? kind : Object.hasOwn(DEGREES, kind) ? DEGREES[kind] : Number.NaN;
  if (degree === 0) return stepWeights(grid, (x) => lastUpTo(x, n));
  if (!Number.isInteger(degree) || degree < 0 || degree > 15 || degree >= n)
    throw new ParameterError(
      `fmt: kind=${String(kind)} must be ${[...Object.keys(DEGREES), ...Object.keys(STEPS)].map((k) => `"${k}"`).join(", ")} or a degree 0…15, below the ${n} samples.`, // prettier-ignore
    );
  return splineWeights(n, grid.map((x) => Math.min(x * n, n - 1)), degree); // prettier-ignore
}

/**
 * Fast Mellin transform: the Fourier transform of the signal on an exponential grid of time, whose magnitude at beta = 0.5 does
 * not change when time is stretched.
 *
 * @param y        real, [..., samples], at least 3
 * @param options.tMin        samples, > 0: where the grid begins (default 0.5)
 * @param options.nFmt        points of the grid, integer ≥ 3 (default: no step longer than a sample)
 * @param options.kind        interpolation: "cubic" (default), "linear", "slinear", "quadratic", a degree, "zero", "previous", "next",
 *                            "nearest" or "nearest-up"
 * @param options.beta        exponent (default 0.5)
 * @param options.overSample  factor on the points, ≥ 1 (default 1)
 * @param options.dim         dimension of time (default -1)
 * @returns complex, the shape of y with floor(nFmt / 2) + 1 along `dim`, unit of y; silence gives 0
 * @throws ParameterError  a number out of range, unknown kind, or points that fall together
 * @throws ShapeError      fewer than 3 samples
 * @source librosa.fmt, 0.11; De Sena & Rocchesso 2007
 * @example fmt(y.narrow(-1, 0, 64)).shape // [152]
 */
export function fmt(y: Tensor, options: FmtOptions = {}): Tensor {
  checkSignal("fmt", y);
  const { tMin = 0.5, kind = "cubic", beta = 0.5, overSample = 1, dim = -1 } = options;
  checkPositive("fmt", "tMin", tMin);
  checkPositive("fmt", "overSample", overSample);
  if (overSample < 1) throw new ParameterError(`fmt: overSample=${overSample} must be ≥ 1. It multiplies points.`);
  if (!Number.isFinite(beta)) throw new ParameterError(`fmt: beta=${beta} must be a finite number. 0.5 is usual.`);
  const d = normalizeDim("fmt", dim, y.ndim);
  const n = y.shape[d];
  if (n < 3) throw new ShapeError(`fmt: y ${formatShape(y.shape)} must have at least 3 samples along dim=${dim}.`);
  const grid = gridOf(n, options);
  const factors = grid.map((x) => (x ** beta * Math.sqrt(n)) / grid.length);
  const warped = interpolate(d === y.ndim - 1 ? y : y.transpose(d, -1), weightsOf(n, grid, kind), factors);
  const spectrum = rfft(warped);
  return d === y.ndim - 1 ? spectrum : spectrum.transpose(d, -1);
}

/** [..., samples] → [..., points], each point times its factor. */
function interpolate(y: Tensor, { width, starts, weights }: LocalWeights, factors: Float64Array): Tensor {
  const points = starts.length;
  const scaled = weights.map((weight, i) => weight * factors[Math.floor(i / width)]);
  const table = constant(scaled, [points, width], y.dtype, y.device);
  const index = fromTypedArray(starts, [points], { device: y.device });
  return indexSelect(y.unfold(-1, width, 1), -2, index)
    .mul(table)
    .sum(-1);
}
