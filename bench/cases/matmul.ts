// Square matrices, and a thin one as in a linear layer.
import { fromTypedArray, matmul } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

function product(m: number, k: number, n: number): Benchmark {
  return {
    name: `matmul ${m} × ${k} · ${k} × ${n}`,
    tolerance: 1e-5,
    candidates: () => {
      const shapes = [[m, k], [k, n]]; // prettier-ignore
      const values = shapes.map((shape, i) => noise(shape, i + 5));
      const [x, y] = values.map((v, i) => fromTypedArray(v, shapes[i]));
      const [a, b] = values.map((v, i) => tf.tensor2d(v, shapes[i] as [number, number]));
      return [
        { library: "sonograd", run: () => matmul(x, y).dataSync() },
        inTfjs(() => tf.matMul(a, b)),
        inJax((x, y) => jax.numpy.matmul(x, y), values.map((v, i) => jaxArray(v, shapes[i]))), // prettier-ignore
      ];
    },
  };
}

export const matmuls: readonly Benchmark[] = [
  product(256, 256, 256),
  product(512, 512, 512),
  product(1024, 1024, 1024),
  product(32, 1024, 10),
  product(1, 1024, 1024),
];
