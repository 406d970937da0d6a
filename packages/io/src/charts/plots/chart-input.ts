// What pictures are drawn from: tensors of any device, typed arrays, lists and rows of numbers.

import { isComplex, ParameterError, ShapeError, Tensor } from "@sonograd/core";
import type { Values } from "../scene/scene.js";

/** A row of numbers: a tensor of one axis ([1, n] and such count as one), a typed array or a list. */
export type ChartValues = Tensor | ArrayLike<number>;

/** A matrix: a tensor [rows, columns] (leading axes of size 1 may be there), or its rows. */
export type ChartMatrix = Tensor | readonly ArrayLike<number>[];

/** A matrix in host memory, row by row. */
export interface HostMatrix {
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}

const asValues = (numbers: ArrayLike<number>): Values =>
  numbers instanceof Float32Array || numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);

const isList = (x: unknown): x is ArrayLike<number> =>
  x !== null && typeof x === "object" && typeof (x as { length?: unknown }).length === "number";

/** The shape without leading axes of size 1, of which `least` axes remain. */
function withoutLeadingOnes(shape: readonly number[], least: number): readonly number[] {
  const first = shape.findIndex((size, axis) => size !== 1 || shape.length - axis <= least);
  return shape.slice(Math.max(0, first));
}

function refuseComplex(op: string, name: string, x: Tensor): void {
  if (isComplex(x.dtype))
    throw new ParameterError(`${op}: ${name}.dtype="${x.dtype}" must be real. Take its abs(), angle(), real or imag.`);
}

/** The numbers of a row, `name`d in errors. */
export async function readValues(op: string, name: string, x: ChartValues): Promise<Values> {
  if (x instanceof Tensor) {
    refuseComplex(op, name, x);
    if (withoutLeadingOnes(x.shape, 1).length > 1)
      throw new ShapeError(`${op}: ${name}.shape=[${x.shape.join(", ")}] must be one row. Choose one with select.`);
    return asValues(await x.data());
  }
  if (isList(x)) return asValues(x);
  throw new ParameterError(`${op}: ${name}=${String(x)} must be a tensor or an array of numbers.`);
}

/** The numbers of a matrix, `name`d in errors. */
export async function readMatrix(op: string, name: string, x: ChartMatrix): Promise<HostMatrix> {
  if (x instanceof Tensor) {
    refuseComplex(op, name, x);
    const shape = withoutLeadingOnes(x.shape, 2);
    if (shape.length !== 2)
      throw new ShapeError(`${op}: ${name}.shape=[${x.shape.join(", ")}] must be [rows, columns]. Choose one picture.`);
    return { values: asValues(await x.data()), rows: shape[0], columns: shape[1] };
  }
  if (!Array.isArray(x) || !x.every(isList))
    throw new ParameterError(`${op}: ${name} must be a tensor [rows, columns] or an array of rows.`);
  const columns = x[0]?.length ?? 0;
  const odd = x.findIndex((row) => row.length !== columns);
  if (odd >= 0)
    throw new ShapeError(`${op}: ${name}[${odd}].length=${x[odd].length} must equal ${name}[0].length=${columns}.`);
  const values = new Float64Array(x.length * columns);
  x.forEach((row, i) => values.set(asValues(row), i * columns));
  return { values, rows: x.length, columns };
}
