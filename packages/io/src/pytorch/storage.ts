// The memory behind the tensors of a PyTorch file: one run of numbers that several tensors may share.
import { FormatError, fromTypedArray, type Tensor } from "@sonograd/core";
import { bfloatToFloat, checkInt32, copyArray, halfToFloat, readInt64 } from "../bytes/index.js";

/** Bytes per element by the class that PyTorch stores. */
export const STORAGE_BYTES: Readonly<Record<string, number>> = {
  BoolStorage: 1,
  ByteStorage: 1,
  CharStorage: 1,
  ShortStorage: 2,
  HalfStorage: 2,
  BFloat16Storage: 2,
  IntStorage: 4,
  FloatStorage: 4,
  LongStorage: 8,
  DoubleStorage: 8,
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
};

/** A storage by its name in the file. Views of a tensor of ours share its memory as they did in PyTorch. */
export interface TorchStorage {
  readonly type: string;
  readonly key: string;
  /** Elements. */
  readonly length: number;
  /** One-dimensional; made when it is first asked for. */
  flat?: Tensor;
}

/** A tensor as the pickle describes it. */
export class TorchTensor {
  constructor(
    readonly storage: TorchStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

/**
 * The elements of a storage as a one-dimensional tensor: half and bfloat16 become float32 (exactly), integers other than
 * uint8 become int32 (each is checked).
 *
 * @throws FormatError  an integer that int32 does not hold, unless `wideIntegers` is "float64"
 */
export function storageTensor(
  bytes: Uint8Array,
  { type, key, length }: TorchStorage,
  context: string,
  wideIntegers: "error" | "float64",
): Tensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = (read: (bits: number) => number): Tensor =>
    fromTypedArray(
      Float32Array.from({ length }, (_, i) => read(view.getUint16(2 * i, true))),
      [length],
    );
  switch (type) {
    case "FloatStorage":
      return fromTypedArray(copyArray(Float32Array, bytes, 0, bytes.length), [length]);
    case "DoubleStorage":
      return fromTypedArray(copyArray(Float64Array, bytes, 0, bytes.length), [length]);
    case "HalfStorage":
      return floats(halfToFloat);
    case "BFloat16Storage":
      return floats(bfloatToFloat);
    case "ComplexFloatStorage":
      return fromTypedArray(copyArray(Float32Array, bytes, 0, bytes.length), [length], { dtype: "complex64" });
    case "ComplexDoubleStorage":
      return fromTypedArray(copyArray(Float64Array, bytes, 0, bytes.length), [length], { dtype: "complex128" });
    case "IntStorage":
      return fromTypedArray(copyArray(Int32Array, bytes, 0, bytes.length), [length]);
    case "ShortStorage":
      return fromTypedArray(Int32Array.from({ length }, (_, i) => view.getInt16(2 * i, true)), [length]); // prettier-ignore
    case "CharStorage":
      return fromTypedArray(
        Int32Array.from({ length }, (_, i) => view.getInt8(i)),
        [length],
      );
    case "ByteStorage":
      return fromTypedArray(copyArray(Uint8Array, bytes, 0, bytes.length), [length]);
    case "BoolStorage":
      return fromTypedArray(bytes.map((b) => (b === 0 ? 0 : 1)), [length], { dtype: "bool" }); // prettier-ignore
    default: {
      const values = Float64Array.from({ length }, (_, i) => readInt64(view, 8 * i)); // LongStorage
      if (wideIntegers === "float64" && values.some((v) => v !== (v | 0)) && values.every(Number.isSafeInteger))
        return fromTypedArray(values, [length]);
      const fix = 'Pass wideIntegers: "float64" (exact up to 2^53).';
      return fromTypedArray(Int32Array.from(values, (v, i) => checkInt32(`${context} storage "${key}"`, v, i, fix)), [length]); // prettier-ignore
    }
  }
}

/** The tensor over its storage. @throws FormatError  it reaches beyond the storage */
export function viewOf(flat: Tensor, { storage, offset, shape, strides }: TorchTensor, context: string): Tensor {
  const isSize = (n: unknown): boolean => Number.isSafeInteger(n) && (n as number) >= 0;
  const fits = isSize(offset) && shape.every(isSize) && strides.every(isSize) && shape.length === strides.length;
  const last = shape.includes(0) ? -1 : shape.reduce((sum, n, i) => sum + (n - 1) * strides[i], offset);
  if (!fits || last >= storage.length)
    throw new FormatError(
      `${context} has a tensor of shape [${shape.join(", ")}], strides [${strides.join(", ")}] and offset ${offset}, ` +
        `which leaves its storage "${storage.key}" of ${storage.length} elements.`,
    );
  return flat.asStrided(shape, strides, shape.includes(0) ? 0 : offset);
}
