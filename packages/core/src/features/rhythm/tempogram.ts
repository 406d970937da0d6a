// How strongly each tempo is there, around each frame.
import { checkInteger } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { windowValues, type WindowSpec } from "../../dsp/get-window.js";
import { autocorrelate, normalize, stft } from "../../dsp/index.js";
import { padSignal } from "../../dsp/pad-signal.js";
import { ParameterError } from "../../errors/index.js";
import { Tensor } from "../../tensor/index.js";
import { onsetStrength, type OnsetStrengthOptions } from "./onset-strength.js";

/** A signal, or its onset strength worked out before. */
export type SignalOrOnsets = Tensor | { readonly onsetEnvelope: Tensor };

export interface TempogramOptions extends Pick<OnsetStrengthOptions, "sampleRate" | "hopLength"> {
  /** Frames of the window, integer ≥ 1 (default 384). */
  readonly winLength?: number;
  /** Centre windows on frames (default true). */
  readonly center?: boolean;
  /** (default "hann") */
  readonly window?: WindowSpec;
}

/** The onset strength [..., frames] of either kind of input. */
export function onsetsOf(op: string, input: SignalOrOnsets, options: OnsetStrengthOptions): Tensor {
  if (input instanceof Tensor) return onsetStrength(input, options);
  if (!(input?.onsetEnvelope instanceof Tensor) || input.onsetEnvelope.ndim === 0)
    throw new ParameterError(`${op}: input must be a signal, or { onsetEnvelope } with a tensor [..., frames].`);
  return input.onsetEnvelope;
}

const strengthOptions = ({ sampleRate = 22050, hopLength = 512 }: TempogramOptions): OnsetStrengthOptions => ({
  sampleRate,
  hopLength,
});

/**
 * Tempogram: the autocorrelation of the onset strength around each frame.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.winLength   frames of the window, integer ≥ 1 (default 384)
 * @param options.center      centre windows on frames (default true)
 * @param options.window      (default "hann")
 * @param options.norm        exponent of each frame's norm, null: none (default Infinity)
 * @returns [..., winLength, frames], unitless, row k for a period of k frames; silence gives 0
 * @throws ParameterError  winLength < 1, or longer than the frames without centring
 * @source librosa.feature.tempogram; Grosche, Müller & Kurth 2010
 * @example tempogram(y, { winLength: 16 }).shape // [16, 22]
 */
export function tempogram(
  input: SignalOrOnsets,
  { norm = Infinity, ...options }: TempogramOptions & { readonly norm?: number | null } = {},
): Tensor {
  const { winLength = 384, center = true, window = "hann" } = options;
  checkInteger("tempogram", "winLength", winLength, 1);
  const onsets = onsetsOf("tempogram", input, strengthOptions(options));
  const n = onsets.shape.at(-1)!;
  const half = Math.floor(winLength / 2);
  const padded = center ? padSignal("tempogram", onsets, { before: half, after: half, mode: "linear_ramp" }) : onsets;
  if (padded.shape.at(-1)! < winLength)
    throw new ParameterError(
      `tempogram: winLength=${winLength} must be at most the ${n} frames where center is false. Use a shorter window.`,
    );
  const all = padded.unfold(-1, winLength, 1); // [..., frames, winLength]
  const frames = center ? all.narrow(-2, 0, n) : all;
  const taper = constant(windowValues(window, winLength), [winLength], onsets.dtype, onsets.device);
  const correlation = autocorrelate(frames.mul(taper)).transpose(-1, -2);
  return norm === null ? correlation : normalize(correlation, { norm, dim: -2 });
}

/**
 * Fourier tempogram: the short-time Fourier transform of the onset strength.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.winLength   frames of the window, integer ≥ 1 (default 384)
 * @param options.center      centre windows on frames (default true)
 * @param options.window      (default "hann")
 * @returns complex, [..., winLength / 2 + 1, frames + 1 when centred and winLength is even], unit of the onset strength, see `fourierTempoFrequencies`
 * @throws ParameterError  winLength < 1, or longer than the frames without centring
 * @source librosa.feature.fourier_tempogram
 * @example fourierTempogram(y, { winLength: 16 }).shape // [9, 23]
 */
export function fourierTempogram(input: SignalOrOnsets, options: TempogramOptions = {}): Tensor {
  const { winLength = 384, center = true, window = "hann" } = options;
  checkInteger("fourierTempogram", "winLength", winLength, 1);
  const onsets = onsetsOf("fourierTempogram", input, strengthOptions(options));
  return stft(onsets, { nFft: winLength, hopLength: 1, center, window });
}
