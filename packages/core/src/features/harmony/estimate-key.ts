import { constant } from "../../dsp/constant.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data } from "../../ops/index.js";
import { formatShape, isFloatingPoint, needTensor, type Tensor } from "../../tensor/index.js";
import { KEY_PROFILES, keyTemplates, type KeyProfile } from "./key-profiles.js";

export interface KeyOptions {
  /** What belongs to a key: "krumhansl", "temperley" or "edma" (default "krumhansl"). */
  readonly profile?: KeyProfile;
}

/** How major keys are written most often, from C up, and minor keys. */
const MAJOR = ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
const MINOR = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"];

/** The names of the 24 keys in the order of `keyCorrelations`. @returns names as `keyToNotes` reads them @source librosa.key_to_notes */
export const keyNames = (): string[] => [...MAJOR.map((name) => `${name}:maj`), ...MINOR.map((name) => `${name}:min`)];

/** Refuses what is not [..., 12, frames]. */
export function checkChroma(op: string, chroma: Tensor): void {
  needTensor(op, chroma, "chroma");
  if (!isFloatingPoint(chroma.dtype) || chroma.ndim < 2 || chroma.shape.at(-2) !== 12)
    throw new ShapeError(
      `${op}: chroma ${chroma.dtype} ${formatShape(chroma.shape)} must be real and [..., 12, frames], from C up. Use nChroma: 12.`,
    );
  if (chroma.shape.at(-1) === 0) throw new ShapeError(`${op}: chroma ${formatShape(chroma.shape)} holds no frames.`);
}

/**
 * How well the pitch classes of a piece fit each of the 24 keys: Pearson's correlation of its mean chroma with their profiles.
 *
 * @param chroma   ≥ 0, [..., 12, frames], from C up
 * @param options.profile  "krumhansl" (default), "temperley" or "edma"
 * @returns -1…1, [..., 24]: C to B major, then C to B minor, see `keyNames`; 0 where all pitch classes are equally strong.
 *          Passes gradients on
 * @throws ParameterError  unknown profile; ShapeError: not twelve pitch classes
 * @source Krumhansl 1990, Cognitive Foundations of Musical Pitch
 * @example keyCorrelations(chromaStft(y, { tuning: 0 })).shape // [24]
 */
export function keyCorrelations(chroma: Tensor, { profile = "krumhansl" }: KeyOptions = {}): Tensor {
  checkChroma("keyCorrelations", chroma);
  if (!Object.hasOwn(KEY_PROFILES, profile))
    throw new ParameterError(
      `keyCorrelations: profile="${String(profile)}" must be one of ${Object.keys(KEY_PROFILES).join(", ")}.`,
    );
  const mean = chroma.mean(-1); // [..., 12]
  const deviation = mean.sub(mean.mean(-1, { keepdim: true }));
  const templates = constant(keyTemplates(profile), [24, 12], chroma.dtype, chroma.device);
  // Rounding leaves something of equal strengths; it is no deviation.
  const least = mean.abs().amax(-1, { keepdim: true }).mul(1e-6).clamp({ min: 1e-15 });
  const size = deviation.square().sum(-1, { keepdim: true }).add(least.square()).sqrt();
  return deviation.div(size).unsqueeze(-2).matmul(templates.t()).squeeze(-2);
}

export interface KeyEstimate {
  /** Such as "E♭:maj", as `keyToNotes` reads it. */
  readonly key: string;
  readonly tonic: string;
  readonly mode: "maj" | "min";
  /** The correlation with that key's profile, at most 1. */
  readonly strength: number;
  /** How far it lies above that of the next best key. */
  readonly margin: number;
}

/**
 * The key of a piece: the best of the 24 by `keyCorrelations`.
 *
 * @param chroma   ≥ 0, [..., 12, frames], from C up
 * @param options.profile  "krumhansl" (default), "temperley" or "edma"
 * @returns one estimate (names, and a unitless strength) for each item of the batch, in order; silence gives C major with strength 0. No gradient
 * @throws ParameterError  unknown profile; ShapeError: not twelve pitch classes
 * @source Krumhansl and Schmuckler's algorithm; Temperley 1999; Faraldo et al. 2016
 * @example (await estimateKey(chromaStft(y, { tuning: 0 })))[0].tonic // "A"
 */
export async function estimateKey(chroma: Tensor, options: KeyOptions = {}): Promise<KeyEstimate[]> {
  checkChroma("estimateKey", chroma);
  const scores = (await data(keyCorrelations(chroma.detach(), options))) as Float32Array | Float64Array;
  const names = keyNames();
  return Array.from({ length: scores.length / 24 }, (_, item): KeyEstimate => {
    const row = scores.subarray(24 * item, 24 * item + 24);
    let best = 0;
    row.forEach((score, i) => {
      if (score > row[best]) best = i;
    });
    const rest = Math.max(...row.filter((_, i) => i !== best));
    const key = names[best];
    return {
      key,
      tonic: key.slice(0, -4),
      mode: key.slice(-3) as "maj" | "min",
      strength: row[best],
      margin: row[best] - rest,
    };
  });
}
