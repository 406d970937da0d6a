// The lowest order of a recursive band-pass that passes one band and stops outside another.
import { completeIntegral } from "../filters/design/elliptic.js";

export type OrderedFamily = "butter" | "cheby1" | "cheby2" | "ellip";

export interface Bands {
  /** Edges as shares of the Nyquist frequency: 0 < stop[0] < pass[0] < pass[1] < stop[1] < 1. */
  readonly pass: readonly [number, number];
  readonly stop: readonly [number, number];
  /** dB by which the pass band may sink, and the stop band must. */
  readonly ripple: number;
  readonly attenuation: number;
}

/** Order and edges, as `iirfilter` takes them. */
export interface OrderedBand {
  readonly N: number;
  readonly Wn: readonly [number, number];
}

const warp = (share: number): number => Math.tan((Math.PI * share) / 2);
const unwarp = (tangent: number): number => (2 / Math.PI) * Math.atan(tangent);

export function bandpassOrder(family: OrderedFamily, { pass, stop, ripple, attenuation }: Bands): OrderedBand {
  const [low, high] = pass.map(warp);
  // Where the edges of the stop band lie for the low-pass prototype.
  const nearest = Math.min(...stop.map(warp).map((w) => Math.abs((w * w - low * high) / (w * (low - high)))));
  const [loss, wanted] = [ripple, attenuation].map((db) => Math.expm1((Math.LN10 / 10) * db));
  const steepness = Math.acosh(Math.sqrt(wanted / loss));
  /** Edges of the band that is `factor` times as wide around the same centre. */
  const widened = (factor: number): readonly [number, number] => {
    const half = (factor * (high - low)) / 2;
    const centre = Math.sqrt(half * half + low * high);
    return [unwarp(centre - half), unwarp(centre + half)];
  };
  switch (family) {
    case "butter": {
      const N = Math.ceil(Math.log10(wanted / loss) / (2 * Math.log10(nearest)));
      return { N, Wn: widened(loss ** (-1 / (2 * N))) };
    }
    case "cheby1":
      return { N: Math.ceil(steepness / Math.acosh(nearest)), Wn: [pass[0], pass[1]] };
    case "cheby2": {
      const N = Math.ceil(steepness / Math.acosh(nearest));
      return { N, Wn: widened(Math.cosh(steepness / N)) };
    }
    case "ellip": {
      const ratio = (m: number): number => completeIntegral(1 - m) / completeIntegral(m);
      return { N: Math.ceil(ratio(1 / nearest ** 2) / ratio(loss / wanted)), Wn: [pass[0], pass[1]] };
    }
  }
}
