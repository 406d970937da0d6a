import { ParameterError } from "../../../errors/index.js";
import { normalizeDim, type Tensor } from "../../../tensor/index.js";
import { checkInteger, checkPositive } from "../../checks.js";
import { checkSamples } from "./check-samples.js";
import { chirpTransform } from "./czt.js";

export interface ZoomFftOptions {
  /** Points, integer ≥ 1 (default: the samples). */
  readonly m?: number;
  /** Sampling frequency, > 0 (default 2: then 1 is the highest frequency). */
  readonly fs?: number;
  /** The second frequency is the last point rather than the one after it (default false). */
  readonly endpoint?: boolean;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

/**
 * The Fourier transform between two frequencies, as finely as wanted.
 *
 * @param x   real or complex, samples along `dim`
 * @param fn  the first and the last frequency in the unit of fs, or the last one alone with 0 as the first
 * @param options.m         points, integer ≥ 1 (default: the samples)
 * @param options.fs        sampling frequency, > 0 (default 2)
 * @param options.endpoint  whether the last frequency is a point itself (default false)
 * @param options.dim       dimension of time (default -1)
 * @returns complex, shape of x with m points along `dim`, unit of x. Gradients flow
 * @throws ParameterError  m no integer ≥ 1, fn not one or two finite numbers; ShapeError: no samples
 * @source scipy.signal.zoom_fft
 * @example zoomFft(y, [400, 480], { m: 9, fs: 22050 }).abs().argmax().itemSync() // 4
 */
export function zoomFft(
  x: Tensor,
  fn: number | readonly [first: number, last: number],
  { m, fs = 2, endpoint = false, dim = -1 }: ZoomFftOptions = {},
): Tensor {
  checkSamples("zoomFft", x);
  const d = normalizeDim("zoomFft", dim, x.ndim);
  const points = m ?? x.shape[d];
  checkInteger("zoomFft", "m", points, 1);
  checkPositive("zoomFft", "fs", fs);
  const [first, last] = typeof fn === "number" ? [0, fn] : [fn?.[0], fn?.[1]];
  if (!Number.isFinite(first) || !Number.isFinite(last))
    throw new ParameterError(`zoomFft: fn=${String(fn)} must be a frequency, or a list of the first and the last one.`);
  const step = (last - first) / fs / (endpoint ? Math.max(1, points - 1) : points);
  const result = chirpTransform(x.movedim(d, -1), points, {
    start: (n) => ({ growth: 0, angle: (-2 * Math.PI * first * n) / fs }),
    chirp: (k) => ({ growth: 0, angle: -Math.PI * step * k ** 2 }),
  });
  return result.movedim(-1, d);
}
