// Transforms that change time or pitch.
import { griffinlim, loudness, ParameterError, phaseVocoder, pad, istft, randint, resample, stft, type Generator, type ResampleOptions, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";
import { windowValues, type WindowOptions } from "./window-fn.js";

export interface GriffinLimOptions extends WindowOptions {
  /** (default 400) */
  readonly nFft?: number;
  /** Rounds (default 32). */
  readonly nIter?: number;
  /** (default nFft) */
  readonly winLength?: number | null;
  /** (default winLength / 2) */
  readonly hopLength?: number | null;
  /** Exponent of the magnitudes that come in (default 2). */
  readonly power?: number;
  /** 0 ≤ momentum < 1 (default 0.99). */
  readonly momentum?: number;
  /** Samples of the result. */
  readonly length?: number | null;
  /** Random phases to begin with (default true). */
  readonly randInit?: boolean;
  readonly generator?: Generator;
}

/**
 * Spectrogram → waveform, as `torchaudio.transforms.GriffinLim`: forward([..., bins, frames]) → [..., samples].
 *
 * @throws ParameterError  momentum outside 0 ≤ m < 1, power not > 0
 * @example new transforms.GriffinLim({ nFft: 512 })(power)
 */
export class GriffinLim extends Module {
  readonly #options: GriffinLimOptions;
  constructor(options: GriffinLimOptions = {}) {
    super();
    const { momentum = 0.99, power = 2 } = options;
    if (!(momentum >= 0 && momentum < 1))
      throw new ParameterError(`GriffinLim: momentum=${momentum} must lie in 0 ≤ momentum < 1.`);
    if (!(power > 0)) throw new ParameterError(`GriffinLim: power=${power} must be > 0.`);
    this.#options = options;
  }
  override forward(specgram: Tensor): Tensor {
    const { nFft = 400, nIter = 32, power = 2, momentum = 0.99, length, randInit = true, generator } = this.#options;
    const winLength = this.#options.winLength ?? nFft;
    const hopLength = this.#options.hopLength ?? Math.floor(winLength / 2);
    return griffinlim(power === 1 ? specgram : specgram.pow(1 / power), {
      nFft,
      hopLength,
      winLength,
      window: windowValues("GriffinLim", winLength, this.#options),
      padMode: "reflect",
      nIter,
      momentum,
      init: randInit ? "random" : null,
      ...(typeof length === "number" && { length }),
      ...(generator && { generator }),
    });
  }
}

export interface TimeStretchTransformOptions {
  /** Samples between frames (default nFreq - 1, half the transform). */
  readonly hopLength?: number | null;
  /** Bins (default 201). */
  readonly nFreq?: number;
  /** Speed when forward names none. */
  readonly fixedRate?: number | null;
}

/**
 * Complex spectrogram on another time scale, as `torchaudio.transforms.TimeStretch`: forward(complex [..., nFreq, frames],
 * overridingRate?) → [..., nFreq, ceil(frames / rate)].
 *
 * @throws ParameterError  no rate given here or there
 * @example new transforms.TimeStretch({ fixedRate: 1.2 })(spectrogram)
 */
export class TimeStretch extends Module {
  readonly #options: TimeStretchTransformOptions;
  constructor(options: TimeStretchTransformOptions = {}) {
    super();
    this.#options = options;
  }
  override forward(complexSpecgrams: Tensor, overridingRate?: number): Tensor {
    const { nFreq = 201, fixedRate } = this.#options;
    const rate = overridingRate ?? fixedRate;
    if (rate === undefined || rate === null)
      throw new ParameterError(
        "TimeStretch: rate=undefined is needed: give fixedRate or overridingRate, 2 for twice the speed.",
      );
    const nFft = 2 * (nFreq - 1);
    return phaseVocoder(complexSpecgrams, { rate, nFft, hopLength: this.#options.hopLength ?? nFreq - 1 });
  }
}

export type ResampleTransformOptions = Pick<ResampleOptions, "lowpassFilterWidth" | "rolloff" | "beta"> & {
  /** (default "sinc_interp_hann") */
  readonly resamplingMethod?: "sinc_interp_hann" | "sinc_interp_kaiser";
};

/**
 * Waveform at another rate, as `torchaudio.transforms.Resample`: forward([..., samples]) → [..., ceil(samples · newFreq / origFreq)].
 *
 * @throws ParameterError  rates not whole numbers > 0, or as `resample`
 * @example new transforms.Resample(44100, 16000)(waveform)
 */
export class Resample extends Module {
  constructor(
    readonly origFreq = 16000,
    readonly newFreq = 16000,
    readonly options: ResampleTransformOptions = {},
  ) {
    super();
    for (const [name, rate] of Object.entries({ origFreq, newFreq }))
      if (!(rate > 0 && Number.isInteger(rate)))
        throw new ParameterError(`Resample: ${name}=${rate} must be a whole number of Hz, > 0.`);
  }
  override forward(waveform: Tensor): Tensor {
    if (this.origFreq === this.newFreq) return waveform;
    const { resamplingMethod = "sinc_interp_hann", ...options } = this.options;
    return resample(waveform, { origSr: this.origFreq, targetSr: this.newFreq, resType: resamplingMethod, ...options });
  }
}

/** A module that is called with the waveform alone, or with how many samples of each count. */
interface WithLengths {
  (waveform: Tensor): Tensor;
  (waveform: Tensor, lengths: Tensor): readonly [Tensor, Tensor];
}

// Merging gives the class its call signatures.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Speed extends WithLengths {}

/**
 * Waveform played faster, which raises its pitch, as `torchaudio.transforms.Speed`: forward([..., samples], lengths?) → fewer or
 * more samples; with lengths, how many samples count, a pair of these and the new lengths.
 *
 * @throws ParameterError  factor not > 0
 * @example new transforms.Speed(16000, 1.1)(waveform)
 */
export class Speed extends Module {
  readonly #resample: Resample;
  constructor(
    readonly origFreq: number,
    readonly factor: number,
  ) {
    super();
    if (!(factor > 0)) throw new ParameterError(`Speed: factor=${factor} must be > 0. 1.1 is a tenth faster.`);
    this.#resample = new Resample(Math.trunc(factor * origFreq), Math.trunc(origFreq));
  }
  override forward(waveform: Tensor): Tensor;
  override forward(waveform: Tensor, lengths: Tensor): readonly [Tensor, Tensor];
  override forward(waveform: Tensor, lengths?: Tensor): Tensor | readonly [Tensor, Tensor] {
    const faster = this.#resample.forward(waveform);
    if (lengths === undefined) return faster;
    const { origFreq, newFreq } = this.#resample;
    // Products before quotients: whole lengths stay exact.
    const exact = lengths.to("float64").mul(newFreq).div(origFreq);
    return [faster, exact.ceil().to(lengths.dtype)];
  }
}

// Merging gives the class its call signatures.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SpeedPerturbation extends WithLengths {}

/**
 * Speed by one of several factors, drawn anew for each call, as `torchaudio.transforms.SpeedPerturbation`.
 *
 * forward(waveform [..., samples], lengths?) as Speed
 *
 * @throws ParameterError  no factors, or one not > 0
 * @example new transforms.SpeedPerturbation(16000, [0.9, 1.1, 1])(waveform)
 */
export class SpeedPerturbation extends Module {
  readonly #speeders: readonly Speed[];
  readonly #generator: Generator | undefined;
  constructor(
    readonly origFreq: number,
    readonly factors: readonly number[],
    { generator }: { readonly generator?: Generator } = {},
  ) {
    super();
    if (!Array.isArray(factors) || factors.length === 0)
      throw new ParameterError(`SpeedPerturbation: factors=${String(factors)} must be a list of factors, such as [0.9, 1, 1.1].`); // prettier-ignore
    this.#speeders = factors.map((factor) => new Speed(origFreq, factor));
    this.#generator = generator;
  }
  override forward(waveform: Tensor): Tensor;
  override forward(waveform: Tensor, lengths: Tensor): readonly [Tensor, Tensor];
  override forward(waveform: Tensor, lengths?: Tensor): Tensor | readonly [Tensor, Tensor] {
    const options = this.#generator && { generator: this.#generator };
    const speed = this.#speeders[randint(0, this.#speeders.length, [1], options).itemSync()];
    return lengths === undefined ? speed.forward(waveform) : speed.forward(waveform, lengths);
  }
}

export interface PitchShiftTransformOptions extends WindowOptions {
  /** Steps of an octave (default 12). */
  readonly binsPerOctave?: number;
  /** (default 512) */
  readonly nFft?: number;
  /** (default nFft) */
  readonly winLength?: number | null;
  /** (default winLength / 4) */
  readonly hopLength?: number | null;
}

/**
 * Waveform higher or lower, as `torchaudio.transforms.PitchShift`: forward([..., samples]) → the same shape.
 *
 * @throws ParameterError  a number out of range
 * @example new transforms.PitchShift(16000, 4)(waveform)
 */
export class PitchShift extends Module {
  readonly #options: PitchShiftTransformOptions;
  constructor(
    readonly sampleRate: number,
    readonly nSteps: number,
    options: PitchShiftTransformOptions = {},
  ) {
    super();
    if (!Number.isFinite(nSteps)) throw new ParameterError(`PitchShift: nSteps=${nSteps} must be a finite number.`);
    this.#options = options;
  }
  override forward(waveform: Tensor): Tensor {
    const { binsPerOctave = 12, nFft = 512 } = this.#options;
    const winLength = this.#options.winLength ?? nFft;
    const hopLength = this.#options.hopLength ?? Math.floor(winLength / 4);
    const rate = 2 ** (-this.nSteps / binsPerOctave);
    const transform = { nFft, winLength, hopLength, window: windowValues("PitchShift", winLength, this.#options) };
    const n = waveform.shape.at(-1)!;
    const stretched = phaseVocoder(stft(waveform, { ...transform, padMode: "reflect" }), { rate, hopLength, nFft });
    const slow = istft(stretched, { ...transform, length: Math.round(n / rate) });
    const shifted = new Resample(Math.trunc(this.sampleRate / rate), this.sampleRate).forward(slow);
    const length = shifted.shape.at(-1)!;
    return length >= n ? shifted.narrow(-1, 0, n) : pad(shifted, [0, n - length]);
  }
}

/** Loudness in LKFS, as `torchaudio.transforms.Loudness`: forward([..., channels, samples]) → [...]. */
export class Loudness extends Module {
  constructor(readonly sampleRate: number) {
    super();
  }
  override forward(waveform: Tensor): Tensor {
    return loudness(waveform, this.sampleRate);
  }
}
