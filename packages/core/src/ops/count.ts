// Counting elements.
import { DTypeError, ParameterError } from "../errors/index.js";
import { isFloatingPoint, needTensor, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { sum, type ReduceArgs } from "./reduce.js";

/** How many elements are not 0 (int32), over all or the given dimensions. */
export function countNonzero(x: Tensor, ...args: ReduceArgs): Tensor {
  needTensor("countNonzero", x);
  return sum(x.detach().ne(0).to("int32"), ...args);
}

export interface HistcOptions {
  /** Integer ≥ 1 (default 100). */
  readonly bins?: number;
  /** Lower end of the first bin (default 0). */
  readonly min?: number;
  /** Upper end of the last bin, which belongs to it (default 0; where min = max, the extremes of x are taken). */
  readonly max?: number;
}

/**
 * How many elements fall in each of `bins` equal intervals, as `torch.histc`; those outside and NaN count nowhere.
 *
 * @param x  floating, any shape
 * @returns [bins], the dtype of x
 * @throws ParameterError, DTypeError
 */
export function histc(x: Tensor, { bins = 100, min = 0, max = 0 }: HistcOptions = {}): Tensor {
  needTensor("histc", x);
  if (!Number.isInteger(bins) || bins < 1) throw new ParameterError(`histc: bins=${bins} must be an integer ≥ 1.`);
  if (!(min <= max) || !Number.isFinite(max - min))
    throw new ParameterError(`histc: min=${min} and max=${max} must be finite with min ≤ max.`);
  if (!isFloatingPoint(x.dtype)) throw new DTypeError(`histc: dtype="${x.dtype}" must be floating.`);
  const own = x.detach().reshape([-1]);
  const counts = own.newZeros([bins]);
  if (own.numel === 0) return counts;
  const [least, most] = min === max ? [own.amin(), own.amax()] : [own.newZeros([]).add(min), own.newZeros([]).add(max)]; // prettier-ignore
  const widened = least.eq(most).to(x.dtype); // a single value gets the interval from one below to one above
  const [low, high] = [least.sub(widened), most.add(widened)];
  const inside = own.ge(low).logicalAnd(own.le(high));
  const place = own.where(inside, low).sub(low).div(high.sub(low)).mul(bins);
  const bin = place.to("int32").minimum(bins - 1);
  return counts.scatterAdd(0, bin, inside.to(x.dtype));
}

const methods = { countNonzero, histc } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
