// What the tape is made of. Tensors hold on to it by their `gradEdge`; `autograd/` records it and walks back over it.
import type { DType } from "./dtype.js";
import type { Shape } from "./shape.js";
import type { Device } from "./storage.js";
import type { Tensor } from "./tensor.js";

/** What a gradient has to look like. */
export interface GradSpec {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly device: Device;
}

/** Called with the gradient of a tensor once it is complete; what it returns takes the gradient's place. */
export type GradHook = (grad: Tensor) => Tensor | void;

/** What an operation remembers of its call, for finding faults. */
export interface OpTrace {
  /** Lines of the call stack. */
  readonly calledFrom: string;
  /** A result holds NaN and no input does. */
  readonly madeNaN: boolean;
}

/** One operation on the tape, or a leaf. Tensors point to it by a `GradEdge`, and it to what it was made from. */
export interface GradNode {
  readonly name: string;
  /** What the operation was given; empty once a walk has used it up. */
  inputs: readonly Tensor[];
  /** Where the gradient of each input goes on, null where none is wanted. Taken down when recorded. */
  sources: readonly (GradEdge | null)[];
  /** One for each result; null for a result without gradient. */
  readonly results: readonly (GradEdge | null)[];
  /** From one gradient per result (null: none arrived) to one per input (null: none flows there). */
  backward: (grads: readonly (Tensor | null)[], needs: readonly boolean[]) => readonly (Tensor | null)[];
  /** The tensor itself, where this is the end of the tape. */
  readonly leaf: Tensor | null;
  /** When it was recorded, on the clock of `backend/access.ts`. */
  readonly time: number;
  /** Known while anomalies are looked for. */
  readonly trace: OpTrace | null;
}

/** A place where gradients arrive: one result of an operation, or a leaf. */
export interface GradEdge {
  readonly node: GradNode;
  readonly spec: GradSpec;
  /** In the order they were registered. */
  hooks: readonly GradHook[];
  /** Called with a leaf after its `.grad` has grown. */
  afterwards: readonly ((leaf: Tensor) => void)[];
  /** The tensor that is to keep this gradient although it is no leaf. */
  retainer: Tensor | null;
}

/** The end of the tape at a leaf; its spec is the leaf itself, which may move to another device or dtype. */
export function leafEdge(leaf: Tensor): GradEdge {
  const results: GradEdge[] = [];
  const node: GradNode = { name: "leaf", inputs: [], sources: [], results, backward: () => [], leaf, time: 0, trace: null }; // prettier-ignore
  results.push({ node, spec: leaf, hooks: [], afterwards: [], retainer: null });
  return results[0];
}
