// How elements lie on the device: float32, int32 and complex64 as they are; bool and uint8 one to a 32-bit word.
import { BackendError, DeviceLostError, type DType, slotsOf, type Storage, type TypedArray } from "@sonograd/core";
import type { PooledBuffer } from "./buffer-pool.js";

/** Dtypes that WGSL can store and compute with. */
export const GPU_DTYPES: ReadonlySet<DType> = new Set<DType>(["float32", "int32", "uint8", "bool", "complex64"]);

export const bytesPerElement = (dtype: DType): number => 4 * slotsOf(dtype);

/** A piece of device memory; `slot` is the pooled buffer under it. */
export class GpuStorage implements Storage {
  readonly device = "webgpu" as const;
  readonly dtype: DType;
  readonly length: number;
  readonly slot: PooledBuffer;
  /** First byte in the buffer. */
  readonly start: number;
  /** A recycled buffer still holds old numbers; they are cleared before anything reads them. */
  stale: boolean;
  freed = false;

  /** @param owner  the storage whose memory this one shares, kept from being collected; null for one that owns its buffer */
  constructor(
    dtype: DType,
    length: number,
    slot: PooledBuffer,
    start = 0,
    readonly owner: GpuStorage | null = null,
  ) {
    this.dtype = dtype;
    this.length = length;
    this.slot = slot;
    this.start = start;
    this.stale = owner === null && slot.recycled;
  }

  get byteLength(): number {
    return this.length * bytesPerElement(this.dtype);
  }

  /** First element in the buffer. */
  get base(): number {
    return this.start / bytesPerElement(this.dtype);
  }
}

/**
 * The storage as this backend's own, where `device` is given on that device.
 *
 * @throws BackendError for one that was freed or is another backend's; DeviceLostError for one on another device
 */
export function asGpuStorage(storage: Storage, op: string, device?: GPUDevice): GpuStorage {
  if (!(storage instanceof GpuStorage))
    throw new BackendError(
      `${op}: device="${storage.device}" is not this backend's. Move the tensor with .to("webgpu").`,
    );
  if (storage.freed)
    throw new BackendError(`${op}: the tensor's memory was freed. Use it before it is disposed, or clone it.`);
  if (device && storage.slot.device !== device)
    throw new DeviceLostError(
      `${op}: the tensor was on a device that was lost or replaced. Restore it from the host or from a checkpoint.`,
    );
  return storage;
}

/** `data` as the words the device stores; the array itself where it already is. */
export function toWords(
  dtype: DType,
  data: TypedArray,
): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  if (dtype === "bool") return Uint32Array.from(data, (v) => (v === 0 ? 0 : 1));
  if (dtype === "uint8") return Uint32Array.from(data);
  // writeBuffer refuses a SharedArrayBuffer.
  const { buffer, byteOffset, length } = data;
  if (dtype === "int32")
    return data instanceof Int32Array && buffer instanceof ArrayBuffer
      ? new Int32Array(buffer, byteOffset, length)
      : Int32Array.from(data);
  return data instanceof Float32Array && buffer instanceof ArrayBuffer
    ? new Float32Array(buffer, byteOffset, length)
    : Float32Array.from(data);
}

/** Device words back as the dtype's host array. */
export function fromWords(dtype: DType, words: ArrayBuffer): TypedArray {
  if (dtype === "int32") return new Int32Array(words);
  if (dtype === "bool" || dtype === "uint8") return Uint8Array.from(new Uint32Array(words));
  return new Float32Array(words);
}
