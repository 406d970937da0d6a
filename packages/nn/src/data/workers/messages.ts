// What a loader and its workers send each other. Tensors travel as their elements, all else as structured clones.
import { fromTypedArray, Tensor, type DType } from "@sonograd/core";
import type { ErrorReport } from "./worker-error.js";

/** What a worker knows about itself. */
export interface WorkerInfo {
  /** 0 … numWorkers − 1 */
  readonly id: number;
  readonly numWorkers: number;
  /** The loader's `workerData`. */
  readonly data: unknown;
}

export type Call =
  | { readonly type: "start"; readonly info: WorkerInfo }
  | { readonly type: "begin"; readonly epoch: number }
  | { readonly type: "get"; readonly indices: readonly number[] }
  | { readonly type: "take"; readonly count: number };

export type Request = Call & { readonly request: number };

export type Reply =
  | { readonly type: "ready" }
  | { readonly type: "result"; readonly request: number; readonly value: unknown }
  | { readonly type: "error"; readonly request: number; readonly error: ErrorReport };

type Elements = Parameters<typeof fromTypedArray>[0];

interface PackedTensor {
  readonly sonogradTensor: DType;
  readonly shape: readonly number[];
  readonly elements: Elements;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const isPackedTensor = (value: Record<string, unknown>): boolean => "sonogradTensor" in value;

/** A value for `postMessage`; the buffers to hand over are added to `transfer`. */
export async function pack(value: unknown, transfer: ArrayBuffer[]): Promise<unknown> {
  if (value instanceof Tensor) {
    const elements: Elements = await value.data(); // a copy: the tensor may be the dataset's own
    transfer.push(elements.buffer as ArrayBuffer);
    return { sonogradTensor: value.dtype, shape: value.shape, elements } satisfies PackedTensor;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => pack(item, transfer)));
  if (!isRecord(value)) return value;
  const fields = Object.entries(value).map(async ([key, field]) => [key, await pack(field, transfer)] as const);
  return Object.fromEntries(await Promise.all(fields));
}

/** What `pack` was given. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (!isRecord(value)) return value;
  if (isPackedTensor(value)) {
    const { elements, shape, sonogradTensor } = value as unknown as PackedTensor;
    return fromTypedArray(elements, shape, { dtype: sonogradTensor });
  }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unpack(field)]));
}
