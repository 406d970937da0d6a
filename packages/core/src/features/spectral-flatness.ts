import { checkPositive } from "../dsp/checks.js";
import type { Tensor } from "../tensor/index.js";
import { alongBins } from "./along-bins.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface SpectralFlatnessOptions extends Omit<SpectralOptions, "sampleRate"> {
  /** Floor on the power, > 0 (default 1e-10). */
  readonly amin?: number;
  /** Exponent of the magnitude, > 0 (default 2). */
  readonly power?: number;
}

/**
 * Spectral flatness: the geometric mean of each frame's power over its arithmetic mean; how much it is like noise.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft   samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.amin   floor on the power, > 0 (default 1e-10)
 * @param options.power  exponent of the magnitude, > 0 (default 2)
 * @returns [..., 1, frames], unitless, 0…1: near 0 for tones, 1 for a flat spectrum; silence gives 1
 * @throws ParameterError  amin or power not > 0
 * @source librosa.feature.spectral_flatness
 * @example spectralFlatness(y)
 */
export function spectralFlatness(
  input: SignalOrSpectrogram,
  { amin = 1e-10, power = 2, ...options }: SpectralFlatnessOptions = {},
): Tensor {
  checkPositive("spectralFlatness", "amin", amin);
  checkPositive("spectralFlatness", "power", power);
  const { S } = magnitudes("spectralFlatness", input, options);
  return alongBins(S, (X, dim) => {
    const floored = (power === 1 ? X : X.pow(power)).clamp({ min: amin });
    const geometric = floored.log().mean(dim, { keepdim: true }).exp();
    return geometric.div(floored.mean(dim, { keepdim: true }));
  });
}
