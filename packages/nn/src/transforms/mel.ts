// Spectrograms in bands, and what cepstral analysis makes of them.
import {
  createDct,
  fromTypedArray,
  linearFbanks,
  melscaleFbanks,
  ParameterError,
  pinv,
  type Tensor,
} from "@sonograd/core";
import { Module } from "../modules/index.js";
import { AmplitudeToDB } from "./decibels.js";
import { Spectrogram, type SpectrogramOptions } from "./spectrogram.js";

export interface MelScaleOptions {
  /** Bands (default 128). */
  readonly nMels?: number;
  /** Hz (default 16000). */
  readonly sampleRate?: number;
  /** Hz, foot of the first filter (default 0). */
  readonly fMin?: number;
  /** Hz, foot of the last filter (default sampleRate / 2). */
  readonly fMax?: number | null;
  /** Bins of the spectrogram (default 201). */
  readonly nStft?: number;
  /** Divide each filter by half its width (default null). */
  readonly norm?: "slaney" | null;
  /** Formula of the scale (default "htk"). */
  readonly melScale?: "htk" | "slaney";
}

function melBank({ nMels = 128, sampleRate = 16000, fMin = 0, fMax, nStft = 201, norm = null, melScale = "htk" }: MelScaleOptions, like?: Tensor): Tensor {
  return melscaleFbanks(nStft, fMin, fMax ?? Math.floor(sampleRate / 2), nMels, sampleRate, {
    norm,
    melScale,
    ...(like && { dtype: like.dtype as "float32", device: like.device }),
  });
} // prettier-ignore

/** [..., bins, frames] in the bands of a bank [bins, bands]. */
const inBands = (specgram: Tensor, bank: Tensor): Tensor => specgram.transpose(-1, -2).matmul(bank).transpose(-1, -2);

/**
 * Spectrogram → mel bands, as `torchaudio.transforms.MelScale`: forward([..., nStft, frames]) → [..., nMels, frames].
 *
 * @throws ParameterError  a number out of range
 * @throws ShapeError      a spectrogram of other than nStft bins
 * @example new transforms.MelScale({ nMels: 40, nStft: 257 })(power)
 */
export class MelScale extends Module {
  constructor(readonly options: MelScaleOptions = {}) {
    super();
    melBank(options);
  }
  override forward(specgram: Tensor): Tensor {
    return inBands(specgram, melBank(this.options, specgram));
  }
}

/**
 * Mel bands → the spectrogram of least norm that has them, negative values cut off; as `torchaudio.transforms.InverseMelScale`.
 * forward([..., nMels, frames]) → [..., nStft, frames]
 *
 * @throws ParameterError  a number out of range
 * @example new transforms.InverseMelScale(257, { nMels: 40 })(mel)
 */
export class InverseMelScale extends Module {
  readonly #options: MelScaleOptions;
  constructor(nStft: number, options: Omit<MelScaleOptions, "nStft"> = {}) {
    super();
    this.#options = { ...options, nStft };
    melBank(this.#options);
  }
  override forward(melspec: Tensor): Tensor {
    // A table of numbers like the bank itself: worked out on the host, then put where the bands are.
    const inverse = pinv(melBank(this.#options).to("float64")); // [nMels, nStft]
    const values = inverse.dataSync();
    const { dtype, device } = melspec;
    const table = fromTypedArray(dtype === "float64" ? values : Float32Array.from(values as Float64Array), inverse.shape, { device }); // prettier-ignore
    return inBands(melspec, table).relu();
  }
}

export interface MelSpectrogramOptions extends Omit<SpectrogramOptions, "power">, Omit<MelScaleOptions, "nStft"> {
  /** Exponent of the magnitude (default 2). */
  readonly power?: number;
}

/**
 * Waveform → mel spectrogram, as `torchaudio.transforms.MelSpectrogram`: forward([..., samples]) → [..., nMels, frames].
 *
 * @throws ParameterError  a number out of range
 * @example new transforms.MelSpectrogram({ sampleRate: 16000, nMels: 64 })(waveform)
 */
export class MelSpectrogram extends Module {
  readonly spectrogram: Spectrogram;
  readonly melScale: MelScale;
  constructor({ nMels, sampleRate, fMin, fMax, norm, melScale, ...options }: MelSpectrogramOptions = {}) {
    super();
    this.spectrogram = new Spectrogram(options);
    const given = Object.entries({ nMels, sampleRate, fMin, fMax, norm, melScale }).filter(([, v]) => v !== undefined);
    this.melScale = new MelScale({ ...Object.fromEntries(given), nStft: Math.floor((options.nFft ?? 400) / 2) + 1 });
  }
  override forward(waveform: Tensor): Tensor {
    return this.melScale.forward(this.spectrogram.forward(waveform));
  }
}

interface CepstralOptions {
  readonly norm?: "ortho" | null;
}

export interface MFCCOptions extends CepstralOptions {
  /** Hz (default 16000). */
  readonly sampleRate?: number;
  /** Coefficients, at most the bands (default 40). */
  readonly nMfcc?: number;
  /** ln(mel + 1e-6) instead of decibels (default false). */
  readonly logMels?: boolean;
  /** Options of the mel spectrogram. */
  readonly melkwargs?: MelSpectrogramOptions;
}

/** Coefficients of bands [..., bands, frames], in decibels or natural logarithms. */
function cepstrum(bands: Tensor, count: number, plainLog: boolean, norm: "ortho" | null): Tensor {
  const levels = plainLog ? bands.add(1e-6).log() : new AmplitudeToDB({ topDb: 80 }).forward(bands);
  const { dtype, device } = levels;
  return inBands(levels, createDct(count, levels.shape.at(-2)!, norm, { dtype: dtype as "float32", device }));
}

function checkCount(op: string, name: string, count: number, bands: number): void {
  if (count > bands)
    throw new ParameterError(`${op}: ${name}=${count} must be at most the ${bands} bands. Raise their number.`);
}

/**
 * Waveform → mel-frequency cepstral coefficients, as `torchaudio.transforms.MFCC`: forward([..., samples]) → [..., nMfcc, frames].
 *
 * @throws ParameterError  more coefficients than bands, or a number out of range
 * @example new transforms.MFCC({ nMfcc: 13, melkwargs: { nFft: 512, nMels: 40 } })(waveform)
 */
export class MFCC extends Module {
  readonly melSpectrogram: MelSpectrogram;
  readonly #options: Required<Pick<MFCCOptions, "nMfcc" | "logMels" | "norm">>;
  constructor({ sampleRate = 16000, nMfcc = 40, norm = "ortho", logMels = false, melkwargs = {} }: MFCCOptions = {}) {
    super();
    checkCount("MFCC", "nMfcc", nMfcc, melkwargs.nMels ?? 128);
    this.melSpectrogram = new MelSpectrogram({ sampleRate, ...melkwargs });
    this.#options = { nMfcc, norm, logMels };
  }
  override forward(waveform: Tensor): Tensor {
    const { nMfcc, logMels, norm } = this.#options;
    return cepstrum(this.melSpectrogram.forward(waveform), nMfcc, logMels, norm);
  }
}

export interface LFCCOptions extends CepstralOptions {
  /** Hz (default 16000). */
  readonly sampleRate?: number;
  /** Filters (default 128). */
  readonly nFilter?: number;
  /** Hz, foot of the first filter (default 0). */
  readonly fMin?: number;
  /** Hz, foot of the last filter (default sampleRate / 2). */
  readonly fMax?: number | null;
  /** Coefficients, at most the filters (default 40). */
  readonly nLfcc?: number;
  /** ln(bands + 1e-6) instead of decibels (default false). */
  readonly logLf?: boolean;
  /** Options of the spectrogram. */
  readonly speckwargs?: SpectrogramOptions;
}

/**
 * Waveform → linear-frequency cepstral coefficients, as `torchaudio.transforms.LFCC`: forward([..., samples]) → [..., nLfcc, frames].
 *
 * @throws ParameterError  more coefficients than filters, or a number out of range
 * @example new transforms.LFCC({ nLfcc: 20, speckwargs: { nFft: 512 } })(waveform)
 */
export class LFCC extends Module {
  readonly spectrogram: Spectrogram;
  readonly #options: Required<Omit<LFCCOptions, "speckwargs" | "fMax">> & { readonly fMax: number };
  constructor({ sampleRate = 16000, nFilter = 128, fMin = 0, fMax, nLfcc = 40, norm = "ortho", logLf = false, speckwargs = {} }: LFCCOptions = {}) {
    super();
    checkCount("LFCC", "nLfcc", nLfcc, nFilter);
    this.spectrogram = new Spectrogram(speckwargs);
    this.#options = { sampleRate, nFilter, fMin, fMax: fMax ?? Math.floor(sampleRate / 2), nLfcc, norm, logLf };
  } // prettier-ignore
  override forward(waveform: Tensor): Tensor {
    const { sampleRate, nFilter, fMin, fMax, nLfcc, norm, logLf } = this.#options;
    const S = this.spectrogram.forward(waveform);
    const where = { dtype: S.dtype as "float32", device: S.device };
    const bank = linearFbanks(S.shape.at(-2)!, fMin, fMax, nFilter, sampleRate, where);
    return cepstrum(inBands(S, bank), nLfcc, logLf, norm);
  }
}
