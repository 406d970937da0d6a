// Waveforms to spectrograms and back.
import {
  cat,
  flip,
  istft,
  pad,
  ParameterError,
  spectrogram as powers,
  stft,
  type SignalPadMode,
  type Tensor,
} from "@sonograd/core";
import { Module } from "../modules/index.js";
import { windowValues, type WindowOptions } from "./window-fn.js";

/** PyTorch's names of the paddings. */
export type PadName = "constant" | "reflect" | "replicate" | "circular";
const PADDINGS: Readonly<Record<PadName, SignalPadMode>> = {
  constant: "constant",
  reflect: "reflect",
  replicate: "edge",
  circular: "wrap",
};

export interface SpectrogramOptions extends WindowOptions {
  /** Points of the transform (default 400). */
  readonly nFft?: number;
  /** Samples of the window (default nFft). */
  readonly winLength?: number | null;
  /** Samples between frames (default winLength / 2). */
  readonly hopLength?: number | null;
  /** Zeros on both sides of the signal (default 0). */
  readonly pad?: number;
  /** Exponent of the magnitude; null for the complex spectrogram (default 2). */
  readonly power?: number | null;
  /** Divide by the window's norm ("window", or true) or by √nFft ("frame_length") (default false). */
  readonly normalized?: boolean | "window" | "frame_length";
  /** Centred frames (default true). */
  readonly center?: boolean;
  /** Ends when centred (default "reflect"). */
  readonly padMode?: PadName;
  /** Only the bins 0…nFft / 2 (default true). */
  readonly onesided?: boolean;
}

/** The numbers of a short-time transform with torchaudio's defaults, checked. */
function resolve(op: string, options: SpectrogramOptions) {
  const { nFft = 400, normalized = false, center = true, padMode = "reflect", onesided = true } = options;
  const winLength = options.winLength ?? nFft;
  const hopLength = options.hopLength ?? Math.floor(winLength / 2);
  for (const [name, value] of Object.entries({ nFft, winLength, hopLength }))
    if (!Number.isInteger(value) || value < 1)
      throw new ParameterError(`${op}: ${name}=${value} must be an integer ≥ 1. It counts samples.`);
  if (!Object.hasOwn(PADDINGS, padMode))
    throw new ParameterError(
      `${op}: padMode="${String(padMode)}" must be one of ${Object.keys(PADDINGS).join(", ")}, PyTorch's names.`,
    );
  if (typeof normalized !== "boolean" && normalized !== "window" && normalized !== "frame_length")
    throw new ParameterError(
      `${op}: normalized="${String(normalized)}" must be true, false, "window" or "frame_length".`,
    );
  const window = windowValues(op, winLength, options);
  const scale =
    normalized === false ? 1 : normalized === "frame_length" ? Math.sqrt(nFft) : Math.sqrt(window.reduce((sum, w) => sum + w * w, 0)); // prettier-ignore
  return { stft: { nFft, winLength, hopLength, window, center }, padMode: PADDINGS[padMode], scale, onesided };
}

/**
 * Waveform → spectrogram, as `torchaudio.transforms.Spectrogram`.
 *
 * forward(waveform [..., samples]) → [..., floor(nFft / 2) + 1, frames] (onesided: false: nFft bins); complex where power is
 * null. Ends are mirrored on and on where the padding is longer than the signal, which PyTorch refuses.
 *
 * @throws ParameterError  lengths, padding or normalisation out of range
 * @example new transforms.Spectrogram({ nFft: 512 })(waveform)
 */
export class Spectrogram extends Module {
  readonly power: number | null;
  readonly #pad: number;
  readonly #plan: ReturnType<typeof resolve>;
  constructor(options: SpectrogramOptions = {}) {
    super();
    this.power = options.power === undefined ? 2 : options.power;
    if (this.power !== null && !(this.power > 0))
      throw new ParameterError(`Spectrogram: power=${this.power} must be > 0, or null for complex numbers.`);
    this.#pad = options.pad ?? 0;
    this.#plan = resolve("Spectrogram", options);
  }
  override forward(waveform: Tensor): Tensor {
    const { stft: options, padMode, scale, onesided } = this.#plan;
    const longer = this.#pad > 0 ? pad(waveform, [this.#pad, this.#pad]) : waveform;
    if (this.power !== null && onesided) {
      const half = powers(longer, { ...options, padMode, power: this.power });
      return scale === 1 ? half : half.div(scale ** this.power);
    }
    const half = stft(longer, { ...options, padMode });
    const scaled = scale === 1 ? half : half.div(scale);
    const whole = onesided ? scaled : bothSides(scaled, options.nFft);
    return this.power === null ? whole : whole.abs().pow(this.power);
  }
}

/** The bins above nFft / 2 mirror those below. */
function bothSides(half: Tensor, nFft: number): Tensor {
  const mirrored = nFft - half.shape.at(-2)!;
  if (mirrored === 0) return half;
  return cat([half, flip(half.narrow(-2, 1, mirrored), [-2]).conj()], -2);
}

export type InverseSpectrogramOptions = Omit<SpectrogramOptions, "power">;

/**
 * Complex spectrogram → waveform, as `torchaudio.transforms.InverseSpectrogram`.
 *
 * forward(spectrogram complex [..., bins, frames], length?) → [..., samples]
 *
 * @throws ParameterError  lengths out of range, or windows that leave samples uncovered
 * @example new transforms.InverseSpectrogram({ nFft: 512 })(spectrogram, 16000)
 */
export class InverseSpectrogram extends Module {
  readonly #pad: number;
  readonly #plan: ReturnType<typeof resolve>;
  constructor(options: InverseSpectrogramOptions = {}) {
    super();
    this.#pad = options.pad ?? 0;
    this.#plan = resolve("InverseSpectrogram", options);
  }
  override forward(spectrogram: Tensor, length?: number): Tensor {
    const { stft: options, scale, onesided } = this.#plan;
    const half = onesided ? spectrogram : spectrogram.narrow(-2, 0, Math.floor(options.nFft / 2) + 1);
    const plain = scale === 1 ? half : half.mul(scale);
    if (length === undefined) return istft(plain, options);
    const samples = istft(plain, { ...options, length: length + 2 * this.#pad });
    return this.#pad > 0 ? samples.narrow(-1, this.#pad, length) : samples;
  }
}
