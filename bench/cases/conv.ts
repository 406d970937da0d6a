// Convolutions as in a small audio network. TF.js computes in its own layout, channels last.
import { conv1d, conv2d, fromTypedArray } from "@sonograd/core";
import type { Benchmark } from "../benchmark.js";
import { noise, transpose } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

type Four = [number, number, number, number];

/** Kernel 3 × 3 with padding 1, so that the size stays. */
function images(n: number, channels: number, size: number, outputs: number): Benchmark {
  return {
    name: `conv2d 3 × 3, ${n} × ${channels} × ${size} × ${size} → ${outputs}`,
    tolerance: 1e-5,
    candidates: () => {
      const xShape: Four = [n, channels, size, size];
      const wShape: Four = [outputs, channels, 3, 3];
      const [p, q] = [noise(xShape, 7), noise(wShape, 8)];
      const [x, w] = [fromTypedArray(p, xShape), fromTypedArray(q, wShape)];
      const a = tf.tensor4d(transpose(p, xShape, [0, 2, 3, 1]), [n, size, size, channels]);
      const b = tf.tensor4d(transpose(q, wShape, [2, 3, 1, 0]), [3, 3, channels, outputs]);
      return [
        { library: "sonograd", run: () => conv2d(x, w, null, { padding: 1 }).dataSync() },
        inTfjs(
          () => tf.conv2d(a, b, 1, "same"),
          (y) => transpose(y, [n, size, size, outputs], [0, 3, 1, 2]),
        ),
        inJax((x, w) => jax.lax.convGeneralDilated(x, w, [1, 1], [[1, 1], [1, 1]]), [jaxArray(p, xShape), jaxArray(q, wShape)]), // prettier-ignore
      ];
    },
  };
}

/** Kernel 9 with padding 4. */
function signals(n: number, channels: number, length: number, outputs: number): Benchmark {
  return {
    name: `conv1d 9, ${n} × ${channels} × ${length} → ${outputs}`,
    tolerance: 1e-5,
    candidates: () => {
      const [xShape, wShape] = [[n, channels, length], [outputs, channels, 9]]; // prettier-ignore
      const [p, q] = [noise(xShape, 9), noise(wShape, 10)];
      const [x, w] = [fromTypedArray(p, xShape), fromTypedArray(q, wShape)];
      const a = tf.tensor3d(transpose(p, xShape, [0, 2, 1]), [n, length, channels]);
      const b = tf.tensor3d(transpose(q, wShape, [2, 1, 0]), [9, channels, outputs]);
      return [
        { library: "sonograd", run: () => conv1d(x, w, null, { padding: 4 }).dataSync() },
        inTfjs(
          () => tf.conv1d(a, b, 1, "same"),
          (y) => transpose(y, [n, length, outputs], [0, 2, 1]),
        ),
        inJax((x, w) => jax.lax.convGeneralDilated(x, w, [1], [[4, 4]]), [jaxArray(p, xShape), jaxArray(q, wShape)]), // prettier-ignore
      ];
    },
  };
}

export const convs: readonly Benchmark[] = [
  images(8, 16, 32, 32),
  images(8, 1, 64, 16),
  images(4, 3, 128, 8),
  signals(4, 8, 8000, 16),
];
