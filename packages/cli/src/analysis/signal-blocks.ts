// A long signal in overlapping pieces, so that the spectra of an hour need not be in memory at once.

export type Ends = "zero" | "edge";

/**
 * `length` samples from `start`, which may lie before the first sample or reach beyond the last one: there the signal goes on
 * as zeros, or with its first or last sample.
 */
export function sliceBeyond(signal: Float32Array, start: number, length: number, ends: Ends): Float32Array {
  const piece = new Float32Array(length);
  const from = Math.max(0, start);
  const to = Math.min(signal.length, start + length);
  if (ends === "edge") {
    if (start < 0) piece.fill(signal[0], 0, Math.min(length, -start));
    if (start + length > signal.length) piece.fill(signal[signal.length - 1], Math.max(0, signal.length - start));
  }
  if (to > from) piece.set(signal.subarray(from, to), from - start);
  return piece;
}

/** Frames of a centred transform: frame t covers nFft samples around t · hopLength. */
export const centeredFrameCount = (samples: number, nFft: number, hopLength: number): number =>
  1 + Math.floor((samples + 2 * Math.floor(nFft / 2) - nFft) / hopLength);
