// Parts of a spectrogram blanked at random, as SpecAugment does.
import { arange, ParameterError, rand, where, type Generator, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";

export interface MaskingOptions {
  /** Each example of the batch gets a mask of its own (default false: one for all). */
  readonly iidMasks?: boolean;
  /** At most this share of the axis is masked, 0…1 (default 1). */
  readonly p?: number;
  /** Where the random numbers come from (default: the global generator). */
  readonly generator?: Generator;
}

function check(op: string, name: string, maskParam: number, p: number): void {
  if (!Number.isInteger(maskParam) || maskParam < 0)
    throw new ParameterError(`${op}: ${name}=${maskParam} must be an integer ≥ 0. It counts rows or frames.`);
  if (!(p >= 0 && p <= 1)) throw new ParameterError(`${op}: p=${p} must lie in 0…1. It is a share of the axis.`);
}

/**
 * `specgram` with one band along `dim` set to `value`: its width is drawn from [0, maskParam), its place from what is left.
 * Each of the `lead` first dimensions draws its own.
 */
function mask(specgram: Tensor, dim: number, maskParam: number, value: number, lead: number, generator?: Generator): Tensor {
  const size = specgram.shape.at(dim)!;
  const drawn = [...specgram.shape.slice(0, lead), ...Array.from({ length: specgram.ndim - lead }, () => 1)];
  const options = { device: specgram.device, ...(generator && { generator }) };
  const width = rand(drawn, options).mul(maskParam);
  const start = rand(drawn, options).mul(width.neg().add(size));
  const first = start.floor();
  const end = first.add(width.floor());
  const along = specgram.shape.map((_, i) => (i === specgram.ndim + dim ? size : 1));
  const places = arange(size, { dtype: "float32", device: specgram.device }).reshape(along);
  return where(places.ge(first).logicalAnd(places.lt(end)), value, specgram);
} // prettier-ignore

/** Shared by both masks. */
class AxisMasking extends Module {
  readonly #options: MaskingOptions;
  constructor(
    readonly op: string,
    readonly dim: -1 | -2,
    readonly maskParam: number,
    options: MaskingOptions,
  ) {
    super();
    this.#options = options;
  }
  override forward(specgram: Tensor, maskValue = 0): Tensor {
    const { iidMasks = false, p = 1, generator } = this.#options;
    if (specgram.ndim < 2)
      throw new ParameterError(`${this.op}: specgram has ${specgram.ndim} dimensions but must be [..., bins, frames].`);
    if (iidMasks && specgram.ndim < 3)
      throw new ParameterError(
        `${this.op}: iidMasks=true needs a batch, [batch, ..., bins, frames]. Use .unsqueeze(0).`,
      );
    const most = p === 1 ? this.maskParam : Math.min(this.maskParam, Math.floor(p * specgram.shape.at(this.dim)!));
    return most === 0
      ? specgram
      : mask(specgram, this.dim, most, maskValue, iidMasks ? specgram.ndim - 2 : 0, generator);
  }
  override extraRepr(): string {
    return "";
  }
}

/**
 * Blanks a band of frequencies, as `torchaudio.transforms.FrequencyMasking`.
 *
 * forward(specgram [..., bins, frames], maskValue = 0) → the same shape. The band's width is drawn uniformly from [0, freqMaskParam).
 *
 * @throws ParameterError  freqMaskParam negative, or iidMasks without a batch
 * @example new transforms.FrequencyMasking(30)(specgram)
 */
export class FrequencyMasking extends AxisMasking {
  constructor(freqMaskParam: number, options: Omit<MaskingOptions, "p"> = {}) {
    check("FrequencyMasking", "freqMaskParam", freqMaskParam, 1);
    super("FrequencyMasking", -2, freqMaskParam, options);
  }
}

/**
 * Blanks a stretch of time, as `torchaudio.transforms.TimeMasking`.
 *
 * forward(specgram [..., bins, frames], maskValue = 0) → the same shape. The width is drawn uniformly from [0, timeMaskParam),
 * at most the share `p` of the frames.
 *
 * @throws ParameterError  timeMaskParam negative, p outside 0…1, or iidMasks without a batch
 * @example new transforms.TimeMasking(80, { p: 0.2 })(specgram)
 */
export class TimeMasking extends AxisMasking {
  constructor(timeMaskParam: number, options: MaskingOptions = {}) {
    check("TimeMasking", "timeMaskParam", timeMaskParam, options.p ?? 1);
    super("TimeMasking", -1, timeMaskParam, options);
  }
}

export interface SpecAugmentOptions extends MaskingOptions {
  /** Each example of the batch, and each channel, gets masks of its own (default true); false: one for all. */
  readonly iidMasks?: boolean;
  /** Fill with zeros rather than with the mean of the spectrogram (default false). */
  readonly zeroMasking?: boolean;
}

/**
 * Several masks over time and frequency, as `torchaudio.transforms.SpecAugment` (Park et al. 2019, without the warp).
 *
 * forward(specgram [..., bins, frames]) → the same shape
 *
 * @throws ParameterError  a count or width negative, p outside 0…1
 * @example new transforms.SpecAugment(2, 40, 2, 15, { zeroMasking: true })(specgram)
 */
export class SpecAugment extends Module {
  readonly #zeroMasking: boolean;
  readonly #time: AxisMasking[];
  readonly #frequency: AxisMasking[];
  constructor(
    nTimeMasks: number,
    timeMaskParam: number,
    nFreqMasks: number,
    freqMaskParam: number,
    { zeroMasking = false, iidMasks = true, ...options }: SpecAugmentOptions = {},
  ) {
    super();
    for (const [name, count] of Object.entries({ nTimeMasks, nFreqMasks }))
      if (!Number.isInteger(count) || count < 0)
        throw new ParameterError(`SpecAugment: ${name}=${count} must be an integer ≥ 0.`);
    this.#zeroMasking = zeroMasking;
    const given = { ...options, iidMasks };
    this.#time = Array.from({ length: nTimeMasks }, () => new TimeMasking(timeMaskParam, given));
    this.#frequency = Array.from({ length: nFreqMasks }, () => new FrequencyMasking(freqMaskParam, given));
  }
  override forward(specgram: Tensor): Tensor {
    // Without a batch every mask is one for all anyway.
    const batched = specgram.ndim < 3 ? specgram.unsqueeze(0) : specgram;
    const mean = batched.mean();
    const shifted = this.#zeroMasking ? batched : batched.sub(mean);
    const masked = [...this.#time, ...this.#frequency].reduce((S, one) => one.forward(S), shifted);
    const back = this.#zeroMasking ? masked : masked.add(mean);
    return specgram.ndim < 3 ? back.squeeze(0) : back;
  }
}
