import { fromTypedArray } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

const SHAPE = [512, 1000];

export const softmaxes: readonly Benchmark[] = [
  {
    name: "softmax of each row, 512 × 1000",
    tolerance: 1e-5,
    candidates: () => {
      const values = noise(SHAPE, 4);
      const [x, a] = [fromTypedArray(values, SHAPE), tf.tensor(values, SHAPE)];
      return [
        { library: "sonograd", run: () => x.softmax(1).dataSync() },
        inTfjs(() => tf.softmax(a)),
        inJax((x) => jax.nn.softmax(x), [jaxArray(values, SHAPE)]),
      ];
    },
  },
];
