import { where } from "../../../ops/index.js";
import { formatShape, type Tensor } from "../../../tensor/index.js";
import { ShapeError } from "../../../errors/index.js";
import { averageSegments } from "./average-segments.js";
import { segmentSpectra, type SegmentOptions } from "./segment-spectra.js";

/** How much of one signal is a filtered copy of the other, at each frequency. */
export interface Coherence {
  /** In the unit of fs, [bins]. */
  readonly frequencies: Float64Array;
  /** 0…1, bins along the dimension of time. */
  readonly Cxy: Tensor;
}

/**
 * Magnitude squared coherence |Pxy|² / (Pxx · Pyy): 1 where one signal is the other through a filter, near 0 where they have
 * nothing in common. A single segment gives 1 everywhere.
 *
 * @param x  real or complex, samples along `dim`
 * @param y  as x, of as many samples, broadcast against it
 * @param options.fs              sampling frequency, > 0 (default 1)
 * @param options.window          (default "hann")
 * @param options.nperseg         samples of a segment (default 256, at most the signal)
 * @param options.noverlap        samples that neighbours share (default nperseg / 2)
 * @param options.nfft            points of the transform, ≥ nperseg (default nperseg)
 * @param options.detrend         "constant", "linear", false or a function of segments [..., samples] (default "constant")
 * @param options.dim             dimension of time (default -1)
 * @returns { frequencies, Cxy }: Cxy real, bins along `dim`, unitless, 0…1; 0 where one of the two is silent. Gradients flow
 * @throws ParameterError  a number out of range or an unknown name; ShapeError: no samples, or not as many in both
 * @source scipy.signal.coherence, which has NaN where one is silent
 * @example coherence(y, y.roll(3), { nperseg: 64 }).Cxy.shape // [33]
 */
export function coherence(
  x: Tensor,
  y: Tensor,
  options: Omit<SegmentOptions, "scaling" | "returnOnesided"> = {},
): Coherence {
  const spectrum = (a: Tensor, b: Tensor | null): { frequencies: Float64Array; P: Tensor } => {
    const { frequencies, products } = segmentSpectra("coherence", a, b, options);
    return { frequencies, P: averageSegments("coherence", products, "mean", options.dim ?? -1) };
  };
  const { frequencies, P: Pxy } = spectrum(x, y);
  if (x.shape.at(options.dim ?? -1) !== y.shape.at(options.dim ?? -1))
    throw new ShapeError(
      `coherence: y ${formatShape(y.shape)} must have as many samples as x ${formatShape(x.shape)}. Cut the longer one.`,
    );
  const [Pxx, Pyy] = [spectrum(x, null).P, spectrum(y, null).P];
  const heard = Pxx.gt(0).logicalAnd(Pyy.gt(0));
  const cross = Pxy.abs();
  // One power after the other: their product could vanish where they do not.
  const share = cross.div(where(heard, Pxx, 1)).mul(cross.div(where(heard, Pyy, 1)));
  return { frequencies, Cxy: where(heard, share, 0) };
}
