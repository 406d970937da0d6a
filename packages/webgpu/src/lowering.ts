// From primitives to kernels: one row per primitive.
import {
  BackendError,
  formatShape,
  type PrimitiveCall,
  type PrimitiveName,
  sizeOf,
  UnsupportedOpError,
} from "@sonograd/core";
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

/** Kernels count elements and threads in 32 bits, positions with a sign. Only broadcast views come near it. */
const MOST_ELEMENTS = 2 ** 31;

/** Emits the kernels of `call`. @throws UnsupportedOpError where there are none, BackendError for 2³¹ elements and more */
export function lower<P extends PrimitiveName>(call: PrimitiveCall<P>, context: LowerContext): void {
  const lowering: Lowering<P> | undefined = LOWERINGS[call.name];
  if (!lowering) throw new UnsupportedOpError(`${call.name}: device="webgpu" has no kernel for it. Use the CPU.`);
  for (const { shape } of [...call.inputs, ...call.outputs])
    if (sizeOf(shape) >= MOST_ELEMENTS)
      throw new BackendError(
        `${call.name}: shape=${formatShape(shape)} has ${sizeOf(shape)} elements, device="webgpu" counts below ${MOST_ELEMENTS}. Split the tensor.`,
      );
  lowering(call, context);
}
