// The settings that audio classifiers are trained with, and how they follow from the recordings.
import { ParameterError } from "@sonograd/core";
import type { AugmentationSettings, LogMelSettings } from "../audio/index.js";
import type { Clip } from "./clips.js";

export interface AudioRecipe {
  readonly features: LogMelSettings;
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
  readonly features?: Partial<LogMelSettings>;
  readonly augmentation?: Partial<AugmentationSettings>;
};

const MELS = 32;
/** About so many frames per clip: what a small network on two cores trains with in a few minutes. */
const FRAMES = 40;
const HOP_SECONDS = [0.01, 0.1] as const;
const MAX_DURATION_SECONDS = 5;
const MAX_FMAX_HZ = 11025;
/** Clips seen in all, so that large sets take as long as small ones: passes follow from it. */
const CLIPS_SEEN = 7_200;
const EPOCHS = [8, 24] as const;

const clampTo = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));

/** The value that `share` of the sorted values do not exceed. */
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

/** Windows of two hops over the length that 95 % of the clips do not exceed; bands up to half of the usual sample rate. */
function featuresFor(clips: readonly Clip[]): LogMelSettings {
  const seconds = clips.map(({ samples, sampleRate }) => samples.numel / sampleRate);
  const durationSeconds = clampTo(Math.ceil(quantile(seconds, 0.95) * 20) / 20, [0.1, MAX_DURATION_SECONDS]);
  const hopSeconds = clampTo(durationSeconds / FRAMES, HOP_SECONDS);
  const usualRate = quantile(
    clips.map(({ sampleRate }) => sampleRate),
    0.5,
  );
  return {
    durationSeconds,
    hopSeconds,
    windowSeconds: 2 * hopSeconds,
    nMels: MELS,
    fminHz: 50,
    fmaxHz: Math.min(usualRate / 2, MAX_FMAX_HZ),
    topDb: 80,
  };
}

/** The recipe for these training clips. */
export function chooseRecipe(clips: readonly Clip[], options: AudioRecipeOptions = {}): AudioRecipe {
  if (clips.length === 0) throw new ParameterError("chooseRecipe: clips is empty. Training needs recordings.");
  const { features, augmentation, ...rest } = options;
  return {
    features: { ...featuresFor(clips), ...features },
    augmentation: { shiftFrames: 4, maskBands: 5, maskFrames: 6, ...augmentation },
    channels: [16, 32, 64],
    grid: [4, 5],
    dropout: 0.3,
    epochs: Math.round(clampTo(CLIPS_SEEN / clips.length, EPOCHS)),
    batchSize: 32,
    learningRate: 4e-3,
    weightDecay: 1e-2,
    labelSmoothing: 0.05,
    ...rest,
  };
}
