import { readLines } from "../../dsp/host-lines.js";
import { toMono, zeroCrossings } from "../../dsp/index.js";
import { checkSignal } from "../../dsp/checks.js";
import { ParameterError } from "../../errors/index.js";
import { cat } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import type { Span } from "./sync.js";

export interface RemixOptions {
  /** Move the cuts to where the signal crosses zero, so that they do not click (default true). */
  readonly alignZeros?: boolean;
}

/** The nearest of ascending places, of two equally near ones the later. */
function nearestPlace(places: readonly number[], at: number): number {
  const next = places.findIndex((place) => place >= at);
  if (next === -1) return places.at(-1)!;
  return next > 0 && at - places[next - 1] < places[next] - at ? places[next - 1] : places[next];
}

/**
 * Puts parts of a signal together in another order.
 *
 * @param y          real, [..., samples]
 * @param intervals  parts [start, end] in samples, in their new order
 * @param options.alignZeros  move the cuts to the nearest zero crossing of the mean of the channels (default true)
 * @returns a promise of [..., samples], unit of y
 * @throws ParameterError  no intervals, or places outside of the signal
 * @source librosa.effects.remix
 * @example (await remix(y, [[5000, 9000], [0, 4000]], { alignZeros: false })).shape // [8000]
 */
export async function remix(
  y: Tensor,
  intervals: readonly Span[],
  { alignZeros = true }: RemixOptions = {},
): Promise<Tensor> {
  checkSignal("remix", y);
  const samples = y.shape.at(-1)!;
  const isPart = (part: unknown): boolean =>
    Array.isArray(part) &&
    part.length === 2 &&
    part.every(Number.isInteger) &&
    part[0] >= 0 &&
    part[0] <= part[1] &&
    part[1] <= samples;
  if (!Array.isArray(intervals) || intervals.length === 0 || !intervals.every(isPart))
    throw new ParameterError(
      `remix: intervals=${JSON.stringify(intervals)?.slice(0, 80)} must be a list of [start, end] with 0 ≤ start ≤ end ≤ ${samples} samples.`,
    );
  let places: number[] = [];
  if (alignZeros) {
    const [crossings] = await readLines(zeroCrossings(toMono(y.detach())).to("float32"));
    places = [...Array.from(crossings.keys()).filter((n) => crossings[n] !== 0), samples];
  }
  const moved = intervals.map((part) => (alignZeros ? part.map((at: number) => nearestPlace(places, at)) : part));
  return cat(
    moved.map(([start, end]) => y.narrow(-1, start, end - start)),
    -1,
  );
}
