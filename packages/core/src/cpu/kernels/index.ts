// The kernel of every primitive.
import type { PrimitiveCall, PrimitiveName } from "../../backend/index.js";
import { copy } from "./copy.js";
import { map } from "./map.js";
import { matmul } from "./matmul.js";
import { argReduce, reduce } from "./reduce.js";

export const KERNELS: Partial<{ readonly [P in PrimitiveName]: (call: PrimitiveCall<P>) => void }> = {
  map,
  reduce,
  argReduce,
  copy,
  matmul,
};
