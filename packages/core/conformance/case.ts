// What a conformance case is: data that any backend can run, forward and gradient.
import type { DType, Shape } from "../src/index.js";

/** How the elements of an input are made; every kind is seeded, so all backends see the same bits. */
export type Fill =
  | "normal"
  /** 0.2…2: inside the domain of log, sqrt and division. */
  | "positive"
  /** −0.9…0.9: inside the domain of asin, atanh. */
  | "unit"
  /** Distinct values in random order: no ties for max, sort. */
  | "distinct"
  /** Integers in 0…limit − 1. */
  | { readonly below: number }
  | readonly number[];

export interface InputSpec {
  readonly shape: Shape;
  readonly dtype?: DType;
  readonly fill?: Fill;
  /** How it lies in memory: "transposed" swaps the last two strides, "stepped" takes every second element, "expanded" repeats by stride 0. */
  readonly layout?: "contiguous" | "transposed" | "stepped" | "offset";
  /** What the stored elements x become first: ½(x + xᴴ), or x·xᴴ + 1. Moving one of them keeps such a matrix what it is. */
  readonly matrix?: "hermitian" | "definite";
  /** False: the op has no gradient in this input. */
  readonly grad?: boolean;
}

export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

export interface ConformanceCase {
  /** Unique. */
  readonly name: string;
  /** The exported function of @sonograd/core. */
  readonly op: string;
  readonly inputs: readonly InputSpec[];
  /** Arguments after the tensors. */
  readonly args?: readonly unknown[];
  /** Arguments that stand before the tensors, as the equation in einsum(equation, a, b). */
  readonly argsBefore?: readonly unknown[];
  /** Arguments that stand between the first tensor and the others, as `dim` in gather(x, dim, index). */
  readonly argsFirst?: readonly unknown[];
  /** The op takes its tensors as one list. */
  readonly list?: boolean;
  /** Tensors by name that are merged into the last argument, as indices of inputs: { weight: 1 }. */
  readonly named?: Readonly<Record<string, number>>;
  /** Complex results are compared by magnitude: their phases are arbitrary, and so is what depends on them. */
  readonly magnitudes?: true;
  /** The host computes it: other devices refuse it, and so does `compile`. */
  readonly host?: true;
  readonly tolerance?: Tolerance;
  /** Compare gradients too (default: whenever an input is floating and its grad is not false). */
  readonly gradient?: boolean;
  /** Why gradients are not held to finite differences, where they are not. */
  readonly notDifferentiable?: string;
}

/** float32 arithmetic in another order. */
export const DEFAULT_TOLERANCE: Tolerance = { rtol: 2e-5, atol: 2e-5 };
