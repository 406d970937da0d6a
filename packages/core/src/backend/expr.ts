// The little expression language of the `map` primitive: what one output element is, given one element of each
// input. Ops insert casts, so the arguments of a node already have the dtype the node computes in.
import type { DType } from "../tensor/index.js";

/**
 * Real or complex in, same dtype out (abs and angle of a complex number give its real dtype). `sign` of NaN is 0.
 * From `erf` to `besselJ1` and from `relu` to `trunc` real numbers only.
 */
export const UNARY_OPS = [
  "neg", "abs", "sign", "reciprocal", "square", "sqrt", "rsqrt",
  "exp", "expm1", "log", "log1p", "log2", "log10",
  "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
  "erf", "erfc", "erfcx", "erfinv", "ndtr", "logNdtr", "ndtri", "i0", "i0e", "i1", "i1e", "besselJ0", "besselJ1",
  "sigmoid", "relu", "floor", "ceil", "round", "trunc",
  "conj", "angle", "real", "imag",
] as const; // prettier-ignore
/** Any dtype in, bool out; `signbit` (true for −0) takes real numbers. */
export const TEST_OPS = ["not", "isnan", "isinf", "signbit"] as const;
/** Two arguments of one dtype, same dtype out. `remainder` has the sign of the divisor; max and min pass NaN on. */
export const BINARY_OPS = ["add", "sub", "mul", "div", "pow", "maximum", "minimum", "remainder", "atan2"] as const;
/** Two arguments of dtype int32 or uint8, same dtype out. A shift by less than 0 or the width leaves 0, or −1 to the right of a negative number. */
export const INTEGER_OPS = ["bitAnd", "bitOr", "bitXor", "shiftLeft", "shiftRight", "gcd"] as const;
/** Two arguments of one dtype, bool out (`and`, `or`, `xor` take bool arguments). */
export const COMPARE_OPS = ["eq", "ne", "lt", "le", "gt", "ge", "and", "or", "xor"] as const;

export type MapOp =
  | (typeof UNARY_OPS)[number]
  | (typeof TEST_OPS)[number]
  | (typeof BINARY_OPS)[number]
  | (typeof INTEGER_OPS)[number]
  | (typeof COMPARE_OPS)[number]
  /** (condition: bool, a, b) → a or b */
  | "where"
  /** Conversion to the node's dtype: truncates to integers, drops the imaginary part, non-zero is true. */
  | "cast"
  /** (re, im) → complex */
  | "complex";

export type Expr =
  /** The element of the k-th input. */
  | { readonly kind: "input"; readonly index: number; readonly dtype: DType }
  /** The k-th of the call's scalars: a number that may change between calls without changing the kernel. */
  | { readonly kind: "scalar"; readonly index: number; readonly dtype: DType }
  | { readonly kind: "op"; readonly op: MapOp; readonly args: readonly Expr[]; readonly dtype: DType };

export const input = (index: number, dtype: DType): Expr => ({ kind: "input", index, dtype });
export const scalar = (index: number, dtype: DType): Expr => ({ kind: "scalar", index, dtype });
export const node = (op: MapOp, dtype: DType, ...args: Expr[]): Expr => ({ kind: "op", op, args, dtype });
/** `expr` in `dtype`; no node where it already is. */
export const cast = (expr: Expr, dtype: DType): Expr => (expr.dtype === dtype ? expr : node("cast", dtype, expr));

/** A text that is equal exactly for expressions that compute the same: the key of kernel caches. */
export function exprKey(expr: Expr): string {
  if (expr.kind === "op") return `${expr.op}:${expr.dtype}(${expr.args.map(exprKey).join(",")})`;
  return `${expr.kind === "input" ? "x" : "s"}${expr.index}:${expr.dtype}`;
}
