import { ParameterError } from "../../../errors/index.js";
import { fft, ifft } from "../../../ops/index.js";
import { normalizeDim, type Tensor } from "../../../tensor/index.js";
import { checkInteger } from "../../checks.js";
import { complexTable } from "../../constant-q/complex-table.js";
import { checkSamples } from "./check-samples.js";

/** A complex number as its real part, or as [real, imaginary]. */
export type ComplexNumber = number | readonly [re: number, im: number];

export interface CztOptions {
  /** Points, integer ≥ 1 (default: the samples). */
  readonly m?: number;
  /** Ratio from one point to the next (default exp(-2πi / m): once around the unit circle). */
  readonly w?: ComplexNumber;
  /** First point (default 1). */
  readonly a?: ComplexNumber;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

/** exp(growth + i·angle): what powers on a spiral are made of. */
export interface LogPolar {
  readonly growth: number;
  readonly angle: number;
}

/** The points a · w^-k at which a transform is taken, with exact powers. */
export interface ChirpPoints {
  /** a^-n */
  readonly start: (n: number) => LogPolar;
  /** w^(k² / 2) */
  readonly chirp: (k: number) => LogPolar;
}

const pairsOf = (length: number, at: (i: number) => LogPolar): Float64Array => {
  const pairs = new Float64Array(2 * length);
  for (let i = 0; i < length; i++) {
    const { growth, angle } = at(i);
    pairs.set([Math.exp(growth) * Math.cos(angle), Math.exp(growth) * Math.sin(angle)], 2 * i);
  }
  return pairs;
};

/** Σ x[n] a^-n w^(n k) for k < m by Bluestein's convolution with a chirp, along the last dimension. */
export function chirpTransform(x: Tensor, m: number, { start, chirp }: ChirpPoints): Tensor {
  const n = x.shape.at(-1)!;
  const size = 2 ** Math.ceil(Math.log2(n + m - 1));
  const table = (pairs: Float64Array): Tensor => complexTable(pairs, [pairs.length / 2], x.dtype, x.device);
  const before = pairsOf(n, (i) => {
    const [s, c] = [start(i), chirp(i)];
    return { growth: s.growth + c.growth, angle: s.angle + c.angle };
  });
  const inverse = pairsOf(n + m - 1, (i) => {
    const { growth, angle } = chirp(Math.abs(i - n + 1));
    return { growth: -growth, angle: -angle };
  });
  if (![...before, ...inverse].every(Number.isFinite))
    throw new ParameterError(
      `czt: w lies too far from the unit circle for ${n} samples and m=${m} points. Take fewer.`,
    );
  const filtered = ifft(fft(x.mul(table(before)), { n: size }).mul(fft(table(inverse), { n: size })));
  return filtered.narrow(-1, n - 1, m).mul(table(pairsOf(m, chirp)));
}

function logPolar(name: string, value: ComplexNumber): LogPolar {
  const [re, im] = typeof value === "number" ? [value, 0] : [value?.[0], value?.[1]];
  const growth = Math.log(Math.hypot(re, im));
  if (!Number.isFinite(growth))
    throw new ParameterError(`czt: ${name}=${String(value)} must be a number or [real, imaginary], finite and not 0.`);
  return { growth, angle: Math.atan2(im, re) };
}

/**
 * Chirp z-transform: the z-transform of a signal at points on a spiral, z[k] = a · w^-k.
 *
 * @param x  real or complex, samples along `dim`
 * @param options.m    points, integer ≥ 1 (default: the samples)
 * @param options.w    ratio from point to point, a number or [real, imaginary] (default exp(-2πi / m))
 * @param options.a    first point, as w (default 1)
 * @param options.dim  dimension of time (default -1)
 * @returns complex, shape of x with m points along `dim`, unit of x. With the defaults it is the `fft`. Gradients flow
 * @throws ParameterError  m no integer ≥ 1, w or a 0, or powers of w beyond what numbers hold; ShapeError: no samples
 * @source scipy.signal.czt; Rabiner, Schafer & Rader 1969
 * @example czt(y, { m: 5 }).shape // [5]
 */
export function czt(x: Tensor, { m, w, a = 1, dim = -1 }: CztOptions = {}): Tensor {
  checkSamples("czt", x);
  const d = normalizeDim("czt", dim, x.ndim);
  const points = m ?? x.shape[d];
  checkInteger("czt", "m", points, 1);
  const first = logPolar("a", a);
  const ratio = w === undefined ? null : logPolar("w", w);
  const spiral: ChirpPoints = {
    start: (n) => ({ growth: -first.growth * n, angle: -first.angle * n }),
    chirp: (k) =>
      ratio
        ? { growth: (ratio.growth * k ** 2) / 2, angle: (ratio.angle * k ** 2) / 2 }
        : { growth: 0, angle: (-Math.PI * (k ** 2 % (2 * points))) / points },
  };
  return chirpTransform(x.movedim(d, -1), points, spiral).movedim(-1, d);
}
