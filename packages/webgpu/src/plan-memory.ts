// Memory that kernels need in between. Within one call every temporary has its own; the next call may take them over.
import { contiguousStrides, sizeOf, type DType, type View } from "@sonograd/core";
import { bytesPerElement, GpuStorage } from "./storage.js";

export class PlanMemory {
  readonly all: GpuStorage[] = [];
  private idle: GpuStorage[] = [];
  private busy: GpuStorage[] = [];

  constructor(private readonly backend: { allocate(dtype: DType, length: number): GpuStorage }) {}

  /** A contiguous tensor, not zeroed. */
  readonly temporary = (dtype: DType, shape: readonly number[]): View => {
    const length = sizeOf(shape);
    const bytes = length * bytesPerElement(dtype);
    // The tightest that has room.
    const found = this.idle.filter((s) => s.slot.size >= bytes).sort((a, b) => a.slot.size - b.slot.size)[0];
    const memory = found ?? this.backend.allocate(dtype, length);
    if (found) this.idle = this.idle.filter((s) => s !== found);
    else {
      memory.stale = false;
      this.all.push(memory);
    }
    this.busy.push(memory);
    const storage = found ? new GpuStorage(dtype, length, memory.slot, memory.start, memory) : memory;
    return { storage, dtype, shape, strides: contiguousStrides(shape), offset: 0 };
  };

  /** The call is done: its temporaries may be given out again. */
  reuse(): void {
    this.idle.push(...this.busy);
    this.busy = [];
  }
}
