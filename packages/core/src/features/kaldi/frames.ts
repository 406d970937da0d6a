// Kaldi's frames: lengths in milliseconds, mean taken off, pre-emphasis within the frame, Povey's window, padded for the FFT.
import { checkSignal } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { cat, flip, pad, randn, type Generator } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";

export type KaldiWindow = "povey" | "hanning" | "hamming" | "rectangular" | "blackman";

export interface KaldiFrameOptions {
  /** Hz (default 16000). */
  readonly sampleFrequency?: number;
  /** Milliseconds (default 25). */
  readonly frameLength?: number;
  /** Milliseconds (default 10). */
  readonly frameShift?: number;
  /** (default "povey": Hann to the power 0.85) */
  readonly windowType?: KaldiWindow;
  /** The constant of the Blackman window (default 0.42). */
  readonly blackmanCoeff?: number;
  /** The channel of a [channels, samples] waveform; −1: the first (default −1). */
  readonly channel?: number;
  /** Standard deviation of noise added to the samples (default 0). */
  readonly dither?: number;
  /** Where the noise comes from. */
  readonly generator?: Generator;
  /** Least energy of a frame; 0: none (default 1). */
  readonly energyFloor?: number;
  /** Shorter signals give no frames, seconds (default 0). */
  readonly minDuration?: number;
  /** 0…1; 0: none (default 0.97). */
  readonly preemphasisCoefficient?: number;
  /** Energy before pre-emphasis and window (default true). */
  readonly rawEnergy?: boolean;
  /** Take off the mean of each frame (default true). */
  readonly removeDcOffset?: boolean;
  /** Pad frames with zeros to a power of two (default true). */
  readonly roundToPowerOfTwo?: boolean;
  /** Only frames that lie within the signal; false: its ends are mirrored (default true). */
  readonly snipEdges?: boolean;
  /** Take off the mean of each column of the result (default false). */
  readonly subtractMean?: boolean;
}

/** Windowed frames [frames, size], their log energies [frames, 1], and the size before padding. */
export interface KaldiFrames {
  readonly frames: Tensor;
  readonly logEnergy: Tensor;
  readonly size: number;
}

/** Distance from 1 to the next float32: what logarithms are kept above. */
export const EPSILON = 2 ** -23;

const WINDOWS: Readonly<Record<KaldiWindow, (x: number, blackman: number) => number>> = {
  hanning: (x) => 0.5 - 0.5 * Math.cos(x),
  hamming: (x) => 0.54 - 0.46 * Math.cos(x),
  povey: (x) => (0.5 - 0.5 * Math.cos(x)) ** 0.85,
  rectangular: () => 1,
  blackman: (x, c) => c - 0.5 * Math.cos(x) + (0.5 - c) * Math.cos(2 * x),
};

/** Lengths in samples, checked; null where the signal is shorter than `minDuration`. */
function lengths(op: string, y: Tensor, options: KaldiFrameOptions) {
  const { sampleFrequency = 16000, frameLength = 25, frameShift = 10, roundToPowerOfTwo = true } = options;
  const { windowType = "povey", preemphasisCoefficient = 0.97 } = options;
  if (!(sampleFrequency > 0)) throw new ParameterError(`${op}: sampleFrequency=${sampleFrequency} must be > 0 Hz.`);
  if (!Object.hasOwn(WINDOWS, windowType))
    throw new ParameterError(
      `${op}: windowType="${String(windowType)}" must be one of ${Object.keys(WINDOWS).join(", ")}.`,
    );
  if (!(preemphasisCoefficient >= 0 && preemphasisCoefficient <= 1))
    throw new ParameterError(`${op}: preemphasisCoefficient=${preemphasisCoefficient} must lie in 0…1. 0 means none.`);
  const n = y.shape[0];
  const shift = Math.trunc(sampleFrequency * frameShift * 0.001);
  const size = Math.trunc(sampleFrequency * frameLength * 0.001);
  if (!(size >= 2 && size <= n))
    throw new ParameterError(
      `${op}: frameLength=${frameLength} ms is ${size} samples, but must be 2…${n}, the signal's. Use a shorter frame or a longer signal.`,
    );
  if (!(shift > 0))
    throw new ParameterError(`${op}: frameShift=${frameShift} ms is less than a sample at ${sampleFrequency} Hz.`);
  const padded = roundToPowerOfTwo ? 2 ** Math.ceil(Math.log2(size)) : size;
  if (padded % 2 !== 0)
    throw new ParameterError(
      `${op}: frameLength=${frameLength} ms is ${size} samples, an odd number. Use roundToPowerOfTwo: true or another length.`,
    );
  return { shift, size, padded };
}

/** One channel of a waveform [samples] or [channels, samples]. */
function channelOf(op: string, waveform: Tensor, channel: number): Tensor {
  checkSignal(op, waveform, "waveform");
  if (waveform.ndim === 1) return waveform;
  if (waveform.ndim !== 2 || Math.max(channel, 0) >= waveform.shape[0])
    throw new ParameterError(
      `${op}: channel=${channel} does not fit waveform ${formatShape(waveform.shape)}, which must be [samples] or [channels, samples].`,
    );
  return waveform.select(0, Math.max(channel, 0));
}

/** [frames, size] of a signal [samples]. */
function cut(y: Tensor, size: number, shift: number, snipEdges: boolean): Tensor {
  if (snipEdges) return y.unfold(0, size, shift);
  const n = y.shape[0];
  const count = Math.floor((n + Math.floor(shift / 2)) / shift);
  const before = Math.floor(size / 2) - Math.floor(shift / 2);
  const mirrored = flip(y, [0]);
  const longer =
    before > 0
      ? cat([mirrored.narrow(0, n - before, before), y, mirrored], 0)
      : cat([y.narrow(0, -before, n + before), mirrored], 0);
  return longer.unfold(0, size, shift).narrow(0, 0, count);
}

function logEnergies(frames: Tensor, floor: number): Tensor {
  const energy = frames.square().sum(1, { keepdim: true }).clamp({ min: EPSILON }).log();
  return floor === 0 ? energy : energy.clamp({ min: Math.log(floor) });
}

/** The frames of a waveform; undefined where it is shorter than `minDuration`. */
export function kaldiFrames(op: string, waveform: Tensor, options: KaldiFrameOptions): KaldiFrames | undefined {
  const { channel = -1, dither = 0, energyFloor = 1, minDuration = 0, sampleFrequency = 16000 } = options;
  const { preemphasisCoefficient = 0.97, rawEnergy = true, removeDcOffset = true, snipEdges = true } = options;
  const { windowType = "povey", blackmanCoeff = 0.42, generator } = options;
  const y = channelOf(op, waveform, channel);
  const { shift, size, padded } = lengths(op, y, options);
  if (y.shape[0] < minDuration * sampleFrequency) return undefined;
  let frames = cut(y, size, shift, snipEdges);
  const { dtype, device } = y;
  if (dither !== 0)
    frames = frames.add(randn(frames.shape, { device, dtype: dtype as "float32", ...(generator && { generator }) }).mul(dither)); // prettier-ignore
  if (removeDcOffset) frames = frames.sub(frames.mean(1, { keepdim: true }));
  const raw = rawEnergy ? logEnergies(frames, energyFloor) : undefined;
  if (preemphasisCoefficient !== 0) {
    // The sample before the first one is taken to be the first one.
    const before = cat([frames.narrow(1, 0, 1), frames.narrow(1, 0, size - 1)], 1);
    frames = frames.sub(before.mul(preemphasisCoefficient));
  }
  const window = Float64Array.from({ length: size }, (_, i) =>
    WINDOWS[windowType]((2 * Math.PI * i) / (size - 1), blackmanCoeff),
  );
  frames = frames.mul(constant(window, [size], dtype, device));
  const logEnergy = raw ?? logEnergies(frames, energyFloor);
  return { frames: padded > size ? pad(frames, [0, padded - size]) : frames, logEnergy, size: padded };
}

/** The mean of each column taken off where it is asked for. */
export const centered = (features: Tensor, subtractMean = false): Tensor =>
  subtractMean ? features.sub(features.mean(0, { keepdim: true })) : features;
