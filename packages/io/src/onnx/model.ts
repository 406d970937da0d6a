// An ONNX model as plain data: what `encodeOnnx` writes.

export type OnnxType = "float32" | "uint8" | "int32" | "int64" | "bool" | "float64";

/** An attribute of a node; a number is an integer unless it is wrapped as `{ float }`. */
export type OnnxAttribute =
  | number
  | string
  | { readonly float: number }
  | readonly number[]
  | readonly string[]
  | { readonly floats: readonly number[] };

export interface OnnxNode {
  readonly op: string;
  /** Names of values; "" leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxInitializer {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  /** Elements row by row, little endian. */
  readonly data: Uint8Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  /** Extents; a text names one that is known only when the model runs. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  /** Version of the default set of operators. */
  readonly opset: number;
  readonly name: string;
  readonly producer: string;
  /** In an order in which they can run. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}
