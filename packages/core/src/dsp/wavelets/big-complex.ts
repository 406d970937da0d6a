// Complex numbers in fixed point on BigInt: 57 digits, for polynomials whose roots double precision cannot tell apart.

/** Binary digits behind the point. */
const BITS = 192n;
const ONE = 1n << BITS;

/** Real and imaginary part times 2^192. */
export interface BigComplex {
  readonly re: bigint;
  readonly im: bigint;
}

/** The nearest fixed-point number to a double. */
export function fromNumbers(re: number, im = 0): BigComplex {
  // 2^52 · x is whole for the magnitudes below 2^900 that occur here, up to the last bit of x.
  const scaled = (x: number): bigint => BigInt(Math.round(x * 2 ** 52)) << (BITS - 52n);
  return { re: scaled(re), im: scaled(im) };
}

export const fromInteger = (n: bigint): BigComplex => ({ re: n << BITS, im: 0n });
export const toNumber = (x: bigint): number => Number(x) / 2 ** Number(BITS);
export const add = (a: BigComplex, b: BigComplex): BigComplex => ({ re: a.re + b.re, im: a.im + b.im });
export const sub = (a: BigComplex, b: BigComplex): BigComplex => ({ re: a.re - b.re, im: a.im - b.im });
export const mul = (a: BigComplex, b: BigComplex): BigComplex => ({
  re: (a.re * b.re - a.im * b.im) >> BITS,
  im: (a.re * b.im + a.im * b.re) >> BITS,
});
export const div = (a: BigComplex, b: BigComplex): BigComplex => {
  const size = b.re * b.re + b.im * b.im;
  return { re: ((a.re * b.re + a.im * b.im) << BITS) / size, im: ((a.im * b.re - a.re * b.im) << BITS) / size };
};
/** |re| + |im|, a size to compare by. */
export const size = (a: BigComplex): bigint => (a.re < 0n ? -a.re : a.re) + (a.im < 0n ? -a.im : a.im);

/** The root in the right half plane, by Newton from the double one. */
export function sqrt(a: BigComplex): BigComplex {
  const [re, im] = [toNumber(a.re), toNumber(a.im)];
  const modulus = Math.hypot(re, im);
  const half = Math.sqrt((modulus + Math.abs(re)) / 2);
  const start = re >= 0 ? [half, im / (2 * half)] : [Math.abs(im) / (2 * half), im < 0 ? -half : half];
  let root = fromNumbers(start[0], start[1]);
  // 50 → 100 → 200 digits of 192
  for (let i = 0; i < 4; i++) {
    const sum = add(root, div(a, root));
    root = { re: sum.re >> 1n, im: sum.im >> 1n };
  }
  return root;
}

/**
 * All roots of Σ cₖ·xᵏ with whole coefficients, each refined with all others at once (Aberth's iteration), cubic near
 * simple roots.
 */
export function polynomialRoots(coefficients: readonly bigint[]): BigComplex[] {
  const degree = coefficients.length - 1;
  const c = coefficients.map(fromInteger);
  // An odd angle keeps the start off the real axis and off its mirror images.
  const roots = Array.from({ length: degree }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.35)) / degree;
    return fromNumbers(0.6 * Math.cos(angle) + 0.1, 0.6 * Math.sin(angle));
  });
  const one = fromNumbers(1);
  for (let iteration = 0; iteration < 200; iteration++) {
    let largest = 0n;
    for (let i = 0; i < degree; i++) {
      let value = c[degree];
      let slope: BigComplex = { re: 0n, im: 0n };
      for (let k = degree - 1; k >= 0; k--) {
        slope = add(mul(slope, roots[i]), value);
        value = add(mul(value, roots[i]), c[k]);
      }
      if (size(value) === 0n) continue;
      const newton = div(value, slope);
      let others: BigComplex = { re: 0n, im: 0n };
      for (let j = 0; j < degree; j++) if (j !== i) others = add(others, div(one, sub(roots[i], roots[j])));
      const step = div(newton, sub(one, mul(newton, others)));
      roots[i] = sub(roots[i], step);
      if (size(step) > largest) largest = size(step);
    }
    // Cubic convergence: a step of 2⁻⁶⁰ leaves an error below the last digit.
    if (largest < ONE >> 60n) break;
  }
  return roots;
}

/** Π (x − rᵢ) · (x + 1)^n as real coefficients from x⁰ upwards, divided by their sum. */
export function monicOverSum(roots: readonly BigComplex[], minusOnes: number): Float64Array {
  let product: BigComplex[] = [fromNumbers(1)];
  for (const root of [...roots, ...Array.from({ length: minusOnes }, () => fromNumbers(-1))]) {
    const next = [{ re: 0n, im: 0n }, ...product] as BigComplex[];
    product.forEach((p, i) => (next[i] = sub(next[i], mul(p, root))));
    product = next;
  }
  const sum = product.reduce((s, p) => s + p.re, 0n);
  return Float64Array.from(product, (p) => toNumber((p.re << BITS) / sum));
}
