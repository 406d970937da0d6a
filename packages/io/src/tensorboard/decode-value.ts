// What a logged value says: the payloads of an event as numbers, arrays and files.
import type { HostArray } from "../bytes/index.js";
import type { SummaryValue } from "./event.js";
import { decodeTensor } from "./decode-tensor.js";
import { bytesAt, fieldTable, numberAt, repeated } from "./field-values.js";
import { readFields } from "./protobuf.js";
import type { HistogramNumbers } from "./summaries/histogram.js";
import { VALUE } from "./summaries/value.js";

/** A value by its kind. `data` of images and sounds are whole files: PNG, GIF, WAVE, … */
export type LoggedValue =
  | { readonly kind: "scalar"; readonly value: number }
  | ({ readonly kind: "histogram" } & HistogramNumbers)
  | { readonly kind: "image"; readonly height: number; readonly width: number; readonly colorspace: number; readonly data: Uint8Array } // prettier-ignore
  | { readonly kind: "audio"; readonly sampleRate: number; readonly numChannels: number; readonly lengthFrames: number; readonly contentType: string; readonly data: Uint8Array } // prettier-ignore
  | ({ readonly kind: "tensor" } & HostArray)
  | { readonly kind: "strings"; readonly shape: readonly number[]; readonly strings: readonly string[] };

/**
 * The content of a value of `readEvents` or `streamEvents`; undefined where it has none, is of an unknown kind, or was left
 * in the file (`lazyPayloads`).
 *
 * @throws FormatError  a payload that is no message
 */
export function decodeValue(value: SummaryValue): LoggedValue | undefined {
  if (value.scalar !== undefined) return { kind: "scalar", value: value.scalar };
  for (const [number, payload] of value.payloads ?? []) {
    if (number === VALUE.image) return decodeImage(payload);
    if (number === VALUE.audio) return decodeAudio(payload);
    if (number === VALUE.histogram) return decodeHistogram(payload);
    if (number === VALUE.tensor) return decodeTensor(payload);
  }
  return undefined;
}

function decodeImage(payload: Uint8Array): LoggedValue {
  const fields = fieldTable(payload);
  const [height, width, colorspace] = [1, 2, 3].map((number) => numberAt(fields, number));
  return { kind: "image", height, width, colorspace, data: bytesAt(fields, 4) };
}

function decodeAudio(payload: Uint8Array): LoggedValue {
  const fields = fieldTable(payload);
  const [sampleRate, numChannels, lengthFrames] = [1, 2, 3].map((number) => numberAt(fields, number));
  const contentType = new TextDecoder().decode(bytesAt(fields, 5));
  return { kind: "audio", sampleRate, numChannels, lengthFrames, contentType, data: bytesAt(fields, 4) };
}

function decodeHistogram(payload: Uint8Array): LoggedValue {
  const fields = fieldTable(payload);
  const [min, max, num, sum, sumSquares] = [1, 2, 3, 4, 5].map((number) => numberAt(fields, number));
  const all = readFields(payload);
  const [bucketLimits, bucketCounts] = [6, 7].map((number) => repeated(all, number, 8));
  return { kind: "histogram", min, max, num, sum, sumSquares, bucketLimits, bucketCounts };
}
