import type { Benchmark } from "../benchmark.js";
import { broadcasts } from "./broadcast.js";
import { convs } from "./conv.js";
import { elementwiseChains } from "./elementwise-chain.js";
import { matmuls } from "./matmul.js";
import { reductions } from "./reduction.js";
import { rffts } from "./rfft.js";
import { softmaxes } from "./softmax.js";
import { sorts } from "./sort.js";
import { trainingSteps } from "./training-step.js";

export const BENCHMARKS: readonly Benchmark[] = [
  ...elementwiseChains,
  ...broadcasts,
  ...reductions,
  ...softmaxes,
  ...matmuls,
  ...convs,
  ...sorts,
  ...rffts,
  ...trainingSteps,
];
