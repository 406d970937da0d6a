// What all measures of loudness begin with: the energies of overlapping blocks after K-weighting.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { highpassBiquad, trebleBiquad } from "../filters/index.js";

/** Left, right, centre, and the two surround channels, which count more. */
const CHANNEL_WEIGHTS = [1, 1, 1, 1.41, 1.41];
const OFFSET = -0.691;

/** Energies of the blocks of each channel after the head and the ear: [..., channels, blocks]. */
export function blockEnergies(
  op: string,
  waveform: Tensor,
  sampleRate: number,
  seconds: number,
  hopSeconds: number,
): Tensor {
  checkSignal(op, waveform, "waveform");
  checkPositive(op, "sampleRate", sampleRate);
  if (waveform.ndim < 2 || waveform.shape.at(-2)! > 5 || waveform.shape.at(-2) === 0)
    throw new ShapeError(
      `${op}: waveform ${formatShape(waveform.shape)} must be [..., channels, samples] with 1…5 channels. Use .unsqueeze(0) for mono.`,
    );
  const length = Math.round(seconds * sampleRate);
  const hop = Math.max(1, Math.round(hopSeconds * sampleRate));
  if (waveform.shape.at(-1)! < length)
    throw new ParameterError(
      `${op}: waveform has ${waveform.shape.at(-1)} samples, but a block of ${seconds} s has ${length}. Use a longer signal.`,
    );
  const shelf = trebleBiquad(waveform, sampleRate, 4, { centralFreq: 1500, Q: Math.SQRT1_2 });
  const weighted = highpassBiquad(shelf, sampleRate, 38, { Q: 0.5 });
  return weighted.square().unfold(-1, length, hop).mean(-1);
}

export const weightsOf = (energy: Tensor): Tensor => {
  const channels = energy.shape.at(-2)!;
  return constant(Float64Array.from(CHANNEL_WEIGHTS.slice(0, channels)), [channels, 1], energy.dtype, energy.device);
};

/** Weighted energies to LUFS. */
export const toLufs = (energy: Tensor): Tensor => energy.log10().mul(10).add(OFFSET);
