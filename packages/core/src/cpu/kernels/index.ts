// The kernel of every primitive. The type makes a missing one a compile error.
import type { PrimitiveCall, PrimitiveName } from "../../backend/index.js";
import { argReduce } from "./arg-reduce.js";
import { batchNormGrad, batchNormStats } from "./batch-norm.js";
import { conv, convInputGrad, convWeightGrad } from "./conv.js";
import { copy } from "./copy.js";
import { fft, irfft, rfft } from "./fft/index.js";
import { iirFilter } from "./iir-filter.js";
import { gather, scatterAdd } from "./indexing.js";
import { fusedMap, map } from "./map.js";
import { matmul } from "./matmul.js";
import { optimizerStep } from "./optimizer-step.js";
import { overlapAdd } from "./overlap-add.js";
import { pool, poolGrad } from "./pool.js";
import { random } from "./random.js";
import { reduce } from "./reduce.js";
import { scan } from "./scan.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { sort } from "./sort.js";
import { spectrogram } from "./spectrogram.js";

export const KERNELS: { readonly [P in PrimitiveName]: (call: PrimitiveCall<P>) => void } = {
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
