// Spectra of real frames.
import { fromTypedArray, rfft } from "@sonograd/core";
import FFT from "fft.js";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";
import { inJax, jax, jaxArray } from "../peers/jax-js.js";
import { inTfjs, tf } from "../peers/tfjs.js";

const [ROWS, N] = [64, 2048];
const BINS = N / 2 + 1;

/** All real parts, then all imaginary parts, from interleaved pairs. */
function parts(pairs: ArrayLike<number>): Float32Array {
  return Float32Array.from({ length: pairs.length }, (_, i) => {
    const half = pairs.length / 2;
    return i < half ? pairs[2 * i] : pairs[2 * (i - half) + 1];
  });
}

export const rffts: readonly Benchmark[] = [
  {
    name: `rfft of ${ROWS} × ${N}`,
    tolerance: 1e-5,
    candidates: () => {
      const values = noise([ROWS, N], 12);
      const [x, a] = [fromTypedArray(values, [ROWS, N]), tf.tensor2d(values, [ROWS, N])];
      const plan = new FFT(N);
      const spectrum = plan.createComplexArray();
      const all = new Float32Array(ROWS * 2 * BINS);
      return [
        { library: "sonograd", run: () => rfft(x).dataSync(), arrange: parts },
        inTfjs(() => {
          const y = tf.spectral.rfft(a);
          return tf.concat([tf.real(y), tf.imag(y)]);
        }),
        inJax(
          (x) => {
            const { real, imag } = jax.numpy.fft.rfft(x);
            return jax.numpy.concatenate([real, imag]);
          },
          [jaxArray(values, [ROWS, N])],
        ),
        {
          library: "fft.js",
          run: () => {
            for (let row = 0; row < ROWS; row++) {
              plan.realTransform(spectrum, values.subarray(row * N, (row + 1) * N));
              for (let i = 0; i < 2 * BINS; i++) all[row * 2 * BINS + i] = spectrum[i];
            }
            return all;
          },
          arrange: parts,
        },
      ];
    },
  },
];
