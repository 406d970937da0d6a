// How speech arrives at each channel, from its power spectral density matrices.
import { checkInteger } from "../checks.js";
import { eigh, solve } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkEqualShapes, checkPsd, loaded, pick, type DiagonalLoadingOptions, type ReferenceChannel } from "./checks.js"; // prettier-ignore

/**
 * Relative transfer function as the strongest eigenvector of the speech's matrix. On the CPU.
 *
 * @param psdS  speech, complex, [..., bins, channels, channels], Hermitian, from `psd`
 * @returns complex, [..., bins, channels], unitless, of length 1; its phase is arbitrary
 * @throws DTypeError  not complex; ShapeError: not square
 * @source torchaudio.functional.rtf_evd
 * @example rtfEvd(complex(ones([9, 2, 2]), zeros([9, 2, 2]))).shape // [9, 2]
 */
export function rtfEvd(psdS: Tensor): Tensor {
  checkPsd("rtfEvd", "psdS", psdS);
  return eigh(psdS).eigenvectors.select(-1, -1);
}

export interface RtfPowerOptions extends DiagonalLoadingOptions {
  /** Rounds, integer ≥ 1 (default 3). */
  readonly nIter?: number;
}

/**
 * Relative transfer function by the power method, with the noise's matrix taken into account. On the CPU.
 *
 * @param psdS  speech, complex, [..., bins, channels, channels], from `psd`
 * @param psdN  noise, complex, the same shape
 * @param referenceChannel  where the iteration begins, its number or a one-hot tensor [..., channels]
 * @param options.nIter            rounds, integer ≥ 1 (default 3)
 * @param options.diagonalLoading  lift the diagonal of psdN (default true)
 * @param options.diagEps          by this share of its trace, ≥ 0 (default 1e-7)
 * @returns complex, [..., bins, channels], unitless
 * @throws DTypeError  not complex; ShapeError: shapes that differ; ParameterError: no such channel, nIter < 1
 * @source torchaudio.functional.rtf_power
 * @example rtfPower(complex(ones([9, 2, 2]), zeros([9, 2, 2])), complex(ones([9, 2, 2]), zeros([9, 2, 2])), 0).shape // [9, 2]
 */
export function rtfPower(
  psdS: Tensor,
  psdN: Tensor,
  referenceChannel: ReferenceChannel,
  { nIter = 3, ...loading }: RtfPowerOptions = {},
): Tensor {
  checkPsd("rtfPower", "psdS", psdS);
  checkPsd("rtfPower", "psdN", psdN);
  checkEqualShapes("rtfPower", "psdS and psdN", psdS.shape, psdN.shape);
  checkInteger("rtfPower", "nIter", nIter, 1);
  const noise = loaded("rtfPower", psdN, loading);
  const phi = solve(noise, psdS);
  let rtf = pick("rtfPower", phi, referenceChannel, 2).unsqueeze(-1);
  for (let i = 2; i < nIter; i++) rtf = phi.matmul(rtf);
  return (nIter >= 2 ? psdS : noise).matmul(rtf).squeeze(-1);
}
