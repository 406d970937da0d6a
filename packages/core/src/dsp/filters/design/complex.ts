// Arithmetic on single complex numbers, in which poles and zeros are written.

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complexOf = (re: number, im = 0): Complex => ({ re, im });
export const addComplex = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
export const subtractComplex = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
export const scaleComplex = (a: Complex, factor: number): Complex => ({ re: a.re * factor, im: a.im * factor });
export const conjugate = ({ re, im }: Complex): Complex => ({ re, im: -im });
export const magnitude = ({ re, im }: Complex): number => Math.hypot(re, im);

export const multiplyComplex = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});

/** By Smith's method: the squares of the parts would overflow or vanish before the quotient does. */
export function divideComplex(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const scale = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / scale, im: (a.im - a.re * ratio) / scale };
  }
  const ratio = b.re / b.im;
  const scale = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / scale, im: (a.im * ratio - a.re) / scale };
}

/** The root with a real part ≥ 0. */
export function rootOfComplex({ re, im }: Complex): Complex {
  if (re === 0 && im === 0) return { re: 0, im: 0 };
  const large = Math.sqrt((Math.abs(re) + Math.hypot(re, im)) / 2);
  const small = Math.abs(im) / (2 * large);
  const sign = im < 0 ? -1 : 1;
  return re >= 0 ? { re: large, im: sign * small } : { re: small, im: sign * large };
}

export const product = (list: readonly Complex[]): Complex => list.reduce(multiplyComplex, { re: 1, im: 0 });

/** Coefficients of Π (x - root), highest power first; real, as the roots are real or in conjugate pairs. */
export function polynomialOf(roots: readonly Complex[]): Float64Array {
  let coefficients: Complex[] = [complexOf(1)];
  for (const root of roots) {
    const shifted = [...coefficients, complexOf(0)];
    coefficients = shifted.map((c, i) =>
      i === 0 ? c : subtractComplex(c, multiplyComplex(root, coefficients[i - 1])),
    );
  }
  return Float64Array.from(coefficients, ({ re }) => re);
}
