// Reading recordings once and keeping their images in memory.
import { noGrad, scope, ParameterError, SonogradError, type Tensor } from "@sonograd/core";
import { load } from "@sonograd/io";
import { clipFeatures, type FeatureSettings } from "../audio/index.js";
import type { AudioItem, SkippedFile } from "../data/readers/index.js";
import type { PrepareEvent } from "../training/index.js";

/** A mono recording in memory. */
export interface Clip {
  readonly item: AudioItem;
  /** float32 [samples] */
  readonly samples: Tensor;
  readonly sampleRate: number;
}

export interface ReadClipsOptions {
  /** For progress (default "reading recordings"). */
  readonly what?: string;
  /** Takes the files that are missing or damaged, which are then left out (default: the first of them throws). */
  readonly skipped?: SkippedFile[];
  readonly signal?: AbortSignal;
}

/**
 * Reads the files one by one and tells how far it is.
 *
 * @returns clips in the order of the items
 * @throws SonogradError  that names a file which cannot be read, or holds nothing or what is no number, unless `skipped` takes it
 */
export async function* readClips(
  items: readonly AudioItem[],
  { what = "reading recordings", skipped, signal }: ReadClipsOptions = {},
): AsyncGenerator<PrepareEvent, Clip[], undefined> {
  const clips: Clip[] = [];
  for (const [i, item] of items.entries()) {
    signal?.throwIfAborted();
    try {
      clips.push(await readClip(item));
    } catch (error) {
      if (!skipped || !(error instanceof SonogradError)) throw error;
      const isMissing = (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
      skipped.push({ path: item.path, reason: isMissing ? "missing" : "damaged", message: error.message });
    }
    yield { type: "prepare", what, done: i + 1, total: items.length };
  }
  return clips;
}

async function readClip(item: AudioItem): Promise<Clip> {
  const { samples, sampleRate } = await loadClip(item);
  if (samples.shape[1] === 0) throw new ParameterError(`readClips: file="${item.path}" holds no samples. Remove it.`);
  // One of them would turn every weight of the network into NaN.
  if (!(samples.dataSync() as Float32Array).every(Number.isFinite))
    throw new ParameterError(
      `readClips: file="${item.path}" holds samples that are NaN or infinite. Repair or remove it.`,
    );
  return { item, samples: samples.select(0, 0), sampleRate };
}

async function loadClip(item: AudioItem): ReturnType<typeof load> {
  try {
    return await load(item.path, { mono: true });
  } catch (error) {
    if (error instanceof SonogradError) throw error; // names the file already
    throw new ParameterError(`readClips: file="${item.path}" cannot be read. ${String(error)}`, { cause: error });
  }
}

/** The features of a clip, [bands, frames] or [1, samples], with its class. */
export interface LabelledImage {
  readonly image: Float32Array;
  readonly label: number;
}

/** Features of all clips, not yet normalised. */
export async function clipImages(clips: readonly Clip[], settings: FeatureSettings): Promise<LabelledImage[]> {
  const images: LabelledImage[] = [];
  for (const { item, samples, sampleRate } of clips) {
    const features = scope(() => noGrad(() => clipFeatures(samples, sampleRate, settings)));
    images.push({ image: (await features.data()) as Float32Array, label: item.label });
  }
  return images;
}

/** Mean and deviation over all values. */
export function imageStatistics(images: readonly LabelledImage[]): { mean: number; std: number } {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (const { image } of images) {
    for (const v of image) {
      sum += v;
      squares += v * v;
    }
    count += image.length;
  }
  const mean = sum / count;
  return { mean, std: Math.max(Math.sqrt(Math.max(0, squares / count - mean * mean)), 1e-3) };
}

/** (v − mean) / std of every image. */
export const normalizeImages = (
  images: readonly LabelledImage[],
  { mean, std }: { mean: number; std: number },
): LabelledImage[] => images.map(({ image, label }) => ({ image: image.map((v) => (v - mean) / std), label }));
