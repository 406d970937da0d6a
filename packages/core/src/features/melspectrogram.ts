import { isGradEnabled } from "../autograd/index.js";
import { plainDecibels } from "../dsp/decibel.js";
import { powerToDb, type DecibelOptions, type MelBankOptions } from "../dsp/index.js";
import { logMelFrames, melFrames, type Bank, type Frames } from "../dsp/short-time.js";
import { framesOf } from "../dsp/stft.js";
import type { Tensor } from "../tensor/index.js";
import { melBank } from "./mel-bank.js";
import { isSpectrogram, magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

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
 * @returns [..., nMels, frames], unit of y to the power times samples squared, ≥ 0; silence gives 0. Lies frame by frame in memory
 * @throws ParameterError  a number out of range
 * @source librosa.feature.melspectrogram (torchaudio's MelSpectrogram has other defaults)
 * @example melspectrogram(y, { sampleRate: 22050, nMels: 64 })
 */
export function melspectrogram(input: SignalOrSpectrogram, options: MelspectrogramOptions = {}): Tensor {
  if (!isSpectrogram(input)) {
    const { frames, power, bank } = prepare(input, options);
    return melFrames(frames, power, bank).transpose(-1, -2);
  }
  const { S, nFft } = magnitudes("melspectrogram", input, options);
  const { weights } = bankOf(options, nFft, S);
  // [..., frames, bins] · [bins, nMels]: both sides as they lie in memory
  return S.transpose(-1, -2).matmul(weights.t()).transpose(-1, -2);
}

function prepare(y: Tensor, options: MelspectrogramOptions): { frames: Frames; power: number; bank: Bank } {
  const { power = 2, nFft = 2048, hopLength = 512, winLength, window, center, padMode } = options;
  const frames = framesOf("melspectrogram", y, { nFft, hopLength, ...defined({ winLength, window, center, padMode }) });
  return { frames, power, bank: bankOf(options, nFft, y) };
}

const bankOf = ({ sampleRate = 22050, nMels = 128, ...options }: MelspectrogramOptions, nFft: number, like: Tensor): Bank =>
  melBank("melspectrogram", { sampleRate, nFft, nMels, ...options }, like); // prettier-ignore

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
  const decibels = defined({ ref, amin, topDb });
  if (isSpectrogram(input)) return powerToDb(melspectrogram(input, options), decibels);
  const { frames, power, bank } = prepare(input, options);
  // Where a gradient is wanted, the mel spectrogram is what its rule begins with.
  const plain = isGradEnabled() && input.requiresGrad ? null : plainDecibels(decibels);
  if (plain) return logMelFrames(frames, power, bank, plain).transpose(-1, -2);
  return powerToDb(melFrames(frames, power, bank).transpose(-1, -2), decibels);
}
