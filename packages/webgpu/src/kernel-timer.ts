// Timestamps around dispatches, and how they are read.

/** What is measured. */
export interface Described {
  /** The kernel and what it works on, and the bytes of that. */
  readonly describe: () => { readonly name: string; readonly bytes: number };
}

/** One dispatch by the device's clock, nanoseconds. */
export interface TimedDispatch {
  readonly name: string;
  readonly bytes: number;
  readonly start: number;
  readonly end: number;
}

const PAIRS_PER_SET = 2048; // a query set holds 4096 at most

interface QuerySet {
  readonly set: GPUQuerySet;
  readonly resolved: GPUBuffer;
  readonly staging: GPUBuffer;
  readonly dispatches: Described[];
}

export class KernelTimer {
  private readonly sets: QuerySet[] = [];

  constructor(private readonly device: GPUDevice) {}

  /** The timestamps of the pass that holds `command` alone. */
  writesFor(command: Described): GPUComputePassTimestampWrites {
    let current = this.sets.at(-1);
    if (!current || current.dispatches.length === PAIRS_PER_SET) this.sets.push((current = this.newSet()));
    const at = 2 * (current.dispatches.push(command) - 1);
    return { querySet: current.set, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
  }

  /** All dispatches in their order; the queue must have been given all of them. */
  async read(): Promise<TimedDispatch[]> {
    const encoder = this.device.createCommandEncoder({ label: "sonograd:timestamps" });
    for (const { set, resolved, staging, dispatches } of this.sets) {
      encoder.resolveQuerySet(set, 0, 2 * dispatches.length, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16 * dispatches.length);
    }
    this.device.queue.submit([encoder.finish()]);
    const times: TimedDispatch[] = [];
    for (const { set, resolved, staging, dispatches } of this.sets) {
      await staging.mapAsync(0x1, 0, 16 * dispatches.length);
      const stamps = new BigUint64Array(staging.getMappedRange(0, 16 * dispatches.length));
      dispatches.forEach(({ describe }, k) => {
        const [start, end] = [Number(stamps[2 * k]), Number(stamps[2 * k + 1])];
        times.push({ ...describe(), start, end: Math.max(start, end) });
      });
      staging.destroy();
      resolved.destroy();
      set.destroy();
    }
    return times;
  }

  private newSet(): QuerySet {
    const size = 16 * PAIRS_PER_SET;
    return {
      set: this.device.createQuerySet({ type: "timestamp", count: 2 * PAIRS_PER_SET }),
      resolved: this.device.createBuffer({ size, usage: 0x200 | 0x4 }), // QUERY_RESOLVE | COPY_SRC
      staging: this.device.createBuffer({ size, usage: 0x1 | 0x8 }), // MAP_READ | COPY_DST
      dispatches: [],
    };
  }
}
