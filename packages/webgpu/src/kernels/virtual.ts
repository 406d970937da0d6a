// Storages without memory, by which a fused kernel computes an input where it is read and goes on computing where an
// output is written. A kernel's code does not know: its accessors do that.
import type { DType, Expr, Storage, View } from "@sonograd/core";

/** An elementwise expression over views of one shape. */
export interface Elementwise {
  readonly exprs: readonly Expr[];
  readonly inputs: readonly View[];
  /** May change between replays, so it is read at each. */
  readonly scalars: readonly number[];
}

/** What a map in front of a primitive would write: `out` is the view that it would fill, row by row. */
export class VirtualStorage implements Storage {
  readonly device = "webgpu" as const;
  readonly dtype: DType;
  readonly length: number;

  constructor(
    readonly out: View,
    readonly work: Elementwise,
  ) {
    this.dtype = out.storage.dtype;
    this.length = out.storage.length;
  }
}

/** Elementwise work behind a primitive. It runs where the last of the outputs it reads is written. */
export interface Epilogue {
  readonly work: Elementwise;
  readonly outputs: readonly View[];
  /** For each input of the work: which output of the primitive it is, or -1 for a view of its own. */
  readonly sources: readonly number[];
}

/** What takes an output of a primitive: memory where it is needed later, and the work behind it. */
export class SinkStorage implements Storage {
  readonly device = "webgpu" as const;
  readonly dtype: DType;
  readonly length: number;

  constructor(
    /** The output itself. */
    readonly storage: Storage,
    readonly isStored: boolean,
    /** Which output of the primitive this is. */
    readonly index: number,
    /** The output as the epilogue sees it; null where it does not look at this one. */
    readonly seen: View | null,
    readonly epilogue: Epilogue | null,
  ) {
    this.dtype = storage.dtype;
    this.length = storage.length;
  }

  /** Whether the epilogue runs here. */
  get isLast(): boolean {
    return this.epilogue !== null && this.index === Math.max(...this.epilogue.sources);
  }
}
