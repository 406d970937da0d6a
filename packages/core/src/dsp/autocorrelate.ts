import { complex, irfft, rfft } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger, checkSignal } from "./checks.js";

/**
 * Autocorrelation at lags 0, 1, …: Σ y[n] · y[n + lag], by FFT.
 *
 * @param y        real, [..., samples]
 * @param options.maxSize  lags to keep, integer ≥ 1 (default: all)
 * @param options.dim      dimension of time (default -1)
 * @returns shape of y with min(maxSize, samples) lags along `dim`, unit of y squared
 * @throws ParameterError  maxSize < 1
 * @source librosa.autocorrelate
 * @example autocorrelate(ones([3])).arraySync() // [3, 2, 1]
 */
export function autocorrelate(
  y: Tensor,
  { maxSize, dim = -1 }: { readonly maxSize?: number; readonly dim?: number } = {},
): Tensor {
  checkSignal("autocorrelate", y);
  if (maxSize !== undefined) checkInteger("autocorrelate", "maxSize", maxSize, 1);
  const d = normalizeDim("autocorrelate", dim, y.ndim);
  const samples = y.shape[d];
  const n = 2 ** Math.ceil(Math.log2(2 * samples - 1 || 1)); // long enough that the circular correlation does not wrap
  const spectrum = rfft(y, { n, dim: d });
  const power = spectrum.real().square().add(spectrum.imag().square());
  return irfft(complex(power, power.mul(0)), { n, dim: d }).narrow(d, 0, Math.min(maxSize ?? samples, samples));
}
