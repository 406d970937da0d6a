// Convolutions for what sounds, a recurrent layer for when.
import { ParameterError, type Tensor } from "@sonograd/core";
import {
  AdaptiveAvgPool2d,
  BatchNorm2d,
  Conv2d,
  GRU,
  Linear,
  MaxPool2d,
  Module,
  ReLU,
  Sequential,
  type TensorModule,
} from "../modules/index.js";

export interface CrnnOptions {
  /** Number of outputs, ≥ 1. */
  readonly numClasses: number;
  /** Channels of the input (default 1). */
  readonly inChannels?: number;
  /** Output channels of each block (default [16, 32, 64]). */
  readonly channels?: readonly number[];
  /** Units of the recurrent layer in each direction (default 64). */
  readonly hiddenSize?: number;
  /** Bands that are left when the recurrent layer begins (default 4). */
  readonly bands?: number;
}

/**
 * Blocks of convolution, batch normalisation, ReLU and maximum, a bidirectional GRU along the frames that are left, the mean over
 * time and one linear layer: [batch, inChannels, bands, frames] → logits [batch, numClasses].
 * All blocks halve the bands; only the first halves the frames.
 *
 * @throws ParameterError  channels is empty
 * @source Çakır et al., "Convolutional recurrent neural networks for polyphonic sound event detection", TASLP 25 (2017)
 */
export class CRNN extends Module {
  readonly features: Sequential;
  readonly pool: AdaptiveAvgPool2d;
  readonly gru: GRU;
  readonly fc: Linear;

  constructor({ numClasses, inChannels = 1, channels = [16, 32, 64], hiddenSize = 64, bands = 4 }: CrnnOptions) {
    super();
    if (channels.length === 0) throw new ParameterError("CRNN: channels=[] must name at least one block.");
    const layers = channels.flatMap((outputs, i): TensorModule[] => [
      new Conv2d(i === 0 ? inChannels : channels[i - 1], outputs, 3, { padding: 1 }),
      new BatchNorm2d(outputs),
      new ReLU(),
      new MaxPool2d(i === 0 ? 2 : [2, 1]),
    ]);
    this.features = new Sequential(...layers);
    this.pool = new AdaptiveAvgPool2d([bands, null]);
    this.gru = new GRU(channels.at(-1)! * bands, hiddenSize, { batchFirst: true, bidirectional: true });
    this.fc = new Linear(2 * hiddenSize, numClasses);
  }

  override forward(x: Tensor): Tensor {
    const maps = this.pool(this.features(x)); // [batch, channels, bands, frames]
    const sequence = maps.permute([0, 3, 1, 2]).flatten(2); // [batch, frames, channels · bands]
    const [states] = this.gru(sequence);
    return this.fc(states.mean(1));
  }
}
