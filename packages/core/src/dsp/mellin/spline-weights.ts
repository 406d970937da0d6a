// Interpolation between equally spaced samples as weights on the samples around, on the host in double precision.

/** Output i is Σ weights[i, j] · y[starts[i] + j]. */
export interface LocalWeights {
  readonly width: number;
  readonly starts: Int32Array;
  /** [outputs, width], row by row. */
  readonly weights: Float64Array;
}

/**
 * The spline through n samples at 0…n - 1. What a sample does to it falls off by a factor of two to six with every sample of
 * distance, so that those around an output are all that counts; at the ends of the signal nothing is left out.
 *
 * @param degree     integer, 1…n - 1: continuous derivatives below it, no knots at the samples next to the ends
 * @param positions  samples, 0…n - 1
 */
export function splineWeights(n: number, positions: Float64Array, degree: number): LocalWeights {
  const reach = degree === 1 ? 1 : 16 * degree;
  const width = Math.min(n, degree === 1 ? 2 : 2 * reach);
  const knots = knotsOf(width, degree);
  const solved = inverse(collocation(width, degree, knots));
  const starts = Int32Array.from(positions, (u) => Math.min(Math.max(Math.floor(u) - reach + 1, 0), n - width));
  const weights = new Float64Array(positions.length * width);
  positions.forEach((u, i) => {
    const { first, values } = basisAt(u - starts[i], width, degree, knots);
    const row = weights.subarray(i * width, (i + 1) * width);
    values.forEach((value, k) => solved[first + k].forEach((weight, j) => (row[j] += value * weight)));
  });
  return { width, starts, weights };
}

/** One sample for each output, by `choose`. */
export function stepWeights(positions: Float64Array, choose: (position: number) => number): LocalWeights {
  return { width: 1, starts: Int32Array.from(positions, choose), weights: new Float64Array(positions.length).fill(1) };
}

/** Where the pieces of the spline meet: at samples for odd degrees, between them for even ones. */
function knotsOf(n: number, degree: number): Float64Array {
  const inner = n - degree - 1;
  const first = degree % 2 === 1 ? (degree + 1) / 2 : degree / 2 + 0.5;
  return Float64Array.from({ length: n + degree + 1 }, (_, i) =>
    i <= degree ? 0 : i > degree + inner ? n - 1 : first + (i - degree - 1),
  );
}

/** The degree + 1 basis functions that are not 0 at u, by the recursion of Cox and de Boor, and which is the first. */
function basisAt(u: number, n: number, degree: number, knots: Float64Array): { first: number; values: Float64Array } {
  let span = degree;
  while (span < n - 1 && u >= knots[span + 1]) span++;
  const values = new Float64Array(degree + 1);
  values[0] = 1;
  for (let d = 1; d <= degree; d++) {
    let carried = 0;
    for (let r = 0; r < d; r++) {
      const [right, left] = [knots[span + r + 1], knots[span + r + 1 - d]];
      const share = values[r] / (right - left);
      values[r] = carried + (right - u) * share;
      carried = (u - left) * share;
    }
    values[d] = carried;
  }
  return { first: span - degree, values };
}

/** Row i holds all basis functions at sample i. */
function collocation(n: number, degree: number, knots: Float64Array): Float64Array[] {
  return Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    const { first, values } = basisAt(i, n, degree, knots);
    row.set(values, first);
    return row;
  });
}

/** By elimination with pivots. */
function inverse(rows: Float64Array[]): Float64Array[] {
  const n = rows.length;
  const result = rows.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    [result[column], result[pivot]] = [result[pivot], result[column]];
    const scale = 1 / rows[column][column];
    for (const row of [rows[column], result[column]]) row.forEach((value, j) => (row[j] = value * scale));
    for (let i = 0; i < n; i++) {
      const factor = rows[i][column];
      if (i === column || factor === 0) continue;
      rows[column].forEach((value, j) => (rows[i][j] -= factor * value));
      result[column].forEach((value, j) => (result[i][j] -= factor * value));
    }
  }
  return result;
}
