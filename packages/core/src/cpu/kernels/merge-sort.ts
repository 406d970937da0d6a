// A stable merge sort of float64 numbers, NaN as the largest.

/** Short runs are sorted by insertion before merging starts. */
const RUN = 12;

export class MergeSorter {
  private readonly keys: Float64Array;
  private readonly order: Int32Array;
  private readonly spare: Int32Array;

  constructor(
    private readonly count: number,
    private readonly descending: boolean,
  ) {
    this.keys = new Float64Array(count);
    this.order = new Int32Array(count);
    this.spare = new Int32Array(count);
  }

  /** The positions of the numbers in order; they hold until the next call. */
  sort(valueAt: (i: number) => number): Int32Array {
    mergeSort(this.keys, this.arrange(valueAt), this.spare);
    return this.order;
  }

  /**
   * Puts the NaNs where they belong, last or first when descending, and returns the stretch of `order` that is left to
   * sort. Keys of a descending sort are negated, so that one ascending sort keeps equals in order both ways.
   */
  private arrange(valueAt: (i: number) => number): Int32Array {
    const { keys, order, count, descending } = this;
    let nans = 0;
    for (let i = 0; i < count; i++) {
      const value = valueAt(i);
      keys[i] = descending ? -value : value;
      if (value !== value) nans++;
    }
    const firstNumber = descending ? nans : 0;
    let nan = descending ? 0 : count - nans;
    let number = firstNumber;
    for (let i = 0; i < count; i++) {
      if (keys[i] !== keys[i]) order[nan++] = i;
      else order[number++] = i;
    }
    return order.subarray(firstNumber, firstNumber + count - nans);
  }
}

function mergeSort(keys: Float64Array, order: Int32Array, spare: Int32Array): void {
  const count = order.length;
  for (let start = 0; start < count; start += RUN) insertionSort(keys, order, start, Math.min(start + RUN, count));
  let [from, to] = [order, spare];
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width)
      merge(keys, from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count));
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from.subarray(0, count));
}

function insertionSort(keys: Float64Array, order: Int32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const item = order[i];
    const key = keys[item];
    let hole = i;
    for (; hole > start && keys[order[hole - 1]] > key; hole--) order[hole] = order[hole - 1];
    order[hole] = item;
  }
}

function merge(keys: Float64Array, from: Int32Array, to: Int32Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let out = start; out < end; out++) {
    const takesRight = left === middle || (right < end && keys[from[right]] < keys[from[left]]);
    to[out] = takesRight ? from[right++] : from[left++];
  }
}
