// Batched matrix product, always one dispatch. Hardware gets tiles in workgroup memory for large products; small and thin
// ones, and everything on software adapters, a tile of registers per thread, with long sums split among the lanes of a team.
import { sizeOf, type PrimitiveCall } from "@sonograd/core";
import type { LowerContext } from "../kernel.js";
import { coalesceBatch } from "../views.js";
import { registerMatmul } from "./register.js";
import { tiledMatmul } from "./tiled.js";

/** Shorter edges would leave most of a tile idle. */
const LEAST = 16;

export function matmul(call: PrimitiveCall<"matmul">, context: LowerContext): void {
  const { views, rank } = coalesceBatch([call.outputs[0], call.inputs[0], call.inputs[1]], [2, 2, 2]);
  const [y, a, b] = views;
  const [m, n] = y.shape.slice(rank);
  const batch = sizeOf(y.shape.slice(0, rank));
  const fills = m >= LEAST && n >= LEAST && a.shape[rank + 1] >= LEAST && batch * m * n >= 4096;
  const tiled = context.barriers && fills && y.dtype === "float32";
  context.emit(tiled ? tiledMatmul(y, a, b, rank) : registerMatmul(y, a, b, rank, context));
}
