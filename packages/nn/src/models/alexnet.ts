import type { Tensor } from "@sonograd/core";
import { AdaptiveAvgPool2d, Conv2d, Dropout, Linear, MaxPool2d, Module, ReLU, Sequential } from "../modules/index.js";

export interface AlexNetOptions {
  /** Number of outputs (default 1000). */
  readonly numClasses?: number;
  /** 3 for images (default), 1 for spectrograms. */
  readonly inChannels?: number;
  /** Before the first two linear layers, 0…1 (default 0.5). */
  readonly dropout?: number;
}

/** Five convolutions and three linear layers. Made by {@link alexnet}. */
export class AlexNet extends Module {
  readonly features: Sequential;
  readonly avgpool = new AdaptiveAvgPool2d([6, 6]);
  readonly classifier: Sequential;

  constructor({ numClasses = 1000, inChannels = 3, dropout = 0.5 }: AlexNetOptions = {}) {
    super();
    const relu = (): ReLU => new ReLU({ inplace: true });
    this.features = new Sequential(
      new Conv2d(inChannels, 64, 11, { stride: 4, padding: 2 }),
      relu(),
      new MaxPool2d(3, { stride: 2 }),
      new Conv2d(64, 192, 5, { padding: 2 }),
      relu(),
      new MaxPool2d(3, { stride: 2 }),
      new Conv2d(192, 384, 3, { padding: 1 }),
      relu(),
      new Conv2d(384, 256, 3, { padding: 1 }),
      relu(),
      new Conv2d(256, 256, 3, { padding: 1 }),
      relu(),
      new MaxPool2d(3, { stride: 2 }),
    );
    this.classifier = new Sequential(
      new Dropout(dropout),
      new Linear(256 * 6 * 6, 4096),
      relu(),
      new Dropout(dropout),
      new Linear(4096, 4096),
      relu(),
      new Linear(4096, numClasses),
    );
  }

  override forward(x: Tensor): Tensor {
    return this.classifier(this.avgpool(this.features(x)).flatten(1));
  }
}

/**
 * AlexNet, as `torchvision.models.alexnet`: [batch, inChannels, height, width] → logits [batch, numClasses]; both sides at least 63.
 * 61,100,840 parameters by default.
 *
 * @source Krizhevsky, "One weird trick for parallelizing convolutional neural networks", arXiv 1404.5997 (2014)
 */
export const alexnet = (options: AlexNetOptions = {}): AlexNet => new AlexNet(options);
