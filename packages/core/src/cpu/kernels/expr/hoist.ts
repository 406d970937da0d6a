// Parts of an expression that are the same along some axes (scale = weight / √(variance + ε) per channel, say) are computed
// once for each of their own elements, and the rest of the expression reads the results as broadcast inputs.
import type { Shape, View } from "../../../tensor/index.js";
import type { LinearForm, LinearNode } from "./linear-form.js";

/** A set of axes as bits. */
type Axes = number;

export interface Hoisted {
  readonly form: LinearForm;
  /** Along these axes the part varies. */
  readonly axes: Axes;
}

export interface Split {
  /** The expressions with one more input for each part, behind the `inputs` that there are. */
  readonly main: LinearForm;
  readonly parts: readonly Hoisted[];
}

/** Parts have at most this share of the elements: others are not worth the way through memory. */
const SHARE = 1 / 8;

/** The axes along which a view's elements differ. */
export function axesOf({ shape, strides }: View): Axes {
  let axes = 0;
  for (let axis = 0; axis < shape.length; axis++) if (shape[axis] !== 1 && strides[axis] !== 0) axes |= 1 << axis;
  return axes;
}

/** The extents along `axes`, 1 along the others. */
export const extentsAlong = (shape: Shape, axes: Axes): number[] =>
  shape.map((extent, axis) => ((axes >> axis) & 1 ? extent : 1));

/** Splits off parts; null where there are none. `inputAxes` are those of each input, in order. */
export function split(form: LinearForm, shape: Shape, inputAxes: readonly Axes[]): Split | null {
  const { nodes, roots } = form;
  const axes: Axes[] = [];
  for (const node of nodes) {
    if (node.kind === "op") axes.push(node.args.reduce((all, arg) => all | axes[arg], 0));
    else axes.push(node.kind === "input" ? inputAxes[node.index] : 0);
  }
  const whole = shape.reduce((size, extent) => size * extent, 1);
  const isSmall = axes.map(
    (own) => extentsAlong(shape, own).reduce((size, extent) => size * extent, 1) <= whole * SHARE,
  );
  const isPart = nodes.map((node, i) => node.kind === "op" && isSmall[i] && node.args.some((arg) => nodes[arg].kind !== "scalar")); // prettier-ignore
  // Only those that something else reads, or that are results.
  const isRead = nodes.map((_, i) => roots.includes(i));
  nodes.forEach((node, i) => {
    if (node.kind === "op" && !isPart[i]) for (const arg of node.args) isRead[arg] = true;
  });
  const positions = nodes.flatMap((_, i) => (isPart[i] && isRead[i] ? [i] : []));
  if (positions.length === 0) return null;
  const parts = positions.map((position) => ({ form: formOf(nodes, [position]), axes: axes[position] }));
  const replaced = nodes.map((node, i): LinearNode => {
    const part = positions.indexOf(i);
    return part < 0 ? node : { kind: "input", index: inputAxes.length + part, dtype: node.dtype };
  });
  return { main: formOf(replaced, roots), parts };
}

/** The nodes that `roots` need, as a form of their own. Its key is not to be looked up. */
function formOf(nodes: readonly LinearNode[], roots: readonly number[]): LinearForm {
  const kept: LinearNode[] = [];
  const place = new Map<number, number>();
  const visit = (position: number): number => {
    const known = place.get(position);
    if (known !== undefined) return known;
    const node = nodes[position];
    const copy = node.kind === "op" ? { ...node, args: node.args.map(visit) } : node;
    place.set(position, kept.push(copy) - 1);
    return kept.length - 1;
  };
  return { nodes: kept, roots: roots.map(visit), key: "" };
}
