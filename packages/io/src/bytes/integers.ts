// 64-bit integers as JavaScript numbers, and the check that a number fits the tensor's 32 bits.
import { FormatError } from "@sonograd/core";

/** The value of eight bytes as a signed integer; beyond 2^53 it is rounded. */
export function readInt64(view: DataView, offset: number, littleEndian = true): number {
  const low = view.getUint32(offset + (littleEndian ? 0 : 4), littleEndian);
  const high = view.getInt32(offset + (littleEndian ? 4 : 0), littleEndian);
  return high * 2 ** 32 + low;
}

/** The value of eight bytes as an unsigned integer; beyond 2^53 it is rounded. */
export function readUint64(view: DataView, offset: number, littleEndian = true): number {
  const low = view.getUint32(offset + (littleEndian ? 0 : 4), littleEndian);
  const high = view.getUint32(offset + (littleEndian ? 4 : 0), littleEndian);
  return high * 2 ** 32 + low;
}

/** `value` if an int32 holds it; a FormatError that names where it stands otherwise. */
export function checkInt32(context: string, value: number, index: number, fix = "Store it as float64."): number {
  if (value < -(2 ** 31) || value >= 2 ** 31)
    throw new FormatError(`${context} value ${value} at index ${index} does not fit int32. ${fix}`);
  return value;
}
