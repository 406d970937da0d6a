// Largest first. TF.js has no sort, but its topk of all elements is one; jax-js sorts the negated numbers.
import { fromTypedArray } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

function sorting(rows: number, columns: number): Benchmark {
  const shape = [rows, columns];
  return {
    name: `sort of each row, ${rows} × ${columns}`,
    tolerance: 0,
    candidates: () => {
      const values = noise(shape, 11);
      const [x, a] = [fromTypedArray(values, shape), tf.tensor(values, shape)];
      return [
        { library: "sonograd", run: () => x.sort({ descending: true }).values.dataSync() },
        inTfjs(() => tf.topk(a, columns).values),
        inJax((x) => jax.numpy.sort(x.neg()).neg(), [jaxArray(values, shape)]),
      ];
    },
  };
}

export const sorts: readonly Benchmark[] = [sorting(256, 1024), sorting(1, 262144), sorting(16384, 16)];
