import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { nameValue, type Tensor } from "../../tensor/index.js";

/** What a list of moments counts. */
export type TimeUnit = "frames" | "samples" | "time";

/** Refuses anything but the name of a unit. */
export function checkUnits(op: string, units: string): void {
  if (!["frames", "samples", "time"].includes(units))
    throw new ParameterError(`${op}: units=${nameValue(units)} must be "frames", "samples" or "time".`);
}

/** Frames as frames, samples or seconds, on the device of `like`. */
export function inUnits(
  frames: readonly number[],
  units: TimeUnit,
  { hopLength, sampleRate }: { readonly hopLength: number; readonly sampleRate: number },
  like: Tensor,
): Tensor {
  const { device } = like;
  if (units === "time") {
    const seconds = Float64Array.from(frames, (t) => (t * hopLength) / sampleRate);
    return fromTypedArray(like.dtype === "float64" ? seconds : Float32Array.from(seconds), [frames.length], { device });
  }
  const step = units === "samples" ? hopLength : 1;
  return fromTypedArray(Int32Array.from(frames, (t) => t * step), [frames.length], { device }); // prettier-ignore
}

/** Lists of frames as true and false for each frame: bool of `shape`, [..., frames]. */
export function asMarks(lists: readonly (readonly number[])[], shape: readonly number[], like: Tensor): Tensor {
  const frames = shape.at(-1)!;
  const marks = new Uint8Array(shape.reduce((a, b) => a * b, 1));
  lists.forEach((list, i) => list.forEach((n) => (marks[i * frames + n] = 1)));
  return fromTypedArray(marks, shape, { dtype: "bool", device: like.device });
}
