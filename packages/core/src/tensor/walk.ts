// Walks over strided operands: adjacent axes that every operand steps through regularly become one, so that most
// walks are a single tight loop.
import type { Shape } from "./shape.js";

/** Axes of a walk with, for every operand, its stride along each of them. Never without axes. */
export interface Walk {
  readonly shape: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/** The walk over `shape` with the fewest axes; the order of the elements stays row by row. */
export function collapse(shape: Shape, operands: readonly (readonly number[])[]): Walk {
  const extents: number[] = [];
  const strides: number[][] = operands.map(() => []);
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] === 1) continue;
    const last = extents.length - 1;
    if (last >= 0 && operands.every((s, k) => strides[k][last] === s[axis] * shape[axis])) {
      extents[last] *= shape[axis];
      for (let k = 0; k < operands.length; k++) strides[k][last] = operands[k][axis];
    } else {
      extents.push(shape[axis]);
      for (let k = 0; k < operands.length; k++) strides[k].push(operands[k][axis]);
    }
  }
  if (extents.length === 0) return { shape: [1], strides: operands.map(() => [1]) };
  return { shape: extents, strides };
}
