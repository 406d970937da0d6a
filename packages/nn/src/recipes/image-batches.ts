// Batches of images, changed a little for training.
import { fromTypedArray, Generator, type Device } from "@sonograd/core";
import { augmentImage, type AugmentationSettings } from "../audio/index.js";
import { permutation } from "../data/dataset.js";
import { RandomSource } from "../data/synthetic/random-source.js";
import type { BatchSource, LabelledBatch } from "../training/index.js";
import type { LabelledImage } from "./clips.js";

export interface ImageBatchOptions {
  readonly bands: number;
  readonly batchSize: number;
  readonly device: Device;
  /** Shuffle, and change each image; absent for evaluation. */
  readonly training?: { readonly seed: number; readonly augmentation: AugmentationSettings };
}

/** x [batch, 1, bands, frames] and y [batch]; a new order and new changes each epoch, given by the seed. */
export class ImageBatches implements BatchSource {
  readonly length: number;
  readonly #images: readonly LabelledImage[];
  readonly #options: ImageBatchOptions;
  readonly #generator: Generator;
  readonly #random: RandomSource;

  constructor(images: readonly LabelledImage[], options: ImageBatchOptions) {
    const { batchSize, training } = options;
    // A last batch of one sample is left out in training: batch normalisation needs two.
    const rest = images.length % batchSize;
    this.length = Math.floor(images.length / batchSize) + (rest > (training ? 1 : 0) ? 1 : 0);
    this.#images = images;
    this.#options = options;
    this.#generator = new Generator(training?.seed ?? 0);
    this.#random = new RandomSource(new Generator((training?.seed ?? 0) + 1));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LabelledBatch, void, undefined> {
    const { bands, batchSize, device, training } = this.#options;
    const order = training ? permutation(this.#images.length, this.#generator) : this.#images.map((_, i) => i);
    for (let batch = 0; batch < this.length; batch++) {
      const members = order.slice(batch * batchSize, (batch + 1) * batchSize).map((i) => this.#images[i]);
      const size = members[0].image.length;
      const values = new Float32Array(members.length * size);
      members.forEach(({ image }, i) =>
        values.set(training ? augmentImage(image, bands, training.augmentation, this.#random) : image, i * size),
      );
      const x = fromTypedArray(values, [members.length, 1, bands, size / bands], { device });
      yield {
        x,
        y: fromTypedArray(
          Int32Array.from(members, ({ label }) => label),
          [members.length],
          { device },
        ),
      };
    }
  }
}
