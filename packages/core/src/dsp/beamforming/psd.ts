import { checkPositive } from "../checks.js";
import { ShapeError } from "../../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../../tensor/index.js";
import { checkComplex } from "./checks.js";

export interface PsdOptions {
  /** Divide the mask by its sum over time (default true). */
  readonly normalize?: boolean;
  /** Added to that sum, > 0 (default 1e-10). */
  readonly eps?: number;
}

/**
 * Power spectral density matrices across channels: for each bin, the sum over time of s·sᴴ, weighted by a mask.
 *
 * @param specgram  complex, [..., channels, bins, frames]
 * @param mask      real, [..., bins, frames], of what is to be measured; null: all of it (default null)
 * @param options.normalize  divide the mask by its sum over time (default true)
 * @param options.eps        added to that sum, > 0 (default 1e-10)
 * @returns complex, [..., bins, channels, channels], Hermitian, unit of specgram squared
 * @throws DTypeError  specgram not complex; ShapeError: the mask does not fit
 * @source torchaudio.functional.psd
 * @example psd(complex(ones([2, 9, 4]), zeros([2, 9, 4]))).shape // [9, 2, 2]
 */
export function psd(
  specgram: Tensor,
  mask: Tensor | null = null,
  { normalize = true, eps = 1e-10 }: PsdOptions = {},
): Tensor {
  checkComplex("psd", "specgram", specgram, 3, "[..., channels, bins, frames]");
  checkPositive("psd", "eps", eps);
  const s = specgram.transpose(-3, -2); // [..., bins, channels, frames]
  if (mask === null) return s.matmul(s.conj().transpose(-1, -2));
  needTensor("psd", mask, "mask");
  const wanted = [...s.shape.slice(0, -2), s.shape.at(-1)!];
  if (formatShape(mask.shape) !== formatShape(wanted))
    throw new ShapeError(
      `psd: mask ${formatShape(mask.shape)} must be ${formatShape(wanted)}, one weight for all channels.`,
    );
  const weights = normalize ? mask.div(mask.sum(-1, { keepdim: true }).add(eps)) : mask;
  return s.mul(weights.unsqueeze(-2)).matmul(s.conj().transpose(-1, -2));
}
