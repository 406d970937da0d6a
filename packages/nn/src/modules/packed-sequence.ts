// Sequences of different lengths in one batch without padding, as `torch.nn.utils.rnn` packs them.
import { cat, formatShape, ParameterError, ShapeError, stack, Tensor, tensor } from "@sonograd/core";

/**
 * The steps of all sequences, longest first: the first step of each, then the second of each that has one, and so on.
 * Recurrent layers take and return it.
 */
export class PackedSequence {
  constructor(
    /** [Σ lengths, ...features]. */
    readonly data: Tensor,
    /** How many sequences have a step t, falling. */
    readonly batchSizes: readonly number[],
    /** Places of the sorted sequences among those given, or null where they came sorted. */
    readonly sortedIndices: readonly number[] | null = null,
  ) {}

  /** Places of the given sequences among the sorted ones, or null. */
  get unsortedIndices(): readonly number[] | null {
    return this.sortedIndices && inverse(this.sortedIndices);
  }

  /** The same packing of other features. */
  with(data: Tensor): PackedSequence {
    return new PackedSequence(data, this.batchSizes, this.sortedIndices);
  }
}

const inverse = (order: readonly number[]): number[] => {
  const places = Array.from(order, () => 0);
  for (const [i, place] of order.entries()) places[place] = i;
  return places;
};

/** Rows of `x` along `dim` in the order of `indices`; null leaves them. */
export const reorder = (x: Tensor, dim: number, indices: readonly number[] | null): Tensor =>
  indices ? x.indexSelect(dim, tensor([...indices], { dtype: "int32", device: x.device })) : x;

/** Sequences [time, ...features] of different lengths, padded to the longest; as `torch.nn.utils.rnn.pad_sequence`. */
export function padSequence(
  sequences: readonly Tensor[],
  { batchFirst = false, paddingValue = 0 }: { batchFirst?: boolean; paddingValue?: number } = {},
): Tensor {
  if (sequences.length === 0) throw new ParameterError("padSequence: sequences=[] must hold at least one.");
  const longest = Math.max(...sequences.map(({ shape }) => shape[0]));
  const padded = sequences.map((x) => {
    const missing = longest - x.shape[0];
    return missing === 0 ? x : cat([x, x.detach().newZeros([missing, ...x.shape.slice(1)]).fill_(paddingValue)]); // prettier-ignore
  });
  return stack(padded, batchFirst ? 0 : 1);
}

/**
 * Packs a padded batch, as `torch.nn.utils.rnn.pack_padded_sequence`.
 *
 * @param x        [time, batch, ...features], or [batch, time, …] with batchFirst
 * @param lengths  steps of each sequence, 1…time: numbers, or an int32 tensor on the CPU
 * @param options.enforceSorted  refuse sequences that are not sorted by falling length (default true); false sorts them
 * @throws ParameterError, ShapeError
 */
export function packPaddedSequence(
  x: Tensor,
  lengths: readonly number[] | Tensor,
  { batchFirst = false, enforceSorted = true }: { batchFirst?: boolean; enforceSorted?: boolean } = {},
): PackedSequence {
  if (x.ndim < 2) throw new ShapeError(`packPaddedSequence: x ${formatShape(x.shape)} must be [time, batch, …].`);
  const given = lengths instanceof Tensor ? Array.from(lengths.dataSync(), Number) : lengths;
  const timeFirst = batchFirst ? x.transpose(0, 1) : x;
  const [time, batch] = timeFirst.shape;
  if (given.length !== batch || given.some((n) => !Number.isInteger(n) || n < 1 || n > time))
    throw new ParameterError(
      `packPaddedSequence: lengths=[${given.join(", ")}] must be ${batch} integers in 1…${time}, one per sequence.`,
    );
  const isSorted = given.every((n, i) => i === 0 || n <= given[i - 1]);
  if (enforceSorted && !isSorted)
    throw new ParameterError(
      `packPaddedSequence: lengths=[${given.join(", ")}] must fall. Sort the sequences, or pass enforceSorted: false.`,
    );
  const order = enforceSorted ? null : given.map((_, i) => i).sort((a, b) => given[b] - given[a]);
  const sorted = reorder(timeFirst, 1, order);
  const longest = Math.max(...given);
  const batchSizes = Array.from({ length: longest }, (_, t) => given.filter((n) => n > t).length);
  // One pick of rows from [time · batch, …], so that the gradient is one pass too.
  const rows = batchSizes.flatMap((size, t) => Array.from({ length: size }, (_, b) => t * batch + b));
  const data = reorder(sorted.reshape([time * batch, ...sorted.shape.slice(2)]), 0, rows);
  return new PackedSequence(data, batchSizes, order);
}

/** Packs sequences [time, ...features], as `torch.nn.utils.rnn.pack_sequence`; see {@link packPaddedSequence}. */
export const packSequence = (sequences: readonly Tensor[], options: { enforceSorted?: boolean } = {}): PackedSequence =>
  packPaddedSequence(padSequence(sequences), sequences.map(({ shape }) => shape[0]), options); // prettier-ignore

/**
 * The padded batch of a packed one, in the order in which it was given, as `torch.nn.utils.rnn.pad_packed_sequence`.
 *
 * @param options.paddingValue  behind each end (default 0)
 * @param options.totalLength   steps of the result, at least those of the longest (default: those)
 * @returns [batch, lengths]: [time, batch, ...features], or [batch, time, …] with batchFirst; int32 lengths on the CPU
 * @throws ParameterError  totalLength is too short
 */
export function padPackedSequence(
  { data, batchSizes, unsortedIndices }: PackedSequence,
  {
    batchFirst = false,
    paddingValue = 0,
    totalLength = null,
  }: { batchFirst?: boolean; paddingValue?: number; totalLength?: number | null } = {},
): [x: Tensor, lengths: Tensor] {
  const time = totalLength ?? batchSizes.length;
  if (time < batchSizes.length)
    throw new ParameterError(
      `padPackedSequence: totalLength=${time} must be at least ${batchSizes.length}, the longest sequence.`,
    );
  const [batch] = batchSizes;
  const features = data.shape.slice(1);
  // Every place takes its row, or the row of padding at the end.
  const padding = data.shape[0];
  const rows = Array.from({ length: time * batch }, () => padding);
  let row = 0;
  for (const [t, size] of batchSizes.entries()) for (let b = 0; b < size; b++) rows[t * batch + b] = row++;
  const extended = cat([data, data.detach().newZeros([1, ...features]).fill_(paddingValue)]); // prettier-ignore
  const sorted = reorder(extended, 0, rows).reshape([time, batch, ...features]);
  const x = reorder(sorted, 1, unsortedIndices);
  const lengths = Array.from({ length: batch }, (_, b) => batchSizes.filter((size) => size > b).length);
  const ordered = unsortedIndices ? unsortedIndices.map((i) => lengths[i]) : lengths;
  return [batchFirst ? x.transpose(0, 1) : x, tensor(ordered, { dtype: "int32", device: "cpu" })];
}

/** The sequences of a packed batch, each of its length, as `torch.nn.utils.rnn.unpack_sequence`. */
export function unpackSequence(packed: PackedSequence): Tensor[] {
  const [x, lengths] = padPackedSequence(packed, { batchFirst: true });
  return Array.from(lengths.dataSync(), (n, i) => x.select(0, i).narrow(0, 0, Number(n)));
}
