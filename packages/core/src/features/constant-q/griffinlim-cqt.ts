import { checkInteger } from "../../dsp/checks.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { complex, polar, rand, zerosLike, type Generator } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../../tensor/index.js";
import { constantQ } from "./cqt.js";
import { planIcqt } from "./icqt-plan.js";
import { checkBins, runIcqt, type IcqtOptions } from "./icqt.js";
import { runVqt } from "./run-vqt.js";
import { moved } from "./tuned-fmin.js";
import { planVqt, type ForwardOptions } from "./vqt-plan.js";

export interface GriffinlimCqtOptions extends IcqtOptions, Pick<ForwardOptions, "padMode"> {
  /** Rounds, integer ≥ 1 (default 32). */
  readonly nIter?: number;
  /** Of the fast variant, ≥ 0; 0: the original algorithm (default 0.99). */
  readonly momentum?: number;
  /** Phases to begin with: random, or null for all zero (default "random"). */
  readonly init?: "random" | null;
  /** Where random phases come from (default: the global generator). */
  readonly generator?: Generator;
}

/** Keeps 0 / 0 away. */
const TINY = 2 ** -126;

/**
 * A signal whose constant-Q magnitudes are close to `C`, found by going back and forth between signal and transform.
 *
 * @param C        magnitudes ≥ 0, [..., bins, frames]
 * @param options.nIter      rounds, integer ≥ 1 (default 32)
 * @param options.momentum   ≥ 0, usually below 1 (default 0.99)
 * @param options.init       "random" phases or null for zeros (default "random"), from options.generator
 * @param options.length     samples of the result (default hopLength · (frames - 1))
 * @param options            all others as `icqt`, and padMode, of the `cqt` that C comes from
 * @returns real, [..., samples], unit of C; zeros give silence. Gradients flow through every round
 * @throws ParameterError  a number out of range
 * @throws ShapeError      C complex, no bins, or fewer than two frames
 * @source librosa.griffinlim_cqt, 0.11 (Griffin & Lim 1984; Perraudin, Balazs & Søndergaard 2013)
 * @example griffinlimCqt(cqt(y, { fmin: 440, nBins: 12 }).abs(), { fmin: 440, nIter: 2, init: null })
 */
export function griffinlimCqt(C: Tensor, options: GriffinlimCqtOptions = {}): Tensor {
  const op = "griffinlimCqt";
  const { nIter = 32, momentum = 0.99, init = "random", generator, length, ...transform } = options;
  needTensor(op, C, "C");
  if (isComplex(C.dtype))
    throw new ShapeError(`${op}: C ${C.dtype} ${formatShape(C.shape)} must be real. Take .abs() of it, or use icqt.`);
  checkBins(op, C);
  checkInteger(op, "nIter", nIter, 1);
  if (!(momentum >= 0)) throw new ParameterError(`${op}: momentum=${momentum} must be ≥ 0. 0.99 converges fast.`);
  if (init !== "random" && init !== null)
    throw new ParameterError(`${op}: init="${String(init)}" must be "random" or null.`);
  if (length !== undefined) checkInteger(op, "length", length, 1);
  const [bins, frames] = C.shape.slice(-2);
  const fmin = moved(op, transform);
  const back = planIcqt(op, bins, transform, fmin);
  const there = planVqt(op, constantQ({ ...transform, nBins: bins }), fmin);

  let estimate = init === null ? complex(C, zerosLike(C)) : polar(C, randomPhases(C, generator));
  let before: Tensor | undefined;
  for (let i = 0; i < nIter; i++) {
    const rebuilt = fitFrames(runVqt(op, runIcqt(estimate, back, length), there), frames);
    const ahead = before && momentum > 0 ? rebuilt.sub(before.mul(momentum / (1 + momentum))) : rebuilt;
    before = rebuilt;
    // Where nothing is left, there is no phase to keep.
    estimate = ahead.mul(C.div(ahead.abs().add(TINY)));
  }
  return runIcqt(estimate, back, length);
}

/** A wanted length may leave frames out, or bring some more. */
function fitFrames(X: Tensor, frames: number): Tensor {
  const have = X.shape.at(-1)!;
  return have >= frames ? X.narrow(-1, 0, frames) : X.pad([0, frames - have]);
}

const randomPhases = (C: Tensor, generator: Generator | undefined): Tensor =>
  rand(C.shape, { dtype: C.dtype as "float32", device: C.device, ...(generator && { generator }) }).mul(2 * Math.PI);
