import { checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { fftFrequencies } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import { isComplex, type Tensor } from "../../tensor/index.js";
import { isSpectrogram, magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";
import { localMaxima, vertexOffsets } from "./parabola.js";

export interface PiptrackOptions extends SpectralOptions {
  /** Samples between frames, integer ≥ 1 (default winLength / 4, rounded down). */
  readonly hopLength?: number;
  /** Hz; bins below are no pitches (default 150). */
  readonly fmin?: number;
  /** Hz; bins from here on are no pitches (default 4000). */
  readonly fmax?: number;
  /** Share of the reference that a peak must exceed (default 0.1). */
  readonly threshold?: number;
  /** What the threshold is a share of: a function of S and the dimension of the bins (default the frame's maximum). A number is itself what a peak must exceed. */
  readonly ref?: number | ((S: Tensor, dim: number) => Tensor);
}

/** Instantaneous frequency and magnitude of every spectral peak, 0 elsewhere. */
export interface Pitches {
  readonly pitches: Tensor;
  readonly magnitudes: Tensor;
}

function threshold(S: Tensor, share: number, ref: PiptrackOptions["ref"]): Tensor | number {
  if (typeof ref === "number") return Math.abs(ref);
  if (ref === undefined) return S.amax(-2, { keepdim: true }).mul(share);
  const level = ref(S, -2);
  return (level.ndim === S.ndim ? level : level.unsqueeze(-2)).mul(share);
}

/**
 * Frequencies and magnitudes of the peaks of each frame's spectrum, refined by parabolas through three bins.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes (or complex), [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default winLength / 4), winLength, window, center, padMode as `stft`
 * @param options.fmin        Hz (default 150)
 * @param options.fmax        Hz (default 4000), at most half the sample rate
 * @param options.threshold   share of the reference that a peak exceeds (default 0.1)
 * @param options.ref         a function of S and the dimension -2, or a number that peaks exceed (default the frame's maximum)
 * @returns { pitches: [..., bins, frames], Hz; magnitudes: the same shape, unit of S }; both 0 where no peak is. Silence gives 0.
 *          Passes gradients on
 * @throws ParameterError  sampleRate or a frame length out of range
 * @source librosa.piptrack
 * @example piptrack(y, { sampleRate: 22050, fmin: 100 }).pitches
 */
export function piptrack(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, fmin = 150, fmax = 4000, threshold: share = 0.1, ref, ...options }: PiptrackOptions = {},
): Pitches {
  checkPositive("piptrack", "sampleRate", sampleRate);
  for (const [name, value] of Object.entries({ fmin, fmax, threshold: share }))
    if (typeof value !== "number" || Number.isNaN(value))
      throw new ParameterError(`piptrack: ${name}=${value} must be a number. Leave it out for the default.`);
  const hopLength = options.hopLength ?? Math.floor((options.winLength ?? options.nFft ?? 2048) / 4);
  const given = isSpectrogram(input) && isComplex(input.S.dtype) ? { S: input.S.abs() } : input;
  const { S: raw, nFft } = magnitudes("piptrack", given, { ...options, hopLength });
  const S = raw.abs();
  const bins = S.shape.at(-2)!;
  const column = (values: Float64Array): Tensor => constant(values, [bins, 1], S.dtype, S.device);
  const [low, high] = [Math.max(fmin, 0), Math.min(fmax, sampleRate / 2)];
  const hz = nFft > 0 ? fftFrequencies({ sampleRate, nFft }) : new Float64Array(bins);
  const feasible = column(hz.map((f) => Number(low <= f && f < high))).gt(0);
  const fixed = S.detach();
  const loud = fixed.mul(fixed.gt(threshold(fixed, share, ref)).to(S.dtype));
  const peak = localMaxima(loud, -2).logicalAnd(feasible);
  const shift = vertexOffsets(S, -2);
  const pitches = shift.add(column(Float64Array.from(hz.keys()))).mul(sampleRate).div(Math.max(nFft, 1)); // prettier-ignore
  return {
    pitches: where(peak, pitches, 0),
    magnitudes: where(peak, S.add(slopes(S).mul(shift).mul(0.5)), 0),
  };
}

/** Half the difference of the neighbours; at the ends, where no vertex is sought, the difference to the one neighbour. */
function slopes(S: Tensor): Tensor {
  const bins = S.shape.at(-2)!;
  const wrapped = (shift: number): Tensor => S.roll(shift, -2);
  return bins < 3 ? S.mul(0) : wrapped(-1).sub(wrapped(1)).div(2);
}
