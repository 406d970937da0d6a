// Hidden Markov models: the likeliest sequence of states, from likelihoods, posteriors or independent activations.
import { readLines, writeLines } from "../../dsp/host-lines.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data, fromTypedArray } from "../../ops/index.js";
import {
  formatShape,
  isDouble,
  isFloatingPoint,
  needTensor,
  Tensor,
  type DType,
  type Shape,
} from "../../tensor/index.js";
import { transitionLists, viterbiPath, type TransitionLists, type ViterbiPath } from "./viterbi-path.js";

/** A distribution over the states: a tensor [states], or a list. */
export type Distribution = Tensor | ArrayLike<number>;

export interface ViterbiOptions {
  /** Distribution of the first state, [states] (default: uniform). */
  readonly pInit?: Distribution;
}
export interface ViterbiMarginalOptions extends ViterbiOptions {
  /** Marginal distribution of the states, [states] (default: uniform). */
  readonly pState?: Distribution;
}

/** The likeliest states and the logarithm of their probability. */
export interface ViterbiResult {
  /** int32, [..., steps], 0…states - 1 */
  readonly states: Tensor;
  /** Natural logarithm of the joint probability of states and observations, [...] */
  readonly logp: Tensor;
}

const tinyOf = (dtype: DType): number => (isDouble(dtype) ? 2 ** -1022 : 2 ** -126);

async function valuesOf(x: Distribution): Promise<Float64Array> {
  return Float64Array.from((x instanceof Tensor ? await data(x.detach()) : x) as ArrayLike<number>);
}

/** numpy.allclose(x, 1) */
const isOne = (x: number): boolean => Math.abs(x - 1) <= 1e-8 + 1e-5;
const isProbability = (p: number): boolean => p >= 0 && p <= 1;

function checkProb(op: string, prob: Tensor): { states: number; steps: number; batch: Shape } {
  needTensor(op, prob, "prob");
  if (prob.ndim < 2 || !isFloatingPoint(prob.dtype) || prob.shape.at(-1) === 0 || prob.shape.at(-2) === 0)
    throw new ShapeError(
      `${op}: prob ${prob.dtype} ${formatShape(prob.shape)} must be real and [..., states, steps] with at least one of each. Transpose?`,
    );
  return { states: prob.shape.at(-2)!, steps: prob.shape.at(-1)!, batch: prob.shape.slice(0, -2) };
}

function checkRows(op: string, values: Float64Array, states: number): void {
  for (let i = 0; i < values.length; i += states) {
    const row = values.subarray(i, i + states);
    const sum = row.reduce((total, p) => total + p, 0);
    if (!isOne(sum) || row.some((p) => p < 0))
      throw new ParameterError(
        `${op}: transition row ${i / states} sums to ${sum}, but every row must be ≥ 0 and sum to 1. Divide each row by its sum.`,
      );
  }
}

async function readTransition(op: string, transition: Tensor, states: number): Promise<Float64Array> {
  needTensor(op, transition, "transition");
  if (transition.ndim !== 2 || transition.shape.some((n) => n !== states))
    throw new ShapeError(
      `${op}: transition ${formatShape(transition.shape)} must be [${states}, ${states}], from each state of prob to each.`,
    );
  const values = await valuesOf(transition);
  checkRows(op, values, states);
  return values;
}

/** A distribution over `states`, uniform where none is given. */
async function readDistribution(op: string, name: string, p: Distribution | undefined, states: number) {
  const values = p === undefined ? new Float64Array(states).fill(1 / states) : await valuesOf(p);
  const sum = values.reduce((total, x) => total + x, 0);
  if (values.length !== states || !isOne(sum) || values.some((x) => !isProbability(x)))
    throw new ParameterError(
      `${op}: ${name}=[${values.slice(0, 8).join(", ")}] must hold ${states} probabilities that sum to 1.`,
    );
  return values;
}

/** The observations of each item of a batch, [states, steps]. */
async function readProb(prob: Tensor, states: number, steps: number): Promise<Float64Array[]> {
  // One line for each item, not for each state.
  return readLines(prob.reshape([-1, states * steps]));
}

function assertProbabilities(op: string, items: readonly Float64Array[]): void {
  for (const item of items) {
    const wrong = item.find((p) => !isProbability(p));
    if (wrong !== undefined)
      throw new ParameterError(`${op}: prob holds ${wrong}, but probabilities lie in 0…1. Divide by the sum or clamp.`);
  }
}

function resultOf(paths: readonly ViterbiPath[], batch: Shape, steps: number, like: Tensor): ViterbiResult {
  const states = new Int32Array(paths.length * steps);
  paths.forEach((path, i) => states.set(path.states, i * steps));
  return {
    states: fromTypedArray(states, [...batch, steps], { device: like.device }),
    logp: writeLines(paths.map(({ logp }) => [logp]), batch, 1, like).squeeze(-1), // prettier-ignore
  };
}

/**
 * The likeliest sequence of hidden states for the likelihood of each observation in each state.
 *
 * @param prob        likelihoods 0…1, [..., states, steps]
 * @param transition  probability of each state (row) to go to each state (column), rows sum to 1, [states, states]
 * @param options.pInit  distribution of the first state, [states] (default uniform)
 * @returns states: int32 [..., steps], 0…states - 1; logp: natural logarithm of the joint probability, [...]. The smallest normal
 *          number is added to every probability, so no path is impossible; ties go to the lower state. No gradient
 * @throws ParameterError  no probabilities, rows that do not sum to 1; ShapeError: sizes that do not fit
 * @source librosa.sequence.viterbi, which returns logp only where asked to
 * @example (await viterbi(tensor([[0.9, 0.9, 0.2], [0.1, 0.1, 0.8]]), transitionLoop(2, 0.5))).states // [0, 0, 1]
 */
export async function viterbi(
  prob: Tensor,
  transition: Tensor,
  { pInit }: ViterbiOptions = {},
): Promise<ViterbiResult> {
  const { states, steps, batch } = checkProb("viterbi", prob);
  const epsilon = tinyOf(prob.dtype);
  const log = (p: number): number => Math.log(p + epsilon);
  const lists = transitionLists(await readTransition("viterbi", transition, states), states, epsilon);
  const init = (await readDistribution("viterbi", "pInit", pInit, states)).map(log);
  const items = await readProb(prob, states, steps);
  assertProbabilities("viterbi", items);
  return resultOf(items.map((item) => viterbiPath(item.map(log), lists, init)), batch, steps, prob); // prettier-ignore
}

/** Likelihoods up to a factor, by Bayes: the posterior over the marginal. In logarithms. */
function discriminative(
  item: Float64Array,
  lists: TransitionLists,
  marginal: Float64Array,
  init: Float64Array,
  epsilon: number,
): ViterbiPath {
  const steps = item.length / marginal.length;
  const logMarginal = marginal.map((p) => Math.log(p + epsilon));
  return viterbiPath(
    item.map((p, i) => Math.log(p + epsilon) - logMarginal[Math.floor(i / steps)]),
    lists,
    init.map((p) => Math.log(p + epsilon)),
  );
}

/**
 * The likeliest sequence of hidden states for the posterior of the states at each step, as a classifier gives it.
 *
 * @param prob        posteriors, [..., states, steps]; they sum to 1 over the states
 * @param transition  rows sum to 1, [states, states]
 * @param options.pState  marginal distribution of the states, [states] (default uniform)
 * @param options.pInit   distribution of the first state, [states] (default uniform)
 * @returns states: int32 [..., steps], 0…states - 1; logp: natural logarithm of the score, [...]. No gradient
 * @throws ParameterError  columns or rows that do not sum to 1; ShapeError: sizes that do not fit
 * @source librosa.sequence.viterbi_discriminative
 * @example (await viterbiDiscriminative(tensor([[0.9, 0.2], [0.1, 0.8]]), transitionUniform(2))).states // [0, 1]
 */
export async function viterbiDiscriminative(
  prob: Tensor,
  transition: Tensor,
  { pInit, pState }: ViterbiMarginalOptions = {},
): Promise<ViterbiResult> {
  const op = "viterbiDiscriminative";
  const { states, steps, batch } = checkProb(op, prob);
  const epsilon = tinyOf(prob.dtype);
  const lists = transitionLists(await readTransition(op, transition, states), states, epsilon);
  const marginal = await readDistribution(op, "pState", pState, states);
  const init = await readDistribution(op, "pInit", pInit, states);
  const items = await readProb(prob, states, steps);
  assertProbabilities(op, items);
  for (const item of items)
    for (let t = 0; t < steps; t++) {
      let sum = 0;
      for (let j = 0; j < states; j++) sum += item[j * steps + t];
      if (!isOne(sum))
        throw new ParameterError(
          `${op}: prob sums to ${sum} at step ${t}, but the posteriors of a step sum to 1. Use softmax over the states, or viterbi for likelihoods.`,
        );
    }
  const paths = items.map((item) => discriminative(item, lists, marginal, init, epsilon));
  return resultOf(paths, batch, steps, prob);
}

/**
 * Which of several independent labels are on at each step: a model of two states for each label.
 *
 * @param prob        probability that a label is on, 0…1, [..., labels, steps]; or [steps] for one label
 * @param transition  off and on to off and on, rows sum to 1: [2, 2] for all labels or [labels, 2, 2]
 * @param options.pState  marginal probability of "on" for each label (default 0.5)
 * @param options.pInit   probability of "on" at the first step for each label (default 0.5)
 * @returns states: int32 [..., labels, steps], 0 or 1; logp: natural logarithm of the score, [..., labels]. No gradient
 * @throws ParameterError  values that are no probabilities; ShapeError: sizes that do not fit
 * @source librosa.sequence.viterbi_binary
 * @example (await viterbiBinary(tensor([[0.1, 0.9, 0.8]]), transitionLoop(2, 0.6))).states // [[0, 1, 1]]
 */
export async function viterbiBinary(
  prob: Tensor,
  transition: Tensor,
  { pInit, pState }: ViterbiMarginalOptions = {},
): Promise<ViterbiResult> {
  const op = "viterbiBinary";
  needTensor(op, prob, "prob");
  const p = prob.ndim === 1 ? prob.unsqueeze(0) : prob;
  const { states: labels, steps } = checkProb(op, p);
  needTensor(op, transition, "transition");
  const fits = formatShape(transition.shape);
  if (fits !== formatShape([2, 2]) && fits !== formatShape([labels, 2, 2]))
    throw new ShapeError(`${op}: transition ${fits} must be [2, 2] or [${labels}, 2, 2], one for each label of prob.`);
  const epsilon = 2 ** -1022; // the two columns are made here, in double precision
  const matrices = await valuesOf(transition);
  checkRows(op, matrices, 2);
  const lists = Array.from({ length: labels }, (_, i) => {
    const start = transition.ndim === 2 ? 0 : 4 * i;
    return transitionLists(matrices.subarray(start, start + 4), 2, epsilon);
  });
  const [marginal, init] = await Promise.all(
    [pState, pInit].map(async (q, k) => {
      const values = q === undefined ? new Float64Array(labels).fill(0.5) : await valuesOf(q);
      if (values.length !== labels || !values.every(isProbability))
        throw new ParameterError(
          `${op}: ${k === 0 ? "pState" : "pInit"}=[${values.slice(0, 8).join(", ")}] must hold one probability for each of the ${labels} labels.`,
        );
      return values;
    }),
  );
  const lines = await readLines(p);
  assertProbabilities(op, lines);
  const pair = (q: number): Float64Array => Float64Array.of(1 - q, q);
  const paths = lines.map((line, i) => {
    const k = i % labels;
    const both = new Float64Array(2 * steps);
    both.set(line.map((q) => 1 - q));
    both.set(line, steps);
    return discriminative(both, lists[k], pair(marginal[k]), pair(init[k]), epsilon);
  });
  return resultOf(paths, p.shape.slice(0, -1), steps, prob);
}
