import { ParameterError } from "../../errors/index.js";
import { fromTypedArray, indexSelect, stack } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../checks.js";
import type { SecondOrderSections, TransferFunction } from "../filters/design/index.js";
import { filtfilt } from "../filters/filtfilt.js";
import { sosfiltfilt } from "../filters/sosfiltfilt.js";
import { checkPadMode, fixLength, padSignal, type SignalPadMode } from "../pad-signal.js";
import { resample, type ResampleType } from "../resample/index.js";
import { roundHalfEven } from "../round-half-even.js";
import { semitoneFilters, type SemitoneFilterbankOptions } from "./semitone-filterbank.js";

export interface IirtOptions extends SemitoneFilterbankOptions<"ba" | "sos"> {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples of a frame, integer ≥ 1 (default 2048). */
  readonly winLength?: number;
  /** Samples, integer ≥ 1 (default winLength / 4). */
  readonly hopLength?: number;
  /** Frame t is centred on sample t · hopLength (default true). */
  readonly center?: boolean;
  /** How the ends are padded when centred (default "constant"). */
  readonly padMode?: SignalPadMode;
  /** How the rate is lowered (default "soxr_hq"). */
  readonly resType?: ResampleType;
}

/**
 * Time-frequency representation by recursive filters: the energy of each semitone in each frame, filtered forwards and backwards
 * at a rate that suits the note.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.winLength   samples, integer ≥ 1 (default 2048); hopLength (default winLength / 4), center (default true)
 * @param options.padMode     ends when centred (default "constant")
 * @param options.tuning      deviation from A440 in semitones (default 0)
 * @param options.flayout     "sos" (default) or "ba", which needs float64
 * @param options.resType     as `resample` (default "soxr_hq")
 * @param options             centerFreqs, sampleRates, Q, passbandRipple, stopbandAttenuation, ftype as `semitoneFilterbank`
 * @returns real, [..., filters, frames], unit of y squared times samples at the rate of y, ≥ 0; 85 filters by default. Silence
 *          gives 0. On the CPU the filters run in double precision
 * @throws ParameterError  the signal is shorter than a frame or than the filters need, or a number out of range
 * @source librosa.iirt, 0.11; Müller 2007
 * @example iirt(y, { centerFreqs: [440], sampleRates: [4410] }).shape // [1, 22]
 */
export function iirt(y: Tensor, options: IirtOptions = {}): Tensor {
  const op = "iirt";
  checkSignal(op, y);
  const { sampleRate = 22050, winLength = 2048, center = true, padMode = "constant", resType = "soxr_hq", flayout = "sos" } = options; // prettier-ignore
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "winLength", winLength, 1);
  const hopLength = options.hopLength ?? Math.floor(winLength / 4);
  checkInteger(op, "hopLength", hopLength, 1);
  checkPadMode(op, padMode);
  const { filters, sampleRates } = semitoneFilters(op, { ...options, flayout });
  const half = Math.floor(winLength / 2);
  const padded = center ? padSignal(op, y, { before: half, after: half, mode: padMode }) : y;
  const frames = 1 + Math.floor((padded.shape.at(-1)! - winLength) / hopLength);
  if (frames < 1)
    throw new ParameterError(
      `${op}: winLength=${winLength} must be at most the ${padded.shape.at(-1)} samples. Use a shorter window.`,
    );
  // The poles lie so close to the unit circle that single precision moves them.
  const exact = y.device === "cpu" ? padded.to("float64") : padded;
  const atRate = new Map<number, Tensor>();
  const energies = filters.map((filter, i) => {
    const rate = sampleRates[i];
    const x = atRate.get(rate) ?? resample(exact, { origSr: sampleRate, targetSr: rate, resType });
    atRate.set(rate, x);
    const factor = sampleRate / rate;
    const width = roundHalfEven(winLength / factor);
    if (width < 1)
      throw new ParameterError(`${op}: winLength=${winLength} holds no sample at ${rate} Hz. Use a longer window.`);
    return frameEnergies(filtered(x, filter), frames, hopLength / factor, width).mul(factor);
  });
  return stack(energies, -2).to(y.dtype);
}

function filtered(x: Tensor, filter: SecondOrderSections | TransferFunction): Tensor {
  if (Array.isArray(filter)) return sosfiltfilt(x, filter);
  return filtfilt(x, Array.from(filter.a), Array.from(filter.b), { padType: "odd", clamp: false });
}

/** Σ x² over `width` samples, from every `hop`th on, which need not be a whole number. */
function frameEnergies(x: Tensor, frames: number, hop: number, width: number): Tensor {
  const within = Math.ceil((x.shape.at(-1)! - width) / hop);
  const long = within < frames ? fixLength(x, Math.ceil(frames * hop) + width) : x;
  const starts = Int32Array.from({ length: frames }, (_, t) => roundHalfEven(t * hop));
  const index = fromTypedArray(starts, [frames], { device: x.device });
  return indexSelect(long.square().unfold(-1, width, 1), -2, index).sum(-1);
}
