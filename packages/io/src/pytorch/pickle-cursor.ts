// The bytes of a pickle from a place on: numbers, texts and lines, each checked against the end.
import { FormatError } from "@sonograd/core";

export class PickleCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #context: string;
  at: number;

  constructor(bytes: Uint8Array, start: number, context: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#context = context;
    this.at = start;
  }

  fail(what: string): FormatError {
    return new FormatError(`${this.#context} ${what}`);
  }

  /** Where `length` bytes begin that are now behind. @throws FormatError  there are fewer */
  take(length: number): number {
    const from = this.at;
    if (!(length >= 0) || from + length > this.#bytes.length)
      throw this.fail(`is truncated inside its pickle, at byte ${from}.`);
    this.at += length;
    return from;
  }

  u8 = (): number => this.#bytes[this.take(1)];
  u16 = (): number => this.#view.getUint16(this.take(2), true);
  u32 = (): number => this.#view.getUint32(this.take(4), true);
  i32 = (): number => this.#view.getInt32(this.take(4), true);
  u64 = (): number => Number(this.#view.getBigUint64(this.take(8), true));
  /** Big-endian, as Python writes it. */
  f64 = (): number => this.#view.getFloat64(this.take(8), false);

  raw(length: number): Uint8Array {
    const from = this.take(length);
    return this.#bytes.slice(from, from + length);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.raw(length));
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    const found = this.text((end < 0 ? this.#bytes.length + 1 : end) - this.at);
    this.take(1);
    return found;
  }

  /** Little-endian two's complement; a bigint where a number would be rounded. */
  integer(length: number): number | bigint {
    const bytes = this.raw(length);
    let value = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    value = BigInt.asIntN(Math.max(1, 8 * bytes.length), value);
    const rounded = Number(value);
    return Number.isSafeInteger(rounded) ? rounded : value;
  }
}
