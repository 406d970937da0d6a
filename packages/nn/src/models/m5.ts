// A convolutional network on raw waveforms.
import { adaptiveAvgPool1d, type Tensor } from "@sonograd/core";
import { BatchNorm1d, Conv1d, Linear, MaxPool1d, Module } from "../modules/index.js";

export interface M5Options {
  /** Number of outputs, ≥ 1 (default 35, the words of Speech Commands). */
  readonly numClasses?: number;
  /** Channels of the input (default 1). */
  readonly inChannels?: number;
  /** Of the first convolution, samples (default 16). */
  readonly stride?: number;
  /** Channels of the first two layers; the last two have twice as many (default 32). */
  readonly channels?: number;
}

/**
 * Four convolutions on samples, the first 80 wide, each with batch normalisation, ReLU and a maximum over four, then the mean over
 * time and one linear layer: [batch, inChannels, samples] → logits [batch, numClasses]. Names of layers are those of torchaudio's
 * tutorial, which takes a log-softmax in the end; here losses do that.
 *
 * @source Dai et al., "Very deep convolutional neural networks for raw waveforms", ICASSP 2017
 */
export class M5 extends Module {
  readonly conv1: Conv1d;
  readonly bn1: BatchNorm1d;
  readonly pool1 = new MaxPool1d(4);
  readonly conv2: Conv1d;
  readonly bn2: BatchNorm1d;
  readonly pool2 = new MaxPool1d(4);
  readonly conv3: Conv1d;
  readonly bn3: BatchNorm1d;
  readonly pool3 = new MaxPool1d(4);
  readonly conv4: Conv1d;
  readonly bn4: BatchNorm1d;
  readonly pool4 = new MaxPool1d(4);
  readonly fc1: Linear;

  constructor({ numClasses = 35, inChannels = 1, stride = 16, channels = 32 }: M5Options = {}) {
    super();
    this.conv1 = new Conv1d(inChannels, channels, 80, { stride });
    this.bn1 = new BatchNorm1d(channels);
    this.conv2 = new Conv1d(channels, channels, 3);
    this.bn2 = new BatchNorm1d(channels);
    this.conv3 = new Conv1d(channels, 2 * channels, 3);
    this.bn3 = new BatchNorm1d(2 * channels);
    this.conv4 = new Conv1d(2 * channels, 2 * channels, 3);
    this.bn4 = new BatchNorm1d(2 * channels);
    this.fc1 = new Linear(2 * channels, numClasses);
  }

  override forward(x: Tensor): Tensor {
    let y = this.pool1(this.bn1(this.conv1(x)).relu());
    y = this.pool2(this.bn2(this.conv2(y)).relu());
    y = this.pool3(this.bn3(this.conv3(y)).relu());
    y = this.pool4(this.bn4(this.conv4(y)).relu());
    return this.fc1(adaptiveAvgPool1d(y, 1).flatten(1)); // [batch, 2 · channels, time] → [batch, 2 · channels]
  }
}
