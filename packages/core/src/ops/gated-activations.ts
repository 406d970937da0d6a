// Activations that take more than one element or number: a gate, a learned or random slope, a distribution.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { arange } from "./create.js";
import * as f from "./formula.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { rand, type Generator } from "./random.js";
import { softmax } from "./softmax.js";

const [x, y] = [0, 1].map(f.tensor);
const GLU = f.mul(x, f.sigmoid(y));
const SLOPED = f.where(f.gt(x, 0), x, f.mul(y, x));

/**
 * a · sigmoid(b) for the two halves a, b of `x` along `dim`, as `torch.nn.functional.glu`.
 *
 * @param dim  of even extent (default −1)
 * @throws ShapeError  the extent is odd
 */
export function glu(input: Tensor, { dim = -1 } = {}): Tensor {
  f.needFloats("glu", input);
  const d = normalizeDim("glu", dim, input.ndim);
  if (input.ndim === 0 || input.shape[d] % 2 !== 0)
    throw new ShapeError(`glu: input ${formatShape(input.shape)} must have an even extent along dim=${dim}.`);
  const n = input.shape[d] / 2;
  return f.evaluate("glu", GLU, [input.narrow(d, 0, n), input.narrow(d, n, n)]);
}

/**
 * x where x > 0, weight · x elsewhere, with one learned weight or one per channel; as `torch.nn.functional.prelu`.
 *
 * @param input   [N, C, …], or any shape with a single weight
 * @param weight  [1] or [C]
 * @throws ShapeError  weight does not fit the channels
 */
export function prelu(input: Tensor, weight: Tensor): Tensor {
  f.needFloats("prelu", input, weight);
  const channels = input.ndim > 1 ? input.shape[1] : 1;
  if (weight.ndim > 1 || (weight.numel !== 1 && weight.numel !== channels))
    throw new ShapeError(
      `prelu: weight ${formatShape(weight.shape)} must hold 1 number, or ${channels}: one for each channel of ${formatShape(input.shape)}.`,
    );
  const column = input.ndim > 1 ? [-1, ...input.shape.slice(2).map(() => 1)] : input.shape.map(() => 1);
  return f.evaluate("prelu", SLOPED, [input, weight.reshape(weight.numel === 1 ? input.shape.map(() => 1) : column)]);
}

export interface RreluOptions {
  /** Least slope (default 1/8). */
  readonly lower?: number;
  /** Largest slope (default 1/3). */
  readonly upper?: number;
  /** Draw a slope for every element; otherwise the mean of the bounds is used (default false). */
  readonly training?: boolean;
  /** Default: the default generator. */
  readonly generator?: Generator;
}

/**
 * x where x > 0, slope · x elsewhere with slopes drawn from lower…upper, as `torch.nn.functional.rrelu`.
 *
 * @throws ParameterError  lower > upper
 */
export function rrelu(input: Tensor, options: RreluOptions = {}): Tensor {
  const { lower = 1 / 8, upper = 1 / 3, training = false, generator } = options;
  f.needFloats("rrelu", input);
  if (!(lower <= upper)) throw new ParameterError(`rrelu: lower=${lower} must not exceed upper=${upper}.`);
  const slopes = training
    ? rand(input.shape, { dtype: input.dtype, device: input.device, ...(generator && { generator }) }).mul(upper - lower).add(lower)
    : input.newZeros([]).fill_((lower + upper) / 2); // prettier-ignore
  return f.evaluate("rrelu", SLOPED, [input, slopes]);
}

/** softmax(−x) along `dim`, as `torch.nn.functional.softmin`. */
export function softmin(input: Tensor, dim: number): Tensor {
  needTensor("softmin", input, "input");
  return softmax(input.neg(), dim);
}

export interface GumbelSoftmaxOptions {
  /** Temperature > 0: towards 0 the result gets one-hot (default 1). */
  readonly tau?: number;
  /** One-hot results with the gradient of the soft ones (default false). */
  readonly hard?: boolean;
  /** Default −1. */
  readonly dim?: number;
  /** Default: the default generator. */
  readonly generator?: Generator;
}

/**
 * Samples from the distribution with these log probabilities, relaxed so that they can be differentiated, as
 * `torch.nn.functional.gumbel_softmax`.
 *
 * @returns the shape of `logits`; sums to 1 along `dim`
 * @throws ParameterError  tau ≤ 0
 * @source Jang, Gu and Poole, "Categorical reparameterization with Gumbel-softmax" (2017)
 */
export function gumbelSoftmax(logits: Tensor, options: GumbelSoftmaxOptions = {}): Tensor {
  const { tau = 1, hard = false, dim = -1, generator } = options;
  f.needFloats("gumbelSoftmax", logits);
  if (!(tau > 0)) throw new ParameterError(`gumbelSoftmax: tau=${tau} must be > 0.`);
  const uniform = rand(logits.shape, { dtype: logits.dtype, device: logits.device, ...(generator && { generator }) });
  // 0 would give −∞; it stands for what lies below the generator's step.
  const noise = uniform.maximum(2 ** -33).log().neg().log().neg(); // prettier-ignore
  const soft = softmax(logits.add(noise).div(tau), dim);
  if (!hard || logits.numel === 0) return soft;
  const d = normalizeDim("gumbelSoftmax", dim, logits.ndim);
  const places = arange(logits.shape[d] ?? 1, { dtype: "int32", device: logits.device });
  const column = places.reshape(logits.shape.map((_, i) => (i === d ? -1 : 1)));
  const best = column.eq(soft.detach().argmax(d, { keepdim: true })).to(soft.dtype);
  return best.sub(soft.detach()).add(soft);
}

const methods = { prelu } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
