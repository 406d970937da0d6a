import type { Tensor } from "@sonograd/core";
import { Linear, Module } from "../modules/index.js";

/**
 * One hidden layer and one output layer, each through a sigmoid: [..., inputs] → [..., outputs] in 0…1.
 *
 * @param inputs, hidden, outputs  sizes, each ≥ 1
 */
export class ShallowNet extends Module {
  readonly hidden: Linear;
  readonly output: Linear;

  constructor(inputs: number, hidden: number, outputs: number) {
    super();
    this.hidden = new Linear(inputs, hidden);
    this.output = new Linear(hidden, outputs);
  }

  override forward(x: Tensor): Tensor {
    return this.output(this.hidden(x).sigmoid()).sigmoid();
  }
}
