import { linspace, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { Spectrogram, type SpectrogramOptions } from "./spectrogram.js";

export type SpectralCentroidOptions = Omit<
  SpectrogramOptions,
  "power" | "normalized" | "onesided" | "center" | "padMode"
>;

/**
 * Waveform → centre of gravity of each spectrum, as `torchaudio.transforms.SpectralCentroid`: forward([..., samples]) →
 * [..., frames], Hz; silence gives 0, where torchaudio gives NaN.
 *
 * @example new transforms.SpectralCentroid(16000, { nFft: 512 })(waveform)
 */
export class SpectralCentroid extends Module {
  readonly #spectrogram: Spectrogram;
  constructor(readonly sampleRate: number, options: SpectralCentroidOptions = {}) {
    super();
    this.#spectrogram = new Spectrogram({ ...options, power: 1 });
  } // prettier-ignore
  override forward(waveform: Tensor): Tensor {
    const S = this.#spectrogram.forward(waveform);
    const bins = S.shape.at(-2)!;
    const hz = linspace(0, Math.floor(this.sampleRate / 2), bins, { dtype: S.dtype as "float32", device: S.device });
    const total = S.sum(-2);
    return S.mul(hz.reshape([bins, 1])).sum(-2).div(total.add(total.eq(0).to(S.dtype))); // prettier-ignore
  }
}
