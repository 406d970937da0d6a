// The transforms of Winograd's F(4 × 4, 3 × 3): a tile of 4 × 4 results of a 3 × 3 kernel from 36 products instead of 144.
//   result = Aᵀ · ((G · kernel · Gᵀ) ∘ (Bᵀ · patch · B)) · A / 576
// and, for the kernel's gradient, the adjoint of each step. G is taken 24-fold: all its entries, and those of A and B, are
// whole numbers, so that numbers of few digits come out exact. Source: Lavin and Gray, "Fast algorithms for convolutional
// neural networks", 2016, section 4.3.
// Every function leaves or finds the 36 numbers of a tile `step` apart from `at` on.

/** Results along one side of a tile. */
export const TILE = 4;
/** Numbers of a transformed tile. */
export const POINTS = 36;
/** The square of the factor that G is taken with. */
const SCALE = 1 / 576;

const half = new Float64Array(POINTS);

/** Bᵀ · patch [6, 6] · B. */
export function transformPatch(patch: Float64Array, to: Float64Array, at: number, step: number): void {
  const rows = half;
  for (let j = 0; j < 6; j++) {
    const d1 = patch[j + 6];
    const d2 = patch[j + 12];
    const d3 = patch[j + 18];
    const d4 = patch[j + 24];
    rows[j] = 4 * patch[j] - 5 * d2 + d4;
    rows[j + 6] = d4 + d3 - 4 * (d1 + d2);
    rows[j + 12] = d4 - d3 + 4 * (d1 - d2);
    rows[j + 18] = d4 - d2 + 2 * (d3 - d1);
    rows[j + 24] = d4 - d2 - 2 * (d3 - d1);
    rows[j + 30] = 4 * d1 - 5 * d3 + patch[j + 30];
  }
  for (let i = 0, out = at; i < 36; i += 6, out += 6 * step) {
    const d1 = rows[i + 1];
    const d2 = rows[i + 2];
    const d3 = rows[i + 3];
    const d4 = rows[i + 4];
    to[out] = 4 * rows[i] - 5 * d2 + d4;
    to[out + step] = d4 + d3 - 4 * (d1 + d2);
    to[out + 2 * step] = d4 - d3 + 4 * (d1 - d2);
    to[out + 3 * step] = d4 - d2 + 2 * (d3 - d1);
    to[out + 4 * step] = d4 - d2 - 2 * (d3 - d1);
    to[out + 5 * step] = 4 * d1 - 5 * d3 + rows[i + 5];
  }
}

/** G · kernel [3, 3] · Gᵀ; the kernel's elements lie `kernelStep` apart, −1 for one that is turned round. */
export function transformKernel(
  kernel: ArrayLike<number>,
  start: number,
  kernelStep: number,
  to: Float64Array,
  at: number,
  step: number,
): void {
  const rows = half;
  for (let j = 0; j < 3; j++) {
    const g0 = kernel[start + j * kernelStep];
    const g1 = kernel[start + (j + 3) * kernelStep];
    const g2 = kernel[start + (j + 6) * kernelStep];
    rows[j] = 6 * g0;
    rows[j + 3] = -4 * (g0 + g1 + g2);
    rows[j + 6] = -4 * (g0 - g1 + g2);
    rows[j + 9] = g0 + 2 * g1 + 4 * g2;
    rows[j + 12] = g0 - 2 * g1 + 4 * g2;
    rows[j + 15] = 24 * g2;
  }
  for (let i = 0, out = at; i < 18; i += 3, out += 6 * step) {
    const g0 = rows[i];
    const g1 = rows[i + 1];
    const g2 = rows[i + 2];
    to[out] = 6 * g0;
    to[out + step] = -4 * (g0 + g1 + g2);
    to[out + 2 * step] = -4 * (g0 - g1 + g2);
    to[out + 3 * step] = g0 + 2 * g1 + 4 * g2;
    to[out + 4 * step] = g0 - 2 * g1 + 4 * g2;
    to[out + 5 * step] = 24 * g2;
  }
}

/** Aᵀ · products · A / 576 → tile [4, 4]. */
export function tileOfProducts(products: Float64Array, at: number, step: number, tile: Float64Array): void {
  const rows = half;
  for (let j = 0; j < 6; j++) {
    const from = at + j * step;
    const m1 = products[from + 6 * step];
    const m2 = products[from + 12 * step];
    const m3 = products[from + 18 * step];
    const m4 = products[from + 24 * step];
    rows[j] = products[from] + (m1 + m2) + (m3 + m4);
    rows[j + 6] = m1 - m2 + 2 * (m3 - m4);
    rows[j + 12] = m1 + m2 + 4 * (m3 + m4);
    rows[j + 18] = m1 - m2 + 8 * (m3 - m4) + products[from + 30 * step];
  }
  for (let i = 0, out = 0; i < 24; i += 6, out += 4) {
    const m1 = rows[i + 1];
    const m2 = rows[i + 2];
    const m3 = rows[i + 3];
    const m4 = rows[i + 4];
    tile[out] = (rows[i] + (m1 + m2) + (m3 + m4)) * SCALE;
    tile[out + 1] = (m1 - m2 + 2 * (m3 - m4)) * SCALE;
    tile[out + 2] = (m1 + m2 + 4 * (m3 + m4)) * SCALE;
    tile[out + 3] = (m1 - m2 + 8 * (m3 - m4) + rows[i + 5]) * SCALE;
  }
}

/** A · tile [4, 4] · Aᵀ, the adjoint of `tileOfProducts` but for the factor. */
export function transformTile(tile: Float64Array, to: Float64Array, at: number, step: number): void {
  const rows = half;
  for (let j = 0; j < 4; j++) {
    const [y0, y1, y2, y3] = [tile[j], tile[j + 4], tile[j + 8], tile[j + 12]];
    rows[j] = y0;
    rows[j + 4] = y0 + y2 + (y1 + y3);
    rows[j + 8] = y0 + y2 - (y1 + y3);
    rows[j + 12] = y0 + 4 * y2 + (2 * y1 + 8 * y3);
    rows[j + 16] = y0 + 4 * y2 - (2 * y1 + 8 * y3);
    rows[j + 20] = y3;
  }
  for (let i = 0, out = at; i < 24; i += 4, out += 6 * step) {
    const [y0, y1, y2, y3] = [rows[i], rows[i + 1], rows[i + 2], rows[i + 3]];
    to[out] = y0;
    to[out + step] = y0 + y2 + (y1 + y3);
    to[out + 2 * step] = y0 + y2 - (y1 + y3);
    to[out + 3 * step] = y0 + 4 * y2 + (2 * y1 + 8 * y3);
    to[out + 4 * step] = y0 + 4 * y2 - (2 * y1 + 8 * y3);
    to[out + 5 * step] = y3;
  }
}

/** Gᵀ · products · G / 576 → kernel [3, 3], the adjoint of `transformKernel`. */
export function kernelOfProducts(
  products: Float64Array,
  at: number,
  step: number,
  kernel: { [position: number]: number },
  start: number,
): void {
  const rows = half;
  for (let j = 0; j < 6; j++) {
    const from = at + j * step;
    const [s1, s2] = [products[from + 6 * step], products[from + 12 * step]];
    const [s3, s4] = [products[from + 18 * step], products[from + 24 * step]];
    rows[j] = 6 * products[from] - 4 * (s1 + s2) + (s3 + s4);
    rows[j + 6] = 4 * (s2 - s1) + 2 * (s3 - s4);
    rows[j + 12] = 4 * (s3 + s4 - s1 - s2) + 24 * products[from + 30 * step];
  }
  for (let i = 0, out = start; i < 18; i += 6, out += 3) {
    const [s1, s2, s3, s4] = [rows[i + 1], rows[i + 2], rows[i + 3], rows[i + 4]];
    kernel[out] = (6 * rows[i] - 4 * (s1 + s2) + (s3 + s4)) * SCALE;
    kernel[out + 1] = (4 * (s2 - s1) + 2 * (s3 - s4)) * SCALE;
    kernel[out + 2] = (4 * (s3 + s4 - s1 - s2) + 24 * rows[i + 5]) * SCALE;
  }
}
