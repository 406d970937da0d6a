import { flip } from "../../ops/index.js";
import { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { equalLengths, toCoefficients, type Coefficients } from "./coefficients.js";
import { extendEnds, type EndPadding } from "./extend-ends.js";
import { lfilter } from "./lfilter.js";
import { lfilterZi, steadyState } from "./steady-state.js";

export interface FiltfiltOptions {
  /** Limit the result to -1…1 (default true). */
  readonly clamp?: boolean;
  /** How the ends are continued, as in scipy (default: not at all, and both passes start at rest, as in torchaudio). */
  readonly padType?: EndPadding;
  /** Samples added at either end where padType is given (default 3 times the number of coefficients). */
  readonly padlen?: number;
}

/**
 * The waveform filtered forwards and then backwards: twice the attenuation and no delay.
 *
 * @param waveform  real, [..., samples]
 * @param aCoeffs   denominator, [order + 1] or [filters, order + 1], as in lfilter
 * @param bCoeffs   numerator, as aCoeffs
 * @param options.clamp    limit the result to -1…1 (default true)
 * @param options.padType  "odd", "even", "constant" or null: ends as scipy continues them, both passes starting in the steady state; (default: no padding and rest, as torchaudio)
 * @param options.padlen   samples at either end, integer ≥ 0 and less than the samples, with padType (default 3·(order + 1))
 * @returns shape of waveform, unit of waveform. Silence gives silence
 * @throws ParameterError  padType unknown, padlen out of range, or a pole at z = 1 with padType
 * @source torchaudio.functional.filtfilt; with padType scipy.signal.filtfilt (its method "pad"), which does not clamp
 * @example filtfilt(y, [1, -0.9], [0.1, 0], { padType: "odd" })
 */
export function filtfilt(
  waveform: Tensor,
  aCoeffs: Coefficients,
  bCoeffs: Coefficients,
  { clamp = true, padType, padlen }: FiltfiltOptions = {},
): Tensor {
  checkSignal("filtfilt", waveform, "waveform");
  const [b, a] = equalLengths(
    toCoefficients("filtfilt", "bCoeffs", bCoeffs, waveform),
    toCoefficients("filtfilt", "aCoeffs", aCoeffs, waveform),
  );
  if (padType === undefined) {
    const forwards = lfilter(waveform, a, b, { clamp: false });
    return flip(lfilter(flip(forwards, -1), a, b, { clamp }), -1);
  }
  const length = padlen ?? 3 * a.shape.at(-1)!;
  const extended = extendEnds("filtfilt", waveform, padType, length);
  const state = settled(aCoeffs, bCoeffs, b, a);
  const pass = (x: Tensor): Tensor => lfilter(x, a, b, { clamp: false, zi: state.mul(x.narrow(-1, 0, 1)) });
  const both = flip(pass(flip(pass(extended), -1)), -1);
  const y = padType === null ? both : both.narrow(-1, length, waveform.shape.at(-1)!);
  return clamp ? y.clamp({ min: -1, max: 1 }) : y;
}

/** The steady state in double precision where the coefficients are numbers, else with gradients. */
function settled(aCoeffs: Coefficients, bCoeffs: Coefficients, b: Tensor, a: Tensor): Tensor {
  if (aCoeffs instanceof Tensor || bCoeffs instanceof Tensor || b.ndim > 1) return steadyState(b, a);
  const state = lfilterZi(bCoeffs as ArrayLike<number>, aCoeffs as ArrayLike<number>);
  return constant(state, [state.length], b.dtype, b.device);
}
