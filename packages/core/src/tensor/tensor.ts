// The handle users hold. It has data and bookkeeping only: every method is attached by the file of its op
// (declaration merging), so this folder depends on nothing above it.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { isComplex, isFloatingPoint, type DType } from "./dtype.js";
import { leafEdge, type GradEdge, type GradNode } from "./grad-node.js";
import { contiguousStrides, formatShape, isContiguous, normalizeDim, sameShape, sizeOf, type Shape } from "./shape.js";
import type { Device, Storage, View } from "./storage.js";

/** Who wants to know that `.grad` is read or set: a capture, for which gradients are results and inputs. */
export interface GradListener {
  reads(t: Tensor): void;
  writes(t: Tensor): void;
}
export const gradAccess: { listener: GradListener | null } = { listener: null };

/** An n-dimensional array on a device, with PyTorch's semantics. Make one with `tensor`, `zeros`, `arange`, … */
export class Tensor implements View {
  readonly storage: Storage;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  // Private to the language: a structured clone to a worker takes what it sees, and the tape cannot travel.
  #gradEdge: GradEdge | null = null;
  #ownEdge: GradEdge | null = null;
  #accumulated: Tensor | null = null;

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

  /** Where its gradient arrives on the tape; null while it wants none. */
  get gradEdge(): GradEdge | null {
    return this.#gradEdge;
  }
  set gradEdge(edge: GradEdge | null) {
    this.#gradEdge = edge;
  }

  /** Accumulated gradient of a leaf, null before the first `backward()`. */
  get grad(): Tensor | null {
    gradAccess.listener?.reads(this);
    return this.#accumulated;
  }
  set grad(gradient: Tensor | null) {
    if (
      gradient &&
      (!sameShape(gradient.shape, this.shape) || gradient.dtype !== this.dtype || gradient.device !== this.device)
    )
      throw new ShapeError(
        `grad: ${gradient.dtype} ${formatShape(gradient.shape)} on "${gradient.device}" does not fit a tensor of ${this.dtype} ${formatShape(this.shape)} on "${this.device}". Give it that shape, dtype and device, or null.`,
      );
    gradAccess.listener?.writes(this);
    this.#accumulated = gradient;
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

  /** The operation that made it; null for leaves. */
  get gradNode(): GradNode | null {
    const node = this.gradEdge?.node;
    return node && !node.leaf ? node : null;
  }

  /** True for tensors the user made, false for results of recorded operations. */
  get isLeaf(): boolean {
    return this.gradNode === null;
  }

  /** Whether operations on it are recorded. Results of recorded operations always are; only a leaf can be told not to be. */
  get requiresGrad(): boolean {
    return this.gradEdge !== null;
  }
  set requiresGrad(value: boolean) {
    if (!this.isLeaf) {
      if (value) return;
      throw new ParameterError(
        `requiresGrad: false on the result of "${this.gradNode!.name}", but only a leaf can be told so. Use .detach().`,
      );
    }
    if (value && !isFloatingPoint(this.dtype) && !isComplex(this.dtype))
      throw new DTypeError(
        `requiresGrad: dtype="${this.dtype}" has no gradient. Use a floating-point or complex dtype.`,
      );
    this.gradEdge = value ? (this.#ownEdge ??= leafEdge(this)) : null;
  }

  /** True when the elements lie row by row without gaps. */
  get isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /** The extent of one dimension (negative counts from the end), or the whole shape. */
  size(): Shape;
  size(dim: number): number;
  size(dim?: number): Shape | number {
    if (dim === undefined) return this.shape;
    if (this.ndim === 0)
      throw new ParameterError(`size: dim=${dim} of a tensor without dimensions. Use size() or numel.`);
    return this.shape[normalizeDim("size", dim, this.ndim)];
  }
}
