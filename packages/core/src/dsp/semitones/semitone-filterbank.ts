import { ParameterError } from "../../errors/index.js";
import { checkList, checkPositive } from "../checks.js";
import { iirfilter, type FilterForms } from "../filters/design/index.js";
import { midiToHz } from "../frequency-units.js";
import { bandpassOrder, type OrderedFamily } from "./bandpass-order.js";

/** A note's frequency and the rate at which it is filtered, both in Hz, for each filter. */
export interface SemitoneFrequencies {
  readonly centerFreqs: Float64Array;
  readonly sampleRates: Float64Array;
}

/**
 * The 85 semitones from C1 to C8 and the rates at which they are filtered: the lower a note, the lower its rate.
 *
 * @param tuning  deviation from A440 in semitones (default 0)
 * @returns `centerFreqs` and `sampleRates`, Hz, 85 values each: 882 Hz below C4, 4410 Hz below A#6, then 22050 Hz
 * @throws ParameterError  tuning not finite
 * @source librosa.filters.mr_frequencies; Müller 2007
 * @example mrFrequencies(0).centerFreqs[45] // 440
 */
export function mrFrequencies(tuning = 0): SemitoneFrequencies {
  if (!Number.isFinite(tuning)) throw new ParameterError(`mrFrequencies: tuning=${tuning} must be a finite number.`);
  return {
    centerFreqs: Float64Array.from({ length: 85 }, (_, i) => midiToHz(24 + i + tuning)),
    sampleRates: Float64Array.from({ length: 85 }, (_, i) => (i < 36 ? 882 : i < 70 ? 4410 : 22050)),
  };
}

export interface SemitoneFilterbankOptions<Form extends "ba" | "sos"> {
  /** Hz, > 0, with sampleRates (default: `mrFrequencies(tuning)`). */
  readonly centerFreqs?: ArrayLike<number>;
  /** Hz, > 0, one for each frequency. */
  readonly sampleRates?: ArrayLike<number>;
  /** Deviation from A440 in semitones, of the default frequencies (default 0). */
  readonly tuning?: number;
  /** How the filters are given (default "ba"). */
  readonly flayout?: Form;
  /** Centre frequency over bandwidth, > 1 (default 25). */
  readonly Q?: number;
  /** dB by which the pass band may sink (default 1). */
  readonly passbandRipple?: number;
  /** dB by which the stop band sinks at least (default 50). */
  readonly stopbandAttenuation?: number;
  /** Family (default "ellip"). */
  readonly ftype?: OrderedFamily;
}

/**
 * Recursive band-passes, one for each semitone, each at a rate that suits it.
 *
 * @param options.centerFreqs  Hz, with sampleRates (default: the 85 semitones of `mrFrequencies`)
 * @param options.sampleRates  Hz, as many
 * @param options.tuning       deviation in semitones, of the default frequencies (default 0)
 * @param options.flayout      "ba" (default) or "sos", which is the more exact one
 * @param options.Q            centre frequency over bandwidth, > 1 (default 25)
 * @param options.passbandRipple       dB, > 0 (default 1)
 * @param options.stopbandAttenuation  dB, above passbandRipple, reached a bandwidth from the centre (default 50)
 * @param options.ftype        "ellip" (default), "cheby1", "cheby2" or "butter"
 * @returns `filters`, in double precision on the host, and their `sampleRates` in Hz. No gradient
 * @throws ParameterError  a band reaches half its rate, lists of unlike lengths, or a number out of range
 * @source librosa.filters.semitone_filterbank, 0.11
 * @example semitoneFilterbank({ flayout: "sos" }).filters.length // 85
 */
export function semitoneFilterbank<Form extends "ba" | "sos" = "ba">(
  options: SemitoneFilterbankOptions<Form> = {},
): { readonly filters: FilterForms[Form][]; readonly sampleRates: Float64Array } {
  return semitoneFilters("semitoneFilterbank", options);
}

/** The same under the name of the caller. */
export function semitoneFilters<Form extends "ba" | "sos">(op: string, options: SemitoneFilterbankOptions<Form>) {
  const { flayout = "ba", Q = 25, passbandRipple: ripple = 1, stopbandAttenuation: attenuation = 50, ftype = "ellip" } = options; // prettier-ignore
  const { centerFreqs, sampleRates } = frequenciesOf(op, options);
  if (flayout !== "ba" && flayout !== "sos")
    throw new ParameterError(`${op}: flayout="${String(flayout)}" must be "sos" or "ba".`);
  if (!["ellip", "cheby1", "cheby2", "butter"].includes(ftype))
    throw new ParameterError(`${op}: ftype="${String(ftype)}" must be "ellip", "cheby1", "cheby2" or "butter".`);
  if (!(Q > 1 && Q < Infinity)) throw new ParameterError(`${op}: Q=${Q} must be a finite number > 1. 25 is usual.`);
  checkPositive(op, "passbandRipple", ripple);
  checkPositive(op, "stopbandAttenuation", attenuation);
  if (attenuation <= ripple)
    throw new ParameterError(
      `${op}: stopbandAttenuation=${attenuation} dB must be above passbandRipple=${ripple} dB. 50 and 1 are usual.`,
    );
  const filters = Array.from(centerFreqs, (centre, i) => {
    const [nyquist, width] = [sampleRates[i] / 2, centre / Q];
    if (centre + width >= nyquist)
      throw new ParameterError(
        `${op}: the band around ${centre.toFixed(1)} Hz reaches ${(centre + width).toFixed(1)} Hz, but must end below half its rate, ${nyquist} Hz. Raise the rate.`,
      );
    const pass = [(centre - width / 2) / nyquist, (centre + width / 2) / nyquist] as const;
    const stop = [(centre - width) / nyquist, (centre + width) / nyquist] as const;
    const { N, Wn } = bandpassOrder(ftype, { pass, stop, ripple, attenuation });
    return iirfilter(N, Wn, { ftype, rp: ripple, rs: attenuation, btype: "bandpass", output: flayout as Form });
  });
  return { filters, sampleRates };
}

function frequenciesOf(op: string, options: SemitoneFilterbankOptions<"ba" | "sos">): SemitoneFrequencies {
  const { centerFreqs, sampleRates, tuning } = options;
  if (centerFreqs === undefined && sampleRates === undefined) return mrFrequencies(tuning);
  checkList(op, "centerFreqs", centerFreqs);
  checkList(op, "sampleRates", sampleRates);
  const [centres, rates] = [Float64Array.from(centerFreqs!), Float64Array.from(sampleRates!)];
  if (centres.length !== rates.length || centres.length === 0)
    throw new ParameterError(
      `${op}: centerFreqs has ${centres.length} value(s) and sampleRates ${rates.length}, but each filter needs one of both.`,
    );
  centres.forEach((hz, i) => checkPositive(op, `centerFreqs[${i}]`, hz));
  rates.forEach((hz, i) => checkPositive(op, `sampleRates[${i}]`, hz));
  return { centerFreqs: centres, sampleRates: rates };
}
