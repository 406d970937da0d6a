// What every spectral feature begins with: the magnitudes of a signal's frames, or a spectrogram that is given.
import { checkPositive } from "../dsp/checks.js";
import { ShapeError } from "../errors/index.js";
import type { StftOptions } from "../dsp/index.js";
import { powerFrames } from "../dsp/short-time.js";
import { framesOf } from "../dsp/stft.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../tensor/index.js";

/** A signal [..., samples], or a spectrogram [..., bins, frames] computed before. */
export type SignalOrSpectrogram = Tensor | { readonly S: Tensor };

/** The short-time transform of a feature, and what its bins stand for. */
export interface SpectralOptions extends StftOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples between frames, integer ≥ 1 (default 512, whatever the window). */
  readonly hopLength?: number;
}

export const isSpectrogram = (input: SignalOrSpectrogram): input is { readonly S: Tensor } =>
  typeof input === "object" && input !== null && "S" in input;

/** Refuses what is not real with bins and frames. */
export function checkSpectrogram(op: string, S: Tensor): void {
  needTensor(op, S, "S");
  if (isComplex(S.dtype) || S.ndim < 2)
    throw new ShapeError(
      `${op}: S ${S.dtype} ${formatShape(S.shape)} must be real and [..., bins, frames]. Take .abs() of a complex one.`,
    );
}

/** |S|^power and the nFft that its bins come from. [..., bins, frames] */
export function magnitudes(
  op: string,
  input: SignalOrSpectrogram,
  { nFft, hopLength = 512, ...options }: StftOptions,
  power = 1,
): { S: Tensor; nFft: number } {
  if (isSpectrogram(input)) {
    const { S } = input;
    checkSpectrogram(op, S);
    const bins = S.shape.at(-2)!;
    // Only an nFft that makes as many bins is believed: this is how an odd one is told.
    return { S, nFft: nFft !== undefined && Math.floor(nFft / 2) + 1 === bins ? nFft : 2 * (bins - 1) };
  }
  const points = nFft ?? 2048;
  const frames = framesOf(op, input, { ...options, nFft: points, hopLength });
  return { S: powerFrames(frames, power).transpose(-1, -2), nFft: points };
}

export interface SpectrogramOptions extends StftOptions {
  /** Exponent of the magnitude, > 0: 1 for magnitudes, 2 for power (default 1). */
  readonly power?: number;
}

/**
 * Magnitudes of the short-time Fourier transform to a power, without the complex numbers in between.
 *
 * @param y  real, [..., samples]
 * @param options.power      exponent of the magnitude, > 0 (default 1)
 * @param options.nFft       points (default 2048); winLength (default nFft)
 * @param options.hopLength  samples between frames (default winLength / 4)
 * @param options            window, center and padMode as `stft`
 * @returns [..., floor(nFft / 2) + 1, frames], unit of y times samples, to the power; silence gives 0
 * @throws ParameterError  power or a length out of range
 * @source librosa.magphase(librosa.stft(y), power=power), torchaudio.functional.spectrogram
 * @example spectrogram(y, { nFft: 512, power: 2 }).shape // [257, 87]
 */
export function spectrogram(y: Tensor, { power = 1, ...options }: SpectrogramOptions = {}): Tensor {
  checkPositive("spectrogram", "power", power);
  return powerFrames(framesOf("spectrogram", y, options), power).transpose(-1, -2);
}
