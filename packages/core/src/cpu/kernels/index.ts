// The kernel of every primitive.
import type { PrimitiveCall, PrimitiveName } from "../../backend/index.js";
import { batchNorm, batchNormGrad, batchNormStats } from "./batch-norm.js";
import { conv, convInputGrad, convWeightGrad } from "./conv.js";
import { copy } from "./copy.js";
import { fft, irfft, rfft } from "./fft/index.js";
import { map } from "./map.js";
import { matmul } from "./matmul.js";
import { optimizerStep } from "./optimizer-step.js";
import { pool, poolGrad } from "./pool.js";
import { argReduce, reduce } from "./reduce.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";

export const KERNELS: Partial<{ readonly [P in PrimitiveName]: (call: PrimitiveCall<P>) => void }> = {
  map,
  reduce,
  argReduce,
  copy,
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
  fft,
  rfft,
  irfft,
  optimizerStep,
};
