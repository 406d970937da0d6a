import { tempoFrequencies } from "../../dsp/index.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { full } from "../../ops/index.js";
import { formatShape, Tensor } from "../../tensor/index.js";
import { f0Harmonics, type F0HarmonicsOptions } from "../harmony/index.js";
import { aggregateOf, type Aggregate } from "../segments/sync.js";
import { tempo, type TempoOptions } from "./tempo.js";
import { tempogram, type SignalOrOnsets, type TempogramOptions } from "./tempogram.js";

/** Multiples of the beat: from four to a bar of four, by triplets and dotted notes, down to a quarter of it. */
const FACTORS = [4, 8 / 3, 3, 2, 4 / 3, 3 / 2, 1, 2 / 3, 3 / 4, 1 / 2, 1 / 3, 3 / 8, 1 / 4];

export interface TempogramRatioOptions
  extends
    TempogramOptions,
    Pick<TempoOptions, "startBpm" | "stdBpm" | "maxTempo" | "prior">,
    Pick<F0HarmonicsOptions, "kind" | "fillValue"> {
  /** Beats per minute of each frame, [..., frames] or [..., 1], or of all (default: `tempo` of each frame). */
  readonly bpm?: Tensor | number;
  /** Beats per minute of the rows of the tempogram (default `tempoFrequencies`). */
  readonly freqs?: ArrayLike<number>;
  /** Multiples of the tempo (default 4, 8/3, 3, 2, 4/3, 3/2, 1, 2/3, 3/4, 1/2, 1/3, 3/8, 1/4). */
  readonly factors?: ArrayLike<number>;
  /** One value for all frames (default: one for each). */
  readonly aggregate?: Aggregate;
  /** Exponent of each frame's norm in the tempogram, null: none (default Infinity). */
  readonly norm?: number | null;
}

/**
 * How strongly multiples of the tempo are there, such as quavers and triplets: rhythm apart from tempo.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]; or { tg }, a tempogram
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512); winLength, center, window, norm as `tempogram`
 * @param options.bpm         beats per minute, a number, [..., frames] or [..., 1] (default `tempo` of each frame, with startBpm, stdBpm, maxTempo, prior)
 * @param options.freqs       beats per minute of the rows of the tempogram (default `tempoFrequencies`)
 * @param options.factors     multiples of the tempo (default the 13 of Prockup)
 * @param options.kind        interpolation between rows (default "linear"); fillValue beyond them (default 0), as `f0Harmonics`
 * @param options.aggregate   one value for all frames, as `sync` (default: one for each)
 * @returns [..., factors, frames], or [..., factors], unit of the tempogram
 * @throws ParameterError  a number out of range; ShapeError: bpm that does not fit
 * @source librosa.feature.tempogram_ratio; Prockup et al., Modeling genre with the Music Genome Project, ISMIR 2015
 * @example tempogramRatio(y, { sampleRate: 22050, winLength: 16 }).shape // [13, 22]
 */
export function tempogramRatio(
  input: SignalOrOnsets | { readonly tg: Tensor },
  options: TempogramRatioOptions = {},
): Tensor {
  const op = "tempogramRatio";
  const { sampleRate = 22050, hopLength = 512, winLength = 384, center, window, norm, aggregate } = options;
  const { startBpm, stdBpm, maxTempo, prior, kind, fillValue = 0, factors = FACTORS } = options;
  const given = typeof input === "object" && input !== null && "tg" in input ? input.tg : undefined;
  if (given !== undefined && (!(given instanceof Tensor) || given.ndim < 2 || given.shape.includes(0)))
    throw new ShapeError(`${op}: tg must be a tempogram, [..., winLength, frames], with at least one of each.`);
  const reduce = aggregate === undefined ? undefined : aggregateOf(op, aggregate);
  const tg = given ?? tempogram(input as SignalOrOnsets, defined({ sampleRate, hopLength, winLength, center, window, norm })); // prettier-ignore
  const freqs = options.freqs ?? tempoFrequencies(tg.shape.at(-2)!, { sampleRate, hopLength });
  const frames = [...tg.shape.slice(0, -2), tg.shape.at(-1)!];
  const bpm = options.bpm ?? tempo({ tg }, { aggregate: null, sampleRate, hopLength, ...defined({ startBpm, stdBpm, maxTempo, prior }) }); // prettier-ignore
  if (!(bpm instanceof Tensor) && typeof bpm !== "number")
    throw new ParameterError(`${op}: bpm must be a number or a tensor [..., frames].`);
  const tempi = bpm instanceof Tensor ? bpm : full([1], bpm, { dtype: tg.dtype, device: tg.device });
  if (tempi.ndim > frames.length || !tempi.shape.every((n, i) => n === 1 || n === frames.at(i - tempi.ndim)))
    throw new ShapeError(`${op}: bpm ${formatShape(tempi.shape)} must be ${formatShape(frames)}, one for each frame.`);
  const ratio = f0Harmonics(tg, { f0: tempi.expand(...frames), freqs, harmonics: factors, fillValue, ...defined({ kind }) }); // prettier-ignore
  return reduce ? reduce(ratio, -1) : ratio;
}

/** The options that are given. */
function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
