// Daubechies' filters and symlets from the mathematics: the trigonometric polynomial of a half-band filter with the most zeros
// at π, factored into two halves. Which roots go into which half makes the family.
import {
  monicOverSum,
  polynomialRoots,
  sqrt,
  sub,
  add,
  mul,
  size,
  fromNumbers,
  type BigComplex,
} from "./big-complex.js";

/** A root of |z| < 1 of the half-band polynomial, with its conjugate where it is not real. */
type RootGroup = readonly BigComplex[];

const cache = new Map<string, Float64Array>();
const ONE = fromNumbers(1);

/** Roots of Σₖ C(N − 1 + k, k)·yᵏ over y = (2 − z − 1/z) / 4, as z inside the unit circle, sorted by the real part of y. */
function rootGroups(order: number): RootGroup[] {
  const coefficients: bigint[] = [1n];
  for (let k = 1; k < order; k++) coefficients.push((coefficients[k - 1] * BigInt(order - 1 + k)) / BigInt(k));
  const tiny = fromNumbers(2 ** -50).re;
  const upper = polynomialRoots(coefficients)
    .filter((y) => y.im > -tiny)
    .sort((a, b) => (a.re < b.re ? -1 : 1));
  return upper.map((y) => {
    // z + 1/z = 2 − 4y
    const half = { re: ONE.re - 2n * y.re, im: -2n * y.im };
    const spread = sqrt(sub(mul(half, half), ONE));
    const [a, b] = [add(half, spread), sub(half, spread)];
    const z = modulusSquared(a) < modulusSquared(b) ? a : b;
    return size({ re: 0n, im: y.im }) < tiny ? [{ re: z.re, im: 0n }] : [z, { re: z.re, im: -z.im }];
  });
}

const modulusSquared = (z: BigComplex): bigint => z.re * z.re + z.im * z.im;

/** 1 / z */
function inverted(z: BigComplex): BigComplex {
  const scale = ONE.re;
  const square = modulusSquared(z);
  return { re: (z.re * scale * scale) / square, im: (-z.im * scale * scale) / square };
}

/** The low-pass filter with `order` zeros at π whose i-th root group lies outside the unit circle where `outside` says 1. */
function orthogonalFilter(order: number, outside: string): Float64Array {
  const key = `${order}:${outside}`;
  let filter = cache.get(key);
  if (!filter) {
    const roots = rootGroups(order).flatMap((group, i) => (outside[i] === "1" ? group.map(inverted) : group));
    filter = monicOverSum(roots, order).reverse().map((h) => h * Math.SQRT2); // prettier-ignore
    cache.set(key, filter);
  }
  return filter.slice();
}

/** Scaling filter of 2·order taps with extremal phase: all roots inside the unit circle. Sum √2. */
export const daubechiesFilter = (order: number): Float64Array => orthogonalFilter(order, "");

/** Scaling filter of 2·order taps with roots chosen for the least asymmetry. Sum √2. */
export const symletFilter = (order: number): Float64Array => orthogonalFilter(order, OUTSIDE[order - 2]);

/** From order 2: the root groups that lie outside, in the order of `rootGroups`. The choice is PyWavelets'. */
const OUTSIDE: readonly string[] = [
  "0", "0", "01", "10", "101", "100", "0101", "0110", "10101", "01100", "101010", "001110", "0011010", "0011100", "10011010",
  "01110001", "101100101", "001011100", "1010011010",
]; // prettier-ignore
