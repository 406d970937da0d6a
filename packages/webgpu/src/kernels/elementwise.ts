// Elementwise expressions in a kernel: their numbers, the functions they need, and the lines that compute them.
import { isComplex, type Expr } from "@sonograd/core";
import { COMPLEX_FUNCTIONS } from "./complex-functions.js";
import { emitExpressions, isWhole, nodesOf, scalarsIn, usesSpecial } from "./expression.js";
import type { KernelBuilder } from "./kernel.js";
import { REAL_FUNCTIONS } from "./real-functions.js";
import { SPECIAL_FUNCTIONS } from "./special-functions.js";
import type { Elementwise } from "./virtual.js";

/**
 * The lines that compute the expressions and the names of their values. `loads[k]` is the WGSL that loads input k; names of
 * parameters and variables begin with `prefix`, so that one kernel may have several.
 */
export function emitElementwise(
  builder: KernelBuilder,
  prefix: string,
  { exprs, scalars }: Pick<Elementwise, "exprs" | "scalars">,
  loads: readonly (string | null)[],
): { lines: string[]; values: string[] } {
  const nodes = nodesOf(exprs);
  for (const [name, { dtype, index }] of scalarsIn(nodes)) {
    if (isWhole(dtype)) builder.i32(`${prefix}_${name}`, () => scalars[index]);
    else builder.f32(`${prefix}_${name}`, () => scalars[index]);
  }
  if (exprs.some(needsFunctions)) builder.include(REAL_FUNCTIONS);
  if (usesSpecial(nodes)) builder.include(SPECIAL_FUNCTIONS);
  if ([...nodes].some((node) => isComplex(node.dtype))) builder.include(COMPLEX_FUNCTIONS);
  const { lines, values } = emitExpressions(exprs, prefix);
  const used = [...nodes].flatMap((node) => (node.kind === "input" ? [node.index] : []));
  const loading = [...new Set(used)].sort((a, b) => a - b).map((k) => `  let x${k} = ${loads[k]};`); // prettier-ignore
  return { lines: [...loading, ...lines], values };
}

// Plain arithmetic and casts stay small to compile.
const PLAIN = new Set([
  "add", "sub", "mul", "cast", "where", "complex", "neg", "square", "and", "or", "xor", "not", "lt", "le", "gt", "ge", "eq",
]); // prettier-ignore
const needsFunctions = (expr: Expr): boolean =>
  isComplex(expr.dtype) || (expr.kind === "op" && (!PLAIN.has(expr.op) || expr.args.some(needsFunctions)));
