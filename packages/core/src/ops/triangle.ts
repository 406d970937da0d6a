// The parts of a matrix on one side of a diagonal, and where they lie.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Device, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { arange, fromTypedArray } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";

function masked(op: string, x: Tensor, keep: (columnMinusRow: Tensor) => Tensor): Tensor {
  needTensor(op, x);
  if (x.ndim < 2) throw new ShapeError(`${op}: shape=${formatShape(x.shape)} must have at least 2 dimensions.`);
  const [rows, columns] = x.shape.slice(-2);
  const range = (n: number): Tensor => arange(n, { dtype: "int32", device: x.device });
  return where(keep(range(columns).sub(range(rows).unsqueeze(1))), x, 0).to(x.dtype);
}

/** The lower triangle up to and including the given diagonal (0 the main one, positive above it); zeros elsewhere. */
export const tril = (x: Tensor, diagonal = 0): Tensor => masked("tril", x, (d) => d.le(diagonal));
/** The upper triangle from the given diagonal on; zeros elsewhere. */
export const triu = (x: Tensor, diagonal = 0): Tensor => masked("triu", x, (d) => d.ge(diagonal));

export interface TriangleOptions {
  /** The diagonal that bounds the triangle (default 0, the main one; positive above it). */
  readonly offset?: number;
  readonly device?: Device;
}

function places(
  op: string,
  rows: number,
  columns: number,
  keep: (i: number, j: number) => boolean,
  { device, offset = 0 }: TriangleOptions,
): Tensor {
  // prettier-ignore
  if (![rows, columns].every((n) => Number.isInteger(n) && n >= 0) || !Number.isInteger(offset))
    throw new ParameterError(
      `${op}: rows=${rows}, columns=${columns} must be integers ≥ 0 and offset=${offset} an integer.`,
    );
  const found: [number, number][] = [];
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) if (keep(i, j)) found.push([i, j]);
  const list = Int32Array.from([...found.map(([i]) => i), ...found.map(([, j]) => j)]);
  return fromTypedArray(list, [2, found.length], { ...(device && { device }) });
}

/**
 * Rows and columns of the elements of the lower triangle, row by row, as `torch.tril_indices`: int32 [2, count].
 *
 * @example trilIndices(2, 2) // [[0,1,1],[0,0,1]]
 */
export const trilIndices = (rows: number, columns: number, options: TriangleOptions = {}): Tensor =>
  places("trilIndices", rows, columns, (i, j) => j - i <= (options.offset ?? 0), options);
/** Rows and columns of the elements of the upper triangle, row by row: int32 [2, count]. */
export const triuIndices = (rows: number, columns: number, options: TriangleOptions = {}): Tensor =>
  places("triuIndices", rows, columns, (i, j) => j - i >= (options.offset ?? 0), options);

const methods = { tril, triu } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
