// Expressions as a list of nodes in the order of evaluation, each structure once. Ops make fresh expression objects at every
// call, so what is compiled from them is remembered by the text of this list.
import type { Expr, MapOp } from "../../../backend/index.js";
import type { DType } from "../../../tensor/index.js";

export type LinearNode =
  | { readonly kind: "input" | "scalar"; readonly index: number; readonly dtype: DType }
  | { readonly kind: "op"; readonly op: MapOp; readonly dtype: DType; readonly args: readonly number[] };

export interface LinearForm {
  readonly nodes: readonly LinearNode[];
  /** Position in `nodes` of each expression. */
  readonly roots: readonly number[];
  /** Equal for lists that compute the same. */
  readonly key: string;
}

export function linearForm(exprs: readonly Expr[]): LinearForm {
  const nodes: LinearNode[] = [];
  const byText = new Map<string, number>();
  const done = new Map<Expr, number>();
  const visit = (expr: Expr): number => {
    const known = done.get(expr);
    if (known !== undefined) return known;
    const args = expr.kind === "op" ? expr.args.map(visit) : [];
    const text = `${expr.kind === "op" ? expr.op : expr.kind + expr.index}:${expr.dtype}(${args.join()})`;
    let position = byText.get(text);
    if (position === undefined) {
      position = nodes.length;
      nodes.push(expr.kind === "op" ? { kind: "op", op: expr.op, dtype: expr.dtype, args } : expr);
      byText.set(text, position);
    }
    done.set(expr, position);
    return position;
  };
  const roots = exprs.map(visit);
  return { nodes, roots, key: `${[...byText.keys()].join(";")}>${roots.join()}` };
}

/** Structures that are remembered; a program in eager mode has some hundred. */
const LIMIT = 1024;
/** Nodes up to which writing an expression out is quicker than making its list. */
const SMALL = 16;

let left = 0;
/** The text of a small expression; what comes out past `SMALL` nodes is of no use. */
function textOf(expr: Expr): string {
  if (--left < 0) return "";
  if (expr.kind !== "op") return `${expr.kind}${expr.index}:${expr.dtype}`;
  const { op, dtype, args } = expr;
  let text = `${op}:${dtype}(`;
  for (let k = 0; k < args.length; k++) text += `${textOf(args[k])},`;
  return `${text})`;
}

/** `make` called once for each structure; its results are kept by object for repeated calls, by text for new objects. */
export function oncePerForm<T>(
  make: (form: LinearForm, exprs: readonly Expr[]) => T,
): (source: Expr | readonly Expr[]) => T {
  const byObject = new WeakMap<Expr | readonly Expr[], { readonly value: T }>();
  const byText = new Map<string, { readonly value: T }>();
  const find = (text: string, exprs: readonly Expr[], form?: LinearForm): { readonly value: T } => {
    let entry = byText.get(text);
    if (!entry) {
      if (byText.size >= LIMIT) byText.clear();
      byText.set(text, (entry = { value: make(form ?? linearForm(exprs), exprs) }));
    }
    return entry;
  };
  return (source) => {
    const known = byObject.get(source);
    if (known) return known.value;
    const exprs = Array.isArray(source) ? (source as readonly Expr[]) : [source as Expr];
    left = exprs.length === 1 ? SMALL : 0;
    const text = textOf(exprs[0]);
    let entry: { readonly value: T };
    if (left >= 0) entry = find(text, exprs);
    else {
      const form = linearForm(exprs);
      entry = find(form.key, exprs, form);
    }
    byObject.set(source, entry);
    return entry.value;
  };
}
