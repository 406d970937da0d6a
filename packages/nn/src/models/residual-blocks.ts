// Blocks of ResNet: a few convolutions and a way around them.
import type { Tensor } from "@sonograd/core";
import { BatchNorm2d, Conv2d, Module, ReLU, Sequential } from "../modules/index.js";

const conv3x3 = (inputs: number, outputs: number, stride = 1): Conv2d =>
  new Conv2d(inputs, outputs, 3, { stride, padding: 1, bias: false });
const conv1x1 = (inputs: number, outputs: number, stride = 1): Conv2d =>
  new Conv2d(inputs, outputs, 1, { stride, bias: false });

/** The way around, where sizes change; null where the input passes as it is. */
const shortcut = (inputs: number, outputs: number, stride: number): Sequential | null =>
  stride === 1 && inputs === outputs
    ? null
    : new Sequential(conv1x1(inputs, outputs, stride), new BatchNorm2d(outputs));

/** Two convolutions 3 × 3. */
export class BasicBlock extends Module {
  static readonly expansion = 1;
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly relu = new ReLU({ inplace: true });
  readonly conv2: Conv2d;
  readonly bn2: BatchNorm2d;
  readonly downsample: Sequential | null;

  constructor(inputs: number, planes: number, stride: number) {
    super();
    this.conv1 = conv3x3(inputs, planes, stride);
    this.bn1 = new BatchNorm2d(planes);
    this.conv2 = conv3x3(planes, planes);
    this.bn2 = new BatchNorm2d(planes);
    this.downsample = shortcut(inputs, planes, stride);
  }

  override forward(x: Tensor): Tensor {
    const y = this.bn2(this.conv2(this.relu(this.bn1(this.conv1(x)))));
    return this.relu(y.add(this.downsample ? this.downsample(x) : x));
  }
}

/** A convolution 1 × 1 to fewer channels, 3 × 3 there (which has the stride), and 1 × 1 to four times as many. */
export class Bottleneck extends Module {
  static readonly expansion = 4;
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly conv2: Conv2d;
  readonly bn2: BatchNorm2d;
  readonly conv3: Conv2d;
  readonly bn3: BatchNorm2d;
  readonly relu = new ReLU({ inplace: true });
  readonly downsample: Sequential | null;

  constructor(inputs: number, planes: number, stride: number) {
    super();
    const outputs = planes * Bottleneck.expansion;
    this.conv1 = conv1x1(inputs, planes);
    this.bn1 = new BatchNorm2d(planes);
    this.conv2 = conv3x3(planes, planes, stride);
    this.bn2 = new BatchNorm2d(planes);
    this.conv3 = conv1x1(planes, outputs);
    this.bn3 = new BatchNorm2d(outputs);
    this.downsample = shortcut(inputs, outputs, stride);
  }

  override forward(x: Tensor): Tensor {
    const narrow = this.relu(this.bn2(this.conv2(this.relu(this.bn1(this.conv1(x))))));
    const y = this.bn3(this.conv3(narrow));
    return this.relu(y.add(this.downsample ? this.downsample(x) : x));
  }
}
