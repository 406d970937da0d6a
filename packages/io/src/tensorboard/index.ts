export { SummaryWriter } from "./summary-writer.js";
export type {
  FigureImageOptions,
  ImageOptions,
  LogTime,
  ScalarOptions,
  SummaryWriterOptions,
} from "./summary-writer.js";
export { EventFileWriter, type EventFileWriterOptions, type OpenEventFileOptions } from "./writer.js";
export { MemorySink, eventFileName, type EventSink } from "./sink.js";
export type { LogStorage } from "./storage/log-storage.js";
export { MemoryStorage } from "./storage/memory-storage.js";
export { opfsStorage } from "./storage/opfs-storage.js";
export { fileStorage } from "./storage/file-storage.js";
export { readEvents, type EventFile } from "./reader.js";
export { streamEvents, type DamagedBytes, type StreamEventsOptions } from "./stream-events.js";
export { decodeValue, type LoggedValue } from "./decode-value.js";
export type { EventSource, FileHandle } from "./live-source.js";
export type { EventRecord, LazyPayload, SummaryValue } from "./event.js";
export type { TornRecord } from "./records.js";
export type { LogArray } from "./host-values.js";
export type { TraceableModule } from "./graph/trace-module.js";
export type { EmbeddingMetadata } from "./embedding.js";
export type { HistogramNumbers } from "./summaries/histogram.js";
export type { HistogramBins } from "./summaries/histogram-bins.js";
export type { CustomChart, CustomScalarLayout } from "./summaries/custom-scalars.js";
export type { HparamDomains, Hparams, HparamValue } from "./summaries/hparams.js";
export type { PrCurveRows } from "./summaries/pr-curve.js";
export type { ScalarStyle } from "./summaries/scalar.js";
