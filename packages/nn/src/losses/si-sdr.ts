// How far a signal is from a reference of any loudness.
import type { Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface SiSdrOptions {
  /** Take the mean off both signals first (default true). */
  zeroMean?: boolean;
  /** Added to energies (default 1e-8). */
  eps?: number;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * Minus the scale-invariant signal-to-distortion ratio in dB: the target is scaled to what of it is in the input, the rest
 * is distortion.
 *
 * @param input, target  [..., samples]
 * @returns one number, or one per signal [...] with `reduction: "none"`; lower is better, −30 is a good separation
 * @throws ShapeError
 * @source Le Roux et al., "SDR: half-baked or well done?" (2019)
 */
export function siSdrLoss(input: Tensor, target: Tensor, options: SiSdrOptions = {}): Tensor {
  const { zeroMean = true, eps = 1e-8, reduction = "mean" } = options;
  checkSameShape("siSdrLoss", input, target);
  const centred = (x: Tensor): Tensor => (zeroMean ? x.sub(x.mean({ dim: -1, keepdim: true })) : x);
  const [x, y] = [centred(input), centred(target)];
  const sum = (a: Tensor): Tensor => a.sum({ dim: -1, keepdim: true });
  const scaled = y.mul(sum(x.mul(y)).add(eps).div(sum(y.square()).add(eps)));
  const ratio = sum(scaled.square()).add(eps).div(sum(scaled.sub(x).square()).add(eps)); // prettier-ignore
  return reduceLoss("siSdrLoss", ratio.squeeze(-1).log10().mul(-10), reduction);
}

/** Module form of {@link siSdrLoss}. */
export class SISDRLoss extends Module {
  readonly options: Required<SiSdrOptions>;
  constructor({ zeroMean = true, eps = 1e-8, reduction = "mean" }: SiSdrOptions = {}) {
    super();
    this.options = { zeroMean, eps, reduction };
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return siSdrLoss(input, target, this.options);
  }
}
