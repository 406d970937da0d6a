// MobileNet on log-mel patches.
import { pad, type Tensor } from "@sonograd/core";
import {
  AdaptiveAvgPool2d,
  BatchNorm2d,
  Conv2d,
  Linear,
  Module,
  ReLU,
  Sequential,
  type TensorModule,
} from "../modules/index.js";

/** [outputs, stride] of the separable layers. */
const LAYERS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

/** A convolution padded as TensorFlow's "same": where the zeros do not divide evenly, one more goes to the end. */
class SameConv2d extends Conv2d {
  readonly #side: number;
  readonly #step: number;

  constructor(inputs: number, outputs: number, side: number, { stride = 1, groups = 1 } = {}) {
    super(inputs, outputs, side, { stride, groups, bias: false });
    this.#side = side;
    this.#step = stride;
  }

  override forward(x: Tensor): Tensor {
    const widths = [x.shape[3], x.shape[2]].flatMap((n) => {
      const total = Math.max((Math.ceil(n / this.#step) - 1) * this.#step + this.#side - n, 0);
      return [Math.floor(total / 2), Math.ceil(total / 2)];
    });
    return super.forward(widths.some((w) => w > 0) ? pad(x, widths) : x);
  }
}

/** Convolution, normalisation that learns an offset only, ReLU. */
function block(conv: SameConv2d): TensorModule[] {
  const norm = new BatchNorm2d(conv.outChannels, { eps: 1e-4, momentum: 0.03 });
  norm.weight!.requiresGrad = false;
  return [conv, norm, new ReLU()];
}

export interface YamnetOptions {
  /** Number of outputs (default 521). */
  readonly numClasses?: number;
}

/**
 * The network of YAMNet: a convolution, thirteen depthwise separable ones, the mean over what is left and one linear layer:
 * log-mel patches [batch, 1, frames, bands], 96 × 64 there, → logits [batch, numClasses]. 3,729,481 values are trained by default.
 *
 * @source Plakal and Ellis, YAMNet in TensorFlow Models (2019); Howard et al., "MobileNets", arXiv 1704.04861
 */
export class YAMNet extends Module {
  readonly features: Sequential;
  readonly avgpool = new AdaptiveAvgPool2d([1, 1]);
  readonly classifier: Linear;

  constructor({ numClasses = 521 }: YamnetOptions = {}) {
    super();
    const layers = block(new SameConv2d(1, 32, 3, { stride: 2 }));
    let inputs = 32;
    for (const [outputs, stride] of LAYERS) {
      layers.push(...block(new SameConv2d(inputs, inputs, 3, { stride, groups: inputs })));
      layers.push(...block(new SameConv2d(inputs, outputs, 1)));
      inputs = outputs;
    }
    this.features = new Sequential(...layers);
    this.classifier = new Linear(inputs, numClasses);
  }

  override forward(x: Tensor): Tensor {
    return this.classifier(this.avgpool(this.features(x)).flatten(1));
  }
}
