// What index tensors have to be, checked where the host can see them.
import { isCapturing } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { formatShape, needTensor, type Shape, type Tensor } from "../tensor/index.js";

/** Whether the host may look at the elements now: on the CPU, and outside a capture, which would freeze what it sees. */
export const isReadable = (x: Tensor): boolean => x.device === "cpu" && !isCapturing();

export function needInt32(op: string, index: Tensor): void {
  needTensor(op, index, "index");
  if (index.dtype !== "int32")
    throw new DTypeError(`${op}: index dtype="${index.dtype}" must be int32. Use index.to("int32").`);
}

/**
 * Refuses positions outside dimension `dim` of `shape`, where they can be read; a GPU moves them to the nearest inside.
 *
 * @param options.wraps  negatives count from the end
 */
export function checkPositions(op: string, index: Tensor, dim: number, shape: Shape, { wraps = false } = {}): void {
  if (!isReadable(index) || index.numel === 0) return;
  const extent = shape[dim] ?? 1;
  const least = wraps ? -extent : 0;
  const bad = (index.dataSync() as Int32Array).find((v) => v < least || v >= extent);
  if (bad === undefined) return;
  const range = extent === 0 ? "It is empty" : `Use ${least}…${extent - 1}`;
  throw new ParameterError(
    `${op}: index ${bad} is out of range for dimension ${dim} of ${formatShape(shape)}, whose extent is ${extent}. ${range}.`,
  );
}

/** Negative positions counted from the end. */
export const wrapped = (index: Tensor, extent: number): Tensor => index.where(index.ge(0), index.add(extent));
