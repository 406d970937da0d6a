// Walks over strided operands, row by row.
import { collapse, type View, type Walk } from "../tensor/index.js";

export { collapse, type Walk };

/**
 * Calls `row` once for every run along the last axis, with the position of the run's first element in each
 * operand. The array of positions is reused between calls.
 */
export function forEachRow(walk: Walk, starts: readonly number[], row: (at: readonly number[]) => void): void {
  const { shape, strides } = walk;
  if (shape.includes(0)) return;
  const outer = shape.length - 1;
  const index = new Int32Array(outer);
  const at = [...starts];
  for (;;) {
    row(at);
    let axis = outer - 1;
    for (; axis >= 0; axis--) {
      const wraps = ++index[axis] === shape[axis];
      const steps = wraps ? 1 - shape[axis] : 1;
      for (let k = 0; k < at.length; k++) at[k] += steps * strides[k][axis];
      if (!wraps) break;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/**
 * Calls `line` once for every line along `dim`, with the position of the line's first element in each view.
 * The views have one shape except along `dim`. The array of positions is reused between calls.
 */
export function forEachLine(views: readonly View[], dim: number, line: (at: readonly number[]) => void): void {
  const without = (values: readonly number[]): number[] => values.filter((_, axis) => axis !== dim);
  const walk = collapse(without(views[0].shape), views.map((view) => without(view.strides))); // prettier-ignore
  const single = { shape: [...walk.shape, 1], strides: walk.strides.map((strides) => [...strides, 0]) };
  forEachRow(single, views.map((view) => view.offset), line); // prettier-ignore
}
