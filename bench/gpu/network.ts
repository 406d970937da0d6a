// The network that is counted and raced: three blocks of convolution 3 × 3, batch normalisation, ReLU and pooling, then a linear
// layer, with cross entropy and Adam.
import { fromTypedArray, manualSeed, type Device, type Tensor } from "@sonograd/core";
import { Adam, BatchNorm2d, Conv2d, crossEntropy, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "@sonograd/nn";
import { noise } from "../inputs.js";

export const CHANNELS = [16, 32, 64] as const;
export const CLASSES = 10;

/**
 * Adam's numbers. With the usual eps of 1e-8 a gradient that is zero but for rounding (that of a bias before a batch
 * normalisation) moves its parameter as far as any other, so two devices could not be compared.
 */
export const ADAM = { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-5 } as const;

export interface BatchSize {
  readonly batch: number;
  /** Height and width of the images, a multiple of 8. */
  readonly size: number;
}

export const inputsOf = ({ size }: BatchSize): number => CHANNELS[2] * (size / 8) ** 2;

/** The network with the same weights every time. */
export function makeModel(size: BatchSize): Sequential {
  manualSeed(0);
  const blocks = CHANNELS.flatMap((outputs, i) => [
    new Conv2d(i === 0 ? 1 : CHANNELS[i - 1], outputs, 3, { padding: 1 }),
    new BatchNorm2d(outputs),
    new ReLU(),
    new MaxPool2d(2),
  ]);
  return new Sequential(...blocks, new Flatten(), new Linear(inputsOf(size), CLASSES));
}

/** One step of training: forward, backward and Adam. It gives the loss. */
export function makeTrainStep(model: Sequential): (x: Tensor, y: Tensor) => Tensor {
  const optimizer = new Adam(model.parameters(), ADAM);
  return (x, y) => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model(x), y);
    loss.backward();
    optimizer.step();
    return loss.detach();
  };
}

/** Images and classes of the `index`-th batch. */
export function batchOf({ batch, size }: BatchSize, index: number): { images: Float32Array; classes: Int32Array } {
  return {
    images: noise([batch, 1, size, size], 100 + index),
    classes: Int32Array.from({ length: batch }, (_, i) => (i * 7 + index) % CLASSES),
  };
}

/** That batch as tensors of `device`. */
export function tensorsOf(size: BatchSize, index: number, device: Device): [x: Tensor, y: Tensor] {
  const { images, classes } = batchOf(size, index);
  return [
    fromTypedArray(images, [size.batch, 1, size.size, size.size], { device }),
    fromTypedArray(classes, [size.batch], { device }),
  ];
}
