import { checkInteger } from "../../dsp/checks.js";
import { windowValues, type WindowSpec } from "../../dsp/get-window.js";
import { ParameterError } from "../../errors/index.js";

export interface DiagonalKernel {
  /** Row by row. */
  readonly values: Float64Array;
  readonly size: readonly [rows: number, columns: number];
}

/** The six weights of a quintic B-spline for a place between its third and its fourth knot. */
function quintic(x: number): number[] {
  const bump = (t: number): number => {
    const d = Math.abs(t);
    const rest = (n: number): number => Math.max(0, n - d) ** 5;
    return (rest(3) - 6 * rest(2) + 15 * rest(1)) / 120;
  };
  return Array.from({ length: 6 }, (_, i) => bump(x - (i - 2)));
}

/** The index of n samples that are mirrored about their ends. */
function mirrored(i: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const at = ((i % period) + period) % period;
  return Math.min(at, period - at);
}

/** A diagonal of weights, turned by an angle in radians, through quintic splines without their prefilter. */
function turnedDiagonal(weights: Float64Array, angle: number): DiagonalKernel {
  const n = weights.length;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const extent = Math.floor(n * (Math.abs(c) + Math.abs(s)) + 0.5);
  const [middle, target] = [(n - 1) / 2, (extent - 1) / 2];
  const [rowShift, columnShift] = [middle - (c + s) * target, middle - (c - s) * target];
  const values = new Float64Array(extent * extent);
  for (let row = 0; row < extent; row++)
    for (let column = 0; column < extent; column++) {
      const [y, x] = [c * row + s * column + rowShift, c * column - s * row + columnShift];
      if (y < 0 || x < 0 || y > n - 1 || x > n - 1) continue;
      const [top, left] = [Math.floor(y), Math.floor(x)];
      const [down, across] = [quintic(y - top), quintic(x - left)];
      let sum = 0;
      down.forEach((v, i) => {
        const at = mirrored(top + i - 2, n);
        across.forEach((h, j) => (sum += mirrored(left + j - 2, n) === at ? v * h * weights[at] : 0));
      });
      values[row * extent + column] = sum;
    }
  return { values, size: [extent, extent] };
}

/**
 * A filter of images that smooths along a diagonal of a slope: a window along it, which sums to 1.
 *
 * @param op      who asks
 * @param window  along the diagonal
 * @param n       its length, integer ≥ 1
 * @param slope   rows for each column
 * @param zeroMean  take the mean off, so that surfaces vanish
 */
export function diagonalKernel(
  op: string,
  window: WindowSpec,
  n: number,
  slope: number,
  zeroMean: boolean,
): DiagonalKernel {
  // prettier-ignore
  checkInteger(op, "n", n, 1);
  const weights = windowValues(window, n, false);
  const angle = Math.atan(slope);
  const isPlain = Math.abs(angle - Math.PI / 4) <= 1e-8 + (1e-5 * Math.PI) / 4;
  const kernel: DiagonalKernel = isPlain
    ? {
        size: [n, n],
        values: Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? weights[i / (n + 1)] : 0)),
      }
    : turnedDiagonal(weights, Math.PI / 4 - angle);
  const kept = kernel.values.map((value) => Math.max(0, value));
  const total = kept.reduce((sum, value) => sum + value, 0);
  if (!(total > 0))
    throw new ParameterError(`${op}: window of n=${n} has no weight to smooth with. Use a longer one, or "boxcar".`);
  const mean = zeroMean ? 1 / kept.length : 0;
  return { size: kernel.size, values: kept.map((value) => value / total - mean) };
}
