import { checkInteger, checkPositive, checkSignal } from "../../dsp/checks.js";
import { ParameterError } from "../../errors/index.js";
import { conv1d, pad, where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

export interface DetectPitchFrequencyOptions {
  /** Seconds per frame, > 0 (default 0.01). */
  readonly frameTime?: number;
  /** Frames that the median smooths over, integer ≥ 1 (default 30). */
  readonly winLength?: number;
  /** Lowest frequency in Hz, > 0 (default 85). */
  readonly freqLow?: number;
  /** Highest frequency in Hz, well above freqLow (default 3400). */
  readonly freqHigh?: number;
}

/** What keeps silent frames from dividing by 0. */
const EPSILON = 1e-9;

/**
 * Pitch by the largest normalised cross-correlation of each frame with what follows it, smoothed by a running median.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz
 * @param options.frameTime  seconds per frame (default 0.01)
 * @param options.winLength  frames of the median, integer ≥ 1 (default 30)
 * @param options.freqLow    Hz (default 85)
 * @param options.freqHigh   Hz (default 3400), more than twice freqLow
 * @returns [..., frames], Hz, frames = ceil(samples / frame) - floor(winLength / 2), about freqLow…freqHigh; silence gives the
 *          highest. No gradient
 * @throws ParameterError  a number out of range, fewer frames than the median needs
 * @source torchaudio.functional.detect_pitch_frequency
 * @example detectPitchFrequency(y, 22050, { freqLow: 100 })
 */
export function detectPitchFrequency(
  waveform: Tensor,
  sampleRate: number,
  { frameTime = 0.01, winLength = 30, freqLow = 85, freqHigh = 3400 }: DetectPitchFrequencyOptions = {},
): Tensor {
  const op = "detectPitchFrequency";
  checkSignal(op, waveform, "waveform");
  for (const [name, value] of Object.entries({ sampleRate, frameTime, freqLow, freqHigh }))
    checkPositive(op, name, value);
  checkInteger(op, "winLength", winLength, 1);
  const lags = Math.ceil(sampleRate / freqLow);
  const lagMin = Math.ceil(sampleRate / freqHigh);
  const half = Math.floor(lags / 2);
  if (lagMin >= half)
    throw new ParameterError(
      `${op}: freqHigh=${freqHigh} must be more than twice freqLow=${freqLow}. Widen the range.`,
    );
  const size = Math.ceil(sampleRate * frameTime);
  const frames = Math.ceil(waveform.shape.at(-1)! / size);
  const before = Math.floor((winLength - 1) / 2);
  if (frames + before < winLength)
    throw new ParameterError(
      `${op}: winLength=${winLength} must be at most ${2 * frames} for ${frames} frames of ${size} samples. Lower winLength.`,
    );
  const best = bestLags(waveform.detach(), { size, frames, lags, lagMin, half });
  const smooth = pad(best, [before, 0], { mode: "replicate" }).unfold(-1, winLength, 1).median(-1).values;
  return smooth.add(EPSILON).reciprocal().mul(sampleRate);
}

interface Search {
  /** Samples of a frame, number of frames. */
  readonly size: number;
  readonly frames: number;
  /** Lags 1…lags are correlated, lagMin + 1…lags searched; those up to `half` win near ties. */
  readonly lags: number;
  readonly lagMin: number;
  readonly half: number;
}

/** The period of each frame in samples, as real numbers: [..., samples] → [batch, frames] → [..., frames] */
function bestLags(waveform: Tensor, { size, frames, lags, lagMin, half }: Search): Tensor {
  const batch = waveform.shape.slice(0, -1);
  const rows = batch.reduce((product, n) => product * n, 1);
  if (rows === 0) return waveform.newZeros([...batch, frames]);
  const padded = pad(waveform.reshape([rows, -1]), [0, lags + frames * size - waveform.shape.at(-1)!]);
  const segments = padded.unfold(-1, size + lags, size); // [rows, frames, size + lags]
  const count = rows * frames;
  // Each frame is the filter of its own segment: direct sums, because a transform's rounding errors would outweigh quiet lags.
  const correlation = conv1d(
    segments.reshape([1, count, size + lags]),
    segments.narrow(-1, 0, size).reshape([count, 1, size]),
    null,
    { groups: count },
  ).reshape([rows, frames, lags + 1]);
  const norms = padded
    .square()
    .unfold(-1, size, 1)
    .sum(-1)
    .sqrt()
    .add(EPSILON)
    .square()
    .unfold(-1, lags + 1, size); // [rows, frames, lags + 1]
  const nccf = correlation
    .div(norms.narrow(-1, 0, 1))
    .div(norms)
    .narrow(-1, 1, lags);
  const whole = nccf.narrow(-1, lagMin, lags - lagMin);
  const short = nccf.narrow(-1, lagMin, half - lagMin);
  const chosen = where(
    short.amax(-1).gt(whole.amax(-1).mul(0.99)),
    short.argmax(-1).to(waveform.dtype),
    whole.argmax(-1).to(waveform.dtype),
  );
  return chosen.add(lagMin + 1).reshape([...batch, frames]);
}
