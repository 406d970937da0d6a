import { ParameterError } from "../errors/index.js";
import { complex } from "../ops/index.js";
import { needTensor, type Tensor } from "../tensor/index.js";

/**
 * A complex spectrogram as magnitude and phase, D = magnitude · phase for power 1.
 *
 * @param D        complex, [..., bins, frames] (any shape)
 * @param options.power  exponent of the magnitude, > 0: 1 for energy, 2 for power (default 1)
 * @returns magnitude: real, ≥ 0; phase: complex of modulus 1, and 1 where D is 0. Both of D's shape
 * @throws ParameterError  power not > 0
 * @source librosa.magphase
 * @example const { magnitude, phase } = magphase(stft(y));
 */
export function magphase(
  D: Tensor,
  { power = 1 }: { readonly power?: number } = {},
): { magnitude: Tensor; phase: Tensor } {
  needTensor("magphase", D, "D");
  if (!(power > 0)) throw new ParameterError(`magphase: power=${power} must be > 0. Use 1 for magnitude, 2 for power.`);
  const magnitude = D.abs();
  const isZero = magnitude.eq(0).to(magnitude.dtype);
  const divisor = magnitude.add(isZero);
  const real = D.real().div(divisor).add(isZero);
  const phase = complex(real, D.dtype === magnitude.dtype ? real.mul(0) : D.imag().div(divisor));
  return { magnitude: power === 1 ? magnitude : magnitude.pow(power), phase };
}
