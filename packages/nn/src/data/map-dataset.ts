import { Generator, ParameterError } from "@sonograd/core";
import { Dataset } from "./dataset.js";

/** Numbers set aside for one sample, in blocks of four. */
const BLOCKS_PER_SAMPLE = 2 ** 22;

/** What a transform knows beside the sample. */
export interface TransformContext {
  readonly index: number;
  readonly epoch: number;
  /** A stream of its own for this sample in this epoch: the same whatever the order, the worker or a resumed run. */
  readonly generator: Generator;
}

/**
 * Applies a function to each sample of another dataset when it is asked for, such as a feature or an augmentation.
 *
 * @param transform     gets the sample and its context; may be asynchronous
 * @param options.seed  of the generators that the transform gets, 0…2³² − 1 (default 0)
 * @throws ParameterError  seed out of range
 * @example new MapDataset(clips, ({ waveform, label }) => ({ x: mel.forward(waveform), y: label }))
 */
export class MapDataset<T, U> extends Dataset<U> {
  readonly #seed: number;
  #epoch = 0;

  constructor(
    readonly dataset: Dataset<T>,
    readonly transform: (sample: T, context: TransformContext) => U | Promise<U>,
    { seed = 0 }: { seed?: number } = {},
  ) {
    super();
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
      throw new ParameterError(`MapDataset: seed=${seed} must be an integer in 0…2^32 − 1.`);
    this.#seed = seed;
  }
  override get length(): number {
    return this.dataset.length;
  }
  override setEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.dataset.setEpoch?.(epoch);
  }
  override async get(index: number): Promise<U> {
    const at = index < 0 ? index + this.length : index;
    const epoch = this.#epoch;
    const generator = new Generator();
    const sample = await this.dataset.get(index); // refuses a wrong index
    generator.setState({ seed: this.#seed * 2 ** 20 + (epoch % 2 ** 20), offset: at * BLOCKS_PER_SAMPLE });
    return this.transform(sample, { index: at, epoch, generator });
  }
}
