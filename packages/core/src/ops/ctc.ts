// Connectionist temporal classification: how probable a sequence of labels is when any of them may last, with blanks between.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, Tensor } from "../tensor/index.js";
import { arange, full } from "./create.js";
import * as f from "./formula.js";
import { cat, stack } from "./join.js";
import { timeSteps } from "./recurrent.js";

/** log(Σ exp) of formulas. Where all are −∞ it is `empty`, with slopes of 0. */
function logSumOf(terms: readonly f.Formula[], empty = -Infinity): f.Formula {
  const most = terms.reduce((a, b) => f.maximum(a, b));
  const isEmpty = f.lt(most, -3e38);
  const total = terms.map((t) => f.exp(f.sub(t, most))).reduce((a, b) => f.add(a, b));
  const value = f.where(isEmpty, empty, f.add(most, f.log(total)));
  // The slope of each term is its share, e^(t − sum).
  return f.define(value, (sum) => terms.map((t) => [t, f.where(isEmpty, 0, f.exp(f.sub(t, sum)))]));
}

// The code of a state is 1 where it may be reached from two before it, plus 2 while the sequence lasts: one tensor, since a
// device binds eight.
const [stay, step, skip, code, emission] = [0, 1, 2, 3, 4].map(f.tensor);
const isLive = f.gt(code, 1.5);
const maySkip = f.gt(f.sub(code, f.where(isLive, 2, 0)), 0.5);
const reached = logSumOf([stay, step, f.where(maySkip, skip, -Infinity)]);
const NEXT = f.where(isLive, f.add(reached, emission), stay);
// The plain one has slopes of NaN where it is infinite, as in PyTorch.
const largest = f.maximum(stay, step);
const plainSum = f.add(largest, f.log(f.add(f.exp(f.sub(stay, largest)), f.exp(f.sub(step, largest)))));
const END = f.neg(
  f.define(f.where(f.lt(largest, -3e38), -Infinity, plainSum), (sum) => [
    [stay, f.exp(f.sub(stay, sum))],
    [step, f.exp(f.sub(step, sum))],
  ]),
);
const END_OR_ZERO = f.neg(logSumOf([stay, step], 0));

export interface CtcOptions {
  /** Class of the blank (default 0). */
  readonly blank?: number;
  /** Sequences that cannot be aligned give 0 with gradient 0, not ∞ with gradient NaN (default false). */
  readonly zeroInfinity?: boolean;
}

const range = (n: number, like: Tensor): Tensor => arange(n, { dtype: "int32", device: like.device });

/** Lengths as int32 [N] on the device of `like`. */
function lengthsOf(name: string, lengths: Tensor | readonly number[], like: Tensor, batch: number): Tensor {
  const own = lengths instanceof Tensor ? lengths.reshape([-1]) : like.newTensor(Int32Array.from(lengths));
  if (own.numel !== batch)
    throw new ShapeError(`ctc: ${name} holds ${own.numel} numbers, must hold ${batch}: one per sequence of the batch.`);
  if (own.dtype !== "int32") throw new DTypeError(`ctc: ${name} dtype="${own.dtype}" must be int32. Use .to("int32").`);
  return own;
}

/** Targets of either layout as int32 [N, S], blank behind each sequence's end. */
function labelsOf(
  targets: Tensor,
  lengths: Tensor,
  given: Tensor | readonly number[],
  batch: number,
  blank: number,
): Tensor {
  const pad = (labels: Tensor): Tensor =>
    labels.where(range(labels.shape[1], labels).lt(lengths.unsqueeze(1)), blank); // prettier-ignore
  if (targets.ndim === 2) return pad(targets);
  // One after the other: where the device alone knows the lengths, each may be as long as all together.
  const longest = given instanceof Tensor ? targets.numel : Math.max(0, ...given);
  if (longest === 0) return targets.newZeros([batch, 0]);
  const starts = lengths.cumsum(0).sub(lengths).unsqueeze(1);
  const places = starts.add(range(longest, targets)).minimum(targets.numel - 1);
  return pad(targets.take(places));
}

/**
 * −log p(targets | logProbs) of each sequence: the alpha recursion in log space. Infinite where no alignment exists, unless
 * zeroInfinity is set.
 *
 * @param logProbs       log probabilities, [T, N, C]
 * @param targets        int32 labels, [N, S] padded or all sequences one after the other [ΣS]; checked on the CPU, trusted on a GPU
 * @param inputLengths   steps of each sequence, ≤ T: numbers or int32 [N]
 * @param targetLengths  labels of each sequence: numbers or int32 [N] (numbers spare work where the targets are not padded)
 * @returns [N]; `ctcLoss` in @sonograd/nn reduces as PyTorch does. The gradient is that of this value; PyTorch's differs by
 *   exp(logProbs), which log softmax cancels
 * @throws ParameterError, ShapeError, DTypeError
 * @source Graves et al., "Connectionist temporal classification" (2006)
 */
export function ctcNll(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: Tensor | readonly number[],
  targetLengths: Tensor | readonly number[],
  { blank = 0, zeroInfinity = false }: CtcOptions = {},
): Tensor {
  f.needFloats("ctc", logProbs);
  if (logProbs.ndim !== 3 || logProbs.shape[0] === 0)
    throw new ShapeError(`ctc: logProbs ${formatShape(logProbs.shape)} must be [T, N, C] with at least one step.`);
  const [, batch, classes] = logProbs.shape;
  if (!Number.isInteger(blank) || blank < 0 || blank >= classes)
    throw new ParameterError(`ctc: blank=${blank} must be a class, 0…${classes - 1}.`);
  if (targets.dtype !== "int32")
    throw new DTypeError(`ctc: targets dtype="${targets.dtype}" must be int32. Use .to("int32").`);
  if (targets.ndim !== 1 && (targets.ndim !== 2 || targets.shape[0] !== batch))
    throw new ShapeError(`ctc: targets ${formatShape(targets.shape)} must be [${batch}, S] or one-dimensional.`);
  const steps = lengthsOf("inputLengths", inputLengths, logProbs, batch);
  const lengths = lengthsOf("targetLengths", targetLengths, logProbs, batch);
  checkLengths(logProbs, targets, inputLengths, targetLengths);
  const labels = labelsOf(targets, lengths, targetLengths, batch, blank);
  return recursion(logProbs, labels, steps, lengths, { blank, zeroInfinity });
}

/** Where the host knows the lengths, they must fit. */
function checkLengths(
  { shape: [most] }: Tensor,
  targets: Tensor,
  inputLengths: Tensor | readonly number[],
  targetLengths: Tensor | readonly number[],
): void {
  const check = (name: string, lengths: readonly number[], limit: number): void => {
    const wrong = lengths.find((n) => !Number.isInteger(n) || n < 0 || n > limit);
    if (wrong !== undefined)
      throw new ParameterError(`ctc: ${name} holds ${wrong}, must hold integers in 0…${limit}, the extent there is.`);
  };
  if (!(inputLengths instanceof Tensor)) check("inputLengths", inputLengths, most);
  if (targetLengths instanceof Tensor) return;
  check("targetLengths", targetLengths, targets.ndim === 2 ? targets.shape[1] : targets.numel);
  const total = targetLengths.reduce((sum, n) => sum + n, 0);
  if (targets.ndim === 1 && total !== targets.numel)
    throw new ParameterError(`ctc: targetLengths add up to ${total}, targets hold ${targets.numel} labels.`);
}

function recursion(
  logProbs: Tensor,
  labels: Tensor,
  steps: Tensor,
  lengths: Tensor,
  { blank, zeroInfinity }: Required<CtcOptions>,
): Tensor {
  const [time, batch] = logProbs.shape;
  const { dtype } = logProbs;
  const blanks = full([batch, 1], blank, { dtype: "int32", device: labels.device });
  // blank, label, blank, label, …, blank: [N, L] with L = 2·S + 1
  const pairs = stack([blanks.expand(labels.shape), labels], 2).reshape([batch, 2 * labels.shape[1]]);
  const states = cat([pairs, blanks], 1);
  const count = states.shape[1];
  // A label may follow the label before it at once when the two differ.
  const before = states.pad([2, 0], { value: blank }).narrow(1, 0, count);
  const maySkipTo = states.ne(blank).logicalAnd(states.ne(before)).to(dtype);
  const lasts = steps.unsqueeze(1).gt(range(time, steps).reshape([time, 1, 1]));
  const codes = lasts.to(dtype).mul(2).add(maySkipTo); // [T, N, L]
  const index = states.unsqueeze(0).expand([time, batch, count]);
  const emissions = timeSteps(logProbs.gather(2, index));
  let alpha = emissions[0].where(range(count, states).lt(2), -Infinity); // [N, L]
  for (let t = 1; t < time; t++) {
    const wide = alpha.pad([2, 0], { value: -Infinity });
    const [one, two] = [wide.narrow(1, 1, count), wide.narrow(1, 0, count)];
    alpha = f.evaluate("ctc", NEXT, [alpha, one, two, codes.select(0, t), emissions[t]]);
  }
  const end = lengths.mul(2).unsqueeze(1);
  const inBlank = alpha.gather(1, end).squeeze(1);
  const inLabel = alpha.gather(1, end.sub(1).relu()).squeeze(1).where(lengths.gt(0), -Infinity); // prettier-ignore
  const nll = f.evaluate("ctc", zeroInfinity ? END_OR_ZERO : END, [inBlank, inLabel]);
  // No steps at all: only nothing can be read from them.
  const nothing = steps.eq(0);
  const ofNothing = full([], zeroInfinity ? 0 : Infinity, { dtype, device: nll.device }).where(lengths.gt(0), 0);
  return nll.where(nothing.logicalNot(), ofNothing);
}
