// What a tensor's elements lie in. Only the backend that made a storage knows its inside.
import type { DType } from "./dtype.js";

export type Device = "cpu" | "webgpu";

export interface Storage {
  readonly device: Device;
  /** Element type it was allocated for; a complex storage may be viewed as its real pairs. */
  readonly dtype: DType;
  /** Number of elements of `dtype`. */
  readonly length: number;
  /** When it was made and when a primitive last wrote to it, on the clock of `backend/access.ts`. */
  madeAt?: number;
  writtenAt?: number;
}

/** A strided window on a storage: what primitives read and write. `Tensor` is one. */
export interface View {
  readonly storage: Storage;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** In elements of `dtype`. */
  readonly strides: readonly number[];
  /** In elements of `dtype`. */
  readonly offset: number;
}
