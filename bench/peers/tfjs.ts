// TensorFlow.js on its own CPU backend (plain JavaScript). For the races only.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import type { Candidate } from "../benchmark.js";

// Without its checks, which are for development, and its advice to use another backend.
tf.enableProdMode();
await tf.setBackend("cpu");

export { tf };

/** `compute` as a candidate: its result is read, everything made on the way is given back. */
export const inTfjs = (compute: () => tf.Tensor, arrange?: Candidate["arrange"]): Candidate => ({
  library: "TF.js CPU",
  run: () => tf.tidy(() => compute().dataSync() as unknown as tf.Tensor) as unknown as ArrayLike<number>,
  ...(arrange && { arrange }),
});
