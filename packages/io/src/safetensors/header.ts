// The JSON header of a safetensors file, checked before any byte of data is touched.
import { FormatError } from "@sonograd/core";
import { preview, readUint64 } from "../bytes/index.js";

/** Bytes per element of every dtype that is read. */
export const ITEM_BYTES: Record<string, number> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
};

export interface SafetensorsEntry {
  readonly name: string;
  /** The file's own name: F32, I64, … */
  readonly dtype: string;
  readonly shape: number[];
  /** Byte range, counted from the start of the file. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the header's order. */
  readonly entries: SafetensorsEntry[];
  readonly metadata: Record<string, string>;
}

/** The reference implementation's limit. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * @throws FormatError  truncated; a header that is too long or no JSON object; an entry with an unknown dtype, a bad shape or a
 *                      byte range that does not fit it; ranges that overlap, leave holes or do not reach the end
 */
export function parseSafetensorsHeader(bytes: Uint8Array, source: string): SafetensorsHeader {
  const fail = (what: string, options?: ErrorOptions): FormatError =>
    new FormatError(`readSafetensors: source="${source}" ${what}`, options);
  if (bytes.length < 8) throw fail(`is truncated: ${bytes.length} bytes are present, the header length alone needs 8.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = readUint64(view, 0);
  if (length > MAX_HEADER_BYTES)
    throw fail(
      `is no safetensors file: a header of ${length} bytes is over the limit of ${MAX_HEADER_BYTES} (${preview(bytes)}).`,
    );
  const dataStart = 8 + length;
  if (dataStart > bytes.length)
    throw fail(`is truncated: its header needs ${dataStart} bytes, ${bytes.length} are present.`);
  const json = parseJson(bytes.subarray(8, dataStart), fail);
  const entries = Object.entries(json)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => parseEntry(name, value, dataStart, fail));
  checkRanges(entries, dataStart, bytes.length, fail);
  const metadata = Object.hasOwn(json, "__metadata__") ? json["__metadata__"] : {};
  if (!isRecord(metadata) || !Object.values(metadata).every((v) => typeof v === "string"))
    throw fail("has __metadata__ that is no object of strings.");
  return { entries, metadata: metadata as Record<string, string> };
}

type Fail = (what: string, options?: ErrorOptions) => FormatError;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseJson(bytes: Uint8Array, fail: Fail): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw fail(`has a header that is no JSON: it begins with ${preview(bytes)}.`, { cause });
  }
  if (!isRecord(json)) throw fail("has a header that is no JSON object.");
  return json;
}

function parseEntry(name: string, value: unknown, dataStart: number, fail: Fail): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof dtype !== "string" || !Object.hasOwn(ITEM_BYTES, dtype))
    throw fail(`tensor "${name}" has dtype ${JSON.stringify(dtype)}. Read are: ${Object.keys(ITEM_BYTES).join(", ")}.`);
  if (!isSizes(shape)) throw fail(`tensor "${name}" has shape ${JSON.stringify(shape)}; integers ≥ 0 are needed.`);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1])
    throw fail(`tensor "${name}" has data_offsets ${JSON.stringify(offsets)}; [start, end] is needed.`);
  const needed = shape.reduce((product, n) => product * n, ITEM_BYTES[dtype]);
  if (offsets[1] - offsets[0] !== needed)
    throw fail(
      `tensor "${name}" ${dtype} [${shape.join(", ")}] needs ${needed} bytes, data_offsets span ${offsets[1] - offsets[0]}.`,
    );
  return { name, dtype, shape, start: dataStart + offsets[0], end: dataStart + offsets[1] };
}

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

/** The format allows no overlap and no hole: a file cannot hide bytes, and no two names share them. */
function checkRanges(entries: readonly SafetensorsEntry[], dataStart: number, size: number, fail: Fail): void {
  let at = dataStart;
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.end > size)
      throw fail(`is truncated: tensor "${entry.name}" ends at byte ${entry.end}, ${size} bytes are present.`);
    if (entry.start !== at)
      throw fail(
        `tensor "${entry.name}" ${entry.start < at ? "overlaps the one before" : `leaves ${entry.start - at} bytes unused before it`}.`,
      );
    at = entry.end;
  }
  if (at !== size) throw fail(`has ${size - at} bytes after its last tensor.`);
}
