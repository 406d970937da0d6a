// The handle users hold. It has data and bookkeeping only: every method is attached by the file of its op
// (declaration merging), so this folder depends on nothing above it.
import type { DType } from "./dtype.js";
import { contiguousStrides, isContiguous, sizeOf, type Shape } from "./shape.js";
import type { Device, Storage, View } from "./storage.js";

/** How a tensor came to be: the edge of the tape that `backward()` walks. */
export interface GradNode {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  /** Gradients of the inputs, null where none is needed. */
  backward: (grad: Tensor) => readonly (Tensor | null)[];
}

/** An n-dimensional array on a device, with PyTorch's semantics. Make one with `tensor`, `zeros`, `arange`, … */
export class Tensor implements View {
  readonly storage: Storage;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  /** Set by the tape; null for leaves. */
  gradNode: GradNode | null = null;
  /** Accumulated gradient of a leaf, null before the first `backward()`. */
  grad: Tensor | null = null;
  requiresGrad = false;

  constructor(
    storage: Storage,
    shape: Shape,
    options: { dtype?: DType; strides?: readonly number[]; offset?: number } = {},
  ) {
    this.storage = storage;
    this.shape = shape;
    this.dtype = options.dtype ?? storage.dtype;
    this.strides = options.strides ?? contiguousStrides(shape);
    this.offset = options.offset ?? 0;
  }

  get device(): Device {
    return this.storage.device;
  }

  /** Number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get numel(): number {
    return sizeOf(this.shape);
  }

  /** True for tensors the user made, false for results of recorded operations. */
  get isLeaf(): boolean {
    return this.gradNode === null;
  }

  /** True when the elements lie row by row without gaps. */
  get isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /** The extent of one dimension (negative counts from the end), or the whole shape. */
  size(): Shape;
  size(dim: number): number;
  size(dim?: number): Shape | number {
    return dim === undefined ? this.shape : this.shape.at(dim)!;
  }
}
