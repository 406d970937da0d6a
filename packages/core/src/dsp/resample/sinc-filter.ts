// Windowed sinc filters between the samples, in double precision.
import { ParameterError } from "../../errors/index.js";
import { besselI0 } from "../window-shapes.js";
import type { ResampleFilter } from "./polyphase.js";

/** A low-pass at the lower of both rates. */
export interface SincShape {
  /** Zero crossings of the sinc on either side. */
  readonly crossings: number;
  /** Cutoff as a share of the lower Nyquist frequency. */
  readonly rolloff: number;
  /** Beta of a Kaiser window; without it a Hann window. */
  readonly beta?: number;
}

/** Kaiser's formulas for a pass band up to `pass`, a share of the Nyquist frequency, and a stop band from there on. */
export function kaiserShape(pass: number, attenuationDb: number): SincShape {
  const rolloff = (1 + pass) / 2;
  const halfWidth = (attenuationDb - 7.95) / (2 * 2.285 * Math.PI * (1 - pass));
  return { crossings: halfWidth * rolloff, rolloff, beta: 0.1102 * (attenuationDb - 8.7) };
}

/** sin π(whole + rest) without the error of a large argument. */
function sinePi(x: number): number {
  const whole = Math.round(x);
  return (whole % 2 === 0 ? 1 : -1) * Math.sin(Math.PI * (x - whole));
}

/** The filter for the reduced ratio up / down. */
export function sincFilter(up: number, down: number, { crossings, rolloff, beta }: SincShape): ResampleFilter {
  // Zero crossings per step of 1 / up input sample.
  const density = (Math.min(1, up / down) * rolloff) / up;
  const gain = density * up;
  const peak = beta === undefined ? 1 : besselI0(beta);
  const weight = (step: number): number => {
    const t = step * density;
    const u = t / crossings;
    if (Math.abs(u) >= 1) return 0;
    const window = beta === undefined ? Math.cos((Math.PI / 2) * u) ** 2 : besselI0(beta * Math.sqrt(1 - u * u)) / peak;
    return gain * window * (t === 0 ? 1 : sinePi(t) / (Math.PI * t));
  };
  return { up, down, reach: Math.floor(crossings / density), weight };
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * up / down of two rates: exact where both are integers, else the simplest fraction that is off by less than a thousandth of
 * a sample at the end of `length` outputs.
 */
export function ratioOf(op: string, origSr: number, targetSr: number, length: number): { up: number; down: number } {
  if (Number.isInteger(origSr) && Number.isInteger(targetSr)) {
    const shared = divisor(origSr, targetSr);
    return { up: targetSr / shared, down: origSr / shared };
  }
  // Continued fraction of down / up.
  const wanted = origSr / targetSr;
  let [down, up, lastDown, lastUp] = [Math.floor(wanted), 1, 1, 0];
  let rest = wanted - down;
  while (down === 0 || (Math.abs(down / up - wanted) * length > 1e-3 && rest > 1e-12)) {
    const whole = Math.floor(1 / rest);
    rest = 1 / rest - whole;
    [down, lastDown] = [whole * down + lastDown, down];
    [up, lastUp] = [whole * up + lastUp, up];
    if (!Number.isSafeInteger(up * length))
      throw new ParameterError(`${op}: targetSr=${targetSr} is too far from origSr=${origSr}. Resample in two steps.`);
  }
  return { up, down };
}
