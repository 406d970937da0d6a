// Arithmetic on shapes and strides. Strides count elements, not bytes; a complex element counts once.
import { ParameterError, ShapeError } from "../errors/index.js";

export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

export function contiguousStrides(shape: Shape): number[] {
  const strides: number[] = Array.from({ length: shape.length });
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

export function isContiguous(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 0) return true;
    if (shape[i] !== 1 && strides[i] !== step) return false;
    step *= shape[i];
  }
  return true;
}

export const formatShape = (shape: Shape): string => (Array.isArray(shape) ? `[${shape.join(", ")}]` : String(shape));

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

const notATensor = (op: string): ParameterError =>
  new ParameterError(`${op}: an argument is no Tensor, but has to be one. Make one with tensor(…).`);

/** NumPy's broadcasting; throws a ShapeError that names both shapes. */
export function broadcastShapes(op: string, ...shapes: Shape[]): number[] {
  if (shapes.includes(undefined as never)) throw notATensor(op);
  const rank = Math.max(0, ...shapes.map((s) => s.length));
  const out: number[] = Array.from({ length: rank }, () => 1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const at = rank - shape.length + i;
      if (shape[i] === 1 || shape[i] === out[at]) continue;
      if (out[at] !== 1)
        throw new ShapeError(
          `${op}: shapes ${shapes.map(formatShape).join(" and ")} do not broadcast: ` +
            `dimension ${at - rank} has ${out[at]} and ${shape[i]}. Sizes must be equal or 1.`,
        );
      out[at] = shape[i];
    }
  }
  return out;
}

/** Strides that read `shape` as if it were `target`: 0 along every broadcast axis. */
export function broadcastStrides(shape: Shape, strides: readonly number[], target: Shape): number[] {
  const lead = target.length - shape.length;
  return target.map((extent, i) => {
    if (i < lead) return 0;
    return shape[i - lead] === 1 && extent !== 1 ? 0 : strides[i - lead];
  });
}

const nameDim = (dim: unknown): string =>
  typeof dim === "string" ? JSON.stringify(dim) : typeof dim === "object" && dim !== null ? "an object" : String(dim);

/** A non-negative dimension from one that may count from the end. */
export function normalizeDim(op: string, dim: number, rank: number): number {
  if (rank === undefined) throw notATensor(op);
  const limit = Math.max(rank, 1);
  if (!Number.isInteger(dim) || dim < -limit || dim >= limit)
    throw new ParameterError(
      `${op}: ${dim === undefined ? "dim is missing" : `dim=${nameDim(dim)} is out of range for ${rank} dimension(s)`}. Use ${-limit}…${limit - 1}.`,
    );
  return dim < 0 ? dim + limit : dim;
}

/** Sorted unique dimensions; all of them when `dim` is undefined. */
export function normalizeDims(op: string, dim: number | readonly number[] | undefined, rank: number): number[] {
  if (rank === undefined) throw notATensor(op);
  if (dim === undefined) return Array.from({ length: rank }, (_, i) => i);
  const list = Array.isArray(dim) ? (dim as readonly number[]) : [dim as number];
  const dims = list.map((d) => normalizeDim(op, d, rank)).sort((a, b) => a - b);
  if (new Set(dims).size !== dims.length)
    throw new ParameterError(`${op}: dim=${formatShape(list)} names a dimension twice.`);
  return rank === 0 ? [] : dims;
}

/** Replaces one -1 by what the other extents leave. */
export function inferShape(op: string, size: number, shape: Shape): number[] {
  if (!Array.isArray(shape) || Number.isNaN(size)) throw notATensor(op);
  const holes = shape.filter((n) => n === -1).length;
  const known = shape.reduce((p, n) => (n === -1 ? p : p * n), 1);
  const bad = shape.some((n) => !Number.isInteger(n) || n < -1) || holes > 1;
  if (bad || (holes === 1 ? known === 0 || size % known !== 0 : known !== size))
    throw new ShapeError(
      `${op}: shape=${formatShape(shape)} does not hold ${size} elements. At most one -1 is inferred.`,
    );
  return shape.map((n) => (n === -1 ? size / known : n));
}

/**
 * Strides of a reshape that needs no copy, or undefined where one is needed. Each run of old axes that lies
 * regularly in memory is matched with a run of new axes of the same size.
 */
export function viewStrides(shape: Shape, strides: readonly number[], target: Shape): number[] | undefined {
  if (sizeOf(shape) === 0 || isContiguous(shape, strides)) return contiguousStrides(target);
  const old = shape.map((extent, i) => ({ extent, stride: strides[i] })).filter((a) => a.extent !== 1);
  const out: number[] = Array.from({ length: target.length }, () => 1);
  let t = target.length - 1;
  for (let o = old.length - 1; o >= 0;) {
    let run = old[o].extent;
    const stride = old[o].stride;
    while (o > 0 && old[o - 1].stride === run * stride) run *= old[--o].extent;
    o--;
    let filled = 1;
    while (t >= 0 && (filled < run || target[t] === 1)) {
      out[t] = stride * filled;
      filled *= target[t--];
      if (filled > run) return undefined;
    }
    if (filled !== run) return undefined;
  }
  return out;
}
