import { ParameterError, ShapeError } from "../../errors/index.js";
import { complex, polar, rand, zerosLike, type Generator } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { istft } from "../istft.js";
import { stft, type StftOptions } from "../stft.js";

export interface GriffinlimOptions extends StftOptions {
  /** Rounds, integer ≥ 1 (default 32). */
  readonly nIter?: number;
  /** Of the fast variant, ≥ 0; 0: the original algorithm (default 0.99). */
  readonly momentum?: number;
  /** Phases to begin with: random, or null for all zero (default "random"). */
  readonly init?: "random" | null;
  /** Where random phases come from (default: the global generator). */
  readonly generator?: Generator;
  /** Samples of the result (default: what the frames cover). */
  readonly length?: number;
}

/**
 * A signal whose magnitude spectrogram is close to `S`, found by going back and forth between signal and spectrogram.
 *
 * @param S        magnitudes ≥ 0, [..., bins, frames]
 * @param options.nIter      rounds, integer ≥ 1 (default 32)
 * @param options.momentum   ≥ 0, usually below 1 (default 0.99)
 * @param options.init       "random" phases or null for zeros (default "random"), from options.generator
 * @param options.length     samples of the result
 * @param options            nFft, hopLength, winLength, window, center, padMode of the `stft` that S comes from
 * @returns real, [..., samples], unit of the signal; silence gives 0. Gradients flow through every round
 * @throws ParameterError  a number out of range
 * @throws ShapeError      S complex or without bins and frames
 * @source librosa.griffinlim (Griffin & Lim 1984; Perraudin, Balazs & Søndergaard 2013)
 * @example griffinlim(stft(y).abs(), { nIter: 4, init: null })
 */
export function griffinlim(S: Tensor, options: GriffinlimOptions = {}): Tensor {
  const { nIter = 32, momentum = 0.99, init = "random", generator, length, padMode, ...transform } = options;
  needTensor("griffinlim", S, "S");
  if (isComplex(S.dtype) || S.ndim < 2)
    throw new ShapeError(
      `griffinlim: S ${S.dtype} ${formatShape(S.shape)} must be real and [..., bins, frames]. Take .abs() of a complex one.`,
    );
  checkInteger("griffinlim", "nIter", nIter, 1);
  if (!(momentum >= 0)) throw new ParameterError(`griffinlim: momentum=${momentum} must be ≥ 0. 0.99 converges fast.`);
  if (init !== "random" && init !== null)
    throw new ParameterError(`griffinlim: init="${String(init)}" must be "random" or null.`);
  const nFft = transform.nFft ?? 2 * (S.shape.at(-2)! - 1);
  const inverse = { ...transform, nFft, ...(length !== undefined && { length }) };
  const forward = { ...transform, nFft, ...(padMode !== undefined && { padMode }) };
  const frames = S.shape.at(-1)!;

  let estimate = init === null ? complex(S, zerosLike(S)) : polar(S, phases(S, generator));
  let before: Tensor | undefined;
  for (let i = 0; i < nIter; i++) {
    const spectrum = stft(istft(estimate, inverse), forward);
    // A wanted length may leave frames out, or bring some more.
    const rebuilt = spectrum.shape.at(-1) === frames ? spectrum : fitFrames(spectrum, frames);
    const ahead = before && momentum > 0 ? rebuilt.sub(before.mul(momentum / (1 + momentum))) : rebuilt;
    before = rebuilt;
    const size = ahead.abs();
    // Where nothing is left, there is no phase to keep.
    estimate = ahead.mul(S.div(size.add(TINY)));
  }
  return istft(estimate, inverse);
}

/** Keeps 0 / 0 away. */
const TINY = 2 ** -126;

const fitFrames = (X: Tensor, frames: number): Tensor =>
  X.shape.at(-1)! > frames ? X.narrow(-1, 0, frames) : X.pad([0, frames - X.shape.at(-1)!]);

const phases = (S: Tensor, generator: Generator | undefined): Tensor =>
  rand(S.shape, { dtype: S.dtype as "float32", device: S.device, ...(generator && { generator }) }).mul(2 * Math.PI);
