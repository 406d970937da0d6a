// The files of a run and how a record comes into them. What records hold is for the classes above to know.
import { isOnGpu, hostArray, readArrays, type LogArray } from "../host-values.js";
import type { HostArray } from "../../bytes/index.js";
import { summaryEvent } from "../event.js";
import type { MessageWriter } from "../protobuf.js";
import { defaultLogDir, RunFiles } from "../run-files.js";
import type { LogStorage } from "../storage/log-storage.js";
import type { EventFileWriter } from "../writer.js";
import { checkStep, timeOf, type LogTime } from "./log-time.js";

export interface SummaryWriterOptions {
  /** Ends the default folder's name; without effect when a folder is given (default ""). */
  readonly comment?: string;
  /** After a crash: TensorBoard hides what earlier files of the folder have for this step and later. */
  readonly purgeStep?: number;
  /** Records that wait in memory before they are written, integer ≥ 1 (default 10). */
  readonly maxQueue?: number;
  /** A record waits no longer than this before the next one writes both, seconds (default 120). */
  readonly flushSecs?: number;
  /** Ends the names of event files (default ""). */
  readonly filenameSuffix?: string;
  /** Where files go (default: the file system; in a browser `new MemoryStorage()` or `await opfsStorage()`). */
  readonly storage?: LogStorage;
}

/** Opens a run, takes records, flushes and closes. */
export abstract class RunWriter {
  protected readonly files: RunFiles;

  /**
   * @param logDir  the run's folder (default `runs/<date and time>_<host><comment>`)
   * @throws ParameterError  an option out of range, or no storage where there is no file system
   */
  constructor(logDir = "", options: SummaryWriterOptions = {}) {
    const { comment = "", purgeStep, maxQueue = 10, flushSecs = 120, filenameSuffix = "", storage } = options;
    if (purgeStep !== undefined) checkStep("SummaryWriter", "purgeStep", purgeStep);
    const folder = logDir === "" ? defaultLogDir(comment) : logDir;
    this.files = new RunFiles(folder, purgeStep, { maxQueue, flushSecs, filenameSuffix, storage });
    this.files.main();
  }

  /** The run's folder. */
  getLogdir(): string {
    return this.files.logDir;
  }

  /** Resolves when everything added so far is in the run's files. Throws the first error since the last call. */
  flush(): Promise<void> {
    return this.files.flush();
  }

  /** Flushes and closes the files. */
  close(): Promise<void> {
    return this.files.close();
  }

  /** Adds a record of values that are there. */
  protected record(
    op: string,
    globalStep: number | undefined,
    options: LogTime,
    values: readonly MessageWriter[],
  ): void {
    this.files.main().addEvent(summaryEvent(timeOf(op, globalStep, options), values));
  }

  /** Encodes at once what lies in host memory, and keeps a place for what comes from a GPU. */
  protected recordArrays(
    op: string,
    arrays: readonly LogArray[],
    globalStep: number | undefined,
    options: LogTime,
    encode: (arrays: HostArray[]) => MessageWriter[],
    writer: EventFileWriter = this.files.main(),
  ): void {
    const time = timeOf(op, globalStep, options);
    writer.addEvent(
      isOnGpu(arrays)
        ? readArrays(op, arrays).then((read) => summaryEvent(time, encode(read)))
        : summaryEvent(time, encode(arrays.map((array) => hostArray(op, array)))),
    );
  }
}
