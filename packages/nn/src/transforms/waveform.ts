// What happens to samples: fades, gain, noise, convolution, companding.
import {
  abs, clamp, deemphasis, fromTypedArray, irfft, ParameterError, preemphasis, rfft, ShapeError, formatShape, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";

export type FadeShape = "linear" | "exponential" | "logarithmic" | "quarter_sine" | "half_sine";

/** Rising from 0 to 1 over x = 0…1; the fall is the same mirrored. */
const FADES: Readonly<Record<FadeShape, (x: number) => number>> = {
  linear: (x) => x,
  exponential: (x) => 2 ** (x - 1) * x,
  logarithmic: (x) => Math.log10(0.1 + x) + 1,
  quarter_sine: (x) => Math.sin((x * Math.PI) / 2),
  half_sine: (x) => Math.sin(x * Math.PI - Math.PI / 2) / 2 + 0.5,
};

export interface FadeOptions {
  /** Samples (default 0). */
  readonly fadeInLen?: number;
  /** Samples (default 0). */
  readonly fadeOutLen?: number;
  /** (default "linear") */
  readonly fadeShape?: FadeShape;
}

/**
 * Fades a waveform in and out, as `torchaudio.transforms.Fade`: forward([..., samples]) → the same shape.
 *
 * @throws ParameterError  unknown shape, lengths negative or longer than the signal
 * @example new transforms.Fade({ fadeInLen: 800, fadeShape: "half_sine" })(waveform)
 */
export class Fade extends Module {
  readonly #options: Required<FadeOptions>;
  constructor({ fadeInLen = 0, fadeOutLen = 0, fadeShape = "linear" }: FadeOptions = {}) {
    super();
    if (!Object.hasOwn(FADES, fadeShape))
      throw new ParameterError(
        `Fade: fadeShape="${String(fadeShape)}" must be one of ${Object.keys(FADES).join(", ")}.`,
      );
    for (const [name, length] of Object.entries({ fadeInLen, fadeOutLen }))
      if (!Number.isInteger(length) || length < 0)
        throw new ParameterError(`Fade: ${name}=${length} must be an integer ≥ 0. It counts samples.`);
    this.#options = { fadeInLen, fadeOutLen, fadeShape };
  }
  override forward(waveform: Tensor): Tensor {
    const n = waveform.shape.at(-1)!;
    const { fadeInLen, fadeOutLen, fadeShape } = this.#options;
    if (Math.max(fadeInLen, fadeOutLen) > n)
      throw new ParameterError(
        `Fade: fadeInLen=${fadeInLen} and fadeOutLen=${fadeOutLen} must be at most the ${n} samples.`,
      );
    const rise = (i: number, length: number): number =>
      clip(FADES[fadeShape](length === 1 ? 0 : i / (length - 1)), fadeShape);
    const fall = (i: number, length: number): number =>
      clip(FADES[fadeShape](length === 1 ? 1 : 1 - i / (length - 1)), fadeShape);
    const factors = Float64Array.from({ length: n }, (_, i) => {
      const start = i < fadeInLen ? rise(i, fadeInLen) : 1;
      return start * (i >= n - fadeOutLen ? fall(i - (n - fadeOutLen), fadeOutLen) : 1);
    });
    return waveform.mul(like(waveform, factors, [n]));
  }
}

/** The logarithm leaves 0…1 a little. */
const clip = (value: number, shape: FadeShape): number =>
  shape === "quarter_sine" ? value : Math.min(1, Math.max(0, value));

const like = (x: Tensor, values: Float64Array, shape: readonly number[]): Tensor =>
  fromTypedArray(x.dtype === "float64" ? values : Float32Array.from(values), shape, { device: x.device });

/**
 * Gain with hard limits at full scale, as `torchaudio.transforms.Vol`: forward([..., samples]) → the same shape, −1…1.
 *
 * @param gain      factor, > 0 for "amplitude" and "power"; dB for "db"
 * @param gainType  "amplitude", "power" or "db" (default "amplitude")
 * @throws ParameterError  unknown gainType, gain not > 0
 * @example new transforms.Vol(-6, "db")(waveform)
 */
export class Vol extends Module {
  readonly #factor: number;
  constructor(gain: number, gainType: "amplitude" | "power" | "db" = "amplitude") {
    super();
    if (gainType !== "amplitude" && gainType !== "power" && gainType !== "db")
      throw new ParameterError(`Vol: gainType="${String(gainType)}" must be "amplitude", "power" or "db".`);
    if (gainType !== "db" && !(gain > 0))
      throw new ParameterError(`Vol: gain=${gain} must be > 0. Use gainType "db" for negative decibels.`);
    this.#factor = gainType === "amplitude" ? gain : gainType === "db" ? 10 ** (gain / 20) : Math.sqrt(gain);
  }
  override forward(waveform: Tensor): Tensor {
    return clamp(waveform.mul(this.#factor), { min: -1, max: 1 });
  }
}

/**
 * Noise at a signal-to-noise ratio, as `torchaudio.transforms.AddNoise`.
 *
 * forward(waveform [..., samples], noise of the same shape, snr [...] in dB, lengths? [...] samples that count) → the mixture
 *
 * @throws ShapeError  shapes that differ
 * @example new transforms.AddNoise()(waveform, noise, tensor([10, 3]))
 */
export class AddNoise extends Module {
  override forward(waveform: Tensor, noise: Tensor, snr: Tensor, lengths?: Tensor): Tensor {
    if (formatShape(waveform.shape) !== formatShape(noise.shape))
      throw new ShapeError(
        `AddNoise: noise ${formatShape(noise.shape)} must have the waveform's shape ${formatShape(waveform.shape)}.`,
      );
    if (formatShape(snr.shape) !== formatShape(waveform.shape.slice(0, -1)))
      throw new ShapeError(
        `AddNoise: snr ${formatShape(snr.shape)} must be ${formatShape(waveform.shape.slice(0, -1))}, one ratio per waveform.`,
      );
    const n = waveform.shape.at(-1)!;
    const counts = lengths && like(waveform, Float64Array.from({ length: n }, (_, i) => i), [n]).lt(lengths.unsqueeze(-1)); // prettier-ignore
    const energy = (x: Tensor): Tensor => (counts ? x.mul(counts.to(x.dtype)) : x).square().sum(-1);
    // 10^((snr₀ − snr) / 20), where snr₀ is the ratio as the two come
    const wanted = snr.mul(Math.LN10 / 10).exp();
    const scale = energy(waveform).div(energy(noise)).div(wanted).sqrt();
    return waveform.add(noise.mul(scale.unsqueeze(-1)));
  }
}

export type ConvolveMode = "full" | "valid" | "same";

/**
 * Convolution along time with a second signal, as `torchaudio.transforms.FFTConvolve` (and Convolve, which gives the same).
 *
 * forward(x [..., n], y [..., m], leading dimensions broadcast) → [..., n + m − 1] ("full"), max(n, m) ("same"), or
 * |n − m| + 1 samples ("valid")
 *
 * @throws ParameterError  unknown mode
 * @example new transforms.FFTConvolve("same")(waveform, roomImpulseResponse)
 */
export class FFTConvolve extends Module {
  constructor(readonly mode: ConvolveMode = "full") {
    super();
    if (mode !== "full" && mode !== "valid" && mode !== "same")
      throw new ParameterError(`FFTConvolve: mode="${String(mode)}" must be "full", "valid" or "same".`);
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    const [n, m] = [x.shape.at(-1)!, y.shape.at(-1)!];
    const length = n + m - 1;
    const full = irfft(rfft(x, { n: length }).mul(rfft(y, { n: length })), { n: length });
    if (this.mode === "full") return full;
    const kept = this.mode === "same" ? n : Math.max(n, m) - Math.min(n, m) + 1;
    return full.narrow(-1, Math.floor((length - kept) / 2), kept);
  }
}

/** As {@link FFTConvolve}, as `torchaudio.transforms.Convolve` names it: both are computed by the transform here. */
export class Convolve extends FFTConvolve {}

/**
 * Waveform −1…1 → code numbers 0…quantizationChannels − 1, int32; as `torchaudio.transforms.MuLawEncoding`.
 * @throws ParameterError  fewer than two channels
 * @example new transforms.MuLawEncoding()(waveform)
 */
export class MuLawEncoding extends Module {
  constructor(readonly quantizationChannels = 256) {
    super();
    checkChannels("MuLawEncoding", quantizationChannels);
  }
  override forward(x: Tensor): Tensor {
    const mu = this.quantizationChannels - 1;
    const companded = x.sgn().mul(abs(x).mul(mu).log1p().div(Math.log1p(mu)));
    // Truncation, as torch's conversion to whole numbers.
    return companded.add(1).div(2).mul(mu).add(0.5).to("int32");
  }
}

/**
 * Code numbers → waveform, as `torchaudio.transforms.MuLawDecoding`.
 * @throws ParameterError  fewer than two channels
 * @example new transforms.MuLawDecoding()(codes)
 */
export class MuLawDecoding extends Module {
  constructor(readonly quantizationChannels = 256) {
    super();
    checkChannels("MuLawDecoding", quantizationChannels);
  }
  override forward(xMu: Tensor): Tensor {
    const mu = this.quantizationChannels - 1;
    const x = (xMu.dtype === "float64" ? xMu : xMu.to("float32")).div(mu).mul(2).sub(1);
    return x.sgn().mul(abs(x).mul(Math.log1p(mu)).exp().sub(1).div(mu));
  }
}

function checkChannels(op: string, channels: number): void {
  if (!Number.isInteger(channels) || channels < 2)
    throw new ParameterError(`${op}: quantizationChannels=${channels} must be an integer ≥ 2, usually 256.`);
}

/** y[n] = x[n] − coeff · x[n − 1], the first sample as it is; as `torchaudio.transforms.Preemphasis`. */
export class Preemphasis extends Module {
  constructor(readonly coeff = 0.97) {
    super();
  }
  override forward(waveform: Tensor): Tensor {
    return preemphasis(waveform, { coef: this.coeff, zi: 0 });
  }
}

/** Undoes {@link Preemphasis}; as `torchaudio.transforms.Deemphasis`. */
export class Deemphasis extends Module {
  constructor(readonly coeff = 0.97) {
    super();
  }
  override forward(waveform: Tensor): Tensor {
    return deemphasis(waveform, { coef: this.coeff, zi: 0 });
  }
}
