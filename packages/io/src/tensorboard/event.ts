// TensorBoard's Event and Summary messages. Field numbers are those of tensorboard/compat/proto/{event,summary,tensor}.proto.
import { MessageWriter, readFields, type Field } from "./protobuf.js";

/** One value of a summary. Kinds beyond scalars are kept as bytes, so nothing is lost on reading. */
export interface SummaryValue {
  readonly tag: string;
  /** Set for scalars, whichever of the two forms the file uses. */
  readonly scalar?: number;
  /** The plugin that shows the value: "scalars", "images", … Only the first value of a tag need carry it. */
  readonly pluginName?: string;
  /** Undecoded payloads by field number: 4 image, 5 histogram, 6 audio, 8 tensor. */
  readonly payloads?: ReadonlyMap<number, Uint8Array>;
}

/** One record of an event file. */
export interface EventRecord {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** Set in the first record of a file: "brain.Event:2". */
  readonly fileVersion?: string;
  readonly values: readonly SummaryValue[];
}

const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 } as const;
const METADATA = { pluginData: 1 } as const;
const PLUGIN_DATA = { pluginName: 1 } as const;
const TENSOR = { floatValues: 5, doubleValues: 6, content: 4 } as const;

/** The first record of every event file. */
export const versionEvent = (wallTime: number): Uint8Array =>
  new MessageWriter().double(EVENT.wallTime, wallTime).string(EVENT.fileVersion, "brain.Event:2").finish();

/** A record with one summary value, whose fields `fill` adds; the frame that every kind of value shares. */
export function summaryEvent(
  tag: string,
  step: number,
  wallTime: number,
  fill: (value: MessageWriter) => void,
): Uint8Array {
  const value = new MessageWriter().string(VALUE.tag, tag);
  fill(value);
  const event = new MessageWriter().double(EVENT.wallTime, wallTime);
  if (step !== 0) event.varint(EVENT.step, step);
  return event.message(EVENT.summary, new MessageWriter().message(SUMMARY.value, value)).finish();
}

/** A scalar as torch.utils.tensorboard writes it: `simple_value` and no metadata; TensorBoard adds the plugin on reading. */
export const scalarEvent = (tag: string, scalar: number, step: number, wallTime: number): Uint8Array =>
  summaryEvent(tag, step, wallTime, (value) => value.float(VALUE.simpleValue, scalar));

/**
 * An Event from its bytes; fields that are unknown here are skipped.
 *
 * @throws FormatError  the bytes are no message
 */
export function parseEvent(bytes: Uint8Array): EventRecord {
  let wallTime = 0;
  let step = 0;
  let fileVersion: string | undefined;
  const values: SummaryValue[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === EVENT.wallTime && field.type === "fixed64") wallTime = field.value.getFloat64(0, true);
    if (field.number === EVENT.step && field.type === "varint") step = Number(BigInt.asIntN(64, field.value));
    if (field.number === EVENT.fileVersion && field.type === "bytes") fileVersion = text(field.value);
    if (field.number === EVENT.summary && field.type === "bytes")
      for (const value of submessages(field.value, SUMMARY.value)) values.push(parseValue(value));
  }
  return { wallTime, step, ...(fileVersion === undefined ? {} : { fileVersion }), values };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const submessages = (bytes: Uint8Array, number: number): Uint8Array[] =>
  readFields(bytes).flatMap((field) => (field.number === number && field.type === "bytes" ? [field.value] : []));

function parseValue(bytes: Uint8Array): SummaryValue {
  let tag = "";
  let scalar: number | undefined;
  let pluginName: string | undefined;
  const payloads = new Map<number, Uint8Array>();
  for (const field of readFields(bytes)) {
    if (field.number === VALUE.simpleValue && field.type === "fixed32") scalar = field.value.getFloat32(0, true);
    if (field.type !== "bytes") continue;
    if (field.number === VALUE.tag) tag = text(field.value);
    else if (field.number === VALUE.metadata) pluginName = parsePluginName(field.value);
    else payloads.set(field.number, field.value);
  }
  const tensor = payloads.get(VALUE.tensor);
  if (scalar === undefined && tensor && (pluginName === undefined || pluginName === "scalars"))
    scalar = scalarOf(tensor);
  return {
    tag,
    ...(scalar === undefined ? {} : { scalar }),
    ...(pluginName === undefined ? {} : { pluginName }),
    ...(payloads.size === 0 ? {} : { payloads }),
  };
}

function parsePluginName(metadata: Uint8Array): string | undefined {
  const data = submessages(metadata, METADATA.pluginData)[0];
  const name = data && submessages(data, PLUGIN_DATA.pluginName)[0];
  return name && text(name);
}

/** The number in a TensorProto with a single float or double, undefined for anything else. */
function scalarOf(tensor: Uint8Array): number | undefined {
  const numbers = readFields(tensor).flatMap(numbersOf);
  return numbers.length === 1 ? numbers[0] : undefined;
}

function numbersOf(field: Field): number[] {
  const isDouble = field.number === TENSOR.doubleValues;
  if (!isDouble && field.number !== TENSOR.floatValues && field.number !== TENSOR.content) return [];
  if (field.type === "fixed32") return [field.value.getFloat32(0, true)];
  if (field.type === "fixed64") return [field.value.getFloat64(0, true)];
  if (field.type !== "bytes") return [];
  const view = new DataView(field.value.buffer, field.value.byteOffset, field.value.byteLength); // packed
  const width = isDouble || (field.number === TENSOR.content && view.byteLength === 8) ? 8 : 4;
  return Array.from({ length: Math.floor(view.byteLength / width) }, (_, i) =>
    width === 8 ? view.getFloat64(8 * i, true) : view.getFloat32(4 * i, true),
  );
}
