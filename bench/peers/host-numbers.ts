// The numbers that the peers start from, on the host: weights of the network, windows, mel bands, tables of frames.
import { getWindow, mel } from "@sonograd/core";
import type { Sequential } from "@sonograd/nn";
import { noise } from "../inputs.js";
import { type Clips, LOG_MEL } from "../gpu/log-mel.js";
import { batchOf, CLASSES, makeModel, type BatchSize } from "../gpu/network.js";

export interface HostTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Weights in the order of the layers: of each block kernel, bias, scale and shift, then those of the linear layer. */
export function weightsOf(size: BatchSize): HostTensor[] {
  const model: Sequential = makeModel(size);
  return model.parameters().map((p) => ({ values: p.dataSync() as Float32Array, shape: p.shape }));
}

/** The batch of the races: images and one-hot classes. */
export function trainingBatch(size: BatchSize): { images: Float32Array; oneHot: Float32Array } {
  const { images, classes } = batchOf(size, 0);
  const oneHot = new Float32Array(size.batch * CLASSES);
  for (const [i, k] of classes.entries()) oneHot[i * CLASSES + k] = 1;
  return { images, oneHot };
}

export interface LogMelNumbers {
  readonly frames: number;
  readonly samples: Float32Array;
  readonly window: Float32Array;
  /** [bins, mels] */
  readonly bank: Float32Array;
  /** Sample of the padded clip at each place of each frame, [frames · nFft]. */
  readonly places: Int32Array;
  /** Windowed cosines and sines, [nFft, 2 · bins], for a transform by a product of matrices. */
  readonly transform: Float32Array;
}

export function logMelNumbers({ batch, samples }: Clips): LogMelNumbers {
  const { nFft, hopLength, nMels, sampleRate } = LOG_MEL;
  const bins = nFft / 2 + 1;
  const frames = 1 + Math.floor(samples / hopLength);
  const window = getWindow("hann", nFft, { device: "cpu" }).dataSync() as Float32Array;
  const transform = new Float32Array(nFft * 2 * bins);
  for (let n = 0; n < nFft; n++)
    for (let k = 0; k < bins; k++) {
      const angle = (2 * Math.PI * ((n * k) % nFft)) / nFft;
      transform[n * 2 * bins + k] = window[n] * Math.cos(angle);
      transform[n * 2 * bins + bins + k] = window[n] * -Math.sin(angle);
    }
  return {
    frames,
    samples: noise([batch, samples], 1),
    window,
    bank: mel({ sampleRate, nFft, nMels, device: "cpu" }).t().contiguous().dataSync() as Float32Array,
    places: Int32Array.from({ length: frames * nFft }, (_, i) => Math.floor(i / nFft) * hopLength + (i % nFft)),
    transform,
  };
}
