// Where a signal is quieter than the rest: trimming the ends, and the intervals between silences.
import { amplitudeToDb } from "../dsp/decibel.js";
import { checkSignal } from "../dsp/checks.js";
import { ParameterError } from "../errors/index.js";
import { data, fromTypedArray } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { rms } from "./rms.js";

export interface SilenceOptions {
  /** Frames more than this many dB below `ref` are silent (default 60). */
  readonly topDb?: number;
  /** What 0 dB is: an amplitude, "max" for the loudest frame of all channels, or a function of the frames' levels (default "max"). */
  readonly ref?: number | "max" | ((level: Tensor) => Tensor);
  /** Samples, integer ≥ 1 (default 2048). */
  readonly frameLength?: number;
  /** Samples, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
  /** How the channels' decibels become one (default "max"); a function reduces one dimension, and may keep it. */
  readonly aggregate?: "max" | "min" | "mean" | "median" | ((db: Tensor, dim: number) => Tensor);
}

const AGGREGATES = {
  max: (db: Tensor, dim: number) => db.amax(dim),
  min: (db: Tensor, dim: number) => db.amin(dim),
  mean: (db: Tensor, dim: number) => db.mean(dim),
  median: (db: Tensor, dim: number) => db.quantile(0.5, { dim }),
};

function checkOptions(op: string, { topDb = 60, aggregate = "max" }: SilenceOptions): void {
  if (Number.isNaN(topDb) || typeof topDb !== "number")
    throw new ParameterError(`${op}: topDb=${topDb} must be a number of dB, usually 20…60.`);
  if (typeof aggregate !== "function" && !Object.hasOwn(AGGREGATES, aggregate))
    throw new ParameterError(
      `${op}: aggregate="${String(aggregate)}" must be a function or one of ${Object.keys(AGGREGATES).join(", ")}.`,
    );
}

/** For each frame 1 where it is loud enough in any (or the aggregate) of the channels; empty without channels. */
async function loudFrames(op: string, y: Tensor, options: SilenceOptions): Promise<ArrayLike<number>> {
  checkSignal(op, y);
  checkOptions(op, options);
  const { topDb = 60, ref = "max", frameLength = 2048, hopLength = 512, aggregate = "max" } = options;
  const level = rms(y.detach(), { frameLength, hopLength }).squeeze(-2); // [..., frames]
  if (level.numel === 0) return [];
  const reduce = typeof aggregate === "function" ? aggregate : AGGREGATES[aggregate];
  let db = amplitudeToDb(level, { ref, topDb: null });
  const frames = db.shape.at(-1)!;
  while (db.ndim > 1) db = reduce(db, 0).reshape(db.shape.slice(1));
  return (await data(db.reshape([frames]).gt(-topDb).to("int32"))) as Int32Array;
}

/**
 * The signal without the silence at its ends.
 *
 * @param y        real, [..., samples]; all channels are cut alike
 * @param options.topDb        dB below ref that count as silence (default 60)
 * @param options.ref          0 dB: an amplitude, "max" or a function of the levels [..., frames] (default "max")
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.aggregate    of the channels' decibels: "max", "min", "mean", "median" or a function (default "max")
 * @returns { trimmed: [..., rest], a view that passes gradients on; interval: [start, end] in samples }, unit of y. All silence stays as it
 *          is with ref "max"; [0, 0] where no frame is loud enough (NaN never is)
 * @throws ParameterError  topDb no number, unknown aggregate, frames longer than the padded signal
 * @source librosa.effects.trim
 * @example trim(y, { topDb: 30 })
 */
export async function trim(
  y: Tensor,
  options: SilenceOptions = {},
): Promise<{ trimmed: Tensor; interval: readonly [start: number, end: number] }> {
  const loud = Array.from(await loudFrames("trim", y, options));
  const hop = options.hopLength ?? 512;
  const [first, last] = [loud.indexOf(1), loud.lastIndexOf(1)];
  const start = first < 0 ? 0 : first * hop;
  const end = first < 0 ? 0 : Math.min(y.shape.at(-1)!, (last + 1) * hop);
  return { trimmed: y.narrow(-1, start, end - start), interval: [start, end] };
}

/**
 * The intervals of a signal that are not silent.
 *
 * @param y        real, [..., samples]; the channels share their intervals
 * @param options.topDb        dB below ref that count as silence (default 60)
 * @param options.ref          0 dB: an amplitude, "max" or a function of the levels [..., frames] (default "max")
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.aggregate    of the channels' decibels: "max", "min", "mean", "median" or a function (default "max")
 * @returns int32, [intervals, 2], start and end in samples, in order of time. All silence is one interval with ref "max"; none
 *          where no frame is loud enough. No gradient
 * @throws ParameterError  topDb no number, unknown aggregate, frames longer than the padded signal
 * @source librosa.effects.split; `split` is the tensor's, as in PyTorch
 * @example splitSilence(y, { topDb: 30 })
 */
export async function splitSilence(y: Tensor, options: SilenceOptions = {}): Promise<Tensor> {
  const loud = await loudFrames("splitSilence", y, options);
  const [hop, samples] = [options.hopLength ?? 512, y.shape.at(-1)!];
  const edges: number[] = [];
  for (let t = 0; t <= loud.length; t++)
    if ((loud[t] ?? 0) !== (loud[t - 1] ?? 0)) edges.push(Math.min(t * hop, samples));
  return fromTypedArray(Int32Array.from(edges), [edges.length / 2, 2], { device: y.device });
}
