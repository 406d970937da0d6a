// From primitives to kernels: one row per primitive.
import { type PrimitiveCall, type PrimitiveName, UnsupportedOpError } from "@sonograd/core";
import type { LowerContext } from "./kernels/kernel.js";
import { argReduce } from "./kernels/arg-reduce.js";
import { batchNormGrad, batchNormStats } from "./kernels/batch-norm.js";
import { conv, convInputGrad, convWeightGrad } from "./kernels/conv/index.js";
import { fft, irfft, rfft } from "./kernels/fft/index.js";
import { iirFilter } from "./kernels/iir-filter.js";
import { gather, scatterAdd } from "./kernels/indexing.js";
import { copy, fusedMap, map } from "./kernels/map.js";
import { matmul } from "./kernels/matmul/index.js";
import { optimizerStep } from "./kernels/optimizer-step.js";
import { overlapAdd } from "./kernels/overlap-add.js";
import { pool, poolGrad } from "./kernels/pool.js";
import { random } from "./kernels/random.js";
import { reduce } from "./kernels/reduce.js";
import { scan } from "./kernels/scan.js";
import { softmaxCrossEntropy } from "./kernels/softmax-cross-entropy.js";
import { sort } from "./kernels/sort.js";
import { spectrogram } from "./kernels/spectrogram.js";

type Lowering<P extends PrimitiveName> = (call: PrimitiveCall<P>, context: LowerContext) => void;

const LOWERINGS: { readonly [P in PrimitiveName]: Lowering<P> } = {
  map,
  fusedMap,
  reduce,
  argReduce,
  scan,
  copy,
  matmul,
  conv,
  convInputGrad,
  convWeightGrad,
  pool,
  poolGrad,
  batchNormStats,
  batchNormGrad,
  softmaxCrossEntropy,
  gather,
  scatterAdd,
  sort,
  fft,
  rfft,
  irfft,
  spectrogram,
  overlapAdd,
  iirFilter,
  random,
  optimizerStep,
};

/** Emits the kernels of `call`. @throws UnsupportedOpError where there are none */
export function lower<P extends PrimitiveName>(call: PrimitiveCall<P>, context: LowerContext): void {
  const lowering: Lowering<P> | undefined = LOWERINGS[call.name];
  if (!lowering) throw new UnsupportedOpError(`${call.name}: device="webgpu" has no kernel for it. Use the CPU.`);
  lowering(call, context);
}
