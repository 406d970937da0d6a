// Derivatives of functions as such, as `torch.autograd.functional`: whole Jacobians and products with them. Every one
// works on copies without history; the inputs' own `.grad` and graphs stay as they are.
import { enableGrad, grad, noGrad } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, needFunction, needTensors, sameShape, Tensor } from "../tensor/index.js";
import { onesLike, zerosLike } from "./create.js";
import { stack } from "./join.js";

/** A function of one or several tensors to one. */
export type TensorFunction = (...inputs: Tensor[]) => Tensor;

export interface FunctionalOptions {
  /** Record, so that the result can itself be differentiated in the inputs (default false). */
  readonly createGraph?: boolean;
}

/** The inputs as separate variables: without history, or (createGraph) as views that lead back to them. */
function variables(
  op: string,
  fn: TensorFunction,
  inputs: Tensor | readonly Tensor[],
  { createGraph = false }: FunctionalOptions,
): Tensor[] {
  needFunction(op, fn);
  const list = inputs instanceof Tensor ? [inputs] : inputs;
  needTensors(op, list, "inputs");
  return list.map((x) => (createGraph && x.requiresGrad ? x.view(x.shape) : x.detach().requiresGrad_()));
}

function apply(op: string, fn: TensorFunction, inputs: readonly Tensor[]): Tensor {
  const y = enableGrad(() => fn(...inputs));
  if (!(y instanceof Tensor)) throw new ParameterError(`${op}: fn returned ${typeof y}. Return one tensor.`);
  return y;
}

/** Gradients that are zeros where there is no way from y to an input. */
function slopes(y: Tensor, xs: readonly Tensor[], seed: Tensor, options: FunctionalOptions): Tensor[] {
  if (!y.requiresGrad) return xs.map((x) => zerosLike(x));
  const { createGraph = false } = options;
  return grad(y, xs, { gradOutputs: seed, retainGraph: true, createGraph, materializeGrads: true });
}

const finished = (g: Tensor, { createGraph = false }: FunctionalOptions): Tensor => (createGraph ? g : g.detach());

/** One result, or a list of them, in the form of the inputs. */
type Like<I> = I extends Tensor ? Tensor : Tensor[];
function likeInputs<I extends Tensor | readonly Tensor[]>(inputs: I, list: Tensor[]): Like<I> {
  return (inputs instanceof Tensor ? list[0] : list) as Like<I>;
}

function fittingVector(op: string, v: Tensor, to: Tensor, what: string): Tensor {
  if (!sameShape(v.shape, to.shape))
    throw new ShapeError(`${op}: v ${formatShape(v.shape)} must have the shape of ${what}, ${formatShape(to.shape)}.`);
  return v;
}

/** The vectors for the inputs, checked one by one. */
function vectorsFor(op: string, v: Tensor | readonly Tensor[], xs: readonly Tensor[]): readonly Tensor[] {
  const list = v instanceof Tensor ? [v] : v;
  if (list.length !== xs.length)
    throw new ParameterError(`${op}: ${list.length} vector(s) for ${xs.length} input(s). Give one per input.`);
  return list.map((vector, i) => fittingVector(op, vector, xs[i], `input ${i}`));
}

/**
 * All partial derivatives of `fn`, row by row with one walk back per element of the result; as
 * `torch.autograd.functional.jacobian`.
 *
 * @param fn      to one real tensor
 * @param inputs  one tensor, or a list of the arguments of fn
 * @returns [...shape of the result, ...shape of the input], for a list one per input
 * @throws DTypeError  the result is complex
 * @example jacobian((x) => x.square(), tensor([1, 2])) // [[2,0],[0,4]]
 */
export function jacobian<I extends Tensor | readonly Tensor[]>(
  fn: TensorFunction,
  inputs: I,
  options: FunctionalOptions = {},
): Like<I> {
  const xs = variables("jacobian", fn, inputs, options);
  const y = apply("jacobian", fn, xs);
  if (isComplex(y.dtype))
    throw new DTypeError(
      `jacobian: fn returned ${y.dtype}, of which no real matrix of slopes exists. Use viewAsReal().`,
    );
  const rows = Array.from({ length: y.numel }, (_, i) => {
    const unit = y.newZeros([y.numel]);
    noGrad(() => unit.narrow(0, i, 1).fill_(1));
    return slopes(y, xs, unit.reshape(y.shape), options);
  });
  const whole = xs.map((x, k) => {
    const shape = [...y.shape, ...x.shape];
    return rows.length > 0 ? finished(stack(rows.map((row) => row[k]), 0).reshape(shape), options) : x.newZeros(shape); // prettier-ignore
  });
  return likeInputs(inputs, whole);
}

/**
 * The result of `fn` and vᵀ·J, the gradient of ⟨v, fn⟩; as `torch.autograd.functional.vjp`.
 *
 * @param v  of the result's shape; may be left out for a result of one element
 * @returns [result, product], the product in the form of the inputs
 * @throws ShapeError
 */
export function vjp<I extends Tensor | readonly Tensor[]>(
  fn: TensorFunction,
  inputs: I,
  v?: Tensor,
  options: FunctionalOptions = {},
): [result: Tensor, product: Like<I>] {
  const xs = variables("vjp", fn, inputs, options);
  const y = apply("vjp", fn, xs);
  if (!v && y.numel !== 1)
    throw new ShapeError(`vjp: v is missing, but fn returned ${formatShape(y.shape)}. Give v of that shape.`);
  const seed = v ? fittingVector("vjp", v, y, "the result") : onesLike(y);
  const products = slopes(y, xs, seed, options).map((g) => finished(g, options));
  return [finished(y, options), likeInputs(inputs, products)];
}

/**
 * The result of `fn` and J·v, its derivative along `v`; as `torch.autograd.functional.jvp`, by two walks back.
 *
 * @param v  one vector of the shape of each input
 * @returns [result, product], both of the result's shape
 * @throws ParameterError, ShapeError
 */
export function jvp(
  fn: TensorFunction,
  inputs: Tensor | readonly Tensor[],
  v: Tensor | readonly Tensor[],
  options: FunctionalOptions = {},
): [result: Tensor, product: Tensor] {
  const xs = variables("jvp", fn, inputs, options);
  const vectors = vectorsFor("jvp", v, xs);
  const y = apply("jvp", fn, xs);
  // uᵀ·J is linear in u, and its derivative along v in u is J·v
  const u = zerosLike(y).requiresGrad_();
  const rows = slopes(y, xs, u, { createGraph: true });
  const moving = rows.flatMap((row, k) => (row.requiresGrad ? [{ row, vector: vectors[k] }] : []));
  const { createGraph = false } = options;
  const product =
    moving.length === 0
      ? zerosLike(y)
      : (grad(moving.map(({ row }) => row), u, { gradOutputs: moving.map(({ vector }) => vector), createGraph, materializeGrads: true })[0]); // prettier-ignore
  return [finished(y, options), finished(product, options)];
}

/** The value of `fn`, one real number, and its gradient, recorded. */
function recordedGradient(op: string, fn: TensorFunction, xs: readonly Tensor[]): [Tensor, Tensor[]] {
  const y = apply(op, fn, xs);
  if (y.numel !== 1 || isComplex(y.dtype))
    throw new ShapeError(`${op}: fn returned ${formatShape(y.shape)} ${y.dtype}, not one real number. Reduce with .sum().`); // prettier-ignore
  return [y, slopes(y, xs, onesLike(y), { createGraph: true })];
}

/**
 * The result of `fn`, one real number, and H·v with its second derivatives H; as `torch.autograd.functional.hvp`. Uses
 * the symmetry of H, so it costs what PyTorch's `vhp` costs.
 *
 * @param v  one vector of the shape of each input
 * @returns [result, product], the product in the form of the inputs
 * @throws ParameterError, ShapeError
 */
export function hvp<I extends Tensor | readonly Tensor[]>(
  fn: TensorFunction,
  inputs: I,
  v: Tensor | readonly Tensor[],
  options: FunctionalOptions = {},
): [result: Tensor, product: Like<I>] {
  const xs = variables("hvp", fn, inputs, options);
  const vectors = vectorsFor("hvp", v, xs);
  const [y, first] = recordedGradient("hvp", fn, xs);
  const moving = first.flatMap((g, k) => (g.requiresGrad ? [{ g, vector: vectors[k] }] : []));
  const { createGraph = false } = options;
  const products =
    moving.length === 0
      ? xs.map((x) => zerosLike(x))
      : (grad(moving.map(({ g }) => g), xs, { gradOutputs: moving.map(({ vector }) => vector), createGraph, materializeGrads: true })); // prettier-ignore
  return [finished(y, options), likeInputs(inputs, products.map((p) => finished(p, options)))]; // prettier-ignore
}

/**
 * All second derivatives of `fn`, one real number; as `torch.autograd.functional.hessian`.
 *
 * @returns [...shape of the input, ...shape of the input]; for a list of inputs a list of lists, [i][j] for inputs i and j
 * @throws ShapeError  fn returned several numbers
 * @example hessian((x) => x.pow(3).sum(), tensor([1, 2])) // [[6,0],[0,12]]
 */
export function hessian(fn: TensorFunction, inputs: Tensor, options?: FunctionalOptions): Tensor;
export function hessian(fn: TensorFunction, inputs: readonly Tensor[], options?: FunctionalOptions): Tensor[][];
export function hessian(
  fn: TensorFunction,
  inputs: Tensor | readonly Tensor[],
  options: FunctionalOptions = {},
): Tensor | Tensor[][] {
  const list = inputs instanceof Tensor ? [inputs] : inputs;
  needFunction("hessian", fn);
  needTensors("hessian", list, "inputs");
  const rows = list.map((_, i) => jacobian((...xs) => recordedGradient("hessian", fn, xs)[1][i], list, options));
  return inputs instanceof Tensor ? rows[0][0] : rows;
}
