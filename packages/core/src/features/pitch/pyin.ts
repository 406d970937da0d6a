import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { readLines, writeLines } from "../../dsp/host-lines.js";
import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { viterbiPath } from "../segments/viterbi-path.js";
import { betaCdf } from "./beta-cdf.js";
import { normalizedDifference, resolveLags, type DifferenceOptions, type Lags } from "./difference-function.js";
import { vertexOffsets } from "./parabola.js";
import { pitchTransitions } from "./pitch-transitions.js";
import { observe, type CandidateModel } from "./pyin-observations.js";

export interface PyinOptions extends DifferenceOptions {
  /** Thresholds that the troughs are held to, integer ≥ 1 (default 100). */
  readonly nThresholds?: number;
  /** Parameters of the thresholds' beta distribution, both > 0 (default [2, 18]). */
  readonly betaParameters?: readonly [a: number, b: number];
  /** How much likelier shorter periods are, > 0 (default 2). */
  readonly boltzmannParameter?: number;
  /** Pitch bins as shares of a semitone, > 0; 1 / resolution is rounded up (default 0.1). */
  readonly resolution?: number;
  /** Octaves per second that the pitch moves at most, ≥ 0 (default 35.92). */
  readonly maxTransitionRate?: number;
  /** Probability to switch between voiced and unvoiced, 0…1 (default 0.01). */
  readonly switchProb?: number;
  /** Weight of the lowest trough for the thresholds that it lies above, 0…1 (default 0.01). */
  readonly noTroughProb?: number;
  /** What unvoiced frames hold in f0; null: the likeliest pitch all the same (default NaN). */
  readonly fillNa?: number | null;
}

export interface PyinResult {
  /** Hz, [..., frames] */
  readonly f0: Tensor;
  /** bool, [..., frames] */
  readonly voicedFlag: Tensor;
  /** Probability 0…1, [..., frames] */
  readonly voicedProb: Tensor;
}

function checkOptions(options: Required<Omit<PyinOptions, keyof DifferenceOptions>>): void {
  checkInteger("pyin", "nThresholds", options.nThresholds, 1);
  for (const name of ["boltzmannParameter", "resolution"] as const) checkPositive("pyin", name, options[name]);
  options.betaParameters.forEach((value, i) => checkPositive("pyin", `betaParameters[${i}]`, value));
  if (!(options.maxTransitionRate >= 0) || options.maxTransitionRate === Infinity)
    throw new ParameterError(`pyin: maxTransitionRate=${options.maxTransitionRate} must be ≥ 0 octaves per second.`);
  for (const name of ["switchProb", "noTroughProb"] as const)
    if (!(options[name] >= 0 && options[name] <= 1))
      throw new ParameterError(`pyin: ${name}=${options[name]} must lie in 0…1. It is a probability.`);
}

const EPSILON = 2 ** -1022;

interface Track {
  readonly f0: Float64Array;
  readonly voiced: Uint8Array;
  readonly prob: Float64Array;
}

/**
 * Fundamental frequency and voicing by probabilistic YIN: candidates over a distribution of thresholds, and the likeliest path
 * through them.
 *
 * @param y        real, [..., samples]
 * @param options.fmin         Hz, > 0; a period must fit in a frame, two are better
 * @param options.fmax         Hz, fmin < fmax ≤ sampleRate / 2
 * @param options.sampleRate   Hz (default 22050)
 * @param options.frameLength  samples (default 2048); hopLength (default frameLength / 4), center, padMode as `yin`
 * @param options.nThresholds         integer ≥ 1 (default 100); betaParameters of their prior (default [2, 18])
 * @param options.boltzmannParameter  > 0 (default 2); noTroughProb 0…1 (default 0.01)
 * @param options.resolution          semitones per pitch bin (default 0.1)
 * @param options.maxTransitionRate   octaves per second (default 35.92)
 * @param options.switchProb          0…1 (default 0.01)
 * @param options.fillNa              f0 of unvoiced frames; null: the best guess (default NaN)
 * @returns { f0: [..., frames], Hz, one of the pitch bins; voicedFlag: bool; voicedProb: 0…1 }. Silence is unvoiced. Computed on
 *          the host in double precision; no gradient
 * @throws ParameterError  a number out of range
 * @source librosa.pyin, 0.11; Mauch and Dixon 2014
 * @example (await pyin(y, { fmin: 100, fmax: 800 })).f0
 */
export async function pyin(y: Tensor, options: PyinOptions = {} as never): Promise<PyinResult> {
  const lags = resolveLags("pyin", y, options);
  const {
    nThresholds = 100,
    betaParameters = [2, 18],
    boltzmannParameter = 2,
    resolution = 0.1,
    maxTransitionRate = 35.92,
    switchProb = 0.01,
    noTroughProb = 0.01,
    fillNa = Number.NaN,
  } = options;
  checkOptions({ nThresholds, betaParameters, boltzmannParameter, resolution, maxTransitionRate, switchProb, noTroughProb, fillNa }); // prettier-ignore
  const { fmin, fmax } = options;
  const binsPerSemitone = Math.ceil(1 / resolution);
  const pitchBins = Math.floor(12 * binsPerSemitone * Math.log2(fmax / fmin)) + 1;
  const cdf = Array.from({ length: nThresholds + 1 }, (_, i) => betaCdf(i / nThresholds, ...betaParameters));
  const model: CandidateModel = {
    lags,
    fmin,
    pitchBins,
    binsPerOctave: 12 * binsPerSemitone,
    thresholds: Float64Array.from({ length: nThresholds }, (_, i) => (i + 1) / nThresholds),
    thresholdProbs: Float64Array.from({ length: nThresholds }, (_, i) => cdf[i + 1] - cdf[i]),
    boltzmannParameter,
    noTroughProb,
  };
  const semitones = Math.round((maxTransitionRate * 12 * lags.hopLength) / lags.sampleRate);
  const transitions = pitchTransitions(pitchBins, semitones * binsPerSemitone + 1, switchProb, EPSILON);
  const logInit = new Float64Array(2 * pitchBins).fill(Math.log(1 / (2 * pitchBins) + EPSILON));

  const track = (line: Float64Array): Track => {
    const { observations, prob } = observationsOf(line, lags, options, model);
    for (let i = 0; i < observations.length; i++) observations[i] = Math.log(observations[i] + EPSILON);
    const { states } = viterbiPath(observations, transitions, logInit);
    const voiced = Uint8Array.from(states, (state) => Number(state < pitchBins));
    const f0 = Float64Array.from(states, (state, t) =>
      voiced[t] || fillNa === null ? fmin * 2 ** ((state % pitchBins) / model.binsPerOctave) : fillNa,
    );
    return { f0, voiced, prob };
  };
  const tracks = (await readLines(y)).map(track);
  const batch = y.shape.slice(0, -1);
  const pad = (options.center ?? true) ? 2 * Math.floor(lags.frameLength / 2) : 0;
  const steps = 1 + Math.floor((y.shape.at(-1)! + pad - lags.frameLength) / lags.hopLength);
  const flags = new Uint8Array(tracks.length * steps);
  tracks.forEach(({ voiced }, i) => flags.set(voiced, i * steps));
  return {
    f0: writeLines(tracks.map(({ f0 }) => f0), batch, steps, y), // prettier-ignore
    voicedFlag: fromTypedArray(flags, [...batch, steps], { device: y.device }).to("bool"),
    voicedProb: writeLines(tracks.map(({ prob }) => prob), batch, steps, y), // prettier-ignore
  };
}

/** The observation probabilities [2 · pitchBins, steps] of a signal, and the probability of each step to be voiced. */
function observationsOf(line: Float64Array, lags: Lags, options: PyinOptions, model: CandidateModel) {
  const y = fromTypedArray(Float64Array.from(line), [line.length], { dtype: "float64", device: "cpu" });
  const difference = normalizedDifference("pyin", y, lags, options);
  const [steps, width] = difference.shape;
  const values = difference.dataSync() as Float64Array;
  const offsets = vertexOffsets(difference, -1).dataSync() as Float64Array;
  const observations = new Float64Array(2 * model.pitchBins * steps);
  const prob = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    const of = (all: Float64Array): Float64Array => all.subarray(t * width, (t + 1) * width);
    prob[t] = observe(of(values), of(offsets), model, observations, t, steps);
  }
  return { observations, prob };
}
