// Turns an expression into a list of steps on scratch blocks. Every node rounds to its dtype, so an expression
// computes bit for bit what its nodes would as calls of their own.
import { UnsupportedOpError } from "../../../errors/index.js";
import type { Expr, MapOp } from "../../../backend/index.js";
import { isComplex, isIntegral, type DType } from "../../../tensor/index.js";
import { castBlock, makeBlock, roundBlock, type Block } from "../../blocks.js";
import { COMPLEX_LOOPS } from "./complex-ops.js";
import { INTEGER_LOOPS } from "./integer-ops.js";
import { oncePerForm } from "./linear-form.js";
import { REAL_LOOPS } from "./real-ops.js";

export interface Leaf {
  readonly kind: "input" | "scalar";
  readonly index: number;
  readonly dtype: DType;
  readonly block: Block;
}

/** Fill the leaves' blocks, run the steps, read the roots. */
export interface Program {
  readonly leaves: readonly Leaf[];
  readonly steps: readonly ((count: number) => void)[];
  /** One per expression. */
  readonly roots: readonly Block[];
}

type OpNode = Extract<Expr, { kind: "op" }>;

// Shared by all programs: only one runs at a time.
const blocks: Block[] = [];

/** Their results need no rounding: they are among their arguments or exact in every dtype. */
const EXACT: ReadonlySet<MapOp> = new Set([
  "relu", "floor", "ceil", "round", "trunc", "conj", "real", "imag", "not", "isnan", "isinf", "signbit", "maximum", "minimum",
  "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "xor", "where", "cast", "complex",
] satisfies MapOp[]); // prettier-ignore

/** The program of an expression, or of several that share nodes. */
export const programOf = oncePerForm((_, exprs) => compile(exprs));

function compile(exprs: readonly Expr[]): Program {
  const uses = countUses(exprs);
  const leaves = new Map<string, Leaf>();
  const steps: ((count: number) => void)[] = [];
  const done = new Map<Expr, Block>();
  const free: Block[] = [];
  let taken = 0;
  // A leaf is filled before the first step: a block that earlier steps used as scratch would lose it.
  const fresh = (): Block => (blocks[taken++] ??= makeBlock());
  const take = (): Block => free.pop() ?? fresh();

  const visit = (expr: Expr): Block => {
    const known = done.get(expr);
    if (known) return known;
    let block: Block;
    if (expr.kind === "op") {
      const args = expr.args.map(visit);
      block = take();
      steps.push(...stepsOf(expr, block, args));
      for (const arg of new Set(expr.args)) {
        const left = uses.get(arg)! - 1;
        uses.set(arg, left);
        if (left === 0 && arg.kind === "op") free.push(done.get(arg)!);
      }
    } else {
      const key = `${expr.kind}${expr.index}:${expr.dtype}`;
      let leaf = leaves.get(key);
      if (!leaf) leaves.set(key, (leaf = { kind: expr.kind, index: expr.index, dtype: expr.dtype, block: fresh() }));
      block = leaf.block;
    }
    done.set(expr, block);
    return block;
  };
  const roots = exprs.map(visit);
  return { leaves: [...leaves.values()], steps, roots };
}

/** For every node, how many distinct nodes read it; a root has one reader more, so its block is kept. */
function countUses(roots: readonly Expr[]): Map<Expr, number> {
  const uses = new Map<Expr, number>();
  const visit = (expr: Expr): void => {
    if (expr.kind !== "op") return;
    for (const arg of new Set(expr.args)) {
      const before = uses.get(arg);
      uses.set(arg, (before ?? 0) + 1);
      if (before === undefined) visit(arg);
    }
  };
  for (const root of roots) {
    const before = uses.get(root);
    uses.set(root, (before ?? 0) + 1);
    if (before === undefined) visit(root);
  }
  return uses;
}

function stepsOf(node: OpNode, out: Block, args: readonly Block[]): ((count: number) => void)[] {
  const [a, b = a, c = a] = args;
  const from = node.args[0].dtype;
  if (node.op === "cast")
    return [
      (count) => {
        out.re.set(count === a.re.length ? a.re : a.re.subarray(0, count));
        if (isComplex(from)) out.im.set(count === a.im.length ? a.im : a.im.subarray(0, count));
        castBlock(out, count, from, node.dtype);
      },
    ];
  const steps = [loopOf(node, out, a, b, c)];
  const needsRounding = node.dtype !== "float64" && node.dtype !== "complex128" && node.dtype !== "bool";
  if (needsRounding && !EXACT.has(node.op)) steps.push((count) => roundBlock(out, count, node.dtype));
  return steps;
}

function loopOf(node: OpNode, out: Block, a: Block, b: Block, c: Block): (count: number) => void {
  if (isComplex(node.dtype) || node.args.some((arg) => isComplex(arg.dtype))) {
    const loop = COMPLEX_LOOPS[node.op];
    if (loop) return (count) => loop(count, out, a, b, c);
  } else {
    const loop = (isIntegral(node.dtype) ? INTEGER_LOOPS : REAL_LOOPS)[node.op];
    if (loop) return (count) => loop(count, out.re, a.re, b.re, c.re);
  }
  throw new UnsupportedOpError(
    `map: op="${node.op}" has no meaning for dtype "${node.args[0].dtype}". It is defined for real numbers only. ` +
      `Take .real(), .imag() or .abs() first.`,
  );
}
