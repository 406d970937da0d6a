// The settings that audio classifiers are trained with, and how they follow from the recordings.
import { ParameterError } from "@sonograd/core";
import {
  readsWaveforms,
  type AugmentationSettings,
  type FeatureSettings,
  type LogMelSettings,
  type NetworkName,
  type WaveformSettings,
} from "../audio/index.js";
import type { Clip } from "./clips.js";

export interface AudioRecipe {
  readonly network: NetworkName;
  readonly features: FeatureSettings;
  readonly augmentation: AugmentationSettings;
  readonly channels: readonly number[];
  readonly grid: readonly [number, number];
  readonly dropout: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Peak of the one-cycle schedule. */
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
}

/** Overrides; what is left out is chosen. */
export type AudioRecipeOptions = { [K in Exclude<keyof AudioRecipe, "features" | "augmentation">]?: AudioRecipe[K] } & {
  readonly features?: Partial<LogMelSettings> & Partial<WaveformSettings>;
  readonly augmentation?: Partial<AugmentationSettings>;
};

const HOP_SECONDS = [0.01, 0.1] as const;
const MAX_DURATION_SECONDS = 5;
const MAX_FMAX_HZ = 11025;
/** Rate at which networks read samples, at most. */
const MAX_WAVEFORM_RATE = 16000;

/** What goes with one kind of network and amount of sound. */
interface Plan {
  readonly nMels: number;
  /** About so many frames per clip. */
  readonly frames: number;
  readonly channels: readonly number[];
  readonly grid: readonly [number, number];
  readonly augmentation: AugmentationSettings;
  /** Clips seen in all, so that large sets take as long as small ones: passes follow from it. */
  readonly clipsSeen: number;
  readonly epochs: readonly [least: number, most: number];
}

/** Short clips, words for example: what a small network on two cores trains with in a minute or two. */
const SHORT: Plan = {
  nMels: 32,
  frames: 40,
  channels: [16, 32, 64],
  grid: [4, 5],
  augmentation: { shiftFrames: 4, maskBands: 5, maskFrames: 6 },
  clipsSeen: 7_200,
  epochs: [8, 24],
};
/** Long clips, in which something happens at any time: more picture, a deeper network, and time turned around. */
const LONG: Plan = {
  nMels: 48,
  frames: 63,
  channels: [16, 32, 48, 64],
  grid: [3, 2],
  augmentation: { shiftFrames: 31, wraps: true, maskBands: 8, maskFrames: 8 },
  clipsSeen: 9_600,
  epochs: [8, 40],
};
/** From this length on clips are long. */
const LONG_SECONDS = 4.5;
/** Samples say less at first sight than images, so that networks see them more often. */
const WAVEFORM = { clipsSeen: 42_000, epochs: [16, 40] } as const;

const clampTo = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));

/** The value that `share` of the sorted values do not exceed. */
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

/** The length that 95 % of the clips do not exceed, and the usual sample rate. */
function usualOf(clips: readonly Clip[]): { durationSeconds: number; rate: number } {
  const seconds = clips.map(({ samples, sampleRate }) => samples.numel / sampleRate);
  const rates = clips.map(({ sampleRate }) => sampleRate);
  const durationSeconds = clampTo(Math.ceil(quantile(seconds, 0.95) * 20) / 20, [0.1, MAX_DURATION_SECONDS]);
  return { durationSeconds, rate: quantile(rates, 0.5) };
}

/** Windows of two hops; bands up to half of the usual sample rate. */
function logMelFor(durationSeconds: number, rate: number, { frames, nMels }: Plan): LogMelSettings {
  const hopSeconds = clampTo(durationSeconds / frames, HOP_SECONDS);
  return {
    durationSeconds,
    hopSeconds,
    windowSeconds: 2 * hopSeconds,
    nMels,
    fminHz: 50,
    fmaxHz: Math.min(rate / 2, MAX_FMAX_HZ),
    topDb: 80,
  };
}

/** The recipe for these training clips. */
export function chooseRecipe(clips: readonly Clip[], options: AudioRecipeOptions = {}): AudioRecipe {
  if (clips.length === 0) throw new ParameterError("chooseRecipe: clips is empty. Training needs recordings.");
  const { features, augmentation, network = "log-mel-cnn", ...rest } = options;
  const { durationSeconds, rate } = usualOf(clips);
  const plan = durationSeconds >= LONG_SECONDS ? LONG : SHORT;
  const isWaveform = readsWaveforms(network);
  const { clipsSeen, epochs } = isWaveform ? WAVEFORM : plan;
  return {
    network,
    features: isWaveform
      ? { durationSeconds, sampleRate: Math.min(rate, MAX_WAVEFORM_RATE), ...features }
      : { ...logMelFor(durationSeconds, rate, plan), ...features },
    augmentation: { ...plan.augmentation, ...augmentation },
    channels: plan.channels,
    grid: plan.grid,
    dropout: 0.3,
    epochs: Math.round(clampTo(clipsSeen / clips.length, epochs)),
    batchSize: 32,
    learningRate: 4e-3,
    weightDecay: 1e-2,
    labelSmoothing: 0.05,
    ...rest,
  };
}
