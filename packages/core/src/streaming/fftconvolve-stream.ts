import { oaconvolve, type ConvolveMode, type ConvolveOptions } from "../dsp/index.js";
import { checkSignal } from "../dsp/checks.js";
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { stage, type StreamStage } from "./stage.js";

interface Memory extends Readonly<Record<string, Tensor | number | undefined>> {
  /** The full convolution from `from` on, of which nothing has been given yet. */
  readonly pending: Tensor | undefined;
  readonly from: number;
  /** Samples that have come. */
  readonly total: number;
}

/** First and last + 1 sample of the full convolution that a mode gives of n samples with m taps. */
function wantedOf(mode: ConvolveMode, n: number, m: number): readonly [number, number] {
  const length = mode === "full" ? n + m - 1 : mode === "same" ? n : Math.abs(n - m) + 1;
  const start = Math.floor((n + m - 1 - length) / 2);
  return [start, start + length];
}

/** Sums two stretches of samples that begin together; the second is the longer. */
const added = (short: Tensor | undefined, long: Tensor): Tensor =>
  short === undefined ? long : short.pad([0, long.shape.at(-1)! - short.shape.at(-1)!]).add(long);

/**
 * Streaming `fftconvolve` with a kernel, a room's impulse response for instance: the overlaps of the blocks are added up.
 *
 * @param kernel        real, [..., taps], its leading dimensions broadcast against those of the blocks
 * @param options.mode  "full", "same" (as long as the signal) or "valid" (default "full")
 * @returns a stage: real [..., samples] → [..., samples], as `fftconvolve` of the whole signal with the kernel
 * @throws ParameterError  mode unknown; ShapeError: no taps, or leading dimensions that do not broadcast
 * @source scipy.signal.oaconvolve with blocks as they come
 * @example fftconvolveStream(tensor([0.5, 0.5]), { mode: "same" }).push(y).shape // [11025]
 */
export function fftconvolveStream(kernel: Tensor, { mode = "full" }: ConvolveOptions = {}): StreamStage {
  checkSignal("fftconvolveStream", kernel, "kernel");
  if (mode !== "full" && mode !== "same" && mode !== "valid")
    throw new ParameterError(`fftconvolveStream: mode="${String(mode)}" must be "full", "same" or "valid".`);
  const m = kernel.shape.at(-1)!;
  return stage<Memory>("fftconvolveStream", {
    start: { pending: undefined, from: 0, total: 0 },
    push({ pending, from, total }, block) {
      const n = total + block.shape.at(-1)!;
      // What stands before the block's own samples is complete already and waits for the mode.
      const complete = total - from;
      const sum = added(pending, oaconvolve(block, kernel).pad([complete, 0]));
      // Fewer samples than taps: a valid convolution may still turn out to be one of the kernel with the signal.
      if (mode === "valid" && n < m) return { memory: { pending: sum, from, total: n } };
      const [start] = wantedOf(mode, n, m);
      const skip = Math.max(0, start - from);
      const length = sum.shape.at(-1)!;
      const known = n - from;
      const out = known > skip ? sum.narrow(-1, skip, known - skip) : undefined;
      return { memory: { pending: sum.narrow(-1, known, length - known), from: n, total: n }, out };
    },
    flush({ pending, from, total }) {
      if (pending === undefined) return undefined;
      const [start, end] = wantedOf(mode, total, m);
      const first = Math.max(start, from);
      return end > first ? pending.narrow(-1, first - from, end - first) : undefined;
    },
  });
}
