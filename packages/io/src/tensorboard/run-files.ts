// The event files of a run: one of its own, and one for each series that is a run beside it.
import { nodeModule } from "../bytes/index.js";
import { sessionStartEvent, versionEvent } from "./event.js";
import { eventFileName } from "./sink.js";
import { defaultStorage } from "./storage/file-storage.js";
import { lazySink, type LogStorage } from "./storage/log-storage.js";
import { EventFileWriter } from "./writer.js";

export interface RunFilesOptions {
  readonly maxQueue: number;
  readonly flushSecs: number;
  readonly filenameSuffix: string;
  readonly storage?: LogStorage | undefined;
}

/** Opens event files on demand, and again after `close`, as torch's SummaryWriter does. */
export class RunFiles {
  readonly logDir: string;
  readonly storage: LogStorage;
  readonly #options: RunFilesOptions;
  readonly #writers = new Map<string, EventFileWriter>();
  #purgeStep: number | undefined;
  /** Files that are being written or closed elsewhere, in order of their start. */
  #pending: Promise<unknown>[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(logDir: string, purgeStep: number | undefined, options: RunFilesOptions) {
    this.logDir = logDir;
    this.storage = options.storage ?? defaultStorage();
    this.#options = options;
    this.#purgeStep = purgeStep;
  }

  /** The run's own event file. */
  main(): EventFileWriter {
    const writer = this.at(this.logDir);
    const step = this.#purgeStep;
    if (step !== undefined) {
      const wallTime = Date.now() / 1000;
      this.#purgeStep = undefined;
      writer.addEvent(versionEvent(wallTime, step));
      writer.addEvent(sessionStartEvent({ wallTime, step }));
    }
    return writer;
  }

  /** The event file in a folder. */
  at(folder: string): EventFileWriter {
    const known = this.#writers.get(folder);
    if (known) return known;
    const { maxQueue, flushSecs, filenameSuffix } = this.#options;
    const path = joinPath(folder, eventFileName() + filenameSuffix);
    const sink = lazySink(() => this.storage.create(path));
    const writer = new EventFileWriter(sink, { maxQueue, flushSeconds: flushSecs });
    this.#writers.set(folder, writer);
    return writer;
  }

  /** Work that `flush` waits for. */
  later(work: Promise<unknown>): void {
    work.catch(() => undefined); // flush tells of it
    this.#pending.push(work);
  }

  /** Reads at once and writes after all earlier work of this kind, so that the newest version of a file stays. */
  inOrder<T>(reading: Promise<T>, write: (read: T) => Promise<void>): void {
    const before = this.#last;
    this.#last = before.catch(() => undefined).then(async () => write(await reading));
    reading.catch(() => undefined); // awaited above, later
    this.later(this.#last);
  }

  async flush(): Promise<void> {
    await allOrFirstError([...this.#takePending(), ...[...this.#writers.values()].map((writer) => writer.flush())]);
  }

  async close(): Promise<void> {
    const writers = [...this.#writers.values()];
    this.#writers.clear();
    await allOrFirstError([...this.#takePending(), ...writers.map((writer) => writer.close())]);
  }

  #takePending(): Promise<unknown>[] {
    const pending = this.#pending;
    this.#pending = [];
    return pending;
  }
}

/** Waits for all, also when one fails. */
async function allOrFirstError(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

export const joinPath = (...parts: string[]): string => parts.filter((part) => part !== "").join("/");

/** `runs/Nov29_22-14-54_host` and a comment, torch's name of a run that was given none. */
export function defaultLogDir(comment: string, now = new Date()): string {
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][now.getMonth()];
  const two = (value: number): string => String(value).padStart(2, "0");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("-");
  const host = nodeModule("node:os")?.hostname() ?? "browser";
  return `runs/${month}${two(now.getDate())}_${time}_${host}${comment}`;
}
