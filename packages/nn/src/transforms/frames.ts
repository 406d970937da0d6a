// What happens to rows of features over time.
import { computeDeltas, slidingWindowCmn, vad, type ComputeDeltasOptions, type SlidingWindowCmnOptions, type Tensor, type VadOptions } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";

/** Delta coefficients, as `torchaudio.transforms.ComputeDeltas`: forward([..., frames]) → the same shape. */
export class ComputeDeltas extends Module {
  constructor(readonly options: ComputeDeltasOptions = {}) {
    super();
  }
  override forward(specgram: Tensor): Tensor {
    return computeDeltas(specgram, this.options);
  }
}

/** Mean (and variance) over a sliding window taken off, as `torchaudio.transforms.SlidingWindowCmn`: the shape stays. */
export class SlidingWindowCmn extends Module {
  constructor(readonly options: SlidingWindowCmnOptions = {}) {
    super();
  }
  override forward(specgram: Tensor): Tensor {
    return slidingWindowCmn(specgram, this.options);
  }
}

/** Silence before the first speech cut off, as `torchaudio.transforms.Vad`: forward([..., samples]) → a promise of fewer samples. */
export class Vad extends Module {
  constructor(
    readonly sampleRate: number,
    readonly options: VadOptions = {},
  ) {
    super();
  }
  override forward(waveform: Tensor): Promise<Tensor> {
    return vad(waveform, this.sampleRate, this.options);
  }
}
