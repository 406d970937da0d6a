// TensorBoard's Event and Summary messages. Field numbers are those of tensorboard/compat/proto/{event,summary,tensor}.proto.
import { MessageWriter, readFields, type Field } from "./protobuf.js";
import { scalarValue } from "./summaries/scalar.js";
import { VALUE } from "./summaries/value.js";

/** One value of a summary. Kinds beyond scalars are kept as bytes, so nothing is lost on reading. */
export interface SummaryValue {
  readonly tag: string;
  /** Set for scalars, whichever of the two forms the file uses. */
  readonly scalar?: number;
  /** The plugin that shows the value: "scalars", "images", … Only the first value of a tag need carry it. */
  readonly pluginName?: string;
  /** Undecoded payloads by field number: 4 image, 5 histogram, 6 audio, 8 tensor. */
  readonly payloads?: ReadonlyMap<number, Uint8Array>;
  /** Payloads that `streamEvents` left in the file because of their size, by the same numbers. */
  readonly lazyPayloads?: ReadonlyMap<number, LazyPayload>;
}

/** Bytes that are read when they are wanted. */
export interface LazyPayload {
  /** Bytes. */
  readonly size: number;
  /**
   * Reads the record and compares its checksum.
   *
   * @throws FormatError  the record is damaged, or no longer there
   */
  readonly load: () => Promise<Uint8Array>;
}

/** One record of an event file. */
export interface EventRecord {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** Set in the first record of a file: "brain.Event:2". */
  readonly fileVersion?: string;
  /** A GraphDef, undecoded. */
  readonly graphDef?: Uint8Array;
  /** The same where `streamEvents` left it in the file. */
  readonly lazyGraphDef?: LazyPayload;
  /** True where a run was taken up again: what came before for this step and later does not count. */
  readonly isSessionStart?: true;
  readonly values: readonly SummaryValue[];
}

export const EVENT = {
  wallTime: 1,
  step: 2,
  fileVersion: 3,
  graphDef: 4,
  summary: 5,
  sessionLog: 7,
  runMetadata: 8,
} as const;
export const SUMMARY = { value: 1 } as const;
const METADATA = { pluginData: 1 } as const;
const PLUGIN_DATA = { pluginName: 1 } as const;
const TENSOR = { floatValues: 5, doubleValues: 6, content: 4 } as const;
const SESSION_LOG = { status: 1 } as const;
const SESSION_START = 1;
const TAGGED_RUN_METADATA = { tag: 1, runMetadata: 2 } as const;

/** When an event happened: seconds since 1970 and, where it has one, the step. */
export interface EventTime {
  readonly wallTime: number;
  readonly step?: number | undefined;
}

const event = ({ wallTime, step = 0 }: EventTime): MessageWriter =>
  new MessageWriter().optionalDouble(EVENT.wallTime, wallTime).optionalVarint(EVENT.step, step);

/** The first record of every event file. */
export const versionEvent = (wallTime: number, step = 0): Uint8Array =>
  event({ wallTime, step }).string(EVENT.fileVersion, "brain.Event:2").finish();

/** A restart: TensorBoard hides what was written for `step` and later before. */
export const sessionStartEvent = (time: EventTime): Uint8Array =>
  event(time).message(EVENT.sessionLog, new MessageWriter().varint(SESSION_LOG.status, SESSION_START)).finish();

/** A record with the values of one summary. */
export function summaryEvent(time: EventTime, values: readonly MessageWriter[]): Uint8Array {
  const summary = new MessageWriter();
  for (const value of values) summary.message(SUMMARY.value, value);
  return event(time).message(EVENT.summary, summary).finish();
}

/** A record with the bytes of a GraphDef. */
export const graphEvent = (time: EventTime, graph: Uint8Array): Uint8Array =>
  event(time).bytes(EVENT.graphDef, graph).finish();

/** A record with the bytes of a RunMetadata under a tag. */
export const runMetadataEvent = (time: EventTime, tag: string, metadata: Uint8Array): Uint8Array =>
  event(time)
    .message(
      EVENT.runMetadata,
      new MessageWriter().string(TAGGED_RUN_METADATA.tag, tag).bytes(TAGGED_RUN_METADATA.runMetadata, metadata),
    )
    .finish();

/** A scalar as torch.utils.tensorboard writes it: `simple_value` and no metadata; TensorBoard adds the plugin on reading. */
export const scalarEvent = (tag: string, scalar: number, step: number, wallTime: number): Uint8Array =>
  summaryEvent({ wallTime, step }, [scalarValue(tag, scalar)]);

/**
 * An Event from its bytes; fields that are unknown here are skipped.
 *
 * @throws FormatError  the bytes are no message
 */
export function parseEvent(bytes: Uint8Array): EventRecord {
  let wallTime = 0;
  let step = 0;
  let fileVersion: string | undefined;
  let graphDef: Uint8Array | undefined;
  let isSessionStart = false;
  const values: SummaryValue[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === EVENT.wallTime && field.type === "fixed64") wallTime = field.value.getFloat64(0, true);
    if (field.number === EVENT.step && field.type === "varint") step = Number(BigInt.asIntN(64, field.value));
    if (field.type !== "bytes") continue;
    if (field.number === EVENT.fileVersion) fileVersion = text(field.value);
    if (field.number === EVENT.graphDef) graphDef = field.value;
    if (field.number === EVENT.sessionLog) isSessionStart = isStart(field.value);
    if (field.number === EVENT.summary)
      for (const value of submessages(field.value, SUMMARY.value)) values.push(parseValue(value));
  }
  return {
    wallTime,
    step,
    ...(fileVersion === undefined ? {} : { fileVersion }),
    ...(graphDef === undefined ? {} : { graphDef }),
    ...(isSessionStart ? { isSessionStart } : {}),
    values,
  };
}

const isStart = (log: Uint8Array): boolean =>
  readFields(log).some(({ number, value }) => number === SESSION_LOG.status && value === BigInt(SESSION_START));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const submessages = (bytes: Uint8Array, number: number): Uint8Array[] =>
  readFields(bytes).flatMap((field) => (field.number === number && field.type === "bytes" ? [field.value] : []));

/** A Summary.Value from its bytes. */
export function parseValue(bytes: Uint8Array): SummaryValue {
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
