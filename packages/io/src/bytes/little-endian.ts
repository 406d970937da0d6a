// Bulk copies between files and typed arrays. Both are taken to be little endian: files by their format, memory because
// every host that browsers and WebGPU run on is.

type ArrayType = typeof Float32Array | typeof Float64Array | typeof Int32Array | typeof Uint8Array;

/** The bytes start…end as a fresh array; works at any alignment and for Node's Buffer, whose `slice` would share memory. */
export function copyArray<T extends ArrayType>(
  type: T,
  bytes: Uint8Array,
  start: number,
  end: number,
): InstanceType<T> {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return new type(copy.buffer) as InstanceType<T>;
}

/** An array's bytes as they lie in memory, without a copy. */
export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
