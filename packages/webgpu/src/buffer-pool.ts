// Device buffers by size class, reused instead of created: creating one costs more than a small dispatch.
import type { ErrorSink } from "./error-sink.js";

export interface PooledBuffer {
  readonly buffer: GPUBuffer;
  readonly size: number;
  readonly id: number;
  /** The device it is on; another one cannot use it. */
  readonly device: GPUDevice;
  /** Has been used before, so it does not hold zeros. */
  recycled: boolean;
  /** The recorder's batch that last used it; a host write in that batch must wait for the batch. */
  batch: number;
}

export interface PoolStatistics {
  /** Buffers created since the start. */
  created: number;
  /** Requests served by a buffer that was there. */
  reused: number;
  /** Bytes of buffers in use. */
  liveBytes: number;
  /** Bytes of buffers waiting for reuse. */
  idleBytes: number;
}

const USAGE = 0x4 | 0x8 | 0x80; // COPY_SRC | COPY_DST | STORAGE, as numbers: Node has no global GPUBufferUsage
const IDLE_LIMIT_BYTES = 512 * 2 ** 20;
const WARN_LIMIT_BYTES = 2 * 2 ** 30;

/** Powers of two up to 64 KiB, then quarter steps between them: at most a fifth is waste. */
export function sizeClass(bytes: number): number {
  const power = 2 ** Math.ceil(Math.log2(Math.max(bytes, 256)));
  if (power <= 65536) return power;
  const step = power / 8;
  return Math.ceil(bytes / step) * step;
}

export class BufferPool {
  readonly statistics: PoolStatistics = { created: 0, reused: 0, liveBytes: 0, idleBytes: 0 };
  private readonly idle = new Map<number, PooledBuffer[]>();
  private nextId = 1;
  private warned = false;

  constructor(
    private readonly device: GPUDevice,
    private readonly errors: ErrorSink,
    private readonly onDestroy: (slot: PooledBuffer) => void,
  ) {}

  acquire(bytes: number): PooledBuffer {
    const size = sizeClass(bytes);
    this.statistics.liveBytes += size;
    const waiting = this.idle.get(size)?.pop();
    if (waiting) {
      this.statistics.reused++;
      this.statistics.idleBytes -= size;
      return waiting;
    }
    this.statistics.created++;
    const id = this.nextId++;
    const buffer = this.errors.guard(
      "out-of-memory",
      () =>
        `allocate: ${size} bytes do not fit on the device. ${this.statistics.liveBytes} bytes are in use. Use smaller batches.`,
      () => this.device.createBuffer({ label: `sonograd:data:${id}:${size}`, size, usage: USAGE }),
    );
    this.warnWhenLarge();
    return { buffer, size, id, device: this.device, recycled: false, batch: -1 };
  }

  release(slot: PooledBuffer): void {
    this.statistics.liveBytes -= slot.size;
    if (this.statistics.idleBytes + slot.size > IDLE_LIMIT_BYTES) {
      this.onDestroy(slot);
      return;
    }
    slot.recycled = true;
    this.statistics.idleBytes += slot.size;
    const list = this.idle.get(slot.size);
    if (list) list.push(slot);
    else this.idle.set(slot.size, [slot]);
  }

  /** Destroys what waits for reuse. */
  trim(): void {
    for (const list of this.idle.values()) list.forEach(this.onDestroy);
    this.idle.clear();
    this.statistics.idleBytes = 0;
  }

  private warnWhenLarge(): void {
    if (this.warned || this.statistics.liveBytes < WARN_LIMIT_BYTES) return;
    this.warned = true;
    console.warn(
      `webgpu: ${Math.round(this.statistics.liveBytes / 2 ** 20)} MiB of tensors are alive. ` +
        "The garbage collector does not see device memory: wrap loops in scope() or dispose of tensors.",
    );
  }
}
