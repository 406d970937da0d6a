// The log-mel spectrogram that is counted and raced.
import { compile, fromTypedArray, logMelspectrogram, noGrad, type Device, type Tensor } from "@sonograd/core";
import { noise } from "../inputs.js";

export interface Clips {
  readonly batch: number;
  readonly samples: number;
}

export const LOG_MEL = { sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 80 } as const;

/** The `index`-th batch of clips. */
export const clipsOf = ({ batch, samples }: Clips, index: number, device: Device): Tensor =>
  fromTypedArray(noise([batch, samples], index + 1), [batch, samples], { device });

/** Log-mel of a batch in dB, [batch, mels, frames], compiled. */
export const makeLogMel = (topDb: number | null): ((y: Tensor) => Tensor) =>
  compile((y: Tensor) => noGrad(() => logMelspectrogram(y, { ...LOG_MEL, topDb })), { name: "log-mel" });
