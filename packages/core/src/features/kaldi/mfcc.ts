import { createDct } from "../../dsp/banks/create-dct.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { cat } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { fbankOf, type KaldiFbankOptions } from "./fbank.js";
import { centered } from "./frames.js";

export interface KaldiMfccOptions extends Omit<KaldiFbankOptions, "useLogFbank" | "usePower"> {
  /** Coefficients, at most numMelBins (default 13). */
  readonly numCeps?: number;
  /** Liftering, 0: none (default 22). */
  readonly cepstralLifter?: number;
}

/**
 * Kaldi's mel-frequency cepstral coefficients.
 *
 * @param waveform  real, [samples] or [channels, samples]; Kaldi's samples are 16-bit integers, not −1…1
 * @param options.numCeps         coefficients, 1…numMelBins (default 13)
 * @param options.cepstralLifter  weights coefficient k by 1 + lifter / 2 · sin(π k / lifter); 0: none (default 22)
 * @param options.useEnergy       log energy in place of coefficient 0 (default false)
 * @param options.htkCompat       that column last, coefficient 0 times √2 (default false)
 * @param options                 the rest as `kaldi.fbank`
 * @returns [frames, numCeps], unitless; [0] for a signal shorter than minDuration
 * @throws ParameterError  numCeps above numMelBins, or as `kaldi.fbank`
 * @source torchaudio.compliance.kaldi.mfcc (compute-mfcc-feats)
 * @example kaldi.mfcc(y, { sampleFrequency: 22050 })
 */
export function mfcc(waveform: Tensor, options: KaldiMfccOptions = {}): Tensor {
  const { numCeps = 13, cepstralLifter = 22, subtractMean = false, ...rest } = options;
  const { numMelBins = 23, htkCompat = false, useEnergy = false } = rest;
  if (!Number.isInteger(numCeps) || numCeps < 1 || numCeps > numMelBins)
    throw new ParameterError(`kaldi.mfcc: numCeps=${numCeps} must be an integer 1…${numMelBins}, the number of bands.`);
  const bands = fbankOf("kaldi.mfcc", waveform, rest);
  if (bands.ndim === 1) return bands;
  const levels = useEnergy ? bands.narrow(1, htkCompat ? 0 : 1, numMelBins) : bands;
  const { dtype, device } = levels;
  const plain = levels.matmul(createDct(numCeps, numMelBins, "ortho", { dtype: dtype as "float32", device }));
  const weights = Float64Array.from({ length: numCeps }, (_, k) =>
    cepstralLifter === 0 ? 1 : 1 + (cepstralLifter / 2) * Math.sin((Math.PI * k) / cepstralLifter),
  );
  const lifted = plain.mul(constant(weights, [numCeps], dtype, device));
  const first = useEnergy ? bands.narrow(1, htkCompat ? numMelBins : 0, 1) : lifted.narrow(1, 0, 1);
  const others = lifted.narrow(1, 1, numCeps - 1);
  if (!htkCompat) return centered(cat([first, others], 1), subtractMean);
  return centered(cat([others, useEnergy ? first : first.mul(Math.SQRT2)], 1), subtractMean);
}
