// From a recording to the samples that a network on raw waveforms reads.
import { noGrad, ParameterError, resample, type Tensor } from "@sonograd/core";
import { fitLength, toMonoSignal } from "./log-mel-features.js";

export interface WaveformSettings {
  /** Shorter clips are padded on both sides, longer ones cut to their middle. */
  readonly durationSeconds: number;
  /** Recordings at other rates are converted, Hz. */
  readonly sampleRate: number;
}

/** Peaks below this count as silence. */
const SILENCE = 1e-9;

/**
 * One clip as samples of one rate and number, its peak at 1: how loud it was recorded does not matter.
 *
 * @param samples     [samples] or [channels, samples]; channels are averaged
 * @param sampleRate  Hz
 * @returns float32 [1, samples], −1…1
 */
export function waveformFeatures(samples: Tensor, sampleRate: number, settings: WaveformSettings): Tensor {
  const { durationSeconds, sampleRate: rate } = settings;
  if (!(durationSeconds > 0 && rate > 0))
    throw new ParameterError(`waveformFeatures: durationSeconds=${durationSeconds}, sampleRate=${rate} must be > 0.`);
  if (!(sampleRate > 0)) throw new ParameterError(`waveformFeatures: sampleRate=${sampleRate} must be > 0 Hz.`);
  return noGrad(() => {
    const mono = toMonoSignal(samples);
    const converted = sampleRate === rate ? mono : resample(mono, { origSr: sampleRate, targetSr: rate });
    const y = fitLength(converted, Math.max(1, Math.round(durationSeconds * rate)));
    return y
      .div(y.abs().amax().clamp({ min: SILENCE }))
      .unsqueeze(0)
      .contiguous();
  });
}
