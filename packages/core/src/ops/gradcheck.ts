// The judges of gradient rules: what `backward` says against what small steps show.
import { grad } from "../autograd/index.js";
import { dispatchInto } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { isComplex, isDouble, needTensors, slotsOf, Tensor, type TypedArray } from "../tensor/index.js";
import { fromTypedArray, zeros } from "./create.js";
import { randn, Generator } from "./random.js";

export interface GradcheckOptions {
  /** Step of the central difference (default 1e-6). */
  readonly eps?: number;
  /** Absolute tolerance (default 1e-5). */
  readonly atol?: number;
  /** Relative tolerance (default 1e-3). */
  readonly rtol?: number;
  /** Return false instead of throwing (default true). */
  readonly raiseException?: boolean;
}

function perturbed(x: Tensor, values: TypedArray, at: number, by: number): Tensor {
  const moved = values.slice();
  moved[at] += by;
  return fromTypedArray(moved, x.shape, { dtype: x.dtype });
}

/** Re⟨y, direction⟩ as a number. */
function project(y: Tensor, direction: Tensor): number {
  const [a, b] = [y.dataSync(), direction.dataSync()];
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** A fixed random tensor like `y`. */
function randomLike(y: Tensor, seed: number): Tensor {
  const noise = randn([y.numel * slotsOf(y.dtype)], {
    dtype: "float64",
    generator: new Generator(seed),
    device: "cpu",
  });
  const out = zeros(y.shape, { dtype: y.dtype, device: "cpu" });
  const [from, into] = isComplex(y.dtype) ? [noise.reshape([...y.shape, 2]), out.viewAsReal()] : [noise.reshape(y.shape), out]; // prettier-ignore
  dispatchInto("copy", [from], [into], {});
  return out;
}

/** A function to one tensor or several; those without gradient (indices) are left out of the check. */
export type CheckedFunction = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

const listOf = (result: Tensor | readonly Tensor[]): readonly Tensor[] =>
  result instanceof Tensor ? [result] : result;

function checkInputs(op: string, inputs: readonly Tensor[]): void {
  const wanted = inputs.filter((x) => x.requiresGrad);
  if (wanted.length === 0) throw new ParameterError(`${op}: no input has requiresGrad. Set it on those to check.`);
  for (const x of wanted)
    if (!isDouble(x.dtype))
      throw new ParameterError(
        `${op}: input dtype="${x.dtype}" is too coarse for differences. Use float64 or complex128.`,
      );
}

/** Holds the slopes of the results at the places `ats` to central differences; a result without history claims slope 0. */
function slopesHold(fn: CheckedFunction, inputs: readonly Tensor[], ats: readonly number[], options: GradcheckOptions) {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, raiseException = true } = options;
  const wanted = inputs.filter((x) => x.requiresGrad);
  const pick = (xs: readonly Tensor[]): Tensor[] => {
    const list = listOf(fn(...xs));
    return ats.map((at) => list[at]);
  };
  const results = pick(inputs);
  const directions = results.map((y, i) => randomLike(y, 7 + ats[i]));
  const roots = results.flatMap((y, i) => (y.requiresGrad ? [i] : []));
  const analytic = roots.length === 0 ? [] : grad(roots.map((i) => results[i]), wanted, { gradOutputs: roots.map((i) => directions[i]), allowUnused: true }); // prettier-ignore
  // Recorded like the first run: `fn` may itself ask for gradients.
  const run = (k: number, moved: Tensor): number =>
    pick(inputs.map((x) => (x === wanted[k] ? moved.requiresGrad_() : x))).reduce((sum, y, i) => sum + project(y, directions[i]), 0); // prettier-ignore
  for (const [k, x] of wanted.entries()) {
    const values = x.dataSync();
    const slopes = analytic[k]?.dataSync() ?? values.slice().fill(0);
    for (let i = 0; i < values.length; i++) {
      const numeric = (run(k, perturbed(x, values, i, eps)) - run(k, perturbed(x, values, i, -eps))) / (2 * eps);
      if (Math.abs(slopes[i] - numeric) <= atol + rtol * Math.abs(numeric)) continue;
      if (!raiseException) return false;
      throw new ParameterError(
        `gradcheck: input ${inputs.indexOf(x)}, entry ${i}: backward gives ${slopes[i]}, differences ${numeric}. The gradient rule is wrong.`,
      );
    }
  }
  return true;
}

/** Which results of `fn` take part in the gradient. */
function checkedResults(op: string, results: readonly Tensor[]): number[] {
  const ats = results.flatMap((y, at) => (y.requiresGrad ? [at] : []));
  if (ats.length > 0) return ats;
  throw new ParameterError(
    `${op}: no result of fn requires a gradient: it does not depend on the inputs through recorded operations.`,
  );
}

/**
 * Compares the gradients of `fn` with central differences along a fixed random direction of the results, as
 * `torch.autograd.gradcheck` in its fast mode; complex inputs are moved along both parts.
 *
 * @param fn      of the inputs to one tensor or several
 * @param inputs  on the CPU; those with requiresGrad are checked and must be float64 or complex128
 * @returns true when every entry agrees within atol + rtol · |numerical|
 * @throws ParameterError that names the input, the entry and both numbers
 */
export function gradcheck(fn: CheckedFunction, inputs: readonly Tensor[], options: GradcheckOptions = {}): boolean {
  needTensors("gradcheck", inputs, "inputs");
  checkInputs("gradcheck", inputs);
  return slopesHold(fn, inputs, checkedResults("gradcheck", listOf(fn(...inputs))), options);
}

/**
 * Compares second derivatives with differences: `gradcheck` of the gradients of `fn`, in its inputs and in random
 * gradients of its results; as `torch.autograd.gradgradcheck`.
 *
 * @param fn      of the inputs to one tensor or several
 * @param inputs  as for gradcheck
 * @throws ParameterError that names the input (those after `inputs` are the gradients of the results), the entry and both numbers
 */
export function gradgradcheck(fn: CheckedFunction, inputs: readonly Tensor[], options: GradcheckOptions = {}): boolean {
  needTensors("gradgradcheck", inputs, "inputs");
  checkInputs("gradgradcheck", inputs);
  const results = listOf(fn(...inputs));
  const ats = checkedResults("gradgradcheck", results);
  const seeds = ats.map((at) => randomLike(results[at], 70 + at).requiresGrad_());
  const isWanted = inputs.map((x) => x.requiresGrad);
  const slopes = (...all: Tensor[]): Tensor[] => {
    const [given, gradOutputs] = [all.slice(0, inputs.length), all.slice(inputs.length)];
    const ys = listOf(fn(...given));
    const variables = given.filter((_, i) => isWanted[i]);
    return grad(ats.map((at) => ys[at]), variables, { gradOutputs, createGraph: true, materializeGrads: true }); // prettier-ignore
  };
  const everySlope = isWanted.filter(Boolean).map((_, i) => i);
  return slopesHold(slopes, [...inputs, ...seeds], everySlope, options);
}
