// From primitives to kernels: one row per primitive.
import { type PrimitiveAttrs, type PrimitiveCall, type PrimitiveName, UnsupportedOpError } from "@sonograd/core";
import type { LowerContext } from "./kernels/kernel.js";
import { batchNorm, batchNormGrad, batchNormStats } from "./kernels/batch-norm.js";
import { conv, convInputGrad, convWeightGrad } from "./kernels/conv.js";
import { copy, map } from "./kernels/map.js";
import { matmul } from "./kernels/matmul.js";
import { optimizerStep } from "./kernels/optimizer-step.js";
import { pool, poolGrad } from "./kernels/pool.js";
import { reduce } from "./kernels/reduce.js";
import { softmaxCrossEntropy } from "./kernels/softmax-cross-entropy.js";

type Lowering<P extends PrimitiveName> = (call: PrimitiveCall<P>, context: LowerContext) => void;

const LOWERINGS: { [P in keyof PrimitiveAttrs]?: Lowering<P> } = {
  map,
  copy,
  reduce,
  matmul,
  conv,
  convInputGrad,
  convWeightGrad,
  pool,
  poolGrad,
  batchNormStats,
  batchNorm,
  batchNormGrad,
  softmaxCrossEntropy,
  optimizerStep,
};

/** Emits the kernels of `call`. @throws UnsupportedOpError where there are none */
export function lower<P extends PrimitiveName>(call: PrimitiveCall<P>, context: LowerContext): void {
  const lowering: Lowering<P> | undefined = LOWERINGS[call.name];
  if (!lowering) throw new UnsupportedOpError(`${call.name}: device="webgpu" has no kernel for it. Use the CPU.`);
  lowering(call, context);
}
