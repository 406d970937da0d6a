import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkInteger, checkSignal } from "./checks.js";
import { constant } from "./constant.js";
import { centering } from "./frame.js";
import { windowValues, type WindowSpec } from "./get-window.js";
import { checkPadMode, padSignal, type SignalPadMode } from "./pad-signal.js";
import { complexFrames, type Frames } from "./short-time.js";

export interface StftOptions {
  /** Samples of a frame and points of its DFT, integer ≥ 1, odd allowed (default 2048). */
  readonly nFft?: number;
  /** Samples between frames, integer ≥ 1 (default winLength / 4, rounded down). */
  readonly hopLength?: number;
  /** Samples of the window, 1…nFft; padded with zeros to nFft (default nFft). */
  readonly winLength?: number;
  /** See {@link WindowSpec} (default "hann"). */
  readonly window?: WindowSpec;
  /** Frame t is centred on sample t · hopLength (default true); false: it begins there. */
  readonly center?: boolean;
  /** How the ends are padded when centred (default "constant": zeros). */
  readonly padMode?: SignalPadMode;
}

/** The lengths of a short-time transform with their defaults, checked. */
export function resolveLengths(op: string, options: Pick<StftOptions, "nFft" | "hopLength" | "winLength">) {
  const { nFft = 2048, winLength = nFft, hopLength = Math.floor(winLength / 4) } = options;
  checkInteger(op, "nFft", nFft, 1);
  checkInteger(op, "winLength", winLength, 1);
  checkInteger(op, "hopLength", hopLength, 1);
  if (winLength > nFft)
    throw new ParameterError(
      `${op}: winLength=${winLength} must be at most nFft=${nFft}. Raise nFft, which pads the window with zeros.`,
    );
  return { nFft, winLength, hopLength };
}

/** The periodic window in the middle of nFft points. */
export function fftWindow(window: WindowSpec, winLength: number, nFft: number): Float64Array {
  const padded = new Float64Array(nFft);
  padded.set(windowValues(window, winLength), Math.floor((nFft - winLength) / 2));
  return padded;
}

const BY_INDEX: readonly SignalPadMode[] = ["constant", "reflect", "edge", "wrap", "symmetric"];

/** The frames of a signal, checked under the name of the caller. */
export function framesOf(op: string, y: Tensor, options: StftOptions): Frames {
  const { window = "hann", center = true, padMode = "constant" } = options;
  checkSignal(op, y);
  const { nFft, winLength, hopLength } = resolveLengths(op, options);
  const pad = centering(op, y, { frameLength: nFft, hopLength, center });
  checkPadMode(op, padMode);
  // The CPU multiplies in double precision, as librosa does: a rounded window would show in the floor below pure tones.
  const precision = y.device === "cpu" ? "float64" : y.dtype;
  const shared = { window: constant(fftWindow(window, winLength, nFft), [nFft], precision, y.device), nFft, hopLength };
  if (BY_INDEX.includes(padMode)) return { y, pad, padMode: padMode as Frames["padMode"], ...shared };
  // Ramps and statistics are no samples of the signal.
  return { y: padSignal(op, y, { before: pad, after: pad, mode: padMode }), pad: 0, padMode: "constant", ...shared };
}

/**
 * Short-time Fourier transform: the spectrum of every windowed frame.
 *
 * @param y        real, [..., samples]
 * @param options.nFft       samples, integer ≥ 1 (default 2048)
 * @param options.hopLength  samples, integer ≥ 1 (default winLength / 4)
 * @param options.winLength  samples, 1…nFft (default nFft)
 * @param options.window     (default "hann", periodic)
 * @param options.center     centred frames (default true)
 * @param options.padMode    ends when centred (default "constant")
 * @returns complex64 (complex128 for float64), [..., floor(nFft / 2) + 1, frames]; the unit is that of y times samples.
 *          Lies frame by frame in memory, so `.transpose(-1, -2)` is contiguous
 * @throws ParameterError  lengths out of range; nFft longer than the signal with center: false
 * @throws ShapeError      no samples
 * @source librosa.stft; padMode "wrap" is allowed, too
 * @example stft(tone(440, { sampleRate: 22050, duration: 1 })).shape // [1025, 44]
 */
export function stft(y: Tensor, options: StftOptions = {}): Tensor {
  return complexFrames(framesOf("stft", y, options)).transpose(-1, -2);
}
