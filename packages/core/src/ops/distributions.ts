// Draws from distributions whose parameters are tensors or numbers, and draws shaped like a tensor.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, isFloatingPoint, needTensor, type Shape, type Tensor } from "../tensor/index.js";
import { where } from "./compare.js";
import { like } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { isTensor } from "./operand.js";
import { searchsorted } from "./order-statistics.js";
import { isReadable } from "./positions.js";
import { rand, randint, randn, type Generator, type RandomOptions } from "./random.js";

/** As {@link rand}, with the shape, dtype and device of `x`. */
export function randLike(x: Tensor, options?: RandomOptions): Tensor {
  needTensor("randLike", x);
  return rand(x.shape, like(x, options));
}
/** As {@link randn}, with the shape, dtype and device of `x`. */
export function randnLike(x: Tensor, options?: RandomOptions): Tensor {
  needTensor("randnLike", x);
  return randn(x.shape, like(x, options));
}
/** As {@link randint}, with the shape, dtype and device of `x`. */
export function randintLike(x: Tensor, low: number, high: number, options?: RandomOptions): Tensor {
  needTensor("randintLike", x);
  return randint(low, high, x.shape, like(x, options));
}

/**
 * Normal numbers with their own means and standard deviations, as `torch.normal`. No gradient flows to the parameters.
 *
 * @param mean, std  tensors that broadcast, or numbers; std ≥ 0 (checked where the host sees it)
 * @param options.shape  of the result, where both are numbers
 * @throws ParameterError  std < 0, or two numbers and no shape
 * @throws DTypeError  integer tensors
 * @example normal(tensor([0, 100]), 0.5)
 */
export function normal(
  mean: Tensor | number,
  std: Tensor | number,
  { shape, ...options }: RandomOptions & { readonly shape?: Shape } = {},
): Tensor {
  const tensors = [mean, std].filter(isTensor);
  if (tensors.length === 0 && !shape)
    throw new ParameterError(`normal: mean=${String(mean)} and std=${String(std)} are numbers. Pass { shape }.`);
  const integer = tensors.find((t) => !isFloatingPoint(t.dtype));
  if (integer) throw new DTypeError(`normal: dtype="${integer.dtype}" must be floating. Convert with .to("float32").`);
  const negative = isTensor(std) ? isReadable(std) && std.lt(0).any().itemSync() !== 0 : !(std >= 0);
  if (negative) throw new ParameterError(`normal: std=${isTensor(std) ? "tensor" : std} must be ≥ 0.`);
  const wide = shape ?? broadcastShapes("normal", ...tensors.map((t) => t.shape));
  const settings = tensors.length > 0 ? like(tensors[0], options) : options;
  const { requiresGrad = false, ...rest } = settings as RandomOptions;
  const plain = (x: Tensor | number): Tensor | number => (isTensor(x) ? x.detach() : x);
  const out = randn(wide, rest).mul(plain(std)).add(plain(mean));
  if (requiresGrad) out.requiresGrad = true;
  return out;
}

export interface MultinomialOptions {
  /** The same place may be drawn again (default false). */
  readonly replacement?: boolean;
  /** Default: the default generator. */
  readonly generator?: Generator;
}

function checkWeights(p: Tensor, numSamples: number, replacement: boolean): void {
  if (p.ndim < 1 || p.ndim > 2)
    throw new ShapeError(`multinomial: weights ${formatShape(p.shape)} must be [n] or [rows, n].`);
  if (!isFloatingPoint(p.dtype))
    throw new DTypeError(`multinomial: dtype="${p.dtype}" must be floating. Convert with .to("float32").`);
  const n = p.shape.at(-1)!;
  if (!Number.isInteger(numSamples) || numSamples < 1 || (!replacement && numSamples > n))
    throw new ParameterError(`multinomial: numSamples=${numSamples} must be an integer ≥ 1${replacement ? "" : `, at most ${n} without replacement`}.`); // prettier-ignore
  if (!isReadable(p) || p.numel === 0) return;
  const least = p.amin().itemSync();
  if (!(least >= 0) || !Number.isFinite(p.sum().itemSync()))
    throw new ParameterError(`multinomial: weights hold ${least >= 0 ? "infinity" : least}. They must be finite and ≥ 0.`); // prettier-ignore
  const possible = p.ne(0).sum(-1).amin().itemSync();
  if (possible < (replacement ? 1 : numSamples))
    throw new ParameterError(`multinomial: a row has ${possible} weights above 0, too few for numSamples=${numSamples}.`); // prettier-ignore
}

/**
 * Places drawn with probabilities in proportion to weights, on the device, as `torch.multinomial`.
 *
 * @param weights  floating, ≥ 0, [n] or [rows, n]; need not add up to 1. Their values are checked on the CPU, trusted on
 *                 a GPU and in a compiled function
 * @returns int32 [numSamples] or [rows, numSamples]; without replacement in the order of drawing, all different
 * @throws ParameterError, DTypeError, ShapeError
 * @example multinomial(tensor([0, 3, 1]), 2) // 1 and 2 in some order
 */
export function multinomial(weights: Tensor, numSamples: number, options: MultinomialOptions = {}): Tensor {
  needTensor("multinomial", weights, "weights");
  const { replacement = false, ...rest } = options;
  checkWeights(weights, numSamples, replacement);
  const p = weights.detach();
  if (replacement) {
    // The place where the running sum reaches a level in (0, total]: never one of weight 0.
    const sums = p.cumsum(-1);
    const total = sums.narrow(-1, p.shape.at(-1)! - 1, 1);
    const levels = rand([...p.shape.slice(0, -1), numSamples], like(p, rest)).neg().add(1).mul(total); // prettier-ignore
    return searchsorted(sums, levels);
  }
  // Exponential clocks that run at the rates p: the first to ring come in the order of draws (Efraimidis and Spirakis 2006).
  const clock = rand(p.shape, like(p, rest)).neg().add(1).log().neg();
  return where(p.gt(0), p.div(clock), -1).topk(numSamples).indices;
}

const methods = { multinomial } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
