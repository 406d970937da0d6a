export { EventFileWriter, type EventFileWriterOptions, type OpenEventFileOptions } from "./writer.js";
export { MemorySink, eventFileName, type EventSink } from "./sink.js";
export { readEvents, type EventFile } from "./reader.js";
export type { EventRecord, SummaryValue } from "./event.js";
export type { TornRecord } from "./records.js";
