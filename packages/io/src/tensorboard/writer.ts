// Writes event files that TensorBoard opens.
import { ParameterError } from "@sonograd/core";
import { concat } from "../bytes/index.js";
import { scalarEvent, versionEvent } from "./event.js";
import { frameRecord } from "./records.js";
import { openEventFile, type EventSink } from "./sink.js";

export interface EventFileWriterOptions {
  /** Records that wait in memory before they are written, integer ≥ 1 (default 10). */
  readonly maxQueue?: number;
  /** A record waits no longer than this before the next one writes both, seconds (default 120). */
  readonly flushSeconds?: number;
}

export interface OpenEventFileOptions extends EventFileWriterOptions {
  /** Appended to the file name (default ""). */
  readonly fileNameSuffix?: string;
}

/**
 * Appends scalars to an event file. Adding never waits; records are written in order behind the scenes, always whole, so a
 * crash costs at most the last ones. Errors of writing appear on the next `flush` or `close`.
 *
 * @source torch.utils.tensorboard.SummaryWriter and its event file writer (max_queue 10, flush_secs 120)
 * @example
 * const writer = await EventFileWriter.open("runs/first");
 * writer.addScalar("loss/train", 0.25, 1);
 * await writer.close();
 */
export class EventFileWriter {
  readonly #sink: EventSink;
  readonly #maxQueue: number;
  readonly #flushSeconds: number;
  #queue: (Uint8Array | Promise<Uint8Array>)[] = [];
  #oldest = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #lost: Error | undefined;
  #isClosed = false;

  /** @param sink  takes the bytes: a MemorySink, or any object with `write` */
  constructor(sink: EventSink, { maxQueue = 10, flushSeconds = 120 }: EventFileWriterOptions = {}) {
    if (!Number.isInteger(maxQueue) || maxQueue < 1)
      throw new ParameterError(`EventFileWriter: maxQueue=${maxQueue} must be an integer ≥ 1.`);
    if (!(flushSeconds >= 0)) throw new ParameterError(`EventFileWriter: flushSeconds=${flushSeconds} must be ≥ 0.`);
    this.#sink = sink;
    this.#maxQueue = maxQueue;
    this.#flushSeconds = flushSeconds;
    this.#add(versionEvent(Date.now() / 1000));
    this.#send();
  }

  /**
   * A writer on a new file `events.out.tfevents.<seconds>.<host>.<pid>.<n>` in `logDir` (Node).
   *
   * @throws ParameterError  the folder cannot be written
   */
  static async open(
    logDir: string,
    { fileNameSuffix = "", ...options }: OpenEventFileOptions = {},
  ): Promise<EventFileWriter> {
    return new EventFileWriter(await openEventFile(logDir, fileNameSuffix), options);
  }

  /** The event file's path, where it is a file. */
  get path(): string | undefined {
    return "path" in this.#sink && typeof this.#sink.path === "string" ? this.#sink.path : undefined;
  }

  /**
   * Adds one point of a curve.
   *
   * @param tag       name of the curve; `/` groups curves in TensorBoard
   * @param value     stored as float32; NaN and infinities are allowed
   * @param step      integer, |step| ≤ 2^53
   * @param wallTime  seconds since 1970 (default now)
   * @throws ParameterError  an empty tag, a step that is no integer, or the writer is closed
   */
  addScalar(tag: string, value: number, step: number, wallTime: number = Date.now() / 1000): void {
    if (this.#isClosed) throw new ParameterError(`addScalar: tag="${tag}" comes after close(). Open a new writer.`);
    if (typeof tag !== "string" || tag === "")
      throw new ParameterError(`addScalar: tag=${JSON.stringify(tag)} must be a non-empty string.`);
    if (typeof value !== "number")
      throw new ParameterError(`addScalar: value=${String(value)} must be a number. Await item() first.`);
    if (!Number.isSafeInteger(step)) throw new ParameterError(`addScalar: step=${step} must be an integer.`);
    this.addEvent(scalarEvent(tag, value, step, wallTime));
  }

  /**
   * Adds one record. What has to wait (for a GPU) comes as a promise and keeps its place; if it fails, that record is
   * left out and `flush` throws its error.
   *
   * @param event  the bytes of an Event message
   * @throws ParameterError  the writer is closed
   */
  addEvent(event: Uint8Array | Promise<Uint8Array>): void {
    if (this.#isClosed) throw new ParameterError("addEvent: event comes after close(). Open a new writer.");
    this.#add(event);
    if (this.#queue.length >= this.#maxQueue || Date.now() / 1000 - this.#oldest >= this.#flushSeconds) this.#send();
  }

  /** Resolves when everything added so far is with the sink. */
  async flush(): Promise<void> {
    this.#send();
    await this.#writing;
    if (this.#failure)
      throw new ParameterError(
        `EventFileWriter: path="${this.path ?? "sink"}" cannot be written: ${this.#failure.message}.`,
        {
          cause: this.#failure,
        },
      );
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost) throw lost;
  }

  /** Flushes and closes the sink; more calls do nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.flush();
    } finally {
      await this.#sink.close?.();
    }
  }

  #add(event: Uint8Array | Promise<Uint8Array>): void {
    if (this.#queue.length === 0) this.#oldest = Date.now() / 1000;
    this.#queue.push(
      event instanceof Uint8Array
        ? frameRecord(event)
        : event.then(frameRecord, (error: unknown) => {
            this.#lost ??= asError(error);
            return new Uint8Array(0);
          }),
    );
  }

  #send(): void {
    const records = this.#queue;
    if (records.length === 0) return;
    this.#queue = [];
    const ready = records.every((record) => record instanceof Uint8Array);
    this.#writing = this.#writing
      .then(async () => {
        if (!this.#failure) await this.#sink.write(concat(ready ? records : await Promise.all(records)));
      })
      .catch((error: unknown) => {
        this.#failure ??= asError(error);
      });
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
