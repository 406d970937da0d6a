import type { Tensor } from "@sonograd/core";
import { Linear, Module } from "../modules/index.js";

/**
 * One neuron: the weighted sum of the inputs and an offset, through a sigmoid: [..., inputs] → [..., 1] in 0…1.
 *
 * @param inputs  ≥ 1
 * @source Rosenblatt, "The perceptron", Psychological Review 65 (1958), with a smooth threshold
 */
export class Perceptron extends Module {
  readonly linear: Linear;

  constructor(inputs: number) {
    super();
    this.linear = new Linear(inputs, 1);
  }

  override forward(x: Tensor): Tensor {
    return this.linear(x).sigmoid();
  }
}
