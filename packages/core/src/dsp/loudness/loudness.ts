// Loudness after ITU-R BS.1770: K-weighted energy of overlapping blocks, gated.
import type { Tensor } from "../../tensor/index.js";
import { blockEnergies, levelsOf, toLufs, weightsOf } from "./block-energies.js";

/**
 * Integrated loudness of a programme: the mean of its 400 ms blocks that are neither silent (below −70 LUFS) nor more than
 * 10 LU below the others.
 *
 * @param waveform    real, [..., channels, samples], 1…5 channels (left, right, centre, surround), full scale -1…1
 * @param sampleRate  Hz, > 0
 * @returns [...], LUFS (LKFS); −∞ for silence, where torchaudio gives NaN
 * @throws ShapeError      no channels, or more than 5
 * @throws ParameterError  shorter than 400 ms
 * @source torchaudio.functional.loudness (ITU-R BS.1770-4); weighting limits to full scale, as there: a sine of 1 kHz at full
 *         scale reads 0.27 LU less than it should, one of -1 dB what it should
 * @example loudness(y.unsqueeze(0), 22050)
 */
export function loudness(waveform: Tensor, sampleRate: number): Tensor {
  const energy = blockEnergies("loudness", waveform, sampleRate, 0.4, 0.1);
  const weights = weightsOf(energy);
  const weighted = energy.mul(weights).sum(-2); // [..., blocks]
  const levels = toLufs(weighted);
  const meanOf = (gate: Tensor): Tensor => {
    const open = gate.to(energy.dtype);
    return weighted
      .mul(open)
      .sum(-1)
      .div(open.sum(-1).clamp({ min: 1 }));
  };
  const audible = levels.gt(-70);
  const relative = toLufs(meanOf(audible)).sub(10).unsqueeze(-1);
  return toLufs(meanOf(audible.logicalAnd(levels.gt(relative))));
}

const sliding = (op: string, waveform: Tensor, sampleRate: number, seconds: number): Tensor =>
  levelsOf(blockEnergies(op, waveform, sampleRate, seconds, 0.1));

/**
 * Momentary loudness: of the last 400 ms, every 100 ms, without a gate.
 *
 * @param waveform    real, [..., channels, samples], 1…5 channels, full scale -1…1
 * @param sampleRate  Hz, > 0
 * @returns [..., blocks], LUFS; −∞ for silence
 * @throws ShapeError      no channels, or more than 5
 * @throws ParameterError  shorter than 400 ms
 * @source ITU-R BS.1770-4, EBU Tech 3341
 * @example momentaryLoudness(y.unsqueeze(0), 22050)
 */
export const momentaryLoudness = (waveform: Tensor, sampleRate: number): Tensor =>
  sliding("momentaryLoudness", waveform, sampleRate, 0.4);

/**
 * Short-term loudness: of the last 3 s, every 100 ms, without a gate.
 *
 * @param waveform    real, [..., channels, samples], 1…5 channels, full scale -1…1
 * @param sampleRate  Hz, > 0
 * @returns [..., blocks], LUFS; −∞ for silence
 * @throws ShapeError      no channels, or more than 5
 * @throws ParameterError  shorter than 3 s
 * @source ITU-R BS.1770-4, EBU Tech 3341
 * @example shortTermLoudness(tone(440, { sampleRate: 8000, duration: 4 }).unsqueeze(0), 8000)
 */
export const shortTermLoudness = (waveform: Tensor, sampleRate: number): Tensor =>
  sliding("shortTermLoudness", waveform, sampleRate, 3);
