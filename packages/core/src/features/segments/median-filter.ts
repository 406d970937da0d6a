// The middle of neighbouring values: what single peaks across a line do not disturb.
import { isCapturing } from "../../backend/index.js";
import { padSignal } from "../../dsp/pad-signal.js";
import { dataSync, fromTypedArray } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

/** How many of `keys`, ascending, are less than `key`. */
function rank(keys: Float64Array, key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * For each of n places of a line, which element is the middle of its window. The window slides: it stays sorted while one element
 * leaves and another comes.
 *
 * @param key    the value of an element; NaN counts as the largest
 * @param write  takes a place and the element in the middle of its window
 */
function slideMedians(
  n: number,
  size: number,
  key: (element: number) => number,
  write: (place: number, element: number) => void,
): void {
  // prettier-ignore
  const before = Math.floor(size / 2);
  /** The element at a place on or beyond the line, which is mirrored at its ends. */
  const at = (place: number): number => {
    const turned = ((place % (2 * n)) + 2 * n) % (2 * n);
    return turned < n ? turned : 2 * n - 1 - turned;
  };
  const order = Int32Array.from({ length: size }, (_, i) => at(i - before)).sort((a, b) => key(a) - key(b));
  const keys = Float64Array.from(order, key);
  for (let place = 0; ; place++) {
    write(place, order[before]);
    if (place === n - 1) return;
    const [old, next] = [at(place - before), at(place - before + size)];
    const value = key(next);
    let hole = rank(keys, key(old));
    while (order[hole] !== old) hole++;
    for (; hole + 1 < size && keys[hole + 1] < value; hole++) [keys[hole], order[hole]] = [keys[hole + 1], order[hole + 1]]; // prettier-ignore
    for (; hole > 0 && keys[hole - 1] > value; hole--) [keys[hole], order[hole]] = [keys[hole - 1], order[hole - 1]];
    [keys[hole], order[hole]] = [value, next];
  }
}

/** Where along `dim` the middle of each window lies, read on the CPU: int32, shape of S. */
function middles(S: Tensor, size: number, dim: -1 | -2): Tensor {
  const values = dataSync(S.detach().contiguous()) as ArrayLike<number>;
  const n = S.shape.at(dim)!;
  const columns = S.shape.at(-1)!;
  const step = dim === -1 ? 1 : columns;
  const indices = new Int32Array(values.length);
  const keys = Float64Array.from(values, (value) => (Number.isNaN(value) ? Infinity : value));
  for (let line = 0; line < values.length / n; line++) {
    const start = dim === -1 ? line * n : Math.floor(line / columns) * n * columns + (line % columns);
    slideMedians(
      n,
      size,
      (element) => keys[start + element * step],
      (place, element) => (indices[start + place * step] = element),
    );
  }
  return fromTypedArray(indices, S.shape, { device: S.device });
}

/**
 * The middle of `size` neighbours along `dim`, the ends mirrored; of an even number the upper middle, as scipy.ndimage.median_filter.
 * On the CPU a window slides along each line; on other devices, and where `compile` records, every window is sorted.
 */
export function medianFilter(op: string, S: Tensor, size: number, dim: -1 | -2): Tensor {
  if (size === 1 || S.numel === 0) return S;
  if (S.device === "cpu" && !isCapturing()) return S.gather(dim, middles(S, size, dim));
  const before = Math.floor(size / 2);
  const padded = padSignal(op, S, { before, after: size - 1 - before, mode: "symmetric", dim });
  return padded.unfold(dim, size, 1).sort().values.select(-1, before);
}
