// Finite filters by the window method.
import { ParameterError } from "../../../errors/index.js";
import { checkInteger, checkPositive } from "../../checks.js";
import { windowValues, type WindowSpec } from "../../get-window.js";

export interface FirwinOptions {
  /** Width of the transition, in the unit of cutoff: sets a Kaiser window instead of `window`. */
  readonly width?: number;
  /** (default "hamming") */
  readonly window?: WindowSpec;
  /** Whether 0 Hz passes, or the type by name (default true). */
  readonly passZero?: boolean | "lowpass" | "highpass" | "bandpass" | "bandstop";
  /** Make the response exactly 1 in the middle of the first pass band (default true). */
  readonly scale?: boolean;
  /** Sampling frequency, in whose unit cutoff is given (default 2). */
  readonly fs?: number;
}

/**
 * Coefficients of a finite filter (FIR) with linear phase, by the window method.
 *
 * @param numtaps  coefficients, integer ≥ 1; odd if the Nyquist frequency passes
 * @param cutoff   edges of the bands, increasing, between 0 and fs / 2
 * @param options.width     width of the transition, unit of cutoff: sets a Kaiser window (default: `window` is used)
 * @param options.window    as in getWindow, symmetric (default "hamming")
 * @param options.passZero  whether 0 Hz passes; or "lowpass", "highpass", "bandpass", "bandstop" (default true)
 * @param options.scale     make the response exactly 1 at 0, at the Nyquist frequency or in the middle of the first pass band (default true)
 * @param options.fs        sampling frequency, in whose unit cutoff is given (default 2)
 * @returns [numtaps] numbers, unitless, in double precision on the host, symmetric
 * @throws ParameterError  numtaps, cutoff or an option out of range
 * @source scipy.signal.firwin
 * @example firwin(3, 0.5)
 */
export function firwin(
  numtaps: number,
  cutoff: number | ArrayLike<number>,
  { width, window = "hamming", passZero = true, scale = true, fs = 2 }: FirwinOptions = {},
): Float64Array {
  checkInteger("firwin", "numtaps", numtaps, 1);
  checkPositive("firwin", "fs", fs);
  const given = typeof cutoff === "number" ? [cutoff] : Array.from(cutoff);
  if (given.length === 0 || given.some((f, i) => !(f > (given[i - 1] ?? 0) && f < fs / 2)))
    throw new ParameterError(`firwin: cutoff=[${given.join(", ")}] must increase between 0 and fs / 2 = ${fs / 2}.`);
  const zeroPasses = passesZero(passZero, given);
  const nyquistPasses = (given.length % 2 === 1) !== zeroPasses;
  if (nyquistPasses && numtaps % 2 === 0)
    throw new ParameterError(
      `firwin: numtaps=${numtaps} must be odd where the Nyquist frequency passes. Use ${numtaps + 1}.`,
    );
  const edges = [...(zeroPasses ? [0] : []), ...given.map((f) => (2 * f) / fs), ...(nyquistPasses ? [1] : [])];
  const spec: WindowSpec =
    width === undefined ? window : ["kaiser", kaiserBeta(kaiserAtten(numtaps, (2 * width) / fs))];
  const taper = windowValues(spec, numtaps, false);
  const fromMiddle = (i: number): number => i - (numtaps - 1) / 2;
  // Every second edge ends a pass band; sin(πfm) / (πm) is the ideal low-pass to f.
  const h = taper.map((weight, i) => {
    const ideal = edges.reduce((sum, f, k) => sum + (k % 2 === 1 ? 1 : -1) * f * sinc(f * fromMiddle(i)), 0);
    return weight * ideal;
  });
  if (!scale) return h;
  const middle = edges[0] === 0 ? 0 : edges[1] === 1 ? 1 : (edges[0] + edges[1]) / 2;
  const response = h.reduce((sum, value, i) => sum + value * Math.cos(Math.PI * fromMiddle(i) * middle), 0);
  return h.map((value) => value / response);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

function passesZero(passZero: NonNullable<FirwinOptions["passZero"]>, cutoff: readonly number[]): boolean {
  if (typeof passZero === "boolean") return passZero;
  if (!["lowpass", "highpass", "bandpass", "bandstop"].includes(passZero))
    throw new ParameterError(
      `firwin: passZero="${String(passZero)}" must be true, false, "lowpass", "highpass", "bandpass" or "bandstop".`,
    );
  const isSingle = passZero === "lowpass" || passZero === "highpass";
  if (isSingle ? cutoff.length !== 1 : cutoff.length < 2)
    throw new ParameterError(
      `firwin: cutoff=[${cutoff.join(", ")}] must hold ${isSingle ? "one edge" : "two edges or more"} for passZero="${passZero}".`,
    );
  return passZero === "lowpass" || passZero === "bandstop";
}

/**
 * Kaiser window's beta for an attenuation of the stop band in dB.
 *
 * @param a  attenuation, dB
 * @returns beta, ≥ 0; 0 for 21 dB or less
 * @source scipy.signal.kaiser_beta
 * @example kaiserBeta(65) // 6.20426
 */
export function kaiserBeta(a: number): number {
  if (a > 50) return 0.1102 * (a - 8.7);
  return a > 21 ? 0.5842 * (a - 21) ** 0.4 + 0.07886 * (a - 21) : 0;
}

/**
 * Attenuation in dB that a Kaiser filter of a length reaches.
 *
 * @param numtaps  coefficients, integer ≥ 1
 * @param width    width of the transition, as a fraction of the Nyquist frequency
 * @returns dB
 * @throws ParameterError  numtaps out of range
 * @source scipy.signal.kaiser_atten
 * @example kaiserAtten(211, 0.0375) // 64.48099
 */
export function kaiserAtten(numtaps: number, width: number): number {
  checkInteger("kaiserAtten", "numtaps", numtaps, 1);
  return 2.285 * (numtaps - 1) * Math.PI * width + 7.95;
}

/**
 * Length and beta of a Kaiser filter for a ripple and a width of the transition.
 *
 * @param ripple  largest deviation in both bands, dB, its magnitude 8 or more
 * @param width   width of the transition, as a fraction of the Nyquist frequency, > 0
 * @returns { numtaps, beta }, unitless
 * @throws ParameterError  ripple or width out of range
 * @source scipy.signal.kaiserord
 * @example kaiserord(65, 0.0375).numtaps // 213
 */
export function kaiserord(ripple: number, width: number): { readonly numtaps: number; readonly beta: number } {
  const a = Math.abs(ripple);
  if (!(a >= 8))
    throw new ParameterError(`kaiserord: ripple=${ripple} must be 8 dB or more. Kaiser's formula ends there.`);
  checkPositive("kaiserord", "width", width);
  return { numtaps: Math.ceil((a - 7.95) / 2.285 / (Math.PI * width) + 1), beta: kaiserBeta(a) };
}
