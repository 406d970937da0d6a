// A strided view of contiguous memory as steps that ONNX has: reshape, slice, transpose, reshape.
import type { View } from "@sonograd/core";

export interface ViewPlan {
  /** Extents into which the memory is cut, slowest first. */
  readonly atoms: readonly number[];
  /** Of each atom: the first place taken, and how many. */
  readonly starts: readonly number[];
  readonly sizes: readonly number[];
  /** The atoms in the order in which the view has them; of those that are missing one place is taken. */
  readonly order: readonly number[];
  /** The view's extents, 1 where it repeats (stride 0). */
  readonly shape: readonly number[];
}

const product = (list: readonly number[]): number => list.reduce((p, n) => p * n, 1);

/**
 * How `view` reads memory that holds a tensor of `shape` row by row; undefined where these steps do not suffice.
 *
 * @param isFine  cut also where the view's dimensions end, as a part of joined axes needs it
 */
export function planView(shape: readonly number[], view: View, isFine: boolean): ViewPlan | undefined {
  const dims = view.shape.map((extent, i) => ({ extent, stride: view.strides[i] }));
  const real = dims.filter(({ extent, stride }) => extent !== 1 && stride !== 0);
  // Every stride of the memory's shape and of the view is a place to cut.
  const cuts = new Set([1, product(shape)]);
  for (let i = 1; i < shape.length; i++) cuts.add(product(shape.slice(i)));
  for (const { stride, extent } of real) {
    cuts.add(stride);
    if (isFine) cuts.add(stride * extent);
  }
  const strides = [...cuts].sort((a, b) => b - a);
  const atoms: number[] = [];
  for (let i = 1; i < strides.length; i++) {
    if (strides[i - 1] % strides[i] !== 0) return undefined;
    atoms.push(strides[i - 1] / strides[i]);
  }
  const own = strides.slice(1); // stride of each atom
  let rest = view.offset;
  const starts = own.map((stride) => {
    const start = Math.floor(rest / stride);
    rest -= start * stride;
    return start;
  });
  const sizes = atoms.map(() => 1);
  const order: number[] = [];
  for (const { extent, stride } of real) {
    // The dimension runs over the atom of its stride and, once that is used up, over those outside of it.
    const group: number[] = [];
    let left = extent;
    for (let at = own.indexOf(stride); left > 1; at--) {
      if (at < 0 || sizes[at] !== 1) return undefined;
      const whole = left > atoms[at];
      if (whole && (left % atoms[at] !== 0 || starts[at] !== 0)) return undefined;
      sizes[at] = whole ? atoms[at] : left;
      if (starts[at] + sizes[at] > atoms[at]) return undefined;
      group.unshift(at);
      left = whole ? left / atoms[at] : 1;
    }
    order.push(...group);
  }
  return { atoms, starts, sizes, order, shape: dims.map(({ extent, stride }) => (stride === 0 ? 1 : extent)) };
}
