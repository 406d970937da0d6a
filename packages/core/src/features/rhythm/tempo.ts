import { checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { tempoFrequencies, timeToFrames } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { tempogram, type SignalOrOnsets } from "./tempogram.js";

export interface TempoOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Samples between frames (default 512). */
  readonly hopLength?: number;
  /** Beats per minute that are most likely beforehand, > 0 (default 120). */
  readonly startBpm?: number;
  /** Width of that expectation in octaves, > 0 (default 1). */
  readonly stdBpm?: number;
  /** Seconds of the window (default 8). */
  readonly acSize?: number;
  /** Beats per minute that are not exceeded; null: no limit (default 320). */
  readonly maxTempo?: number | null;
  /** One tempo for all ("mean"), or one for each frame (null) (default "mean"). */
  readonly aggregate?: "mean" | null;
  /** Logarithm of the expectation of each tempo, instead of the log-normal one. */
  readonly prior?: (bpm: number) => number;
}

/**
 * Tempo: the period at which the onset strength repeats itself most, weighted by what is expected.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]; or { tg }, a tempogram
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.startBpm    expected beats per minute (default 120); stdBpm in octaves (default 1)
 * @param options.acSize      seconds of the window (default 8)
 * @param options.maxTempo    beats per minute, null: no limit (default 320)
 * @param options.aggregate   "mean": one tempo, null: one per frame (default "mean")
 * @param options.prior       logarithm of the expectation, a function of beats per minute
 * @returns [..., 1], or [..., frames], beats per minute, one of `tempoFrequencies`. No gradient
 * @throws ParameterError  a number out of range
 * @source librosa.feature.tempo; the prior is a function here, not a scipy distribution
 * @example tempo(y, { sampleRate: 22050 })
 */
export function tempo(input: SignalOrOnsets | { readonly tg: Tensor }, options: TempoOptions = {}): Tensor {
  const { sampleRate = 22050, hopLength = 512, startBpm = 120, stdBpm = 1, acSize = 8, maxTempo = 320 } = options;
  const { aggregate = "mean", prior } = options;
  for (const [name, value] of Object.entries({ sampleRate, startBpm, stdBpm, acSize }))
    checkPositive("tempo", name, value);
  if (aggregate !== "mean" && aggregate !== null)
    throw new ParameterError(`tempo: aggregate="${String(aggregate)}" must be "mean" or null.`);
  const given = typeof input === "object" && input !== null && "tg" in input ? input.tg : undefined;
  const winLength = given?.shape.at(-2) ?? timeToFrames(acSize, { sampleRate, hopLength });
  const tg = given ?? tempogram(input as SignalOrOnsets, { sampleRate, hopLength, winLength });
  const bpms = tempoFrequencies(winLength, { sampleRate, hopLength });
  const expectation = prior ?? ((bpm: number) => -0.5 * ((Math.log2(bpm) - Math.log2(startBpm)) / stdBpm) ** 2);
  const first =
    maxTempo === null
      ? 0
      : Math.max(
          0,
          bpms.findIndex((bpm) => bpm < maxTempo),
        );
  // Excluded tempi get a number that none of the others reaches: infinities would not survive 0 · ∞ elsewhere.
  const weights = Float64Array.from(bpms, (bpm, i) => (i < first ? -1e30 : Math.max(-1e30, expectation(bpm))));
  const shared = aggregate === null ? tg.detach() : tg.detach().mean(-1, { keepdim: true });
  const score = shared
    .mul(1e6)
    .log1p()
    .add(constant(weights, [winLength, 1], tg.dtype, tg.device));
  const best = score.argmax(-2); // [..., frames]
  const table = constant(Float64Array.from(bpms, (b) => (Number.isFinite(b) ? b : 0)), [winLength], tg.dtype, tg.device); // prettier-ignore
  return table.indexSelect(0, best.reshape([-1])).reshape(best.shape);
}
