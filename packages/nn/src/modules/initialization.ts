// PyTorch's default initial values.
import { rand, type Tensor } from "@sonograd/core";
import { Parameter } from "./parameter.js";

/** U(−bound, bound) from the default generator. */
export const uniformParameter = (shape: readonly number[], bound: number): Parameter =>
  new Parameter(
    rand(shape)
      .mul(2 * bound)
      .sub(bound),
  );

/**
 * Weight and bias of a linear or convolution layer: kaiming_uniform(a = √5), which is U(±1/√fanIn), for both.
 *
 * @param shape  weight shape, [outputs, inputs per group, ...kernel]
 */
export function defaultWeights(shape: readonly number[], bias: boolean): { weight: Parameter; bias: Parameter | null } {
  const fanIn = shape.slice(1).reduce((product, extent) => product * extent, 1);
  const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  const weight = uniformParameter(shape, bound);
  return { weight, bias: bias ? uniformParameter([shape[0]], bound) : null };
}

/** Adds a bias where there is one. */
export const addBias = (x: Tensor, bias: Tensor | null): Tensor => (bias ? x.add(bias) : x);
