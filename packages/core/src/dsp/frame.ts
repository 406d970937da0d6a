import { ParameterError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { checkPadMode, padSignal, type SignalPadMode } from "./pad-signal.js";

export interface FrameOptions {
  /** Samples per frame, integer ≥ 1 (default 2048). */
  readonly frameLength?: number;
  /** Samples from one frame to the next, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
}

export interface FramingOptions extends FrameOptions {
  /** Dimension to frame (default -1). */
  readonly dim?: number;
  /** Centre frame t on sample t · hopLength, by padding frameLength / 2 samples on both sides (default false). */
  readonly center?: boolean;
  /** How ends are padded, those for `tail: "pad"` too (default "constant"). */
  readonly padMode?: SignalPadMode;
  /** Samples that do not fill a last frame are left out, or padded to a frame (default "drop"). */
  readonly tail?: "drop" | "pad";
}

/**
 * Overlapping frames of a signal. Without padding they are a view on its memory: nothing is copied, and writing to the signal
 * shows in the frames.
 *
 * @param y        [..., samples]
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.dim          dimension to frame (default -1)
 * @param options.center       frame t is centred on sample t · hopLength (default false: it begins there)
 * @param options.padMode      ends where they are padded; "wrap" takes them from the other end (default "constant")
 * @param options.tail         samples that fill no last frame: "drop" or "pad" to one (default "drop")
 * @returns unit of y, [..., frameLength, frames] for a dim counted from the end, [frames, frameLength, ...] for dim 0;
 *          frames = 1 + floor((samples - frameLength) / hopLength) of the padded signal, rounded up for tail "pad"
 * @throws ParameterError  frameLength larger than the signal (with tail "drop"), hopLength < 1, unknown padMode or tail
 * @source librosa.util.frame; center, padMode and tail are ours
 * @example frame(arange(5), { frameLength: 3, hopLength: 2 }).arraySync() // [[0, 2], [1, 3], [2, 4]]
 */
export function frame(y: Tensor, options: FramingOptions = {}): Tensor {
  const {
    frameLength = 2048,
    hopLength = 512,
    dim = -1,
    center = false,
    padMode = "constant",
    tail = "drop",
  } = options;
  needTensor("frame", y, "y");
  const d = normalizeDim("frame", dim, y.ndim);
  checkInteger("frame", "frameLength", frameLength, 1);
  checkInteger("frame", "hopLength", hopLength, 1);
  checkPadMode("frame", padMode);
  if (tail !== "drop" && tail !== "pad")
    throw new ParameterError(`frame: tail="${String(tail)}" must be "drop" or "pad".`);
  const half = center ? Math.floor(frameLength / 2) : 0;
  const samples = (y.shape[d] ?? 0) + 2 * half;
  const surplus = Math.max(samples - frameLength, 0) % hopLength;
  const missing = samples < frameLength ? frameLength - samples : surplus === 0 ? 0 : hopLength - surplus;
  const after = half + (tail === "pad" ? missing : 0);
  const padded = half + after === 0 ? y : padSignal("frame", y, { before: half, after, mode: padMode, dim: d });
  checkFrames("frame", padded.shape[d] ?? 0, frameLength, hopLength, formatShape(y.shape));
  const frames = padded.unfold(d, frameLength, hopLength);
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
