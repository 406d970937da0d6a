import { ParameterError, ShapeError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import { formatShape, isComplex, toRealDType, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { fftFrequencies } from "../frequency-units.js";
import { fftWindow, resolveLengths, stft, type StftOptions } from "../stft.js";

export interface ReassignedSpectrogramOptions extends StftOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** The stft of y with the same options, where it is known already, complex, [..., bins, frames]. */
  readonly S?: Tensor;
  /** Move values along the frequencies (default true). */
  readonly reassignFrequencies?: boolean;
  /** Move values along time (default true). */
  readonly reassignTimes?: boolean;
  /** Power below which a value has no place of its own, ≥ 0, or a function of the powers (default 1e-6). */
  readonly refPower?: number | ((power: Tensor) => Tensor);
  /** Leave such values at their bin and frame rather than at NaN (default false). */
  readonly fillNan?: boolean;
  /** Keep places within 0…sampleRate / 2 and the signal's duration (default true). */
  readonly clip?: boolean;
}

/** Where each value of a spectrogram belongs. */
export interface ReassignedSpectrogram {
  /** Hz, [..., bins, frames]. */
  readonly freqs: Tensor;
  /** Seconds, [..., bins, frames]. */
  readonly times: Tensor;
  /** Magnitudes, [..., bins, frames], unit of y. */
  readonly mags: Tensor;
}

/** Differences between the neighbours of each sample of a periodic window. */
const slopeOf = (window: Float64Array): Float64Array =>
  window.map((_, i) => (window[(i + 1) % window.length] - window.at(i - 1)!) / 2);

/** The window weighted by the time from its middle, in samples. */
function timesOf(window: Float64Array): Float64Array {
  const n = window.length;
  const middle = n % 2 === 0 ? n / 2 - 0.5 : (n - 1) / 2;
  return window.map((value, i) => value * (i - middle));
}

function checkOptions(y: Tensor, options: ReassignedSpectrogramOptions): void {
  const op = "reassignedSpectrogram";
  checkSignal(op, y);
  const { sampleRate = 22050, reassignFrequencies = true, reassignTimes = true, refPower = 1e-6, S } = options;
  checkPositive(op, "sampleRate", sampleRate);
  if (typeof refPower !== "function" && !(refPower >= 0))
    throw new ParameterError(`${op}: refPower=${String(refPower)} must be a number ≥ 0 or a function of the powers.`);
  if (!reassignFrequencies && !reassignTimes)
    throw new ParameterError(
      `${op}: reassignFrequencies=false leaves nothing to do with reassignTimes=false. Use stft.`,
    );
  if (S !== undefined && !isComplex(S.dtype))
    throw new ShapeError(`${op}: S ${S.dtype} ${formatShape(S.shape)} must be complex, as stft gives it.`);
}

/**
 * Spectrogram with the time and frequency at which the energy of each value really is: the centre of gravity that the
 * phase shows, rather than the middle of bin and frame.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate           Hz (default 22050)
 * @param options.nFft                 samples (default 2048); hopLength (default winLength / 4), winLength, window, center, padMode as `stft`
 * @param options.S                    the stft of y with the same options (default: computed)
 * @param options.reassignFrequencies  false: the bins' frequencies (default true)
 * @param options.reassignTimes        false: the frames' times (default true)
 * @param options.refPower             power below which a value has no place, ≥ 0, or a function of the powers (default 1e-6)
 * @param options.fillNan              such values stay at their bin and frame (default false: NaN)
 * @param options.clip                 places stay within spectrum and signal (default true)
 * @returns { freqs, times, mags }: Hz, seconds and unit of y, each [..., bins, frames]. Silence gives NaN places, or the
 *          bins' and frames' with fillNan. Gradients pass through all three
 * @throws ParameterError  a number out of range, or nothing to reassign; ShapeError: S is not the stft's shape
 * @source librosa.reassigned_spectrogram; Flandrin, Auger & Chassande-Mottin 2002, equations 5.20 and 5.23
 * @example reassignedSpectrogram(y, { nFft: 512, fillNan: true }).freqs.shape // [257, 87]
 */
export function reassignedSpectrogram(y: Tensor, options: ReassignedSpectrogramOptions = {}): ReassignedSpectrogram {
  checkOptions(y, options);
  const { sampleRate = 22050, S, refPower = 1e-6, fillNan = false, clip = true, ...rest } = options;
  const {
    reassignFrequencies = true,
    reassignTimes = true,
    window = "hann",
    center = true,
    padMode = "constant",
  } = rest;
  const { nFft, winLength, hopLength } = resolveLengths("reassignedSpectrogram", rest);
  const taper = fftWindow(window, winLength, nFft);
  const through = (shape: Float64Array): Tensor => stft(y, { nFft, hopLength, center, padMode, window: shape });
  const spectrum = S ?? through(taper);
  const mags = spectrum.abs();
  const real = toRealDType(spectrum.dtype);

  const level = typeof refPower === "function" ? refPower(mags.detach().square()).sqrt() : Math.sqrt(refPower);
  const fixed = mags.detach();
  const placeless = fixed.lt(level).logicalOr(fixed.eq(0));
  const size = where(placeless, 1, mags);
  /** Real and imaginary part of another transform over this one. */
  const over = (other: Tensor): { re: Tensor; im: Tensor } => {
    if (formatShape(other.shape) !== formatShape(spectrum.shape))
      throw new ShapeError(
        `reassignedSpectrogram: S ${formatShape(spectrum.shape)} must have the shape ${formatShape(other.shape)} of the stft of y.`,
      );
    const [a, b, c, d] = [other.real(), other.imag(), spectrum.real(), spectrum.imag()].map((part) => part.div(size));
    return { re: a.mul(c).add(b.mul(d)), im: b.mul(c).sub(a.mul(d)) };
  };
  const [bins, frames] = spectrum.shape.slice(-2);
  const hz = constant(fftFrequencies({ sampleRate, nFft }), [bins, 1], real, y.device);
  const start = center ? 0 : Math.floor(nFft / 2);
  const at = Float64Array.from({ length: frames }, (_, t) => (t * hopLength + start) / sampleRate);
  const seconds = constant(at, [1, frames], real, y.device);
  const place = (own: Tensor, grid: Tensor, most: number): Tensor => {
    const filled = where(placeless, fillNan ? grid : NaN, own);
    return clip ? filled.clamp({ min: 0, max: most }) : filled;
  };
  const freqs = (): Tensor => hz.sub(over(through(slopeOf(taper))).im.mul(sampleRate / (2 * Math.PI)));
  const times = (): Tensor => seconds.add(over(through(timesOf(taper))).re.div(sampleRate));
  return {
    freqs: reassignFrequencies ? place(freqs(), hz, sampleRate / 2) : hz.expand(spectrum.shape),
    times: reassignTimes ? place(times(), seconds, y.shape.at(-1)! / sampleRate) : seconds.expand(spectrum.shape),
    mags,
  };
}
