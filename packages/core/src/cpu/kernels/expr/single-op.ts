// The commonest maps, one operation on contiguous float32 arrays, without the way through float64 blocks. JavaScript
// computes them in float64 and the store rounds once: the results are the interpreter's, bit for bit.
import type { Expr, MapOp } from "../../../backend/index.js";
import { isContiguous, sizeOf, type View } from "../../../tensor/index.js";
import { dataOf } from "../../storage.js";
import { PICK } from "./real-ops.js";

/** out[o + i] = op(x[a + i], y[b + i]) for i < n; unary loops leave y out. */
type ArrayLoop = (
  n: number,
  out: Float32Array,
  o: number,
  x: Float32Array,
  a: number,
  y: Float32Array,
  b: number,
) => void;
/** out[o + i] = op(x[a + i], y) for i < n. */
type NumberLoop = (n: number, out: Float32Array, o: number, x: Float32Array, a: number, y: number) => void;

const ARRAY_LOOPS: Partial<Record<MapOp, ArrayLoop>> = {
  add: (n, out, o, x, a, y, b) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] + y[b + i];
  },
  sub: (n, out, o, x, a, y, b) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] - y[b + i];
  },
  mul: (n, out, o, x, a, y, b) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] * y[b + i];
  },
  div: (n, out, o, x, a, y, b) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] / y[b + i];
  },
  neg: (n, out, o, x, a) => {
    for (let i = 0; i < n; i++) out[o + i] = -x[a + i];
  },
  square: (n, out, o, x, a) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] * x[a + i];
  },
  sqrt: (n, out, o, x, a) => {
    for (let i = 0; i < n; i++) out[o + i] = Math.sqrt(x[a + i]);
  },
  relu: (n, out, o, x, a) => {
    PICK[1] = 0;
    for (let i = 0; i < n; i++) {
      PICK[0] = x[a + i];
      out[o + i] = PICK[+(x[a + i] <= 0)];
    }
  },
};

const NUMBER_LOOPS: Partial<Record<MapOp, NumberLoop>> = {
  add: (n, out, o, x, a, y) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] + y;
  },
  sub: (n, out, o, x, a, y) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] - y;
  },
  mul: (n, out, o, x, a, y) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] * y;
  },
  div: (n, out, o, x, a, y) => {
    for (let i = 0; i < n; i++) out[o + i] = x[a + i] / y;
  },
};

/** Runs the map if it is one of these; returns whether it was. */
export function runSingleOp(expr: Expr, inputs: readonly View[], out: View, scalars: readonly number[]): boolean {
  if (expr.kind !== "op" || expr.dtype !== "float32" || !isPlain(out)) return false;
  const [first, second] = expr.args;
  if (first.kind !== "input" || !isPlain(inputs[first.index])) return false;
  const x = inputs[first.index];
  const n = sizeOf(out.shape);
  if (second?.kind === "scalar") {
    const loop = second.dtype === "float32" ? NUMBER_LOOPS[expr.op] : undefined;
    loop?.(n, floats(out), out.offset, floats(x), x.offset, Math.fround(scalars[second.index]));
    return loop !== undefined;
  }
  const loop = ARRAY_LOOPS[expr.op];
  if (!loop || (second && (second.kind !== "input" || !isPlain(inputs[second.index])))) return false;
  const y = second?.kind === "input" ? inputs[second.index] : x;
  loop(n, floats(out), out.offset, floats(x), x.offset, floats(y), y.offset);
  return true;
}

const isPlain = (view: View): boolean => view.dtype === "float32" && isContiguous(view.shape, view.strides);
const floats = (view: View): Float32Array => dataOf(view) as Float32Array;
