// The constants of the transforms, computed in double precision on the host: WGSL's sin and cos would cost three digits.
import type { View } from "@sonograd/core";
import { reshaped } from "../views.js";
import type { LowerContext } from "../kernel.js";

/** Largest prime factor that gets a butterfly of its own; longer primes go through Bluestein. */
const LARGEST_RADIX = 13;

/** The radices of the passes for length n, undefined where a prime factor is too large. */
export function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  let left = n;
  let twos = 0;
  for (; left % 2 === 0; left /= 2) twos++;
  for (; twos >= 3 && twos !== 4; twos -= 3) radices.push(8);
  for (; twos >= 2; twos -= 2) radices.push(4);
  if (twos === 1) radices.push(2);
  for (let prime = 3; prime <= LARGEST_RADIX; prime += 2) for (; left % prime === 0; left /= prime) radices.push(prime);
  if (left > 1) return undefined;
  return radices.length > 0 ? radices : [1];
}

/** exp(−2πi k / n) for k < n, complex. */
export const twiddleTable = (context: LowerContext, n: number): View =>
  complexTable(context, `twiddle:${n}`, n, () => {
    const table = new Float32Array(2 * n);
    for (let k = 0; k < n; k++) {
      table[2 * k] = Math.cos((2 * Math.PI * k) / n);
      table[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n);
    }
    return table;
  });

/** exp(−πi k² / n) for k < n; k² is reduced modulo 2n while it is still a whole number. */
export const chirpTable = (context: LowerContext, n: number): View =>
  complexTable(context, `chirp:${n}`, n, () => Float32Array.from(chirp(n)));

function chirp(n: number): Float64Array {
  const table = new Float64Array(2 * n);
  for (let k = 0; k < n; k++) {
    const angle = (Math.PI * ((k * k) % (2 * n))) / n;
    table[2 * k] = Math.cos(angle);
    table[2 * k + 1] = -Math.sin(angle);
  }
  return table;
}

/** The transform of the conjugate chirp, wrapped to length m (a power of two ≥ 2n − 1) and divided by m. */
export const chirpSpectrum = (context: LowerContext, n: number, m: number): View =>
  complexTable(context, `chirp:${n}:${m}`, m, () => {
    const wrapped = new Float64Array(2 * m);
    const values = chirp(n);
    for (let k = 0; k < n; k++)
      for (const at of k === 0 ? [0] : [k, m - k]) {
        wrapped[2 * at] = values[2 * k] / m;
        wrapped[2 * at + 1] = -values[2 * k + 1] / m;
      }
    return Float32Array.from(hostFft(wrapped));
  });

// Recursive radix 2 in double precision; runs once per length.
function hostFft(x: Float64Array): Float64Array {
  const n = x.length / 2;
  if (n === 1) return x;
  const half = n / 2;
  const pick = (odd: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => x[4 * (i >> 1) + 2 * odd + (i & 1)]);
  const [even, odd] = [hostFft(pick(0)), hostFft(pick(1))];
  const out = new Float64Array(2 * n);
  for (let k = 0; k < half; k++) {
    const [c, s] = [Math.cos((2 * Math.PI * k) / n), -Math.sin((2 * Math.PI * k) / n)];
    const re = c * odd[2 * k] - s * odd[2 * k + 1];
    const im = c * odd[2 * k + 1] + s * odd[2 * k];
    out[2 * k] = even[2 * k] + re;
    out[2 * k + 1] = even[2 * k + 1] + im;
    out[2 * (k + half)] = even[2 * k] - re;
    out[2 * (k + half) + 1] = even[2 * k + 1] - im;
  }
  return out;
}

function complexTable(context: LowerContext, key: string, length: number, build: () => Float32Array): View {
  return { ...reshaped(context.table(key, build), [length], [1]), dtype: "complex64" };
}
