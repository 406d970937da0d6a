// One operation on a few float32 numbers, without a program: what it costs to find one is more than the work.
import type { Expr } from "../../../backend/index.js";
import { sizeOf, type View } from "../../../tensor/index.js";
import { FLOAT32_BLOCK, isPlainFloat32, windowOf } from "../../float32-blocks.js";
import { FLOAT32_LOOPS } from "./float32-ops.js";

const constants = [0, 1, 2].map(() => new Float32Array(FLOAT32_BLOCK));

/** Runs the map if it is one of these; returns whether it was. */
export function runSingleOp(expr: Expr, inputs: readonly View[], out: View, scalars: readonly number[]): boolean {
  if (expr.kind !== "op" || expr.dtype !== "float32" || expr.op === "cast" || !isPlainFloat32(out)) return false;
  const loop = FLOAT32_LOOPS[expr.op];
  const size = sizeOf(out.shape);
  if (!loop || size > FLOAT32_BLOCK) return false;
  const { args } = expr;
  const arrays: Float32Array[] = [];
  for (let k = 0; k < args.length; k++) {
    const arg = args[k];
    if (arg.kind === "op" || arg.dtype !== "float32") return false;
    if (arg.kind === "scalar") arrays.push(constants[k].fill(scalars[arg.index], 0, size));
    else if (isPlainFloat32(inputs[arg.index])) arrays.push(windowOf(inputs[arg.index], 0, size));
    else return false;
  }
  const [a, b = a, c = a] = arrays;
  loop(size, windowOf(out, 0, size), a, b, c, a);
  return true;
}
