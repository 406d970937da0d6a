// Residual networks for images and, with one input channel, for spectrograms. Names are torchvision's, so its weights load.
import type { Tensor } from "@sonograd/core";
import {
  AdaptiveAvgPool2d,
  BatchNorm2d,
  Conv2d,
  Linear,
  MaxPool2d,
  Module,
  ReLU,
  Sequential,
  type TensorModule,
} from "../modules/index.js";
import { drawFanOut } from "./fan-out.js";
import { BasicBlock, Bottleneck } from "./residual-blocks.js";

export interface ResNetOptions {
  /** Number of outputs (default 1000). */
  readonly numClasses?: number;
  /** 3 for images (default), 1 for spectrograms. */
  readonly inChannels?: number;
}

/** Four stages of residual blocks. Made by {@link resnet18}, {@link resnet34} and {@link resnet50}. */
export class ResNet extends Module {
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly relu = new ReLU({ inplace: true });
  readonly maxpool = new MaxPool2d(3, { stride: 2, padding: 1 });
  readonly layer1: Sequential;
  readonly layer2: Sequential;
  readonly layer3: Sequential;
  readonly layer4: Sequential;
  readonly avgpool = new AdaptiveAvgPool2d([1, 1]);
  /** The last layer, to be replaced for other classes: `model.fc = new Linear(model.fc.inFeatures, 4)`. */
  fc: Linear;

  /** @param blocks  number of blocks in each of the four stages */
  constructor(
    block: typeof BasicBlock | typeof Bottleneck,
    blocks: readonly [number, number, number, number],
    { numClasses = 1000, inChannels = 3 }: ResNetOptions = {},
  ) {
    super();
    let inputs = 64;
    const stage = (planes: number, count: number, stride: number): Sequential => {
      const layers: TensorModule[] = [];
      for (let i = 0; i < count; i++) {
        layers.push(new block(inputs, planes, i === 0 ? stride : 1));
        inputs = planes * block.expansion;
      }
      return new Sequential(...layers);
    };
    this.conv1 = new Conv2d(inChannels, 64, 7, { stride: 2, padding: 3, bias: false });
    this.bn1 = new BatchNorm2d(64);
    this.layer1 = stage(64, blocks[0], 1);
    this.layer2 = stage(128, blocks[1], 2);
    this.layer3 = stage(256, blocks[2], 2);
    this.layer4 = stage(512, blocks[3], 2);
    this.fc = new Linear(inputs, numClasses);
    for (const layer of this.modules()) if (layer instanceof Conv2d) drawFanOut(layer);
  }

  override forward(x: Tensor): Tensor {
    const stem = this.maxpool(this.relu(this.bn1(this.conv1(x))));
    const maps = this.layer4(this.layer3(this.layer2(this.layer1(stem))));
    return this.fc(this.avgpool(maps).flatten(1));
  }
}

/**
 * ResNet with 18 layers, as `torchvision.models.resnet18`: [batch, inChannels, height, width] → logits [batch, numClasses].
 * 11,689,512 parameters by default.
 *
 * @source He et al., "Deep residual learning for image recognition", CVPR 2016
 */
export const resnet18 = (options: ResNetOptions = {}): ResNet => new ResNet(BasicBlock, [2, 2, 2, 2], options);

/** As {@link resnet18} with 34 layers: 21,797,672 parameters by default. */
export const resnet34 = (options: ResNetOptions = {}): ResNet => new ResNet(BasicBlock, [3, 4, 6, 3], options);

/** As {@link resnet18} with 50 layers in bottleneck blocks: 25,557,032 parameters by default. */
export const resnet50 = (options: ResNetOptions = {}): ResNet => new ResNet(Bottleneck, [3, 4, 6, 3], options);
