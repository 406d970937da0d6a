// Bessel functions of order 0 and 1: power series near 0, where they cancel little, backward recurrence further out, and
// the asymptotic series where that has enough digits (Abramowitz and Stegun 9.1.10, 9.2.5, 9.6.10, 9.7.1, 9.12).

/** Σ (±x²/4)ᵏ / (k! (k + order)!), to the last digit that counts. */
function series(x: number, order: 0 | 1, sign: 1 | -1): number {
  const step = (sign * x * x) / 4;
  let [sum, term] = [0, 1];
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    sum += term;
    term *= step / (k * (k + order));
  }
  return sum;
}

/** From here on the asymptotic series of the modified functions are exact. */
const MODIFIED_FAR = 20;

/** √(2πx) · exp(−x) · I_order(x) for large x. */
function asymptotic(x: number, order: 0 | 1): number {
  let [sum, term] = [0, 1];
  for (let k = 1; k < 40 && Math.abs(term) > 1e-17; k++) {
    sum += term;
    term *= ((2 * k - 1) ** 2 - 4 * order) / (8 * k * x);
  }
  return sum;
}

/** I_order(x) · exp(−scale · |x|) for scale 0 or 1. */
function modified(x: number, order: 0 | 1, scale: 0 | 1): number {
  const size = Math.abs(x);
  const sign = order === 1 && x < 0 ? -1 : 1;
  if (size < MODIFIED_FAR)
    return sign * series(size, order, 1) * (order === 1 ? size / 2 : 1) * Math.exp(-scale * size);
  if (size === Infinity) return sign * (scale === 1 ? 0 : Infinity);
  const scaled = asymptotic(size, order) / Math.sqrt(2 * Math.PI * size);
  if (scale === 1) return sign * scaled;
  const half = Math.exp(size / 2); // exp(size) may overflow where the function does not
  return sign * (half * scaled) * half;
}

export const i0 = (x: number): number => modified(x, 0, 0);
export const i0e = (x: number): number => modified(x, 0, 1);
export const i1 = (x: number): number => modified(x, 1, 0);
export const i1e = (x: number): number => modified(x, 1, 1);

/** J₀ and J₁ by Miller's backward recurrence, scaled by J₀ + 2 Σ J₂ₖ = 1. */
function recurrence(x: number, order: 0 | 1): number {
  let [next, own, sum] = [0, 1e-200, 0];
  let first = 0;
  for (let n = 2 * Math.ceil(0.6 * x + 20); n > 0; n--) {
    if (n % 2 === 0) sum += 2 * own;
    if (n === 1) first = own;
    [next, own] = [own, ((2 * n) / x) * own - next];
  }
  return (order === 0 ? own : first) / (sum + own);
}

/** √(2 / πx) · (P cos χ − Q sin χ), χ = x − (order/2 + 1/4)π. */
function hankel(x: number, order: 0 | 1): number {
  const [cos, sin] = [Math.cos(x), Math.sin(x)];
  const parts = [0, 0];
  let term = 1;
  for (let k = 1; k < 40 && Math.abs(term) > 1e-17; k++) {
    parts[(k - 1) % 2] += (k - 1) % 4 < 2 ? term : -term;
    term *= (4 * order - (2 * k - 1) ** 2) / (8 * k * x);
  }
  const [p, q] = parts;
  const value = order === 0 ? p * (cos + sin) - q * (sin - cos) : p * (sin - cos) + q * (sin + cos);
  return value / Math.sqrt(Math.PI * x);
}

function ordinary(x: number, order: 0 | 1): number {
  const size = Math.abs(x);
  if (!(size < Infinity)) return size === Infinity ? 0 : NaN;
  const sign = order === 1 && x < 0 ? -1 : 1;
  if (size < 4) return sign * series(size, order, -1) * (order === 1 ? size / 2 : 1);
  return sign * (size < 25 ? recurrence(size, order) : hankel(size, order));
}

export const besselJ0 = (x: number): number => ordinary(x, 0);
export const besselJ1 = (x: number): number => ordinary(x, 1);
