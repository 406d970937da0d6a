// Sums over all elements, over rows and over columns.
import { fromTypedArray } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

const SHAPE = [1024, 1024];

function reduction(name: string, kind: "sum" | "max", axis: number | undefined): Benchmark {
  return {
    name: `${name}, 1024 × 1024`,
    tolerance: 1e-4, // the others sum in float32
    candidates: () => {
      const values = noise(SHAPE, 3);
      const [x, a] = [fromTypedArray(values, SHAPE), tf.tensor(values, SHAPE)];
      const over = axis ?? [0, 1];
      return [
        { library: "sonograd", run: () => (kind === "sum" ? x.sum(over) : x.amax(over)).dataSync() },
        inTfjs(() => tf[kind](a, axis)),
        inJax((x) => jax.numpy[kind](x, axis ?? null), [jaxArray(values, SHAPE)]),
      ];
    },
  };
}

export const reductions: readonly Benchmark[] = [
  reduction("sum", "sum", undefined),
  reduction("sum of each row", "sum", 1),
  reduction("sum of each column", "sum", 0),
  reduction("maximum of each row", "max", 1),
];
