// (x − mean) · scale + bias with one number per channel, as batch normalisation computes it.
import { compile, fromTypedArray, type Tensor } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

const SHAPES = [[16, 32, 1024], [1, 32, 1], [1, 32, 1], [1, 32, 1]]; // prettier-ignore

export const broadcasts: readonly Benchmark[] = [
  {
    name: "(x − mean) · scale + bias, 16 × 32 × 1024",
    tolerance: 1e-6,
    candidates: () => {
      const values = SHAPES.map(noise);
      const tensors = values.map((v, i) => fromTypedArray(v, SHAPES[i]));
      const [a, b, c, d] = values.map((v, i) => tf.tensor(v, SHAPES[i]));
      const ours = (x: Tensor, mean: Tensor, scale: Tensor, bias: Tensor): Tensor => x.sub(mean).mul(scale).add(bias);
      const compiled = compile(ours);
      const args = tensors as [Tensor, Tensor, Tensor, Tensor];
      return [
        { library: "sonograd", run: () => ours(...args).dataSync() },
        { library: "sonograd compiled", run: () => compiled(...args).dataSync() },
        inTfjs(() => tf.add(tf.mul(tf.sub(a, b), c), d)),
        inJax((x, mean, scale, bias) => x.sub(mean).mul(scale).add(bias), values.map((v, i) => jaxArray(v, SHAPES[i]))), // prettier-ignore
      ];
    },
  },
];
