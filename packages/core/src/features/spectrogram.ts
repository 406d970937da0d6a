// What every spectral feature begins with: the magnitudes of a signal's frames, or a spectrogram that is given.
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
