import { ParameterError } from "../../errors/index.js";
import { cat, fft, ifft, irfft, rfft } from "../../ops/index.js";
import { isComplex, isIntegral, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { windowValues, type WindowSpec } from "../get-window.js";

export interface ResampleFftOptions {
  /** Window on the spectrum, for signals whose ends do not meet: tapers ringing (default none). */
  readonly window?: WindowSpec;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

/** A window over all bins in the order of the DFT: bin k holds the value at frequency k. */
function spectralWindow(window: WindowSpec, n: number): Float64Array {
  const values = windowValues(window, n);
  // An array is in that order already; a named window has its peak in the middle.
  if (typeof window === "object" && typeof window[0] !== "string") return values;
  return values.map((_, k) => values[(k + Math.floor(n / 2)) % n]);
}

/**
 * The signal with another number of samples over the same time, by cutting or extending its spectrum: exact for periodic
 * signals, while others ring where the end meets the start.
 *
 * @param x        real or complex, [..., samples]
 * @param num      samples of the result, integer ≥ 1
 * @param options.window  taper over the bins, a name or n values in the order of the DFT (default none)
 * @param options.dim     dimension of time (default -1)
 * @returns shape of x with `num` along `dim`, unit of x; silence and constants stay what they are
 * @throws ParameterError  num no integer ≥ 1
 * @source scipy.signal.resample of signals in time, without its `t`
 * @example resampleFft(y, 8000).shape // [8000]
 */
export function resampleFft(x: Tensor, num: number, { window, dim = -1 }: ResampleFftOptions = {}): Tensor {
  needTensor("resampleFft", x, "x");
  if (!isComplex(x.dtype)) checkSignal("resampleFft", x, "x");
  checkInteger("resampleFft", "num", num, 1);
  const d = normalizeDim("resampleFft", dim, x.ndim);
  if (x.shape[d] === 0)
    throw new ParameterError(`resampleFft: dim=${dim} holds no samples. Check the file or the slice.`);
  const pass = isComplex(x.dtype) && !isIntegral(x.dtype) ? resampleComplex : resampleReal;
  return d === x.ndim - 1 ? pass(x, num, window) : pass(x.transpose(d, -1), num, window).transpose(d, -1);
}

function resampleReal(x: Tensor, num: number, window: WindowSpec | undefined): Tensor {
  const n = x.shape.at(-1)!;
  const common = Math.min(n, num);
  const bins = Math.floor(common / 2) + 1;
  const factors = new Float64Array(bins).fill(num / n);
  if (window !== undefined) {
    const values = spectralWindow(window, n);
    // The window of a real signal is the same for both signs of a frequency.
    factors.forEach((f, k) => (factors[k] = f * (k === 0 ? values[0] : 0.5 * (values[k] + values[n - k]))));
  }
  // The bin at half the lower rate stands for both signs in the shorter spectrum, for one in the longer.
  if (common % 2 === 0 && n !== num) factors[bins - 1] *= num < n ? 2 : 0.5;
  const kept = rfft(x)
    .narrow(-1, 0, bins)
    .mul(constant(factors, [bins], x.dtype, x.device));
  return irfft(kept, { n: num });
}

function resampleComplex(x: Tensor, num: number, window: WindowSpec | undefined): Tensor {
  const n = x.shape.at(-1)!;
  const scaled = (spectrum: Tensor, factors: Float64Array): Tensor =>
    spectrum.mul(constant(factors, [factors.length], x.dtype, x.device));
  const factors = (window === undefined ? new Float64Array(n).fill(1) : spectralWindow(window, n)).map(
    (value) => (value * num) / n,
  );
  const X = scaled(fft(x), factors);
  const common = Math.min(n, num);
  const positive = Math.floor(common / 2) + 1;
  const negative = common - positive;
  const even = common % 2 === 0 && n !== num;
  const low = X.narrow(-1, 0, positive);
  const middle = low.narrow(-1, 0, even ? positive - 1 : positive);
  const top = even ? [low.narrow(-1, positive - 1, 1)] : [];
  const high = X.narrow(-1, n - negative, negative);
  if (num < n) {
    // Both signs of half the new rate fall on one bin.
    const both = top.map((bin) => bin.add(X.narrow(-1, n - positive + 1, 1)));
    return ifft(cat([middle, ...both, high], -1));
  }
  const halves = top.map((bin) => bin.mul(0.5));
  const gap = num - common - (even ? 1 : 0);
  const empty = X.newZeros([...X.shape.slice(0, -1), Math.max(0, gap)]);
  return ifft(cat([middle, ...halves, empty, ...halves, high], -1));
}
