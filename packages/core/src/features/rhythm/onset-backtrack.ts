import { checkSignal } from "../../dsp/checks.js";
import { readLines } from "../../dsp/host-lines.js";
import { ShapeError } from "../../errors/index.js";
import { data, fromTypedArray } from "../../ops/index.js";
import { formatShape, needTensor, type Tensor } from "../../tensor/index.js";

/** Each event moved to the last local minimum that is not after it; frame 0 counts as one. */
export function movedBack(events: readonly number[], energy: Float64Array): number[] {
  const minima = [0];
  for (let n = 1; n < energy.length - 1; n++)
    if (energy[n] <= energy[n - 1] && energy[n] < energy[n + 1]) minima.push(n);
  return events.map((event) => minima.findLast((minimum) => minimum <= event) ?? 0);
}

/**
 * Moves events back to the minimum of an energy before them: where an onset begins rather than where it is strongest.
 *
 * @param events  frames, [events]
 * @param energy  real, [frames], e.g. `rms` or `onsetStrength`
 * @returns a promise of int32 [events], frames; an event without a minimum before it goes to frame 0. No gradient
 * @throws ShapeError  events or energy of more than one dimension
 * @source librosa.onset.onset_backtrack
 * @example await onsetBacktrack(await onsetDetect(y), onsetStrength(y))
 */
export async function onsetBacktrack(events: Tensor, energy: Tensor): Promise<Tensor> {
  needTensor("onsetBacktrack", events, "events");
  checkSignal("onsetBacktrack", energy, "energy");
  if (events.ndim !== 1 || energy.ndim !== 1)
    throw new ShapeError(
      `onsetBacktrack: events ${formatShape(events.shape)} and energy ${formatShape(energy.shape)} must be [events] and [frames]. Use energy.squeeze(0) on what rms gives.`,
    );
  const [line] = await readLines(energy);
  const places = movedBack(Array.from((await data(events.detach())) as ArrayLike<number>), line);
  return fromTypedArray(Int32Array.from(places), [places.length], { device: events.device });
}
