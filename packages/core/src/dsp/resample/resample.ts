import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../checks.js";
import { fixLength } from "../pad-signal.js";
import { polyphase, type ResampleFilter } from "./polyphase.js";
import { resampleFft } from "./resample-fft.js";
import { polyFilter } from "./resample-poly.js";
import { kaiserShape, ratioOf, sincFilter, type SincShape } from "./sinc-filter.js";

/** How the samples between the samples are found. */
export type ResampleType =
  | "soxr_vhq" | "soxr_hq" | "soxr_mq" | "soxr_lq" | "soxr_qq"
  | "kaiser_best" | "kaiser_fast" | "sinc_interp_hann" | "sinc_interp_kaiser"
  | "sinc_best" | "sinc_medium" | "sinc_fastest" | "linear" | "zero_order_hold"
  | "polyphase" | "fft" | "scipy"; // prettier-ignore

export interface ResampleOptions {
  /** Hz, > 0. */
  readonly origSr: number;
  /** Hz, > 0. */
  readonly targetSr: number;
  /** See {@link resample} (default "soxr_hq"). */
  readonly resType?: ResampleType;
  /** ceil(samples · targetSr / origSr) samples, whatever the method would give (default true). */
  readonly fix?: boolean;
  /** Divide by √(targetSr / origSr), which keeps the total energy (default false). */
  readonly scale?: boolean;
  /** Dimension of time (default -1). */
  readonly dim?: number;
  /** Zero crossings of "sinc_interp_…" on either side, integer ≥ 1 (default 6). */
  readonly lowpassFilterWidth?: number;
  /** Cutoff of "sinc_interp_…" as a share of the lower Nyquist frequency, 0 < rolloff ≤ 1 (default 0.99). */
  readonly rolloff?: number;
  /** Beta of the Kaiser window of "sinc_interp_kaiser", ≥ 0 (default 14.77). */
  readonly beta?: number;
}

/** Pass bands and stop bands of soxr and libsamplerate, and the two filters of resampy that torchaudio's manual gives. */
const SHAPES: Partial<Record<ResampleType, SincShape>> = {
  soxr_vhq: kaiserShape(0.9115, 170),
  soxr_hq: kaiserShape(0.9136, 126),
  soxr_mq: kaiserShape(0.915, 110),
  soxr_lq: kaiserShape(0.676, 104),
  sinc_best: kaiserShape(0.96, 145),
  sinc_medium: kaiserShape(0.9, 121),
  sinc_fastest: kaiserShape(0.8, 97),
  kaiser_best: { crossings: 64, rolloff: 0.9475937167399596, beta: 14.769656459379492 },
  kaiser_fast: { crossings: 16, rolloff: 0.85, beta: 8.555504641634386 },
};

/** Curves through the neighbouring samples, by the distance from an output in input samples. They do not limit the band. */
const CURVES: Partial<Record<ResampleType, { readonly reach: number; readonly weight: (t: number) => number }>> = {
  zero_order_hold: { reach: 1, weight: (t) => (t > -1 && t <= 0 ? 1 : 0) },
  linear: { reach: 1, weight: (t) => 1 - Math.abs(t) },
  // The cubic through four samples (Lagrange).
  soxr_qq: {
    reach: 2,
    weight: (t) => {
      const u = Math.abs(t);
      return u < 1 ? ((1 - u * u) * (2 - u)) / 2 : ((1 - u) * (2 - u) * (3 - u)) / 6;
    },
  },
};

const KNOWN = ["polyphase", "fft", "scipy", "sinc_interp_hann", "sinc_interp_kaiser", ...Object.keys(SHAPES), ...Object.keys(CURVES)]; // prettier-ignore

/** The filter of any method but the Fourier transform, for `length` outputs. */
export function filterOf(
  op: string,
  length: number,
  options: ResampleOptions & { resType: ResampleType },
): ResampleFilter {
  const { origSr, targetSr, resType, lowpassFilterWidth = 6, rolloff = 0.99, beta = 14.769656459379492 } = options;
  const { up, down } = ratioOf(op, origSr, targetSr, length);
  if (resType === "polyphase") return polyFilter({ up, down }, ["kaiser", 5]);
  const curve = CURVES[resType];
  if (curve) return { up, down, reach: curve.reach * up, weight: (step) => curve.weight(step / up) };
  const shape = SHAPES[resType] ?? {
    crossings: lowpassFilterWidth,
    rolloff,
    ...(resType === "sinc_interp_kaiser" && { beta }),
  };
  return sincFilter(up, down, shape);
}

/** Refuses rates, methods and shapes of filters that are none. */
export function checkOptions(op: string, { origSr, targetSr, resType = "soxr_hq", ...options }: ResampleOptions): void {
  checkPositive(op, "origSr", origSr);
  checkPositive(op, "targetSr", targetSr);
  if (!KNOWN.includes(resType))
    throw new ParameterError(`${op}: resType="${String(resType)}" is not known. Use one of ${KNOWN.join(", ")}.`);
  const { lowpassFilterWidth = 6, rolloff = 0.99, beta = 0 } = options;
  checkInteger(op, "lowpassFilterWidth", lowpassFilterWidth, 1);
  if (!(rolloff > 0 && rolloff <= 1))
    throw new ParameterError(`${op}: rolloff=${rolloff} must lie in 0…1. It is a share of the Nyquist frequency.`);
  if (!(beta >= 0 && beta < 700)) throw new ParameterError(`${op}: beta=${beta} must be ≥ 0 and finite, usually 5…15.`);
  if (resType === "polyphase" && !(Number.isInteger(origSr) && Number.isInteger(targetSr)))
    throw new ParameterError(
      `${op}: origSr=${origSr} and targetSr=${targetSr} must be integers for resType="polyphase". Use "soxr_hq".`,
    );
}

/** Samples that n become: those that the method computes, and those that are given, the rest of them zeros. */
export function resampledLengths(
  n: number,
  { origSr, targetSr, resType, fix = true }: ResampleOptions,
): readonly [number, number] {
  // prettier-ignore
  // torchaudio rounds the exact number up, librosa the product with a rounded ratio.
  const above = Math.ceil((n * targetSr) / origSr);
  if (resType === "sinc_interp_hann" || resType === "sinc_interp_kaiser") return [above, above];
  const exact = n * (targetSr / origSr);
  if (resType === "polyphase") return [above, fix ? Math.ceil(exact) : above];
  // resampy rounds down, soxr to the nearest.
  const rounded = resType?.startsWith("kaiser") ? Math.floor(exact) : Math.round(exact);
  const length = fix ? Math.ceil(exact) : Math.max(1, rounded);
  return [length, length];
}

/**
 * The signal at another sample rate.
 *
 * The soxr and libsamplerate names stand for linear-phase Kaiser filters of our own with the same pass band and stop band, so
 * that they agree with those libraries inside the pass band and differ by the transition band: "soxr_vhq" passes up to 91 % of
 * the lower Nyquist frequency and stops 170 dB from there on, "soxr_hq" 91 % and 126 dB, "soxr_mq" 91 % and 110 dB, "soxr_lq"
 * 68 % and 104 dB, "sinc_best", "sinc_medium" and "sinc_fastest" 96, 90 and 80 %. "soxr_qq" (cubic), "linear" and
 * "zero_order_hold" do not limit the band. "kaiser_best" and "kaiser_fast" are resampy's windowed sincs as torchaudio writes
 * them, "sinc_interp_hann" and "sinc_interp_kaiser" those of torchaudio, "polyphase" is `resamplePoly`, "fft" or "scipy"
 * `resampleFft`.
 *
 * @param y        real, [..., samples]
 * @param options.origSr    rate of y, Hz, > 0
 * @param options.targetSr  rate of the result, Hz, > 0; rates that are no integers are met to 1/1000 sample over the signal
 * @param options.resType   (default "soxr_hq")
 * @param options.fix       ceil(samples · targetSr / origSr) samples (default true); false: as the library named rounds
 * @param options.scale     keep the energy instead of the amplitude (default false)
 * @param options.dim       dimension of time (default -1)
 * @param options.lowpassFilterWidth  zero crossings of "sinc_interp_…", integer ≥ 1 (default 6)
 * @param options.rolloff   of "sinc_interp_…", 0 < rolloff ≤ 1 (default 0.99)
 * @param options.beta      of "sinc_interp_kaiser", ≥ 0 (default 14.77)
 * @returns shape of y with ceil(samples · targetSr / origSr) along `dim`, unit of y; y itself at the same rate. Zeros lie beyond
 *          the ends, silence gives silence
 * @throws ParameterError  rates not > 0, unknown resType, "polyphase" between rates that are no integers
 * @source librosa.resample, torchaudio.functional.resample (the lengths of "sinc_interp_…" are torchaudio's)
 * @example resample(y, { origSr: 22050, targetSr: 16000 }).shape // [8000]
 */
export function resample(y: Tensor, options: ResampleOptions = {} as never): Tensor {
  checkSignal("resample", y);
  checkOptions("resample", options);
  const { origSr, targetSr, resType = "soxr_hq", fix = true, scale = false, dim = -1 } = options;
  const d = normalizeDim("resample", dim, y.ndim);
  const n = y.shape[d];
  if (n === 0)
    throw new ShapeError(`resample: y ${formatShape(y.shape)} holds no samples along dim=${dim}. Check the slice.`);
  if (origSr === targetSr) return y;
  const moved = d === y.ndim - 1 ? y : y.transpose(d, -1);
  const found = convert(moved, { ...options, resType, fix });
  const scaled = scale ? found.mul(1 / Math.sqrt(targetSr / origSr)) : found;
  return d === y.ndim - 1 ? scaled : scaled.transpose(d, -1);
}

function convert(y: Tensor, options: ResampleOptions & { resType: ResampleType }): Tensor {
  const n = y.shape.at(-1)!;
  if (options.resType === "fft" || options.resType === "scipy")
    return resampleFft(y, Math.ceil(n * (options.targetSr / options.origSr)));
  const [computed, length] = resampledLengths(n, options);
  return fixLength(polyphase(y, computed, filterOf("resample", computed, options)), length);
}
