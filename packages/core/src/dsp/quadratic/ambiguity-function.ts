import { cat, fft, fftshift, flip } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { lagProducts, quadraticLengths, quadraticSignal, type QuadraticOptions } from "./lag-products.js";

/**
 * Narrow-band ambiguity function: how alike a signal is to itself shifted in time and in frequency.
 *
 * A[ν, m] = Σ z[n + m] · conj z[n - m] · exp(-2πi·ν·n / samples): the two-dimensional transform of `wignerVille`.
 *
 * @param x        real or complex (taken as z), [..., samples]
 * @param options.analytic      real signals become analytic first (default true)
 * @param options.doubleLength  analytic signal from twice the length (default false)
 * @returns complex, [..., samples, lags], unit of x squared, lags = 2 · floor((samples - 1) / 2) + 1. Both axes have zero in the
 *          middle: row i is at (i - floor(samples / 2)) · sampleRate / samples Hz, column j at a lag of
 *          2 · (j - (lags - 1) / 2) samples. Largest there: the signal's energy. Silence gives 0
 * @throws DTypeError  analytic: true for a complex x
 * @source Woodward, Probability and Information Theory (1953), in the symmetric form of Cohen (1989)
 * @example ambiguityFunction(y.narrow(-1, 0, 64)).shape // [64, 63]
 */
export function ambiguityFunction(x: Tensor, options: Omit<QuadraticOptions, "nFft"> = {}): Tensor {
  const z = quadraticSignal("ambiguityFunction", x, options);
  const { maxLag } = quadraticLengths("ambiguityFunction", z, {});
  const ahead = lagProducts(z, maxLag); // [..., times, maxLag + 1]
  const both = cat([flip(ahead.narrow(-1, 1, maxLag), -1).conj(), ahead], -1);
  return fftshift(fft(both, { dim: -2 }), -2);
}
