import { ParameterError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { padSignal, type SignalPadMode } from "./pad-signal.js";

export interface FrameOptions {
  /** Samples per frame, integer ≥ 1 (default 2048). */
  readonly frameLength?: number;
  /** Samples from one frame to the next, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
}

/**
 * Overlapping frames of a signal, as a view on its memory: nothing is copied, and writing to the signal shows in the frames.
 * Samples that do not fill a last frame are left out.
 *
 * @param y        [..., samples]
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.dim          dimension to frame (default -1)
 * @returns [..., frameLength, frames] for a dim counted from the end, [frames, frameLength, ...] for dim 0;
 *          frames = 1 + floor((samples - frameLength) / hopLength)
 * @throws ParameterError  frameLength larger than the signal, hopLength < 1
 * @source librosa.util.frame
 * @example frame(arange(5), { frameLength: 3, hopLength: 2 }).arraySync() // [[0, 2], [1, 3], [2, 4]]
 */
export function frame(
  y: Tensor,
  { frameLength = 2048, hopLength = 512, dim = -1 }: FrameOptions & { readonly dim?: number } = {},
): Tensor {
  needTensor("frame", y, "y");
  const d = normalizeDim("frame", dim, y.ndim);
  checkFrames("frame", y.shape[d] ?? 0, frameLength, hopLength, formatShape(y.shape));
  const frames = y.unfold(d, frameLength, hopLength);
  // The window axis comes last from unfold: it goes before the frames, or after them for a dim counted from the start.
  const axes = Array.from({ length: y.ndim }, (_, i) => i);
  axes.splice(dim < 0 ? d : d + 1, 0, y.ndim);
  return frames.permute(axes);
}

/** The checks of framing, for functions that frame under their own name. */
export function checkFrames(
  op: string,
  samples: number,
  frameLength: number,
  hopLength: number,
  context: string,
): void {
  checkInteger(op, "frameLength", frameLength, 1);
  checkInteger(op, "hopLength", hopLength, 1);
  if (frameLength > samples)
    throw new ParameterError(
      `${op}: frameLength=${frameLength} must be at most the signal's length ${samples}. y is ${context}. ` +
        "Use a shorter frame, pad the signal, or center: true where the function has it.",
    );
}

export interface CenterOptions {
  /** Pad both ends so that frame t is centred on sample t · hopLength. */
  readonly center: boolean;
  readonly padMode: SignalPadMode;
}

/** Frames for the features: centred on request, checked under the name of the caller. [..., samples] → [..., frameLength, frames] */
export function centeredFrames(
  op: string,
  y: Tensor,
  { frameLength, hopLength, center, padMode }: Required<FrameOptions> & CenterOptions,
): Tensor {
  return frame(centerPad(op, y, { frameLength, hopLength, center, padMode }), { frameLength, hopLength });
}

/** The signal as it is framed: with frameLength / 2 samples more on both sides where `center` asks for it. */
export function centerPad(op: string, y: Tensor, options: Required<FrameOptions> & CenterOptions): Tensor {
  const half = centering(op, y, options);
  return padSignal(op, y, { before: half, after: half, mode: options.padMode });
}

/** Samples that framing adds on both sides, checked. */
export function centering(
  op: string,
  y: Tensor,
  { frameLength, hopLength, center }: Required<FrameOptions> & Pick<CenterOptions, "center">,
): number {
  const half = center ? Math.floor(frameLength / 2) : 0;
  checkInteger(op, "frameLength", frameLength, 1);
  checkFrames(op, y.shape.at(-1)! + 2 * half, frameLength, hopLength, formatShape(y.shape));
  return half;
}
