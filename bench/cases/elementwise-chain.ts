// relu(x · y + 0.5) − x · 0.25, also with an exponential at its end.
import { compile, fromTypedArray, type Tensor } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

const SHAPE = [1024, 1024];

function chain(withExp: boolean): Benchmark {
  return {
    name: `elementwise chain${withExp ? " with exp" : ""}, 1024 × 1024`,
    tolerance: 1e-6,
    candidates: () => {
      const values = [noise(SHAPE, 1), noise(SHAPE, 2)];
      const [x, y] = values.map((v) => fromTypedArray(v, SHAPE));
      const [a, b] = values.map((v) => tf.tensor(v, SHAPE));
      const ours = (x: Tensor, y: Tensor): Tensor => {
        const z = x.mul(y).add(0.5).relu().sub(x.mul(0.25));
        return withExp ? z.exp() : z;
      };
      const compiled = compile(ours);
      return [
        { library: "sonograd", run: () => ours(x, y).dataSync() },
        { library: "sonograd compiled", run: () => compiled(x, y).dataSync() },
        inTfjs(() => {
          const z = tf.sub(tf.relu(tf.add(tf.mul(a, b), 0.5)), tf.mul(a, 0.25));
          return withExp ? tf.exp(z) : z;
        }),
        inJax(
          (a, b) => {
            const z = jax.nn.relu(a.ref.mul(b).add(0.5)).sub(a.mul(0.25));
            return withExp ? jax.numpy.exp(z) : z;
          },
          values.map((v) => jaxArray(v, SHAPE)),
        ),
      ];
    },
  };
}

export const elementwiseChains: readonly Benchmark[] = [chain(false), chain(true)];
