import type { Tensor } from "@sonograd/core";
import { Conv2d, Flatten, Linear, MaxPool2d, Module, Sequential } from "../modules/index.js";

/**
 * Three convolutions 5 × 5, each followed by a 2 × 2 maximum, and two linear layers without anything between them:
 * [batch, 3, 32, 32] → logits [batch, numClasses].
 *
 * @param options.numClasses  number of outputs (default 10)
 * @source the "CIFAR-10 quick" model of Caffe, in the form that PyTorch courses build it
 */
export class Cifar10Quick extends Module {
  readonly model: Sequential;

  constructor({ numClasses = 10 }: { numClasses?: number } = {}) {
    super();
    this.model = new Sequential(
      new Conv2d(3, 32, 5, { padding: 2 }),
      new MaxPool2d(2),
      new Conv2d(32, 32, 5, { padding: 2 }),
      new MaxPool2d(2),
      new Conv2d(32, 64, 5, { padding: 2 }),
      new MaxPool2d(2),
      new Flatten(),
      new Linear(64 * 4 * 4, 64),
      new Linear(64, numClasses),
    );
  }

  override forward(x: Tensor): Tensor {
    return this.model(x);
  }
}
