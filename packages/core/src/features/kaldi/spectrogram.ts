import { cat, rfft, zeros } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { centered, EPSILON, kaldiFrames, type KaldiFrameOptions } from "./frames.js";

export type KaldiSpectrogramOptions = KaldiFrameOptions;

/**
 * Kaldi's log power spectrogram, whose first column is the log energy of the frame.
 *
 * @param waveform  real, [samples] or [channels, samples]; Kaldi's samples are 16-bit integers, not −1…1
 * @param options.sampleFrequency  Hz (default 16000)
 * @param options.frameLength      ms (default 25); frameShift ms (default 10)
 * @param options.windowType       "povey", "hanning", "hamming", "rectangular" or "blackman" (default "povey")
 * @param options                  channel, dither, energyFloor, preemphasisCoefficient, rawEnergy, removeDcOffset, … as Kaldi
 * @returns [frames, bins], natural logarithm of power, at least ln 2⁻²³; [0] for a signal shorter than minDuration
 * @throws ParameterError  lengths, window or coefficients out of range
 * @source torchaudio.compliance.kaldi.spectrogram (compute-spectrogram-feats)
 * @example kaldi.spectrogram(y, { sampleFrequency: 22050 })
 */
export function spectrogram(waveform: Tensor, options: KaldiSpectrogramOptions = {}): Tensor {
  const cut = kaldiFrames("kaldi.spectrogram", waveform, options);
  if (!cut) return zeros([0], { dtype: waveform.dtype as "float32", device: waveform.device });
  const power = rfft(cut.frames).abs().square().clamp({ min: EPSILON }).log();
  const bins = power.shape[1];
  return centered(cat([cut.logEnergy, power.narrow(1, 1, bins - 1)], 1), options.subtractMean);
}
