// Staging buffers for reads, reused by size: results come back without stopping the queue.
import { sizeClass } from "./buffer-pool.js";

const KEEP_PER_SIZE = 3;

export class ReadRing {
  private readonly idle = new Map<number, GPUBuffer[]>();

  constructor(private readonly device: GPUDevice) {}

  acquire(bytes: number): GPUBuffer {
    const size = sizeClass(bytes);
    return (
      this.idle.get(size)?.pop() ??
      this.device.createBuffer({ label: `sonograd:staging:${size}`, size, usage: 0x1 | 0x8 }) // MAP_READ | COPY_DST
    );
  }

  release(buffer: GPUBuffer): void {
    const list = this.idle.get(buffer.size) ?? [];
    if (list.length >= KEEP_PER_SIZE) {
      buffer.destroy();
      return;
    }
    list.push(buffer);
    this.idle.set(buffer.size, list);
  }
}
