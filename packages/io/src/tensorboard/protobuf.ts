// The wire format of protocol buffers, as far as event files use it: no schema, no generated code.
import { FormatError } from "@sonograd/core";
import { concat } from "../bytes/index.js";

/**
 * Collects the fields of one message. `varint`, `double`, … always write; the `optional` ones leave out zero, false and
 * empty values, as proto3 does for fields outside a oneof.
 */
export class MessageWriter {
  readonly #chunks: Uint8Array[] = [];
  #small: number[] = [];

  /** int64, uint64, int32, bool or enum; negative numbers take ten bytes. */
  varint(field: number, value: number | bigint): this {
    this.#raw((field << 3) | 0);
    this.#raw(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  double(field: number, value: number): this {
    this.#raw((field << 3) | 1);
    this.#small.push(...new Uint8Array(new Float64Array([value]).buffer));
    return this;
  }

  float(field: number, value: number): this {
    this.#raw((field << 3) | 5);
    this.#small.push(...new Uint8Array(new Float32Array([value]).buffer));
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#raw((field << 3) | 2);
    this.#raw(value.length);
    this.#chunks.push(Uint8Array.from(this.#small), value);
    this.#small = [];
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: MessageWriter): this {
    return this.bytes(field, value.finish());
  }

  optionalVarint(field: number, value: number | bigint): this {
    return value === 0 || value === 0n ? this : this.varint(field, value);
  }

  optionalDouble(field: number, value: number): this {
    return Object.is(value, 0) ? this : this.double(field, value);
  }

  optionalFloat(field: number, value: number): this {
    return Object.is(value, 0) ? this : this.float(field, value);
  }

  optionalBytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.bytes(field, value);
  }

  optionalString(field: number, value: string): this {
    return value === "" ? this : this.string(field, value);
  }

  /** A repeated fixed-width field in packed form. */
  packed(field: number, values: Float32Array | Float64Array): this {
    return this.optionalBytes(field, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** A repeated integer field in packed form. */
  packedVarints(field: number, values: ArrayLike<number>): this {
    const content = new MessageWriter();
    for (let i = 0; i < values.length; i++) content.#raw(BigInt.asUintN(64, BigInt(values[i])));
    return this.optionalBytes(field, content.finish());
  }

  finish(): Uint8Array {
    return concat([...this.#chunks, Uint8Array.from(this.#small)]);
  }

  #raw(value: number | bigint): void {
    let rest = value;
    if (typeof rest === "bigint") {
      for (; rest > 0x7fn; rest >>= 7n) this.#small.push(Number(rest & 0x7fn) | 0x80);
      this.#small.push(Number(rest));
      return;
    }
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#small.push((rest % 128) | 0x80);
    this.#small.push(rest);
  }
}

/** One field as it lies on the wire; what the bits mean is the reader's knowledge. */
export type Field =
  | { readonly number: number; readonly type: "varint"; readonly value: bigint }
  | { readonly number: number; readonly type: "fixed64"; readonly value: DataView }
  | { readonly number: number; readonly type: "fixed32"; readonly value: DataView }
  | { readonly number: number; readonly type: "bytes"; readonly value: Uint8Array };

/**
 * The fields of a message in wire order; unknown ones are for the caller to ignore.
 *
 * @throws FormatError  the message ends inside a field, or a wire type is unknown
 */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= message.length)
        throw new FormatError(`readFields: message of ${message.length} bytes ends inside a number.`);
      const byte = message[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new FormatError(`readFields: a number at byte ${at} is longer than ten bytes.`);
  };
  const take = (length: number): number => {
    const start = at;
    if (start + length > message.length)
      throw new FormatError(
        `readFields: a field of ${length} bytes at byte ${start} passes the end (${message.length}).`,
      );
    at += length;
    return start;
  };
  while (at < message.length) {
    const key = Number(varint());
    const number = key >>> 3;
    switch (key & 7) {
      case 0:
        fields.push({ number, type: "varint", value: varint() });
        break;
      case 1:
        fields.push({ number, type: "fixed64", value: new DataView(view.buffer, view.byteOffset + take(8), 8) });
        break;
      case 2: {
        const length = Number(varint());
        const start = take(length);
        fields.push({ number, type: "bytes", value: message.subarray(start, start + length) });
        break;
      }
      case 5:
        fields.push({ number, type: "fixed32", value: new DataView(view.buffer, view.byteOffset + take(4), 4) });
        break;
      default:
        throw new FormatError(`readFields: field ${number} has wire type ${key & 7}, which no message uses.`);
    }
  }
  return fields;
}
