import { randn, zeros, type Tensor } from "@sonograd/core";
import {
  AdaptiveAvgPool2d,
  Conv2d,
  Dropout,
  Linear,
  MaxPool2d,
  Module,
  ReLU,
  replaceData,
  Sequential,
  type TensorModule,
} from "../modules/index.js";
import { drawFanOut } from "./fan-out.js";

export interface VggOptions {
  /** Number of outputs (default 1000). */
  readonly numClasses?: number;
  /** 3 for images (default), 1 for spectrograms. */
  readonly inChannels?: number;
  /** Before the second and third linear layer, 0…1 (default 0.5). */
  readonly dropout?: number;
}

/** Channels of the convolutions; "pool" is a maximum over 2 × 2. */
const VGG16 = [
  64, 64, "pool", 128, 128, "pool", 256, 256, 256, "pool", 512, 512, 512, "pool", 512, 512, 512, "pool",
] as const; // prettier-ignore

/** Deviation of the initial weights of linear layers; offsets begin at zero. */
const LINEAR_DEVIATION = 0.01;

/** Stacks of convolutions 3 × 3 and three linear layers. Made by {@link vgg16}. */
export class VGG extends Module {
  readonly features: Sequential;
  readonly avgpool = new AdaptiveAvgPool2d([7, 7]);
  readonly classifier: Sequential;

  constructor(plan: readonly (number | "pool")[], { numClasses = 1000, inChannels = 3, dropout = 0.5 }: VggOptions) {
    super();
    let inputs = inChannels;
    const layers = plan.flatMap((outputs): TensorModule[] => {
      if (outputs === "pool") return [new MaxPool2d(2, { stride: 2 })];
      const conv = new Conv2d(inputs, outputs, 3, { padding: 1 });
      inputs = outputs;
      return [conv, new ReLU({ inplace: true })];
    });
    this.features = new Sequential(...layers);
    this.classifier = new Sequential(
      new Linear(inputs * 7 * 7, 4096),
      new ReLU({ inplace: true }),
      new Dropout(dropout),
      new Linear(4096, 4096),
      new ReLU({ inplace: true }),
      new Dropout(dropout),
      new Linear(4096, numClasses),
    );
    for (const layer of this.modules()) {
      if (layer instanceof Conv2d) drawFanOut(layer);
      else if (layer instanceof Linear) replaceData(layer.weight, randn(layer.weight.shape).mul(LINEAR_DEVIATION));
      else continue;
      if (layer.bias) replaceData(layer.bias, zeros(layer.bias.shape));
    }
  }

  override forward(x: Tensor): Tensor {
    return this.classifier(this.avgpool(this.features(x)).flatten(1));
  }
}

/**
 * VGG with 16 layers, as `torchvision.models.vgg16`: [batch, inChannels, height, width] → logits [batch, numClasses]; both sides
 * at least 32. 138,357,544 parameters by default.
 *
 * @source Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015
 */
export const vgg16 = (options: VggOptions = {}): VGG => new VGG(VGG16, options);
