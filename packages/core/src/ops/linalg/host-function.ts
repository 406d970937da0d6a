// The one way from tensors to the algorithms in dense/ and back: matrix by matrix, in double precision, on the host.
import { adopt } from "../../backend/index.js";
import { BackendError, DTypeError, ParameterError, ShapeError } from "../../errors/index.js";
import { broadcastShapes, formatShape, isComplex, isDouble, isIntegral, makeArray, needTensor, sizeOf, type DType, type Shape, type Tensor, type TypedArray } from "../../tensor/index.js"; // prettier-ignore
import { isFiniteMatrix, NoConvergence, zeroMatrix, type Matrix } from "./dense/matrix.js";

/** One result of a host function: its shape behind the batch, and its dtype. */
export interface HostResult {
  readonly shape: Shape;
  readonly dtype: DType;
}

export interface HostOptions {
  /** Refuse NaN and infinities (default false). */
  readonly finite?: boolean;
}

/** From the matrices of one place in the batch to the elements of each result, row by row; `where` names the place in errors. */
export type MatrixFunction = (matrices: readonly Matrix[], where: string) => readonly Matrix[];

/** Checks one argument of a matrix function: device, dtype and shape. Returns rows and columns. */
export function checkMatrices(
  op: string,
  name: string,
  x: Tensor,
  { square = false }: { square?: boolean } = {},
): readonly [number, number] {
  needTensor(op, x, name);
  checkHost(op, x);
  checkFloating(op, name, x);
  const shape = formatShape(x.shape);
  if (x.ndim < 2)
    throw new ShapeError(`${op}: ${name} ${shape} must be a matrix or a batch of them, [..., rows, columns].`);
  const [rows, cols] = x.shape.slice(-2);
  if (square && rows !== cols)
    throw new ShapeError(`${op}: ${name} ${shape} must be square in its last two dimensions: ${rows} is not ${cols}.`);
  return [rows, cols];
}

export function checkFloating(op: string, name: string, x: Tensor): void {
  if (isIntegral(x.dtype))
    throw new DTypeError(`${op}: ${name} dtype="${x.dtype}" must be floating or complex. Convert with .to("float32").`);
}

function checkHost(op: string, x: Tensor): void {
  if (x.device !== "cpu")
    throw new BackendError(
      `${op}: device="${x.device}" has no kernel for it, the host computes it. Move the tensor first: await x.toDevice("cpu").`,
    );
}

export const batchOf = (x: Tensor): Shape => x.shape.slice(0, -2);

/** Two batches of matrices with their leading dimensions broadcast. */
export function broadcastBatches(op: string, a: Tensor, b: Tensor): [Tensor, Tensor] {
  const batch = broadcastShapes(op, batchOf(a), batchOf(b));
  const whole = (x: Tensor): Tensor => x.expand([...batch, ...x.shape.slice(-2)]);
  return [whole(a), whole(b)];
}

/**
 * Runs `compute` for every matrix of the batch and gives its results, rounded to their dtypes, as tensors
 * [...batch, ...shape]. Nothing is recorded.
 *
 * @param inputs  at least one, [...batch, rows, columns], of one batch
 */
export function hostFunction(
  op: string,
  inputs: readonly Tensor[],
  results: readonly HostResult[],
  compute: MatrixFunction,
  { finite = false }: HostOptions = {},
): Tensor[] {
  for (const x of inputs) checkHost(op, x);
  const batch = batchOf(inputs[0]);
  const count = sizeOf(batch);
  const read = inputs.map((x) => x.dataSync());
  const arrays = results.map(({ shape, dtype }) => makeArray(dtype, count * sizeOf(shape)));
  for (let at = 0; at < count; at++) {
    const where = placeInBatch(batch, at);
    const matrices = inputs.map((x, i) => matrixAt(x, read[i], at));
    if (finite && !matrices.every(isFiniteMatrix))
      throw new ParameterError(`${op}: the matrix${where} holds NaN or infinity. Replace them with nanToNum().`);
    const computed = sayWhere(op, where, () => compute(matrices, where));
    computed.forEach((m, i) => writeMatrix(arrays[i], at, m, isComplex(results[i].dtype)));
  }
  return results.map(({ shape, dtype }, i) => adopt("cpu", [...batch, ...shape], dtype, arrays[i]));
}

function sayWhere<T>(op: string, where: string, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    if (!(error instanceof NoConvergence)) throw error;
    throw new ParameterError(`${op}: did not converge for the matrix${where}: ${error.message}. Scale its rows?`, { cause: error }); // prettier-ignore
  }
}

/** " (batch element [1, 0])", empty without a batch. */
function placeInBatch(batch: Shape, at: number): string {
  if (batch.length === 0) return "";
  const place: number[] = [];
  let rest = at;
  for (let d = batch.length - 1; d >= 0; d--) {
    place.unshift(rest % batch[d]);
    rest = Math.floor(rest / batch[d]);
  }
  return ` (batch element ${formatShape(place)})`;
}

function matrixAt(x: Tensor, values: TypedArray, at: number): Matrix {
  const [rows, cols] = x.shape.slice(-2);
  const size = rows * cols;
  const out = zeroMatrix(rows, cols, isComplex(x.dtype));
  if (!out.im) out.re.set(values.subarray(at * size, (at + 1) * size));
  else
    for (let i = 0, from = 2 * at * size; i < size; i++) {
      out.re[i] = values[from++];
      out.im[i] = values[from++];
    }
  return out;
}

function writeMatrix(array: TypedArray, at: number, { re, im }: Matrix, complex: boolean): void {
  const slots = complex ? 2 : 1;
  for (let i = 0, to = at * re.length * slots; i < re.length; i++) {
    array[to++] = re[i];
    if (complex) array[to++] = im ? im[i] : 0;
  }
}

/** The smallest difference that a dtype resolves next to 1. */
export const epsilonOf = (dtype: DType): number => (isDouble(dtype) ? Number.EPSILON : 2 ** -23);
