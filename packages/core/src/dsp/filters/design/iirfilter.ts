// Classical recursive filters: an analog prototype, moved to its band and made digital.
import { ParameterError } from "../../../errors/index.js";
import { checkPositive } from "../../checks.js";
import { bilinearZpk, lp2bpZpk, lp2bsZpk, lp2hpZpk, lp2lpZpk } from "./band-transforms.js";
import { besselap, type BesselNorm } from "./besselap.js";
import { zpk2tf, type SecondOrderSections, type TransferFunction, type ZerosPolesGain } from "./forms.js";
import { buttap, cheb1ap, cheb2ap, ellipap } from "./prototypes.js";
import { zpk2sos } from "./zpk2sos.js";

export type BandType = "lowpass" | "highpass" | "bandpass" | "bandstop";

/** What a design is given as, by the name of the form. */
export interface FilterForms {
  readonly ba: TransferFunction;
  readonly zpk: ZerosPolesGain;
  readonly sos: SecondOrderSections;
}

export interface DesignOptions<Form extends keyof FilterForms> {
  /** Which frequencies pass or stop (default "lowpass"). */
  readonly btype?: BandType;
  /** A filter in s, with Wn in rad/s (default false). */
  readonly analog?: boolean;
  /** Numerator and denominator, zeros, poles and gain, or second-order sections (default "ba"). */
  readonly output?: Form;
  /** Sampling frequency in Hz, in which Wn is then given (default 2: Wn is a fraction of the Nyquist frequency). */
  readonly fs?: number;
}

/** Edges: one for lowpass and highpass, two for bandpass and bandstop. */
export type Edges = number | readonly number[];

/**
 * Butterworth filter: as flat as can be, -3 dB at its edges.
 *
 * @param N   order, integer ≥ 0; twice that for a band
 * @param Wn  edge, or [lower, upper] for a band; of the Nyquist frequency, in Hz with fs, in rad/s of an analog filter
 * @param options.btype   "lowpass", "highpass", "bandpass" or "bandstop" (default "lowpass")
 * @param options.analog  design in s (default false)
 * @param options.output  "ba", "zpk" or "sos" (default "ba"; take "sos" for orders above about 6)
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns { b, a }, { z, p, k } or rows of sections, in double precision on the host. No gradient
 * @throws ParameterError  N, Wn or an option out of range
 * @source scipy.signal.butter
 * @example sosfilt(y, butter(4, 1000, { fs: 22050, output: "sos" }))
 */
export function butter<Form extends keyof FilterForms = "ba">(
  N: number,
  Wn: Edges,
  options: DesignOptions<Form> = {},
): FilterForms[Form] {
  return design("butter", buttap(N), Wn, options);
}

/**
 * Chebyshev filter with ripples in its pass band.
 *
 * @param N   order, integer ≥ 0; twice that for a band
 * @param rp  ripple of the pass band, dB, > 0
 * @param Wn  edge of the pass band, or [lower, upper]; units as in butter
 * @param options.btype   as in butter (default "lowpass")
 * @param options.analog  design in s (default false)
 * @param options.output  "ba", "zpk" or "sos" (default "ba")
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns as butter
 * @throws ParameterError  N, rp, Wn or an option out of range
 * @source scipy.signal.cheby1
 * @example cheby1(4, 1, 0.3, { output: "sos" }).length // 2
 */
export function cheby1<Form extends keyof FilterForms = "ba">(
  N: number,
  rp: number,
  Wn: Edges,
  options: DesignOptions<Form> = {},
): FilterForms[Form] {
  return design("cheby1", cheb1ap(N, rp), Wn, options);
}

/**
 * Chebyshev filter with ripples in its stop band.
 *
 * @param N   order, integer ≥ 0; twice that for a band
 * @param rs  attenuation of the stop band, dB, > 0
 * @param Wn  edge of the stop band, or [lower, upper]; units as in butter
 * @param options.btype   as in butter (default "lowpass")
 * @param options.analog  design in s (default false)
 * @param options.output  "ba", "zpk" or "sos" (default "ba")
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns as butter
 * @throws ParameterError  N, rs, Wn or an option out of range
 * @source scipy.signal.cheby2
 * @example cheby2(4, 40, 0.3, { output: "sos" }).length // 2
 */
export function cheby2<Form extends keyof FilterForms = "ba">(
  N: number,
  rs: number,
  Wn: Edges,
  options: DesignOptions<Form> = {},
): FilterForms[Form] {
  return design("cheby2", cheb2ap(N, rs), Wn, options);
}

/**
 * Elliptic (Cauer) filter: ripples in both bands and the steepest edge of an order.
 *
 * @param N   order, integer ≥ 0; twice that for a band
 * @param rp  ripple of the pass band, dB, > 0
 * @param rs  attenuation of the stop band, dB, > rp
 * @param Wn  edge of the pass band, or [lower, upper]; units as in butter
 * @param options.btype   as in butter (default "lowpass")
 * @param options.analog  design in s (default false)
 * @param options.output  "ba", "zpk" or "sos" (default "ba")
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns as butter
 * @throws ParameterError  N, rp, rs, Wn or an option out of range
 * @source scipy.signal.ellip
 * @example ellip(4, 1, 60, [0.2, 0.4], { btype: "bandpass", output: "sos" }).length // 4
 */
export function ellip<Form extends keyof FilterForms = "ba">(
  N: number,
  rp: number,
  rs: number,
  Wn: Edges,
  options: DesignOptions<Form> = {},
): FilterForms[Form] {
  return design("ellip", ellipap(N, rp, rs), Wn, options);
}

/**
 * Bessel filter: an analog delay as flat as can be, so that the shape of a signal is kept.
 *
 * @param N   order, integer 0…25; twice that for a band
 * @param Wn  edge, or [lower, upper]; units as in butter
 * @param options.norm    what happens at Wn: "phase", "delay" or "mag", see besselap (default "phase")
 * @param options.btype   as in butter (default "lowpass")
 * @param options.analog  design in s (default false)
 * @param options.output  "ba", "zpk" or "sos" (default "ba")
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns as butter
 * @throws ParameterError  N, Wn or an option out of range
 * @source scipy.signal.bessel
 * @example bessel(4, 0.3, { norm: "mag" }).b.length // 5
 */
export function bessel<Form extends keyof FilterForms = "ba">(
  N: number,
  Wn: Edges,
  { norm = "phase", ...options }: DesignOptions<Form> & { readonly norm?: BesselNorm } = {},
): FilterForms[Form] {
  return design("bessel", besselap(N, norm), Wn, options);
}

export interface IirfilterOptions<Form extends keyof FilterForms> extends DesignOptions<Form> {
  /** Ripple of the pass band in dB, for "cheby1" and "ellip". */
  readonly rp?: number;
  /** Attenuation of the stop band in dB, for "cheby2" and "ellip". */
  readonly rs?: number;
  /** Family (default "butter"). */
  readonly ftype?: "butter" | "cheby1" | "cheby2" | "ellip" | "bessel" | "bessel_phase" | "bessel_delay" | "bessel_mag";
}

/**
 * A classical recursive filter of a family given by name.
 *
 * @param N   order, integer ≥ 0; twice that for a band
 * @param Wn  edge, or [lower, upper]; units as in butter
 * @param options.rp      ripple of the pass band, dB, for "cheby1" and "ellip"
 * @param options.rs      attenuation of the stop band, dB, for "cheby2" and "ellip"
 * @param options.btype   as in butter (default "bandpass")
 * @param options.analog  design in s (default false)
 * @param options.ftype   "butter", "cheby1", "cheby2", "ellip", "bessel" ("bessel_phase"), "bessel_delay" or "bessel_mag" (default "butter")
 * @param options.output  "ba", "zpk" or "sos" (default "ba")
 * @param options.fs      sampling frequency, Hz (default 2)
 * @returns as butter
 * @throws ParameterError  N, Wn or an option out of range, or rp or rs missing
 * @source scipy.signal.iirfilter
 * @example iirfilter(2, [0.2, 0.4], { ftype: "cheby1", rp: 1 }).a.length // 5
 */
export function iirfilter<Form extends keyof FilterForms = "ba">(
  N: number,
  Wn: Edges,
  { rp = Number.NaN, rs = Number.NaN, ftype = "butter", btype = "bandpass", ...options }: IirfilterOptions<Form> = {},
): FilterForms[Form] {
  const rest = { ...options, btype };
  if (ftype === "butter") return butter(N, Wn, rest);
  if (ftype === "cheby1") return cheby1(N, rp, Wn, rest);
  if (ftype === "cheby2") return cheby2(N, rs, Wn, rest);
  if (ftype === "ellip") return ellip(N, rp, rs, Wn, rest);
  if (ftype === "bessel" || ftype === "bessel_phase") return bessel(N, Wn, rest);
  if (ftype === "bessel_delay") return bessel(N, Wn, { ...rest, norm: "delay" });
  if (ftype === "bessel_mag") return bessel(N, Wn, { ...rest, norm: "mag" });
  throw new ParameterError(
    `iirfilter: ftype="${String(ftype)}" must be "butter", "cheby1", "cheby2", "ellip" or "bessel" (with _phase, _delay, _mag).`,
  );
}

function design<Form extends keyof FilterForms>(
  op: string,
  prototype: ZerosPolesGain,
  Wn: Edges,
  { btype = "lowpass", analog = false, output, fs }: DesignOptions<Form>,
): FilterForms[Form] {
  const form: keyof FilterForms = output ?? "ba";
  if (form !== "ba" && form !== "zpk" && form !== "sos")
    throw new ParameterError(`${op}: output="${String(form)}" must be "ba", "zpk" or "sos".`);
  const edges = checkEdges(op, Wn, btype, analog, fs);
  // At a rate of 2 the bilinear transform takes tan(π·f / 2)·4 to f: the edges are put where it brings them back.
  const moved = moveBand(prototype, btype, analog ? edges : edges.map((f) => 4 * Math.tan((Math.PI * f) / 2)));
  const system = analog ? moved : bilinearZpk(moved, 2);
  const result = form === "zpk" ? system : form === "ba" ? zpk2tf(system) : zpk2sos(system, { analog });
  return result as FilterForms[Form];
}

/** The edges as rad/s (analog) or fractions of the Nyquist frequency. */
function checkEdges(op: string, Wn: Edges, btype: BandType, analog: boolean, fs: number | undefined): number[] {
  if (!["lowpass", "highpass", "bandpass", "bandstop"].includes(btype))
    throw new ParameterError(
      `${op}: btype="${String(btype)}" must be "lowpass", "highpass", "bandpass" or "bandstop".`,
    );
  if (fs !== undefined) checkPositive(op, "fs", fs);
  if (fs !== undefined && analog) throw new ParameterError(`${op}: fs=${fs} means nothing to an analog filter. Leave it out.`); // prettier-ignore
  const given = typeof Wn === "number" ? [Wn] : Array.from(Wn);
  const count = btype === "lowpass" || btype === "highpass" ? 1 : 2;
  if (given.length !== count || (count === 2 && !(given[0] < given[1])))
    throw new ParameterError(
      `${op}: Wn=[${given.join(", ")}] must be ${count === 1 ? "one edge" : "two increasing edges"} for btype="${btype}".`,
    );
  const limit = analog ? Infinity : (fs ?? 2) / 2;
  if (given.some((edge) => !(edge > 0 && edge < limit)))
    throw new ParameterError(`${op}: Wn=[${given.join(", ")}] must lie between 0 and ${analog ? "infinity" : limit}.`);
  return analog ? given : given.map((edge) => edge / limit);
}

function moveBand(prototype: ZerosPolesGain, btype: BandType, edges: readonly number[]): ZerosPolesGain {
  if (btype === "lowpass") return lp2lpZpk(prototype, { wo: edges[0] });
  if (btype === "highpass") return lp2hpZpk(prototype, { wo: edges[0] });
  const band = { wo: Math.sqrt(edges[0] * edges[1]), bw: edges[1] - edges[0] };
  return btype === "bandpass" ? lp2bpZpk(prototype, band) : lp2bsZpk(prototype, band);
}
