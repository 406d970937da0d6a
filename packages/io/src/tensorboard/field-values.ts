// Fields of a message as numbers and bytes, for readers that know their numbers.
import { readFields, type Field } from "./protobuf.js";

export const numberOf = (field: Field): number => {
  if (field.type === "varint") return Number(BigInt.asIntN(64, field.value));
  if (field.type === "fixed32") return field.value.getFloat32(0, true);
  return field.type === "fixed64" ? field.value.getFloat64(0, true) : NaN;
};

/** Fields by number: the last of each, as protocol buffers ask. */
export const fieldTable = (message: Uint8Array): Map<number, Field> => new Map(readFields(message).map((field) => [field.number, field])); // prettier-ignore
export const numberAt = (fields: Map<number, Field>, number: number): number => {
  const field = fields.get(number);
  return field ? numberOf(field) : 0;
};
export const bytesAt = (fields: Map<number, Field>, number: number): Uint8Array => {
  const field = fields.get(number);
  return field?.type === "bytes" ? field.value : new Uint8Array(0);
};

/** A repeated field, packed or not; `width` is the bytes of an element, 0 for varints. */
export function repeated(fields: readonly Field[], number: number, width: 0 | 4 | 8): number[] {
  return fields.flatMap((field) => {
    if (field.number !== number) return [];
    if (field.type !== "bytes") return [numberOf(field)];
    const { value } = field;
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    if (width === 0) return varints(value);
    return Array.from({ length: view.byteLength / width }, (_, i) =>
      width === 8 ? view.getFloat64(8 * i, true) : view.getFloat32(4 * i, true),
    );
  });
}

function varints(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      value |= BigInt(bytes[at] & 0x7f) << shift;
      if (bytes[at++] < 0x80 || at >= bytes.length) break;
    }
    found.push(Number(BigInt.asIntN(64, value)));
  }
  return found;
}
