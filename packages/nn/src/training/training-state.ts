// A run on disk: what a snapshot holds, as tensors by name and plain values.
import { FormatError, type Tensor } from "@sonograd/core";
import { loadSafetensors, saveSafetensors, type ByteSource } from "@sonograd/io";
import type { SchedulerStateDict } from "../optim/index.js";

/** Everything a run needs to go on, bit for bit on the CPU. Tensors are on the host. */
export interface TrainingState {
  /** `model.…` and `optimizer.…` */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Plain data that JSON can hold. */
  readonly values: TrainingValues;
}

export interface TrainingValues {
  /** The printed model. */
  readonly model: string;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** Batches per step (absent: 1). */
  readonly accumulate?: number;
  /** Settings of the optimizer's groups. */
  readonly paramGroups: readonly Readonly<Record<string, unknown>>[];
  /** Steps that the optimizer made with each parameter. */
  readonly steps: Readonly<Record<string, number>>;
  readonly scheduler: SchedulerStateDict | null;
  readonly random: { readonly seed: number; readonly offset: number };
  /** Where the source of batches stood at the beginning of the epoch. */
  readonly source: unknown;
  readonly progress: Readonly<Record<string, unknown>>;
}

const FORMAT = "sonograd-training-state";
const VERSION = "1";

/**
 * Writes the state of a run as one safetensors file (Node): temporary file, sync, rename, so that a crash leaves the old one or
 * the new one.
 *
 * @throws ParameterError  the path cannot be written, a full disk for example
 */
export async function saveTrainingState(path: string, { tensors, values }: TrainingState): Promise<void> {
  await saveSafetensors(path, tensors, { format: FORMAT, version: VERSION, state: JSON.stringify(values) });
}

/**
 * Reads what {@link saveTrainingState} wrote; pass it to a `Trainer` as `resume`.
 *
 * @param source  a path (Node), URL, Blob, File or bytes
 * @throws FormatError  no such file, or damaged
 */
export async function loadTrainingState(source: ByteSource): Promise<TrainingState> {
  const { tensors, metadata } = await loadSafetensors(source);
  const name = typeof source === "string" ? `source="${source}"` : "the source";
  const { format, version, state } = metadata;
  if (format !== FORMAT || version !== VERSION || state === undefined)
    throw new FormatError(
      `loadTrainingState: ${name} is no ${FORMAT} of version ${VERSION} (format=${format ?? "none"}, version=${version ?? "none"}).`,
    );
  try {
    return { tensors: Object.fromEntries(tensors), values: JSON.parse(state) as TrainingValues };
  } catch (cause) {
    throw new FormatError(`loadTrainingState: ${name} has damaged values in its metadata. Start the run anew.`, {
      cause,
    });
  }
}
