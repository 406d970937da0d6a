import { checkInteger, checkSignal } from "../dsp/checks.js";
import type { SignalPadMode } from "../dsp/index.js";
import { padSignal } from "../dsp/pad-signal.js";
import { ParameterError } from "../errors/index.js";
import { cat } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";

export interface StackMemoryOptions {
  /** Copies, the one without delay among them, integer ≥ 1 (default 2). */
  readonly nSteps?: number;
  /** Frames from copy to copy, integer ≠ 0; negative looks ahead (default 1). */
  readonly delay?: number;
  /** What stands before the first frame (default "constant"). */
  readonly mode?: SignalPadMode;
  /** Value of a constant border (default 0). */
  readonly constantValues?: number;
}

/**
 * Short-term history: each frame with delayed copies of itself below it.
 *
 * @param data     real, [features, frames] with any leading axes, or [frames]
 * @param options.nSteps          copies, integer ≥ 1 (default 2)
 * @param options.delay           frames, integer ≠ 0; negative looks ahead (default 1)
 * @param options.mode            what stands outside (default "constant")
 * @param options.constantValues  of a constant border (default 0)
 * @returns [..., features · nSteps, frames], unit of data: rows i · features… hold data delayed by i · delay frames
 * @throws ParameterError  nSteps < 1, delay 0; ShapeError: no frames
 * @source librosa.feature.stack_memory
 * @example stackMemory(tensor([[1, 2, 3]])).arraySync() // [[1, 2, 3], [0, 1, 2]]
 */
export function stackMemory(
  data: Tensor,
  { nSteps = 2, delay = 1, mode = "constant", constantValues = 0 }: StackMemoryOptions = {},
): Tensor {
  checkSignal("stackMemory", data, "data");
  checkInteger("stackMemory", "nSteps", nSteps, 1);
  if (!Number.isInteger(delay) || delay === 0)
    throw new ParameterError(`stackMemory: delay=${delay} must be an integer other than 0. 1 is the frame before.`);
  const x = data.ndim === 1 ? data.unsqueeze(0) : data;
  const frames = x.shape.at(-1)!;
  const reach = (nSteps - 1) * Math.abs(delay);
  const [before, after] = delay > 0 ? [reach, 0] : [0, reach];
  const padded = padSignal("stackMemory", x, { before, after, mode, constantValues });
  return cat(
    Array.from({ length: nSteps }, (_, i) => padded.narrow(-1, before - i * delay, frames)),
    -2,
  );
}
