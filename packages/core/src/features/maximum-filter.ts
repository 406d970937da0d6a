// The largest of neighbouring bands: what vibrato is forgiven by.
import { padSignal } from "../dsp/pad-signal.js";
import type { Tensor } from "../tensor/index.js";

/** The largest of `size` neighbours along `dim`, the ends mirrored. @source scipy.ndimage.maximum_filter1d */
export function maximumFilter(op: string, S: Tensor, size: number, dim: number): Tensor {
  if (size === 1) return S;
  const before = Math.floor(size / 2);
  const padded = padSignal(op, S, { before, after: size - 1 - before, mode: "symmetric", dim });
  return padded.unfold(dim, size, 1).amax(-1);
}
