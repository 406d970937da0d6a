// What all measures of loudness begin with: the energies of overlapping blocks after K-weighting.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { secondOrder, type Section } from "../filters/biquad.js";
import { highpassSection } from "../filters/pass-biquads.js";
import { trebleSection } from "../filters/tone-biquads.js";

/** Left, right, centre, and the two surround channels, which count more. */
const CHANNEL_WEIGHTS = [1, 1, 1, 1.41, 1.41];
const OFFSET = -0.691;

/** Samples of a block, and between blocks. */
export const blockLengths = (sampleRate: number, seconds: number, hopSeconds: number): readonly [number, number] => [
  Math.round(seconds * sampleRate),
  Math.max(1, Math.round(hopSeconds * sampleRate)),
];

/** The head and the ear: what is weighted before energies are taken. */
export function weightingSections(op: string, sampleRate: number): readonly Section[] {
  const head = trebleSection(op, sampleRate, 4, { centralFreq: 1500, Q: Math.SQRT1_2 });
  return [head, highpassSection(op, sampleRate, 38, 0.5)];
}

export function checkChannels(op: string, waveform: Tensor): void {
  checkSignal(op, waveform, "waveform");
  if (waveform.ndim < 2 || waveform.shape.at(-2)! > 5 || waveform.shape.at(-2) === 0)
    throw new ShapeError(
      `${op}: waveform ${formatShape(waveform.shape)} must be [..., channels, samples] with 1…5 channels. Use .unsqueeze(0) for mono.`,
    );
}

/** Mean squares of the blocks of what is weighted already: [..., channels, blocks]. */
export function meanSquares(op: string, weighted: Tensor, seconds: number, length: number, hop: number): Tensor {
  if (weighted.shape.at(-1)! < length)
    throw new ParameterError(
      `${op}: waveform has ${weighted.shape.at(-1)} samples, but a block of ${seconds} s has ${length}. Use a longer signal.`,
    );
  return weighted.square().unfold(-1, length, hop).mean(-1);
}

/** Energies of the blocks of each channel after the head and the ear: [..., channels, blocks]. */
export function blockEnergies(
  op: string,
  waveform: Tensor,
  sampleRate: number,
  seconds: number,
  hopSeconds: number,
): Tensor {
  checkChannels(op, waveform);
  checkPositive(op, "sampleRate", sampleRate);
  const weighted = weightingSections(op, sampleRate).reduce((x, section) => secondOrder(op, x, section), waveform);
  return meanSquares(op, weighted, seconds, ...blockLengths(sampleRate, seconds, hopSeconds));
}

export const weightsOf = (energy: Tensor): Tensor => {
  const channels = energy.shape.at(-2)!;
  return constant(Float64Array.from(CHANNEL_WEIGHTS.slice(0, channels)), [channels, 1], energy.dtype, energy.device);
};

/** Weighted energies to LUFS. */
export const toLufs = (energy: Tensor): Tensor => energy.log10().mul(10).add(OFFSET);

/** LUFS of the energies of channels: [..., channels, blocks] → [..., blocks]. */
export const levelsOf = (energy: Tensor): Tensor => toLufs(energy.mul(weightsOf(energy)).sum(-2));
