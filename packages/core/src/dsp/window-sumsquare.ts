import { getDefaultDevice } from "../backend/index.js";
import type { Device, DType, Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { constant } from "./constant.js";
import { fftWindow, resolveLengths, type StftOptions } from "./stft.js";

/** Sum of the squared windows of `frames` frames at every sample, in double precision. */
export function windowSumsquareValues(window: Float64Array, frames: number, hopLength: number): Float64Array {
  const sum = new Float64Array(frames === 0 ? 0 : window.length + hopLength * (frames - 1));
  for (let t = 0; t < frames; t++) for (let i = 0; i < window.length; i++) sum[t * hopLength + i] += window[i] ** 2;
  return sum;
}

/**
 * The envelope that overlapping squared windows add up to: what `istft` divides by.
 *
 * @param options.window     (default "hann", periodic)
 * @param options.nFrames    frames, integer ≥ 0
 * @param options.hopLength  samples, integer ≥ 1 (default 512)
 * @param options.winLength  samples, 1…nFft (default nFft)
 * @param options.nFft       samples, integer ≥ 1 (default 2048)
 * @param options.dtype      "float32" (default) or "float64"
 * @returns [nFft + hopLength · (nFrames - 1)], unitless, ≥ 0
 * @throws ParameterError  lengths out of range
 * @source librosa.filters.window_sumsquare with norm=None
 * @example windowSumsquare({ window: "boxcar", nFrames: 2, hopLength: 2, nFft: 4 }).arraySync() // [1, 1, 2, 2, 1, 1]
 */
export function windowSumsquare(
  {
    window = "hann",
    nFrames,
    dtype = "float32",
    device = getDefaultDevice(),
    ...lengths
  }: Pick<StftOptions, "window" | "hopLength" | "winLength" | "nFft"> & {
    readonly nFrames: number;
    readonly dtype?: Extract<DType, "float32" | "float64">;
    readonly device?: Device;
  } = {} as never,
): Tensor {
  checkInteger("windowSumsquare", "nFrames", nFrames, 0);
  const { nFft, winLength, hopLength } = resolveLengths("windowSumsquare", { hopLength: 512, ...lengths });
  const values = windowSumsquareValues(fftWindow(window, winLength, nFft), nFrames, hopLength);
  return constant(values, [values.length], dtype, device);
}
