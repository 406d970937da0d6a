// The constants of the transforms, computed in double precision on the host: WGSL's sin and cos would cost three digits.
import type { View } from "@sonograd/core";
import type { LowerContext } from "../kernel.js";
import { reshaped } from "../views.js";
import { reversedIndex } from "./stages.js";

/** Complex constants, as pairs of real numbers. */
export interface Constants {
  readonly key: string;
  /** Pairs. */
  readonly length: number;
  build(): ArrayLike<number>;
}

/** One constant table of several parts, one after the other: a kernel has few bindings. */
export function constantTable(context: LowerContext, parts: readonly Constants[]): View {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const build = (): Float32Array => {
    const table = new Float32Array(2 * length);
    let at = 0;
    for (const part of parts) {
      table.set(part.build(), at);
      at += 2 * part.length;
    }
    return table;
  };
  const table = context.table(parts.map(({ key }) => key).join(" "), build);
  return { ...reshaped(table, [length], [1]), dtype: "complex64" };
}

/** exp(−2πi k / n) for k < n. */
export const roots = (n: number): Constants => ({
  key: `roots:${n}`,
  length: n,
  build: () => {
    const table = new Float64Array(2 * n);
    for (let k = 0; k < n; k++) {
      table[2 * k] = Math.cos((2 * Math.PI * k) / n);
      table[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n);
    }
    return table;
  },
});

/** exp(−πi k² / n) for k < n; k² is reduced modulo 2n while it is still a whole number. */
export const chirps = (n: number): Constants => ({ key: `chirp:${n}`, length: n, build: () => chirp(n) });

function chirp(n: number): Float64Array {
  const table = new Float64Array(2 * n);
  for (let k = 0; k < n; k++) {
    const angle = (Math.PI * ((k * k) % (2 * n))) / n;
    table[2 * k] = Math.cos(angle);
    table[2 * k + 1] = -Math.sin(angle);
  }
  return table;
}

/**
 * The transform of the conjugate chirp, wrapped to length m (a power of two ≥ 2n − 1) and divided by m; in the order that
 * decimation in frequency with these radices leaves, or in natural order.
 */
export const chirpSpectrum = (n: number, m: number, radices: readonly number[] = [m]): Constants => ({
  key: `chirp:${n}:${radices.join("·")}`,
  length: m,
  build: () => {
    const wrapped = new Float64Array(2 * m);
    const values = chirp(n);
    for (let k = 0; k < n; k++)
      for (const at of k === 0 ? [0] : [k, m - k]) {
        wrapped[2 * at] = values[2 * k] / m;
        wrapped[2 * at + 1] = -values[2 * k + 1] / m;
      }
    const spectrum = hostFft(wrapped);
    return Float64Array.from({ length: 2 * m }, (_, i) => spectrum[2 * reversedIndex(i >> 1, radices) + (i & 1)]);
  },
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
