// The error function to about 1e-16: Taylor polynomials around the centres of short intervals. Their coefficients
// follow from erf' = g with g' = −2x·g, their constant terms from a series or a continued fraction.

const WIDTH = 1 / 8;
const DEGREE = 13;
/** erf(x) rounds to 1 from here on. */
const LIMIT = 6;
const CENTRES = LIMIT / WIDTH + 1;

const table = tabulate();

/** erf(x); odd, ±1 at ±Infinity, NaN for NaN. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < LIMIT)) return Math.sign(x);
  const interval = Math.round(size / WIDTH);
  const h = size - interval * WIDTH;
  const first = interval * (DEGREE + 1);
  let sum = table[first + DEGREE];
  for (let k = DEGREE - 1; k >= 0; k--) sum = sum * h + table[first + k];
  return x < 0 ? -sum : sum;
}

function tabulate(): Float64Array {
  const coefficients = new Float64Array(CENTRES * (DEGREE + 1));
  for (let interval = 0; interval < CENTRES; interval++) {
    const centre = interval * WIDTH;
    const first = interval * (DEGREE + 1);
    let before = 0;
    let term = (2 / Math.sqrt(Math.PI)) * Math.exp(-centre * centre);
    for (let k = 0; k < DEGREE; k++) {
      coefficients[first + k + 1] = term / (k + 1);
      const next = (-2 * (centre * term + before)) / (k + 1);
      before = term;
      term = next;
    }
    coefficients[first] = centre < 2 ? erfSeries(centre) : 1 - erfcFraction(centre);
  }
  return coefficients;
}

/** 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1)): all terms positive, so nothing cancels. */
function erfSeries(x: number): number {
  let sum = 0;
  for (let n = 60; n > 0; n--) sum = ((2 * x * x) / (2 * n + 1)) * (1 + sum);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * x * (1 + sum);
}

/** 1 − erf(x) for x ≥ 2: exp(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))). */
function erfcFraction(x: number): number {
  let tail = x;
  for (let n = 120; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}
