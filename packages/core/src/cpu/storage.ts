// Where the CPU keeps elements: one typed array per storage, complex numbers as interleaved pairs.
import type { DType, Storage, TypedArray, View } from "../tensor/index.js";

/** A storage whose elements the host can see. */
export class CpuStorage implements Storage {
  readonly device = "cpu" as const;
  readonly dtype: DType;
  /** Elements of `dtype`. */
  readonly length: number;
  /** Replaced where a plan binds its places to other memory. */
  data: TypedArray;

  constructor(dtype: DType, length: number, data: TypedArray) {
    this.dtype = dtype;
    this.length = length;
    this.data = data;
  }
}

/** The array behind a view; dispatch has made sure that the view is on the CPU. */
export const dataOf = (view: View): TypedArray => (view.storage as CpuStorage).data;
