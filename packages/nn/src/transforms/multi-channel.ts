// What several microphones hear, as one: beamforming by torchaudio's names.
import { applyBeamforming, complex, formatShape, isComplex, mvdrWeightsRtf, mvdrWeightsSouden, ParameterError, psd, rtfEvd, rtfPower, ShapeError, DTypeError, type MvdrOptions, type ReferenceChannel, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";

export interface PSDOptions {
  /** Masks of all channels come, and are averaged (default false). */
  readonly multiMask?: boolean;
  /** Divide the mask by its sum over time (default true). */
  readonly normalize?: boolean;
  /** Added to that sum (default 1e-15). */
  readonly eps?: number;
}

/** One mask for all channels. */
const averaged = (mask: Tensor, multiMask: boolean): Tensor => (multiMask ? mask.mean(-3) : mask);

/**
 * Power spectral density matrices across channels, as `torchaudio.transforms.PSD`.
 *
 * forward(specgram complex [..., channels, bins, frames], mask? [..., bins, frames], with multiMask one per channel) →
 * complex [..., bins, channels, channels]
 *
 * @throws ShapeError  a mask that does not fit
 * @example new transforms.PSD()(specgram, mask)
 */
export class PSD extends Module {
  readonly #options: Required<PSDOptions>;
  constructor({ multiMask = false, normalize = true, eps = 1e-15 }: PSDOptions = {}) {
    super();
    this.#options = { multiMask, normalize, eps };
  }
  override forward(specgram: Tensor, mask: Tensor | null = null): Tensor {
    const { multiMask, ...options } = this.#options;
    return psd(specgram, mask && averaged(mask, multiMask), options);
  }
}

/**
 * MVDR beamforming after Souden, as `torchaudio.transforms.SoudenMVDR`. On the CPU.
 *
 * forward(specgram complex [..., channels, bins, frames], psdS and psdN from PSD, referenceChannel, options as
 * `mvdrWeightsSouden`) → complex [..., bins, frames]
 *
 * @throws ShapeError  shapes that do not fit
 * @example new transforms.SoudenMVDR()(specgram, psdS, psdN, 0)
 */
export class SoudenMVDR extends Module {
  override forward(
    specgram: Tensor,
    psdS: Tensor,
    psdN: Tensor,
    referenceChannel: ReferenceChannel,
    options: MvdrOptions = {},
  ): Tensor {
    return applyBeamforming(mvdrWeightsSouden(psdS, psdN, referenceChannel, options), specgram);
  }
}

/**
 * MVDR beamforming for a known transfer function, as `torchaudio.transforms.RTFMVDR`. On the CPU.
 *
 * forward(specgram complex [..., channels, bins, frames], rtf [..., bins, channels], psdN from PSD, referenceChannel, options
 * as `mvdrWeightsRtf`) → complex [..., bins, frames]
 *
 * @throws ShapeError  shapes that do not fit
 * @example new transforms.RTFMVDR()(specgram, rtf, psdN, 0)
 */
export class RTFMVDR extends Module {
  override forward(
    specgram: Tensor,
    rtf: Tensor,
    psdN: Tensor,
    referenceChannel: ReferenceChannel,
    options: MvdrOptions = {},
  ): Tensor {
    return applyBeamforming(mvdrWeightsRtf(rtf, psdN, referenceChannel, options), specgram);
  }
}

export interface MVDROptions {
  /** (default 0) */
  readonly refChannel?: number;
  /** Souden's weights, or a transfer function by eigenvectors or by the power method (default "ref_channel"). */
  readonly solution?: "ref_channel" | "stv_evd" | "stv_power";
  /** Masks of all channels come, and are averaged (default false). */
  readonly multiMask?: boolean;
  /** Lift the diagonal of the noise's matrix (default true). */
  readonly diagLoading?: boolean;
  /** By this share of its trace (default 1e-7). */
  readonly diagEps?: number;
  /** Go on from the matrices of the calls before (default false). */
  readonly online?: boolean;
}

/** Matrices so far, and how much they weigh. */
interface Running {
  readonly psd: Tensor;
  readonly weight: Tensor;
}

const SOLUTIONS = ["ref_channel", "stv_evd", "stv_power"];

/**
 * MVDR beamforming with masks for speech and noise, as `torchaudio.transforms.MVDR`. On the CPU, in double precision.
 *
 * forward(specgram complex [..., channels, bins, frames], maskS [..., bins, frames], maskN? (default 1 - maskS), with multiMask
 * one mask per channel) → complex [..., bins, frames]
 *
 * @throws ParameterError  unknown solution; ShapeError: masks that do not fit; DTypeError: a spectrogram that is not complex
 * @example new transforms.MVDR({ refChannel: 0 })(specgram, maskS, maskN)
 */
export class MVDR extends Module {
  readonly #options: Required<MVDROptions>;
  #speech: Running | undefined;
  #noise: Running | undefined;
  constructor(options: MVDROptions = {}) {
    super();
    const { refChannel = 0, solution = "ref_channel", multiMask = false } = options;
    const { diagLoading = true, diagEps = 1e-7, online = false } = options;
    if (!SOLUTIONS.includes(solution))
      throw new ParameterError(`MVDR: solution="${String(solution)}" must be one of ${SOLUTIONS.join(", ")}.`);
    this.#options = { refChannel, solution, multiMask, diagLoading, diagEps, online };
  }
  override forward(specgram: Tensor, maskS: Tensor, maskN: Tensor = maskS.neg().add(1)): Tensor {
    if (!isComplex(specgram.dtype))
      throw new DTypeError(`MVDR: specgram has dtype="${specgram.dtype}" but must be complex. Use Spectrogram({ power: null }).`); // prettier-ignore
    if (specgram.ndim < 3)
      throw new ShapeError(`MVDR: specgram ${formatShape(specgram.shape)} must be [..., channels, bins, frames].`);
    const { multiMask, online } = this.#options;
    const exact = complex(specgram.real().to("float64"), specgram.imag().to("float64"));
    const measure = (mask: Tensor, before: Running | undefined): Running => {
      const one = averaged(mask, multiMask).to("float64");
      const now = { psd: psd(exact, one, { eps: 1e-15 }), weight: one.sum(-1) };
      return online && before ? later(before, now) : now;
    };
    const [speech, noise] = [measure(maskS, this.#speech), measure(maskN, this.#noise)];
    if (online) [this.#speech, this.#noise] = [detached(speech), detached(noise)];
    const found = applyBeamforming(this.#weights(speech.psd, noise.psd), exact);
    return specgram.dtype === "complex64" ? complex(found.real().to("float32"), found.imag().to("float32")) : found;
  }
  #weights(psdS: Tensor, psdN: Tensor): Tensor {
    const { refChannel, solution, diagLoading: diagonalLoading, diagEps } = this.#options;
    const loading = { diagonalLoading, diagEps };
    if (solution === "ref_channel") return mvdrWeightsSouden(psdS, psdN, refChannel, loading);
    const rtf = solution === "stv_evd" ? rtfEvd(psdS) : rtfPower(psdS, psdN, refChannel, loading);
    return mvdrWeightsRtf(rtf, psdN, refChannel, loading);
  }
}

const detached = ({ psd: matrices, weight }: Running): Running => ({ psd: matrices.detach(), weight: weight.detach() });

/** torchaudio's recursion: the old matrices by their share of the weight, the new ones by one over it all. */
function later(before: Running, now: Running): Running {
  const weight = before.weight.add(now.weight);
  const spread = (x: Tensor): Tensor => x.unsqueeze(-1).unsqueeze(-1);
  const old = before.psd.mul(spread(before.weight.div(weight)));
  return { psd: old.add(now.psd.div(spread(weight))), weight };
}
