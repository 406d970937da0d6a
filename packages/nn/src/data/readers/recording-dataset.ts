import { ParameterError, type Tensor } from "@sonograd/core";
import { load, type LoadOptions } from "@sonograd/io";
import { checkIndex, Dataset } from "../dataset.js";

/** A recording with what is known about it. */
export type Recording<I> = I & {
  /** float32 [channels, samples], −1…1 */
  readonly waveform: Tensor;
  /** Hz, the file's own */
  readonly sampleRate: number;
};

/**
 * The recordings of a list of files, each decoded when it is asked for.
 *
 * @param items            what a reader lists, such as `(await openESC50(directory)).items`
 * @param options          of `load`: mono, offset, duration
 * @throws FormatError     (from `get`) a file is damaged; ParameterError  it cannot be read: name the file
 * @example new MapDataset(new RecordingDataset(items, { mono: true }), ({ waveform, label }) => ({ x: mel.forward(waveform), label }))
 */
export class RecordingDataset<I extends { readonly path: string }> extends Dataset<Recording<I>> {
  constructor(
    readonly items: readonly I[],
    readonly options: LoadOptions = {},
  ) {
    super();
    if (items.length === 0) throw new ParameterError("RecordingDataset: items is empty. Check the reader's subset.");
  }
  override get length(): number {
    return this.items.length;
  }
  override async get(index: number): Promise<Recording<I>> {
    const item = this.items[checkIndex("RecordingDataset", index, this.length)];
    const { samples, sampleRate } = await load(item.path, this.options);
    return { ...item, waveform: samples, sampleRate };
  }
}
