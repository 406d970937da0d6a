// Batches of images or waveforms, changed a little for training.
import { fromTypedArray, Generator, type Device } from "@sonograd/core";
import {
  augmentImage,
  augmentWaveform,
  batchShape,
  type AugmentationSettings,
  type FeatureSettings,
} from "../audio/index.js";
import { permutation } from "../data/dataset.js";
import { RandomSource } from "../data/synthetic/random-source.js";
import type { BatchSource, LabelledBatch } from "../training/index.js";
import type { LabelledImage } from "./clips.js";

export interface ImageBatchOptions {
  readonly features: FeatureSettings;
  readonly batchSize: number;
  readonly device: Device;
  /** Shuffle, and change each image; absent for evaluation. */
  readonly training?: { readonly seed: number; readonly augmentation: AugmentationSettings };
}

/** Share of its length that a waveform is shifted by at most. */
const SHIFT_SHARE = 0.1;
/** Distance between the random numbers of two epochs, in blocks of four. */
const EPOCH_BLOCKS = 2 ** 32;

/**
 * x [batch, 1, bands, frames] or [batch, 1, samples], and y [batch]; a new order and new changes each epoch, given by the seed
 * and the number of the epoch.
 */
export class ImageBatches implements BatchSource {
  readonly length: number;
  readonly #images: readonly LabelledImage[];
  readonly #options: ImageBatchOptions;
  #epoch = 0;

  constructor(images: readonly LabelledImage[], options: ImageBatchOptions) {
    const { batchSize, training } = options;
    // A last batch of one sample is left out in training: batch normalisation needs two.
    const rest = images.length % batchSize;
    this.length = Math.floor(images.length / batchSize) + (rest > (training ? 1 : 0) ? 1 : 0);
    this.#images = images;
    this.#options = options;
  }

  /** Where the next walk begins. */
  stateDict(): { epoch: number } {
    return { epoch: this.#epoch };
  }

  loadStateDict({ epoch }: { epoch: number }): void {
    this.#epoch = epoch;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LabelledBatch, void, undefined> {
    const { features, batchSize, device, training } = this.#options;
    const offset = EPOCH_BLOCKS * this.#epoch++;
    const draws = (seed: number): Generator => new Generator().setState({ seed, offset });
    const seed = training?.seed ?? 0;
    const order = training ? permutation(this.#images.length, draws(seed)) : this.#images.map((_, i) => i);
    const random = new RandomSource(draws(seed + 1));
    const change = (image: Float32Array): Float32Array => {
      if (!training) return image;
      if ("nMels" in features) return augmentImage(image, features.nMels, training.augmentation, random);
      return augmentWaveform(image, SHIFT_SHARE, random);
    };
    for (let batch = 0; batch < this.length; batch++) {
      const members = order.slice(batch * batchSize, (batch + 1) * batchSize).map((i) => this.#images[i]);
      const size = members[0].image.length;
      const values = new Float32Array(members.length * size);
      members.forEach(({ image }, i) => values.set(change(image), i * size));
      const labels = Int32Array.from(members, ({ label }) => label);
      yield {
        x: fromTypedArray(values, batchShape(members.length, features), { device }),
        y: fromTypedArray(labels, [members.length], { device }),
      };
    }
  }
}
