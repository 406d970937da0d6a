import type { Tensor } from "@sonograd/core";
import { Linear, Module, Sequential, Sigmoid, type TensorModule } from "../modules/index.js";

/**
 * Linear layers through sigmoids, as many as `hidden` names and one for the output: [..., inputs] → [..., outputs] in 0…1.
 *
 * @param inputs, outputs  sizes, each ≥ 1
 * @param hidden        sizes of the layers between, may be empty
 * @param options.bias  learn offsets (default true)
 * @example new DeepNet(3, 1, [8, 8, 4])
 */
export class DeepNet extends Module {
  readonly layers: Sequential;

  constructor(inputs: number, outputs: number, hidden: readonly number[], { bias = true }: { bias?: boolean } = {}) {
    super();
    const sizes = [inputs, ...hidden, outputs];
    const layers = sizes
      .slice(1)
      .flatMap((size, i): TensorModule[] => [new Linear(sizes[i], size, { bias }), new Sigmoid()]);
    this.layers = new Sequential(...layers);
  }

  override forward(x: Tensor): Tensor {
    return this.layers(x);
  }
}
