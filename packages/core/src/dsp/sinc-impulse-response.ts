import { ParameterError } from "../errors/index.js";
import { sinc } from "../ops/index.js";
import { isFloatingPoint, needTensor, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { constant } from "./constant.js";
import { windowValues } from "./get-window.js";

export interface SincImpulseResponseOptions {
  /** Taps, odd integer ≥ 1 (default 513). */
  readonly windowSize?: number;
  /** A high-pass instead of a low-pass (default false). */
  readonly highPass?: boolean;
}

/**
 * Impulse responses of low-pass (or high-pass) filters: sinc under a Hamming window.
 *
 * @param cutoff   fractions of half the sample rate, real, [...], 0…1
 * @param options.windowSize  taps, odd (default 513)
 * @param options.highPass    (default false)
 * @returns [..., windowSize], unitless, symmetric; a low-pass sums to 1. Differentiable in the cutoff
 * @throws ParameterError  windowSize even
 * @source torchaudio.prototype.functional.sinc_impulse_response
 * @example sincImpulseResponse(tensor([0.25]), { windowSize: 65 }).shape // [1, 65]
 */
export function sincImpulseResponse(
  cutoff: Tensor,
  { windowSize = 513, highPass = false }: SincImpulseResponseOptions = {},
): Tensor {
  needTensor("sincImpulseResponse", cutoff, "cutoff");
  checkInteger("sincImpulseResponse", "windowSize", windowSize, 1);
  if (windowSize % 2 === 0)
    throw new ParameterError(
      `sincImpulseResponse: windowSize=${windowSize} must be odd, so that there is a middle tap. Use ${windowSize + 1}.`,
    );
  const own = isFloatingPoint(cutoff.dtype) ? cutoff : cutoff.to("float32");
  const half = (windowSize - 1) / 2;
  const table = (value: (i: number) => number): Tensor =>
    constant(Float64Array.from({ length: windowSize }, (_, i) => value(i)), [windowSize], own.dtype, own.device); // prettier-ignore
  const window = windowValues("hamming", windowSize, false);
  const taps = sinc(own.unsqueeze(-1).mul(table((i) => i - half))).mul(table((i) => window[i]));
  const low = taps.div(taps.sum(-1, { keepdim: true }).abs());
  return highPass ? table((i) => (i === half ? 1 : 0)).sub(low) : low;
}
