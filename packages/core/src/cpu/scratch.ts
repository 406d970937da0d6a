// Memory that kernels use while they run. Made anew in every call it would be zeroed, paged in and collected each time.

/** Numbers up to which memory is kept (8 MB for each purpose). */
const LIMIT = 1 << 20;

const kept = new Map<string, Float64Array>();

/**
 * `length` numbers of any value, for the running kernel alone: whoever asks next for the same purpose gets the same ones.
 */
export function scratch(purpose: string, length: number): Float64Array {
  if (length > LIMIT) return new Float64Array(length);
  let array = kept.get(purpose);
  if (!array || array.length < length) kept.set(purpose, (array = new Float64Array(length)));
  return array.length === length ? array : array.subarray(0, length);
}
