// The companding of European telephony: linear near zero, logarithmic above.
import { where } from "../ops/index.js";
import { isIntegral, needTensor, type Tensor } from "../tensor/index.js";
import { ParameterError } from "../errors/index.js";

export interface ALawOptions {
  /** Strength, ≥ 1: 1 is linear (default 87.6). */
  readonly A?: number;
}

function checkStrength(op: string, A: number): void {
  if (!(A >= 1) || !Number.isFinite(A))
    throw new ParameterError(`${op}: A=${A} must be a finite number ≥ 1. G.711 uses 87.6.`);
}

const floating = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

/**
 * Compresses amplitudes by A-law: A·|x| / (1 + ln A) up to |x| = 1 / A, (1 + ln(A·|x|)) / (1 + ln A) above, with the sign of x.
 *
 * @param x        real, any shape, -1…1
 * @param options.A  strength, ≥ 1 (default 87.6)
 * @returns shape of x, -1…1
 * @throws ParameterError  A < 1
 * @source ITU-T G.711, its continuous formula
 * @example aLawCompress(tensor([0, 1])).arraySync() // [0, 1]
 */
export function aLawCompress(x: Tensor, { A = 87.6 }: ALawOptions = {}): Tensor {
  needTensor("aLawCompress", x);
  checkStrength("aLawCompress", A);
  const own = floating(x);
  const magnitude = own.abs();
  const small = magnitude.mul(A);
  // The clamp keeps the logarithm, and its gradient, finite where the other branch counts.
  const curve = where(small.lt(1), small, small.clamp({ min: 1 }).log().add(1));
  return own.sign().mul(curve.div(1 + Math.log(A)));
}

/**
 * Undoes `aLawCompress`.
 *
 * @param x        real, any shape, -1…1
 * @param options.A  strength, ≥ 1 (default 87.6)
 * @returns shape of x, -1…1
 * @throws ParameterError  A < 1
 * @source ITU-T G.711, its continuous formula
 * @example aLawExpand(aLawCompress(y))
 */
export function aLawExpand(x: Tensor, { A = 87.6 }: ALawOptions = {}): Tensor {
  needTensor("aLawExpand", x);
  checkStrength("aLawExpand", A);
  const own = floating(x);
  const scaled = own.abs().mul(1 + Math.log(A));
  const curve = where(scaled.lt(1), scaled, scaled.clamp({ min: 1 }).sub(1).exp());
  return own.sign().mul(curve.div(A));
}
