// The first discrete prolate spheroidal (Slepian) sequence, in double precision.
import { ParameterError } from "../errors/index.js";

/**
 * The taper of n points with the most energy in the band |f| ≤ NW / n, largest value near 1.
 *
 * It is the eigenvector of the largest eigenvalue of a symmetric tridiagonal matrix that commutes with the
 * concentration problem (Slepian 1978); scipy.signal.windows.dpss with Kmax=None.
 */
export function dpss(n: number, halfBandwidth: number): Float64Array {
  if (!(halfBandwidth > 0 && halfBandwidth < n / 2))
    throw new ParameterError(`getWindow: NW=${halfBandwidth} of "dpss" must be > 0 and less than half of n=${n}.`);
  const cosine = Math.cos((2 * Math.PI * halfBandwidth) / n);
  const diagonal = Float64Array.from({ length: n }, (_, i) => ((n - 1 - 2 * i) / 2) ** 2 * cosine);
  const beside = Float64Array.from({ length: n }, (_, i) => (i * (n - i)) / 2); // [i] couples i - 1 and i
  const largest = largestEigenvalue(diagonal, beside);

  // Outwards from the middle, where it is largest: the pivots of (T - λ) from the edge are all negative, so the ratio
  // of neighbours is accurate down to the smallest values, and the window is exactly even.
  const window = new Float64Array(n);
  const middle = Math.floor((n - 1) / 2);
  const pivots = new Float64Array(middle + 1);
  for (let i = 0; i < middle; i++) pivots[i] = diagonal[i] - largest - (i === 0 ? 0 : beside[i] ** 2 / pivots[i - 1]);
  window[middle] = 1;
  for (let i = middle - 1; i >= 0; i--) window[i] = (-beside[i + 1] / pivots[i]) * window[i + 1];
  for (let i = 0; i <= middle; i++) window[n - 1 - i] = window[i];

  // An even number of points misses the peak between its two middle ones: scipy's approximation of it.
  const peak = n % 2 === 0 ? 1 + halfBandwidth / n ** 2 : 1;
  return window.map((value) => value / peak);
}

/** By bisection: σ lies above it where every pivot of T - σ is negative. */
function largestEigenvalue(diagonal: Float64Array, beside: Float64Array): number {
  const n = diagonal.length;
  const isAbove = (sigma: number): boolean => {
    let pivot = diagonal[0] - sigma;
    for (let i = 1; i < n && pivot < 0; i++) pivot = diagonal[i] - sigma - beside[i] ** 2 / pivot;
    return pivot < 0;
  };
  // Gershgorin: no eigenvalue is further from its diagonal element than the sum of what stands beside it.
  let low = -Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    low = Math.max(low, diagonal[i]);
    high = Math.max(high, diagonal[i] + beside[i] + (i + 1 < n ? beside[i + 1] : 0));
  }
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
}
