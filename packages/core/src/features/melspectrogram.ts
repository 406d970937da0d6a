import { melValues } from "../dsp/mel.js";
import { constant } from "../dsp/constant.js";
import { powerToDb, type DecibelOptions, type MelBankOptions } from "../dsp/index.js";
import type { Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface MelspectrogramOptions extends SpectralOptions, MelBankOptions {
  /** Exponent of the magnitude, > 0: 1 for energy, 2 for power (default 2). */
  readonly power?: number;
}

/**
 * Mel spectrogram: the power of each frame in mel bands.
 *
 * @param input    real, [..., samples]; or { S }, a spectrogram ≥ 0 that is used as it is, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.power       exponent of the magnitude (default 2)
 * @param options.nMels       bands (default 128); fmin, fmax, htk, norm as `mel`
 * @returns [..., nMels, frames], ≥ 0; silence gives 0. Lies frame by frame in memory
 * @throws ParameterError  a number out of range
 * @source librosa.feature.melspectrogram (torchaudio's MelSpectrogram has other defaults)
 * @example melspectrogram(y, { sampleRate: 22050, nMels: 64 })
 */
export function melspectrogram(input: SignalOrSpectrogram, options: MelspectrogramOptions = {}): Tensor {
  const { sampleRate = 22050, power = 2, nMels = 128, fmin, fmax, htk, norm, ...framing } = options;
  const { S, nFft } = magnitudes("melspectrogram", input, framing, power);
  const bank = { nMels, ...defined({ fmin, fmax, htk, norm }) };
  const weights = constant(
    melValues("melspectrogram", sampleRate, nFft, bank),
    [nMels, S.shape.at(-2)!],
    S.dtype,
    S.device,
  );
  // [..., frames, bins] · [bins, nMels]: both sides as they lie in memory
  return S.transpose(-1, -2).matmul(weights.t()).transpose(-1, -2);
}

/** Without the keys that are undefined. */
function defined<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
}

export interface LogMelspectrogramOptions extends MelspectrogramOptions, DecibelOptions {}

/**
 * Mel spectrogram in decibels: powerToDb(melspectrogram(y)).
 *
 * @param input    as `melspectrogram`
 * @param options  those of `melspectrogram`, and ref (default 1), amin (default 1e-10), topDb (default 80) of `powerToDb`
 * @returns [..., nMels, frames], dB
 * @throws ParameterError  a number out of range
 * @source librosa.power_to_db(librosa.feature.melspectrogram(y)); topDb counts from the largest value of the whole batch
 * @example logMelspectrogram(y, { sampleRate: 16000, nMels: 64, ref: "max" })
 */
export function logMelspectrogram(
  input: SignalOrSpectrogram,
  { ref, amin, topDb, ...options }: LogMelspectrogramOptions = {},
): Tensor {
  return powerToDb(melspectrogram(input, options), defined({ ref, amin, topDb }));
}
