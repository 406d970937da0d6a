// The windows of scipy.signal.windows in their symmetric form, in double precision. `getWindow` picks one.
import { ParameterError } from "../errors/index.js";
import { dpss } from "./dpss.js";

/** n points; parameters after it. n ≥ 2: shorter windows are all ones by definition. */
type Shape = (n: number, ...parameters: number[]) => Float64Array;

const build = (n: number, value: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => value(i));

/** Offset of a point from the middle of the window. */
const fromCentre = (n: number, i: number): number => i - (n - 1) / 2;

/** Σ a[k] cos(k φ), φ from -π to π. */
export const generalCosine = (n: number, coefficients: ArrayLike<number>): Float64Array =>
  build(n, (i) => {
    const phase = -Math.PI + (2 * Math.PI * i) / (n - 1);
    return Array.from(coefficients).reduce((sum, a, k) => sum + a * Math.cos(k * phase), 0);
  });

/** Modified Bessel function of the first kind, order 0, by its power series (all terms are positive). */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

const kaiser: Shape = (n, beta) =>
  build(
    n,
    (i) => besselI0(beta * Math.sqrt(Math.max(0, 1 - (fromCentre(n, i) / ((n - 1) / 2)) ** 2))) / besselI0(beta),
  );

const kaiserBesselDerived: Shape = (n, beta) => {
  if (n % 2 === 1)
    throw new ParameterError(
      `getWindow: n=${n} must be even for "kaiser_bessel_derived", with fftbins=false. Use ${n + 1}.`,
    );
  const half = kaiser(n / 2 + 1, beta);
  const running: number[] = [];
  half.reduce((sum, value) => (running.push(sum + value), sum + value), 0);
  const rise = running.slice(0, -1).map((sum) => Math.sqrt(sum / running[n / 2]));
  return Float64Array.from([...rise, ...rise.toReversed()]);
};

const triang: Shape = (n) =>
  build(n, (i) => {
    const k = Math.min(i, n - 1 - i) + 1;
    return n % 2 === 0 ? (2 * k - 1) / n : (2 * k) / (n + 1);
  });

const parzen: Shape = (n) =>
  build(n, (i) => {
    const distance = Math.abs(fromCentre(n, i));
    const u = distance / (n / 2);
    return distance <= (n - 1) / 4 ? 1 - 6 * u ** 2 + 6 * u ** 3 : 2 * (1 - u) ** 3;
  });

const bohman: Shape = (n) =>
  build(n, (i) => {
    if (i === 0 || i === n - 1) return 0;
    const u = Math.abs(-1 + (2 * i) / (n - 1));
    return (1 - u) * Math.cos(Math.PI * u) + Math.sin(Math.PI * u) / Math.PI;
  });

const tukey: Shape = (n, alpha) => {
  if (alpha <= 0) return build(n, () => 1);
  if (alpha >= 1) return generalCosine(n, [0.5, 0.5]);
  const width = Math.floor((alpha * (n - 1)) / 2);
  return build(n, (i) => {
    const k = Math.min(i, n - 1 - i);
    return k > width ? 1 : 0.5 * (1 + Math.cos(Math.PI * (-1 + (2 * k) / alpha / (n - 1))));
  });
};

/** Taylor window: nbar near side lobes at -sll dB; scaled to 1 in its middle where `norm` is 1. */
const taylor: Shape = (n, nbar, sll, norm) => {
  const a = Math.acosh(10 ** (sll / 20)) / Math.PI;
  const dilation = nbar ** 2 / (a ** 2 + (nbar - 0.5) ** 2);
  const orders = Array.from({ length: nbar - 1 }, (_, i) => i + 1);
  const weights = orders.map((m) => {
    let value = m % 2 === 1 ? 0.5 : -0.5;
    for (const k of orders) {
      value *= 1 - m ** 2 / dilation / (a ** 2 + (k - 0.5) ** 2);
      if (k !== m) value /= 1 - m ** 2 / k ** 2;
    }
    return value;
  });
  const at = (i: number): number =>
    1 + 2 * weights.reduce((sum, w, k) => sum + w * Math.cos((2 * Math.PI * orders[k] * (i - n / 2 + 0.5)) / n), 0);
  const peak = norm === 0 ? 1 : at((n - 1) / 2);
  return build(n, (i) => at(i) / peak);
};

/** Dolph-Chebyshev: the inverse DFT of a Chebyshev polynomial, side lobes at -attenuation dB. */
const chebwin: Shape = (n, attenuation) => {
  const order = n - 1;
  const beta = Math.cosh(Math.acosh(10 ** (Math.abs(attenuation) / 20)) / order);
  const spectrum = build(n, (k) => {
    const x = beta * Math.cos((Math.PI * k) / n);
    if (x > 1) return Math.cosh(order * Math.acosh(x));
    if (x < -1) return (n % 2 === 1 ? 1 : -1) * Math.cosh(order * Math.acosh(-x));
    return Math.cos(order * Math.acos(x));
  });
  const window = build(n, (i) =>
    spectrum.reduce((sum, p, k) => sum + p * Math.cos((2 * Math.PI * k * fromCentre(n, i)) / n), 0),
  );
  const peak = Math.max(...window);
  return window.map((value) => value / peak);
};

/** A shape and the defaults of its parameters; NaN marks one that has to be given. */
export interface WindowShape {
  readonly make: Shape;
  readonly defaults: readonly number[];
}

const REQUIRED = Number.NaN;
const shape = (make: Shape, ...defaults: number[]): WindowShape => ({ make, defaults });
const cosineSum = (...coefficients: number[]): WindowShape => shape((n) => generalCosine(n, coefficients));

/** By scipy's names; general_cosine takes a list and is handled by `getWindow`. */
export const WINDOW_SHAPES = {
  boxcar: shape((n) => build(n, () => 1)),
  triang: shape(triang),
  bartlett: shape((n) => build(n, (i) => 1 - Math.abs(fromCentre(n, i)) / ((n - 1) / 2))),
  hann: cosineSum(0.5, 0.5),
  hamming: cosineSum(0.54, 0.46),
  blackman: cosineSum(0.42, 0.5, 0.08),
  nuttall: cosineSum(0.3635819, 0.4891775, 0.1365995, 0.0106411),
  blackmanharris: cosineSum(0.35875, 0.48829, 0.14128, 0.01168),
  flattop: cosineSum(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
  parzen: shape(parzen),
  bohman: shape(bohman),
  barthann: shape((n) =>
    build(n, (i) => {
      const u = Math.abs(i / (n - 1) - 0.5);
      return 0.62 - 0.48 * u + 0.38 * Math.cos(2 * Math.PI * u);
    }),
  ),
  cosine: shape((n) => build(n, (i) => Math.sin((Math.PI / n) * (i + 0.5)))),
  lanczos: shape((n) =>
    build(n, (i) => {
      const u = (Math.PI * 2 * fromCentre(n, i)) / (n - 1);
      return u === 0 ? 1 : Math.sin(u) / u;
    }),
  ),
  tukey: shape(tukey, 0.5),
  kaiser: shape(kaiser, REQUIRED),
  kaiser_bessel_derived: shape(kaiserBesselDerived, REQUIRED),
  gaussian: shape((n, std) => build(n, (i) => Math.exp(-(fromCentre(n, i) ** 2) / (2 * std ** 2))), REQUIRED),
  general_gaussian: shape(
    (n, power, sigma) => build(n, (i) => Math.exp(-0.5 * Math.abs(fromCentre(n, i) / sigma) ** (2 * power))),
    REQUIRED,
    REQUIRED,
  ),
  general_hamming: shape((n, alpha) => generalCosine(n, [alpha, 1 - alpha]), REQUIRED),
  // The centre is the middle unless given; null stands for the default.
  exponential: shape(
    (n, center, tau) => build(n, (i) => Math.exp(-Math.abs(i - (center === -1 ? (n - 1) / 2 : center)) / tau)),
    -1,
    1,
  ),
  taylor: shape(taylor, 4, 30, 1),
  chebwin: shape(chebwin, REQUIRED),
  dpss: shape(dpss, REQUIRED),
} satisfies Record<string, WindowShape>;

/** scipy's other names of the same windows. */
export const WINDOW_ALIASES = {
  box: "boxcar",
  ones: "boxcar",
  rect: "boxcar",
  rectangular: "boxcar",
  tri: "triang",
  triangle: "triang",
  bart: "bartlett",
  brt: "bartlett",
  han: "hann",
  ham: "hamming",
  hamm: "hamming",
  black: "blackman",
  blk: "blackman",
  nut: "nuttall",
  nutl: "nuttall",
  blackharr: "blackmanharris",
  bkh: "blackmanharris",
  flat: "flattop",
  flt: "flattop",
  par: "parzen",
  parz: "parzen",
  bman: "bohman",
  bmn: "bohman",
  brthan: "barthann",
  bth: "barthann",
  halfcosine: "cosine",
  sinc: "lanczos",
  tuk: "tukey",
  ksr: "kaiser",
  kbd: "kaiser_bessel_derived",
  "kaiser bessel derived": "kaiser_bessel_derived",
  gauss: "gaussian",
  gss: "gaussian",
  "general gaussian": "general_gaussian",
  "general gauss": "general_gaussian",
  general_gauss: "general_gaussian",
  ggs: "general_gaussian",
  "general hamming": "general_hamming",
  "general cosine": "general_cosine",
  poisson: "exponential",
  taylorwin: "taylor",
  cheb: "chebwin",
} as const satisfies Record<string, keyof typeof WINDOW_SHAPES | "general_cosine">;
