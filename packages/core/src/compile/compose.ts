// One expression inside another: a map that reads the result of a map can compute it instead, if its way through that
// result can be followed back to what the first one reads.
import { cast, type Expr } from "../backend/index.js";
import { collapse, isContiguous, sizeOf, type Shape, type View } from "../tensor/index.js";
import type { MapOp, ScalarSource } from "./graph.js";

/** The views through which `producer`'s inputs have to be read to see its result as `view` sees it; null where no strides do that. */
export function composeViews(producer: Pick<MapOp, "out" | "inputs">, view: View): View[] | null {
  const { out, inputs } = producer;
  if (view.dtype !== out.dtype) return null;
  const walk = collapse(out.shape, [out.strides, ...inputs.map((v) => v.strides)]);
  const [outStrides, ...inputStrides] = walk.strides;
  const extents = walk.shape;
  // The result lies row by row, so its strides fall and an offset splits into coordinates.
  let rest = view.offset - out.offset;
  const start = outStrides.map((stride) => {
    const at = Math.floor(rest / stride);
    rest -= at * stride;
    return at;
  });
  if (rest !== 0) return null;
  const low = [...start];
  const high = [...start];
  const steps: { axis: number; count: number }[] = [];
  for (const [d, stride] of view.strides.entries()) {
    if (view.shape[d] <= 1 || stride === 0) {
      steps.push({ axis: -1, count: 0 });
      continue;
    }
    const axis = outStrides.findIndex((s) => s <= Math.abs(stride));
    const count = axis < 0 ? NaN : stride / outStrides[axis];
    if (!Number.isInteger(count)) return null;
    const reach = count * (view.shape[d] - 1);
    low[axis] += Math.min(0, reach);
    high[axis] += Math.max(0, reach);
    steps.push({ axis, count });
  }
  if (low.some((v) => v < 0) || high.some((v, k) => v >= extents[k])) return null;
  return inputs.map((v, j) => ({
    storage: v.storage,
    dtype: v.dtype,
    shape: view.shape,
    strides: steps.map(({ axis, count }) => (axis < 0 ? 0 : count * inputStrides[j][axis])),
    offset: v.offset + start.reduce((sum, at, k) => sum + at * inputStrides[j][k], 0),
  }));
}

/** `map` over the same elements in the same order under another shape; null where its inputs do not allow it. */
export function reshapeMap(map: MapOp, shape: Shape): MapOp | null {
  if (map.out.shape.length === shape.length && map.out.shape.every((n, i) => n === shape[i])) return map;
  if (!isContiguous(map.out.shape, map.out.strides) || sizeOf(shape) !== sizeOf(map.out.shape)) return null;
  let step = 1;
  const strides = [...shape].reverse().map((n) => ((step *= n), step / n)).reverse(); // prettier-ignore
  const out: View = { ...map.out, shape, strides };
  const inputs = composeViews(map, out);
  return inputs && { ...map, inputs, out };
}

/** The same elements of the same storage, one for one. */
export const sameElements = (a: View, b: View): boolean =>
  a.storage === b.storage &&
  a.dtype === b.dtype &&
  a.offset === b.offset &&
  a.strides.every((s, d) => s === b.strides[d] || a.shape[d] <= 1);

/** Inputs and scalars of an expression being put together, each once. */
export class Arguments {
  readonly inputs: View[] = [];
  readonly scalars: ScalarSource[] = [];

  /** The place of a view of the common shape. */
  input(view: View): number {
    const at = this.inputs.findIndex((other) => sameElements(other, view));
    return at >= 0 ? at : this.inputs.push(view) - 1;
  }

  scalar(source: ScalarSource): number {
    const at = this.scalars.findIndex(
      (s) => s.traced === source.traced && s.position === source.position && Object.is(s.value, source.value),
    );
    return at >= 0 ? at : this.scalars.push(source) - 1;
  }
}

/** Expressions put together node by node, equal ones one object. */
export class ExprBuilder {
  private readonly known = new Map<string, Expr>();
  private readonly numbers = new Map<Expr, number>();

  /** `expr` with its leaves replaced by shared ones. */
  rewrite(expr: Expr, leaf: (e: Exclude<Expr, { kind: "op" }>) => Expr): Expr {
    const done = new Map<Expr, Expr>();
    const visit = (e: Expr): Expr => {
      const before = done.get(e);
      if (before) return before;
      const made =
        e.kind === "op" ? this.share({ kind: "op", op: e.op, args: e.args.map(visit), dtype: e.dtype }) : leaf(e);
      done.set(e, made);
      return made;
    };
    return visit(expr);
  }

  /** The one object for this expression, whose arguments are shared already. */
  share(expr: Expr): Expr {
    const key =
      expr.kind === "op"
        ? `${expr.op}:${expr.dtype}(${expr.args.map((arg) => this.numbers.get(arg)).join()})`
        : `${expr.kind}${expr.index}:${expr.dtype}`;
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, expr);
    this.numbers.set(expr, this.numbers.size);
    return expr;
  }
}

/** The map that computes `consumer` with the inputs in `inlined` replaced by what made them; views are `consumer`'s inputs as they were. */
export function inlineInto(
  consumer: MapOp,
  inlined: ReadonlyMap<number, { readonly producer: MapOp; readonly views: readonly View[] }>,
): MapOp {
  const args = new Arguments();
  const builder = new ExprBuilder();
  const fromMap =
    (map: MapOp, views: readonly View[]) =>
    (e: Exclude<Expr, { kind: "op" }>): Expr =>
      builder.share(
        e.kind === "input"
          ? { kind: "input", index: args.input(views[e.index]), dtype: e.dtype }
          : { kind: "scalar", index: args.scalar(map.scalars[e.index]), dtype: e.dtype },
      );
  const expr = builder.rewrite(consumer.expr, (e) => {
    const source = e.kind === "input" ? inlined.get(e.index) : undefined;
    if (!source) return fromMap(consumer, consumer.inputs)(e);
    const made = builder.rewrite(source.producer.expr, fromMap(source.producer, source.views));
    return builder.share(cast(made, source.producer.out.dtype));
  });
  return { ...consumer, expr, inputs: args.inputs, scalars: args.scalars };
}

/** Operations in an expression, shared ones once. */
export function countNodes(expr: Expr, seen = new Set<Expr>()): number {
  if (expr.kind !== "op" || seen.has(expr)) return 0;
  seen.add(expr);
  return 1 + expr.args.reduce((sum, arg) => sum + countNodes(arg, seen), 0);
}
