// jax-js on its WebAssembly backend. For the races only.
import * as jax from "@jax-js/jax";
import type { Shape } from "@sonograd/core";
import type { Candidate } from "../benchmark.js";

await jax.init("wasm");
jax.defaultDevice("wasm");

export { jax };

export const jaxArray = (values: Float32Array, shape: Shape): jax.Array =>
  jax.numpy.array(values.slice(), { shape: [...shape] });

/**
 * `compute`, compiled by `jit`, as a candidate: its result is read. Each call uses up a reference to the inputs, so they are
 * handed over as `ref`s.
 */
export function inJax(
  compute: (...inputs: jax.Array[]) => jax.Array,
  inputs: readonly jax.Array[],
  arrange?: Candidate["arrange"],
): Candidate {
  const compiled = jax.jit(compute) as (...inputs: jax.Array[]) => jax.Array;
  return {
    library: "jax-js Wasm",
    run: () => compiled(...inputs.map((x) => x.ref)).dataSync() as ArrayLike<number>,
    ...(arrange && { arrange }),
  };
}
