import { constant } from "../../dsp/constant.js";
import { cat, rfft, zeros } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { centered, EPSILON, kaldiFrames, type KaldiFrameOptions } from "./frames.js";
import { kaldiMelBank, type KaldiMelOptions } from "./mel-banks.js";

export interface KaldiFbankOptions extends KaldiFrameOptions, KaldiMelOptions {
  /** Put the energy last instead of first (default false). */
  readonly htkCompat?: boolean;
  /** Add a column with the log energy of the frame (default false). */
  readonly useEnergy?: boolean;
  /** Logarithms (default true). */
  readonly useLogFbank?: boolean;
  /** Power rather than magnitude (default true). */
  readonly usePower?: boolean;
}

/**
 * Kaldi's log mel filter bank features.
 *
 * @param waveform  real, [samples] or [channels, samples]; Kaldi's samples are 16-bit integers, not −1…1
 * @param options.sampleFrequency  Hz (default 16000)
 * @param options.frameLength      ms (default 25); frameShift ms (default 10)
 * @param options.numMelBins       bands, > 3 (default 23); lowFreq, highFreq Hz, vtlnWarp and its ends
 * @param options.useEnergy        a column of log energies, first or with htkCompat last (default false)
 * @param options                  the rest as `kaldi.spectrogram`
 * @returns [frames, numMelBins (+ 1)], natural logarithm (useLogFbank) of power (usePower); [0] when shorter than minDuration
 * @throws ParameterError  lengths, window or bands out of range
 * @source torchaudio.compliance.kaldi.fbank (compute-fbank-feats)
 * @example kaldi.fbank(y, { sampleFrequency: 22050, numMelBins: 40 })
 */
export const fbank = (waveform: Tensor, options: KaldiFbankOptions = {}): Tensor =>
  fbankOf("kaldi.fbank", waveform, options);

/** `fbank` under the name of the caller. */
export function fbankOf(op: string, waveform: Tensor, options: KaldiFbankOptions): Tensor {
  const { sampleFrequency = 16000, numMelBins = 23, htkCompat = false, useEnergy = false } = options;
  const { useLogFbank = true, usePower = true, subtractMean = false } = options;
  const cut = kaldiFrames(op, waveform, options);
  const { dtype, device } = waveform;
  if (!cut) return zeros([0], { dtype: dtype as "float32", device });
  const magnitude = rfft(cut.frames).abs();
  const bank = constant(kaldiMelBank(op, cut.size, sampleFrequency, options), [numMelBins, cut.size / 2 + 1], dtype, device); // prettier-ignore
  const bands = (usePower ? magnitude.square() : magnitude).matmul(bank.t());
  const levels = useLogFbank ? bands.clamp({ min: EPSILON }).log() : bands;
  if (!useEnergy) return centered(levels, subtractMean);
  return centered(cat(htkCompat ? [levels, cut.logEnergy] : [cut.logEnergy, levels], 1), subtractMean);
}
