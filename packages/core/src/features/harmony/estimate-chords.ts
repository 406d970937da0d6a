import { constant } from "../../dsp/constant.js";
import { readLines } from "../../dsp/host-lines.js";
import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { transitionLists, viterbiPath } from "../segments/viterbi-path.js";
import { checkChroma } from "./estimate-key.js";

/** Semitones above the root. */
const QUALITIES = {
  maj: [0, 4, 7],
  min: [0, 3, 7],
  dim: [0, 3, 6],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  maj7: [0, 4, 7, 11],
  min7: [0, 3, 7, 10],
  "7": [0, 4, 7, 10],
  hdim7: [0, 3, 6, 10],
  dim7: [0, 3, 6, 9],
} as const;

export type ChordQuality = keyof typeof QUALITIES;

export interface ChordOptions {
  /** Kinds of chords that are told apart (default ["maj", "min"]). */
  readonly qualities?: readonly ChordQuality[];
}
export interface EstimateChordsOptions extends ChordOptions {
  /** Probability that a chord goes on in the next frame, 0…1; null: every frame for itself (default 0.9). */
  readonly stayProb?: number | null;
  /** How much likelier a more similar chord is, > 0 (default 20). */
  readonly sharpness?: number;
}

const ROOTS = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/**
 * The names of the chords that `chordSimilarities` compares with: "N" for none, then twelve roots of each quality.
 *
 * @param options.qualities  kinds of chords (default ["maj", "min"])
 * @returns names "N", "C:maj", "C#:maj", …
 * @throws ParameterError  unknown quality
 * @source Harte et al. 2005, syntax of chord labels
 * @example chordNames().length // 25
 */
export function chordNames({ qualities = ["maj", "min"] }: ChordOptions = {}): string[] {
  checkQualities("chordNames", qualities);
  return ["N", ...qualities.flatMap((quality) => ROOTS.map((root) => `${root}:${quality}`))];
}

function checkQualities(op: string, qualities: readonly ChordQuality[]): void {
  const wrong = Array.isArray(qualities) ? qualities.find((quality) => !Object.hasOwn(QUALITIES, quality)) : qualities;
  if (wrong !== undefined || qualities.length === 0)
    throw new ParameterError(
      `${op}: qualities holds ${wrong === undefined ? "nothing" : `"${String(wrong)}"`}, but must be a list of ${Object.keys(QUALITIES).join(", ")}.`,
    );
}

/** [1 + 12 · qualities, 12], rows of length 1; the first is flat. */
function templates(qualities: readonly ChordQuality[]): Float64Array {
  const table = new Float64Array(12 + 144 * qualities.length).fill(1 / Math.sqrt(12), 0, 12);
  qualities.forEach((quality, q) => {
    const steps = QUALITIES[quality];
    for (let root = 0; root < 12; root++)
      for (const step of steps) table[12 * (1 + 12 * q + root) + ((root + step) % 12)] = 1 / Math.sqrt(steps.length);
  });
  return table;
}

/**
 * How similar each frame is to each chord: the cosine between its chroma and the chord's pitch classes.
 *
 * @param chroma   ≥ 0, [..., 12, frames], from C up
 * @param options.qualities  kinds of chords (default ["maj", "min"])
 * @returns 0…1, [..., chords, frames], in the order of `chordNames`; 0 for silence. The first, no chord, is similar to noise.
 *          Passes gradients on
 * @throws ParameterError  unknown quality; ShapeError: not twelve pitch classes
 * @source Fujishima 1999; Müller 2015, Fundamentals of Music Processing, 5.2
 * @example chordSimilarities(chromaStft(y, { tuning: 0 })).shape // [25, 22]
 */
export function chordSimilarities(chroma: Tensor, { qualities = ["maj", "min"] }: ChordOptions = {}): Tensor {
  checkChroma("chordSimilarities", chroma);
  checkQualities("chordSimilarities", qualities);
  const table = constant(templates(qualities), [1 + 12 * qualities.length, 12], chroma.dtype, chroma.device);
  const size = chroma.square().sum(-2, { keepdim: true }).add(1e-30).sqrt();
  return table.matmul(chroma.div(size));
}

/** A chord that lasts from one frame to another, the latter not included. */
export interface ChordSegment {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

export interface ChordEstimate {
  /** int32, [..., frames], places in `names` */
  readonly states: Tensor;
  /** "N" for no chord, "C:maj", … */
  readonly names: readonly string[];
  /** The chords of each item of the batch, in order of time. */
  readonly segments: readonly (readonly ChordSegment[])[];
}

function segmentsOf(states: Int32Array, names: readonly string[]): ChordSegment[] {
  const segments: ChordSegment[] = [];
  for (let start = 0, end = 1; end <= states.length; end++) {
    if (end < states.length && states[end] === states[start]) continue;
    segments.push({ label: names[states[start]], start, end });
    start = end;
  }
  return segments;
}

/** The likeliest chord of each frame, from similarities [chords, frames]; the first of equals, which is none. */
function bestOfEach(similarities: Float64Array, chords: number): Int32Array {
  const frames = similarities.length / chords;
  return Int32Array.from({ length: frames }, (_, t) => {
    let best = 0;
    for (let c = 1; c < chords; c++) if (similarities[c * frames + t] > similarities[best * frames + t]) best = c;
    return best;
  });
}

/**
 * The chords of a piece: each frame's chroma compared with chord templates, smoothed by a hidden Markov model.
 *
 * @param chroma   ≥ 0, [..., 12, frames], from C up
 * @param options.qualities  kinds of chords (default ["maj", "min"]): also dim, aug, sus2, sus4, maj7, min7, 7, hdim7, dim7
 * @param options.stayProb   that a chord goes on, 0…1; null: no smoothing (default 0.9)
 * @param options.sharpness  > 0 (default 20): likelihoods are exp(sharpness · similarity)
 * @returns { states: int32 [..., frames]; names: of the states, "N" for no chord; segments: for each item of the batch
 *          { label, start, end } in frames }. Silence is "N". Computed on the host; no gradient
 * @throws ParameterError  unknown quality, a number out of range; ShapeError: not twelve pitch classes
 * @source Sheh and Ellis 2003; Müller 2015, Fundamentals of Music Processing, 5.3
 * @example (await estimateChords(chromaStft(y, { tuning: 0 }))).segments.length // 1
 */
export async function estimateChords(
  chroma: Tensor,
  { qualities = ["maj", "min"], stayProb = 0.9, sharpness = 20 }: EstimateChordsOptions = {},
): Promise<ChordEstimate> {
  const op = "estimateChords";
  checkChroma(op, chroma);
  checkQualities(op, qualities);
  if (stayProb !== null && !(stayProb > 0 && stayProb < 1))
    throw new ParameterError(`${op}: stayProb=${stayProb} must lie between 0 and 1. null does not smooth.`);
  if (!(sharpness > 0) || sharpness === Infinity)
    throw new ParameterError(`${op}: sharpness=${sharpness} must be a finite number > 0. 20 is usual.`);
  const names = chordNames({ qualities });
  const chords = names.length;
  const frames = chroma.shape.at(-1)!;
  const items = await readLines(chordSimilarities(chroma.detach(), { qualities }).reshape([-1, chords * frames]));
  const goOn = stayProb ?? 1;
  const matrix = Float64Array.from({ length: chords * chords }, (_, i) =>
    i % (chords + 1) === 0 ? goOn : (1 - goOn) / (chords - 1),
  );
  const lists = transitionLists(matrix, chords, 2 ** -1022);
  const start = new Float64Array(chords).fill(-Math.log(chords));
  const paths = items.map(
    (item) =>
    stayProb === null
      ? bestOfEach(item, chords)
      : Int32Array.from(viterbiPath(item.map((s) => sharpness * s), lists, start).states), // prettier-ignore
  );
  const states = new Int32Array(paths.length * frames);
  paths.forEach((path, i) => states.set(path, i * frames));
  return {
    states: fromTypedArray(states, [...chroma.shape.slice(0, -2), frames], { device: chroma.device }),
    names,
    segments: paths.map((path) => segmentsOf(path, names)),
  };
}
