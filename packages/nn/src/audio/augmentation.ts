// Small changes to training images, so that a network does not learn the clips by heart. Seeded, on the host.
import type { RandomSource } from "../data/synthetic/random-source.js";

export interface AugmentationSettings {
  /** Largest shift in time, frames to either side. */
  readonly shiftFrames: number;
  /** What is shifted out at one end comes in at the other; else the image's lowest value does (default false). */
  readonly wraps?: boolean;
  /** Largest number of neighbouring bands that are blanked (SpecAugment). */
  readonly maskBands: number;
  /** Largest number of neighbouring frames that are blanked. */
  readonly maskFrames: number;
}

/**
 * A changed copy of an image [bands, frames]: shifted in time, with one run of bands and one of frames set to the mean, 0.
 *
 * @source Park et al., "SpecAugment", Interspeech 2019 (one mask per axis, no warping)
 */
export function augmentImage(
  image: Float32Array,
  bands: number,
  { shiftFrames, wraps = false, maskBands, maskFrames }: AugmentationSettings,
  random: RandomSource,
): Float32Array {
  const frames = image.length / bands;
  const shift = random.integer(-shiftFrames, shiftFrames);
  const out = new Float32Array(image.length).fill(image.reduce((low, v) => Math.min(low, v), Infinity));
  for (let b = 0; b < bands; b++)
    for (let t = 0; t < frames; t++) {
      const source = wraps ? (((t - shift) % frames) + frames) % frames : t - shift;
      if (source >= 0 && source < frames) out[b * frames + t] = image[b * frames + source];
    }
  const height = random.integer(0, maskBands);
  const top = random.integer(0, Math.max(0, bands - height));
  out.fill(0, top * frames, Math.min(bands, top + height) * frames);
  const width = random.integer(0, maskFrames);
  const left = random.integer(0, Math.max(0, frames - width));
  for (let b = 0; b < bands; b++) out.fill(0, b * frames + left, b * frames + Math.min(frames, left + width));
  return out;
}

/** Largest change of level, in the logarithm to base 2. */
const LEVEL_OCTAVES = 1;

/** A changed copy of a waveform: shifted by up to a share of its length, with zeros coming in, and louder or softer. */
export function augmentWaveform(samples: Float32Array, shiftShare: number, random: RandomSource): Float32Array {
  const reach = Math.floor(shiftShare * samples.length);
  const shift = random.integer(-reach, reach);
  const level = 2 ** random.uniform(-LEVEL_OCTAVES, LEVEL_OCTAVES);
  return Float32Array.from(samples, (_, i) => level * (samples[i - shift] ?? 0));
}
