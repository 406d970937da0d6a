// A small convolutional network on spectrogram images.
import { ParameterError, type Tensor } from "@sonograd/core";
import {
  AdaptiveAvgPool2d,
  BatchNorm2d,
  Conv2d,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  Module,
  ReLU,
  Sequential,
  type TensorModule,
} from "../modules/index.js";

export interface LogMelCnnOptions {
  /** Number of outputs, ≥ 2. */
  readonly classes: number;
  /** Output channels of each block (default [16, 32, 64]). */
  readonly channels?: readonly number[];
  /** Channels of the input (default 1). */
  readonly inChannels?: number;
  /** Cells [bands, frames] that the last feature map is averaged to, so that any input size fits (default [4, 4]). */
  readonly grid?: readonly [number, number];
  /** Before the linear layer, 0…1 (default 0.3). */
  readonly dropout?: number;
}

/**
 * Blocks of convolution 3 × 3, batch normalisation, ReLU and 2 × 2 max-pooling, then an average over a grid of cells and one
 * linear layer: [batch, inChannels, bands, frames] → logits [batch, classes]. Bands and frames must be at least
 * 2 to the number of blocks.
 *
 * @example new LogMelCnn({ classes: 10 })(features)
 */
export class LogMelCnn extends Module {
  readonly features: Sequential;
  readonly pool: AdaptiveAvgPool2d;
  readonly classifier: Sequential;
  /** What the network was made with; enough to make it again. */
  readonly options: Required<LogMelCnnOptions>;

  constructor({ classes, channels = [16, 32, 64], inChannels = 1, grid = [4, 4], dropout = 0.3 }: LogMelCnnOptions) {
    super();
    if (!Number.isInteger(classes) || classes < 2)
      throw new ParameterError(`LogMelCnn: classes=${classes} must be an integer ≥ 2.`);
    if (channels.length === 0) throw new ParameterError("LogMelCnn: channels=[] must name at least one block.");
    this.options = { classes, channels: [...channels], inChannels, grid: [grid[0], grid[1]], dropout };
    const layers: TensorModule[] = [];
    for (const [i, outputs] of channels.entries()) {
      const inputs = i === 0 ? inChannels : channels[i - 1];
      layers.push(
        new Conv2d(inputs, outputs, 3, { padding: 1 }),
        new BatchNorm2d(outputs),
        new ReLU(),
        new MaxPool2d(2),
      );
    }
    this.features = new Sequential(...layers);
    this.pool = new AdaptiveAvgPool2d([grid[0], grid[1]]);
    this.classifier = new Sequential(
      new Flatten(),
      new Dropout(dropout),
      new Linear(channels.at(-1)! * grid[0] * grid[1], classes),
    );
  }

  override forward(x: Tensor): Tensor {
    return this.classifier(this.pool(this.features(x)));
  }
}
