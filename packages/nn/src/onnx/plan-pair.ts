// planView for both sizes of the batch.
import { planView } from "./plan-view.js";
import { isFixed, lineThrough, sameLin, SIZES, type Lin } from "./linear-number.js";
import type { ViewPair } from "./view-pair.js";

export interface PairPlan {
  readonly atoms: readonly Lin[];
  readonly starts: readonly Lin[];
  readonly sizes: readonly Lin[];
  readonly order: readonly number[];
  readonly shape: readonly Lin[];
}

/** The plan for both sizes of the batch as lines; undefined where they differ, or would cut a batch in parts. */
export function planPair(shape: readonly Lin[], [first, second]: ViewPair, isFine: boolean): PairPlan | undefined {
  const at = (size: number): number[] => shape.map((n) => n.fixed + n.perItem * size);
  const [a, b] = [planView(at(SIZES[0]), first, isFine), planView(at(SIZES[1]), second, isFine)];
  if (!a || !b || a.atoms.length !== b.atoms.length || a.order.some((axis, i) => axis !== b.order[i])) return undefined;
  const pair = (key: "atoms" | "starts" | "sizes" | "shape"): Lin[] => a[key].map((n, i) => lineThrough(n, b[key][i]));
  const [atoms, starts, sizes] = [pair("atoms"), pair("starts"), pair("sizes")];
  const isCut = sizes.map((n, i) => !sameLin(n, atoms[i]));
  if (isCut.some((cut, i) => cut && !(isFixed(starts[i]) && isFixed(sizes[i])))) return undefined;
  return { atoms, starts, sizes, order: a.order, shape: pair("shape") };
}
