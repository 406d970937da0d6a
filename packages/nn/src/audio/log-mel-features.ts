// From a recording to the image that the classifiers read. Window, hop and length are in seconds, so that recordings at different
// sample rates give images of one size and scale without being resampled.
import {
  formatShape,
  melspectrogram,
  noGrad,
  ParameterError,
  powerToDb,
  ShapeError,
  type Tensor,
} from "@sonograd/core";

export interface LogMelSettings {
  /** Shorter clips are padded on both sides, longer ones cut to their middle. */
  readonly durationSeconds: number;
  readonly windowSeconds: number;
  readonly hopSeconds: number;
  /** Mel bands. */
  readonly nMels: number;
  readonly fminHz: number;
  /** Bands above half of a recording's sample rate are empty. */
  readonly fmaxHz: number;
  /** Range below the loudest value of the clip that is kept. */
  readonly topDb: number;
}

/** Peaks below this count as silence. */
const SILENCE = 1e-9;

/** Frames of every image. */
export const framesOf = ({ durationSeconds, hopSeconds }: LogMelSettings): number =>
  Math.max(1, Math.round(durationSeconds / hopSeconds)) + 1;

function checkSettings(settings: LogMelSettings): void {
  for (const name of ["durationSeconds", "windowSeconds", "hopSeconds", "fmaxHz"] as const)
    if (!(settings[name] > 0)) throw new ParameterError(`logMelFeatures: ${name}=${settings[name]} must be > 0.`);
}

/** The middle `length` samples of [n]; zeros on both sides where it is shorter. */
export function fitLength(x: Tensor, length: number): Tensor {
  const n = x.shape[0];
  if (n >= length) return x.narrow(0, Math.floor((n - length) / 2), length);
  const before = Math.floor((length - n) / 2);
  return x.pad([before, length - n - before], { mode: "constant", value: 0 });
}

/** [samples] or [channels, samples] → [samples] */
export function toMonoSignal(samples: Tensor): Tensor {
  if (samples.ndim === 1) return samples;
  if (samples.ndim !== 2)
    throw new ShapeError(
      `logMelFeatures: samples ${formatShape(samples.shape)} must be [samples] or [channels, samples].`,
    );
  return samples.shape[0] === 1 ? samples.select(0, 0) : samples.mean(0);
}

/**
 * Log-mel image of one clip, in dB below its loudest value: how loud it was recorded does not matter.
 *
 * @param samples     [samples] or [channels, samples]; channels are averaged
 * @param sampleRate  Hz; hop and window are rounded to whole samples at this rate, the FFT is the next power of two
 * @returns float32 [nMels, frames], −topDb…0; silence gives 0 everywhere
 */
export function logMelFeatures(samples: Tensor, sampleRate: number, settings: LogMelSettings): Tensor {
  checkSettings(settings);
  if (!(sampleRate > 0)) throw new ParameterError(`logMelFeatures: sampleRate=${sampleRate} must be > 0 Hz.`);
  return noGrad(() => {
    const hopLength = Math.max(1, Math.round(settings.hopSeconds * sampleRate));
    const winLength = Math.max(2, Math.round(settings.windowSeconds * sampleRate));
    const nFft = 2 ** Math.ceil(Math.log2(winLength));
    const y = fitLength(toMonoSignal(samples), (framesOf(settings) - 1) * hopLength);
    const { nMels, fminHz: fmin, fmaxHz: fmax, topDb } = settings;
    // To full scale first: powerToDb's floor is absolute and would cut quiet recordings earlier.
    const level = y.abs().amax().clamp({ min: SILENCE });
    const mel = melspectrogram(y.div(level), { sampleRate, nFft, hopLength, winLength, nMels, fmin, fmax });
    return powerToDb(mel, { ref: "max", topDb }).contiguous();
  });
}
