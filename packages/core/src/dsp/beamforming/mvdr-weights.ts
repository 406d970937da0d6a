// Weights that let the wanted direction pass undistorted and keep everything else as low as possible.
import { ShapeError } from "../../errors/index.js";
import { solve } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkComplex, checkEqualShapes, checkNotNegative, checkPsd, loaded, pick, traceOf, type DiagonalLoadingOptions, type ReferenceChannel } from "./checks.js"; // prettier-ignore

export interface MvdrOptions extends DiagonalLoadingOptions {
  /** Added to the denominator, ≥ 0 (default 1e-8). */
  readonly eps?: number;
}

/**
 * MVDR beamforming weights after Souden: Φn⁻¹Φs over its trace, of the reference channel. On the CPU.
 *
 * @param psdS  speech, complex, [..., bins, channels, channels], from `psd`
 * @param psdN  noise, complex, the same shape
 * @param referenceChannel  its number, or a one-hot tensor [..., channels]
 * @param options.diagonalLoading  lift the diagonal of psdN (default true)
 * @param options.diagEps          by this share of its trace, ≥ 0 (default 1e-7)
 * @param options.eps              added to the denominator, ≥ 0 (default 1e-8)
 * @returns complex, [..., bins, channels], unitless
 * @throws DTypeError  not complex; ShapeError: shapes that differ; ParameterError: no such channel, a singular psdN
 * @source torchaudio.functional.mvdr_weights_souden; Souden et al., IEEE Transactions on Audio, Speech and Language 18 (2010)
 * @example mvdrWeightsSouden(complex(ones([9, 2, 2]), zeros([9, 2, 2])), complex(ones([9, 2, 2]), zeros([9, 2, 2])), 0).shape // [9, 2]
 */
export function mvdrWeightsSouden(
  psdS: Tensor,
  psdN: Tensor,
  referenceChannel: ReferenceChannel,
  { eps = 1e-8, ...loading }: MvdrOptions = {},
): Tensor {
  const op = "mvdrWeightsSouden";
  checkPsd(op, "psdS", psdS);
  checkPsd(op, "psdN", psdN);
  checkEqualShapes(op, "psdS and psdN", psdS.shape, psdN.shape);
  checkNotNegative(op, "eps", eps);
  const ratio = solve(loaded(op, psdN, loading), psdS);
  return pick(op, ratio.div(traceOf(ratio).add(eps).unsqueeze(-1).unsqueeze(-1)), referenceChannel, 2);
}

/**
 * MVDR beamforming weights for a known transfer function: Φn⁻¹v / (vᴴΦn⁻¹v). On the CPU.
 *
 * @param rtf   relative transfer function of the speech, complex, [..., bins, channels]
 * @param psdN  noise, complex, [..., bins, channels, channels], from `psd`
 * @param referenceChannel  whose speech is wanted, its number or a one-hot tensor [..., channels]; null: as rtf is scaled
 * @param options  as mvdrWeightsSouden
 * @returns complex, [..., bins, channels], unitless
 * @throws DTypeError  not complex; ShapeError: shapes that differ; ParameterError: no such channel, a singular psdN
 * @source torchaudio.functional.mvdr_weights_rtf
 * @example mvdrWeightsRtf(complex(ones([9, 2]), zeros([9, 2])), complex(ones([9, 2, 2]), zeros([9, 2, 2])), 0).shape // [9, 2]
 */
export function mvdrWeightsRtf(
  rtf: Tensor,
  psdN: Tensor,
  referenceChannel: ReferenceChannel | null = null,
  { eps = 1e-8, ...loading }: MvdrOptions = {},
): Tensor {
  const op = "mvdrWeightsRtf";
  checkComplex(op, "rtf", rtf, 2, "[..., bins, channels]");
  checkPsd(op, "psdN", psdN);
  checkEqualShapes(op, "rtf and psdN without its last dimension", rtf.shape, psdN.shape.slice(0, -1));
  checkNotNegative(op, "eps", eps);
  const turned = solve(loaded(op, psdN, loading), rtf.unsqueeze(-1)).squeeze(-1);
  const power = rtf.conj().mul(turned).sum(-1, { keepdim: true }).real();
  const weights = turned.div(power.add(eps));
  return referenceChannel === null ? weights : weights.mul(pick(op, rtf, referenceChannel, 1).conj().unsqueeze(-1));
}

/**
 * The channels weighted and added: wᴴ·s in each bin.
 *
 * @param beamformWeights  complex, [..., bins, channels]
 * @param specgram         complex, [..., channels, bins, frames]
 * @returns complex, [..., bins, frames], unit of specgram
 * @throws DTypeError  not complex; ShapeError: shapes that do not fit
 * @source torchaudio.functional.apply_beamforming
 * @example applyBeamforming(complex(ones([9, 2]), zeros([9, 2])), complex(ones([2, 9, 4]), zeros([2, 9, 4]))).shape // [9, 4]
 */
export function applyBeamforming(beamformWeights: Tensor, specgram: Tensor): Tensor {
  checkComplex("applyBeamforming", "beamformWeights", beamformWeights, 2, "[..., bins, channels]");
  checkComplex("applyBeamforming", "specgram", specgram, 3, "[..., channels, bins, frames]");
  const [channels, bins] = specgram.shape.slice(-3);
  const wanted = [...specgram.shape.slice(0, -3), bins, channels];
  if (formatShape(beamformWeights.shape) !== formatShape(wanted))
    throw new ShapeError(
      `applyBeamforming: beamformWeights ${formatShape(beamformWeights.shape)} must be ${formatShape(wanted)} for specgram ${formatShape(specgram.shape)}.`,
    );
  const s = specgram.transpose(-3, -2); // [..., bins, channels, frames]
  return beamformWeights.conj().unsqueeze(-2).matmul(s).squeeze(-2);
}
