// Dimensions folded away: sums, means, products and logic. Extremes, spreads and norms have files of their own.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { ShapeError } from "../errors/index.js";
import { formatShape, isIntegral, needTensor, normalizeDims, sameShape, type DType, type Shape, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { attachMethods, type MethodsOf } from "./method.js";
import { exclusiveProduct } from "./scan.js";

export interface ReduceOptions {
  /** Dimensions to fold away (default, and for an empty list: all). */
  readonly dim?: number | readonly number[];
  /** Leave them with extent 1 (default false). */
  readonly keepdim?: boolean;
}
/** `(dim, { keepdim })` or `({ dim, keepdim })`. */
export type ReduceArgs<Options extends ReduceOptions = ReduceOptions> = [
  dimOrOptions?: number | readonly number[] | Options,
  options?: Omit<Options, "dim">,
];

export interface SumOptions extends ReduceOptions {
  /** Dtype to compute in (default: that of the tensor; bool and uint8 count as int32). */
  readonly dtype?: DType;
}

/** A tensor's dimension and where it stands: what reductions to one element per line return besides the values. */
export interface ValuesAndIndices {
  readonly values: Tensor;
  readonly indices: Tensor;
}

/** Options from either way of writing them. */
export function reduceOptions<Options extends ReduceOptions>([first, second]: ReduceArgs<Options>): Options {
  if (typeof first === "object" && first !== null && !Array.isArray(first)) return first as Options;
  return { ...second, ...((first ?? undefined) !== undefined && { dim: first as number }) } as Options;
}

export interface Folding {
  readonly dims: number[];
  readonly keepdim: boolean;
  /** The shape with the folded dimensions as 1. */
  readonly kept: number[];
  /** Elements folded into one. */
  readonly count: number;
}

/** Which dimensions of `x` are folded, checked. @throws ParameterError */
export function folding(op: string, x: Tensor, options: ReduceOptions): Folding {
  needTensor(op, x);
  const isAll = Array.isArray(options.dim) && options.dim.length === 0;
  const dims = normalizeDims(op, isAll ? undefined : options.dim, x.ndim);
  const kept = x.shape.map((n, i) => (dims.includes(i) ? 1 : n));
  return { dims, kept, keepdim: options.keepdim ?? false, count: dims.reduce((p, d) => p * x.shape[d], 1) };
}

/** A result that has its folded dimensions as 1, without them unless they are to stay. */
export const finish = (y: Tensor, { keepdim, dims }: Folding): Tensor =>
  keepdim || dims.length === 0 ? y : y.squeeze(dims);

export const reduced = (kind: "sum" | "prod" | "max" | "min" | "any" | "all", x: Tensor, { dims, kept }: Folding, dtype: DType): Tensor =>
  dispatch("reduce", [x], [{ shape: kept, dtype }], { kind, dims })[0]; // prettier-ignore

/** `x` in the dtype in which it is added up. */
export function summable(x: Tensor, dtype?: DType): Tensor {
  if (dtype) return x.to(dtype);
  return x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x;
}

export const toFloat = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

/**
 * The sum; an empty one is 0. Bools and integers are added as int32, which wraps (PyTorch: int64).
 *
 * @example sum(tensor([[1, 2], [3, 4]]), 0) // [4,6]
 */
export function sum(x: Tensor, ...args: ReduceArgs<SumOptions>): Tensor {
  needTensor("sum", x);
  const options = reduceOptions(args);
  const own = summable(x, options.dtype);
  const r = folding("sum", own, options);
  if (r.dims.length === 0) return own;
  const y = differentiable("sum", [own], () => reduced("sum", own, r, own.dtype), () => [(g) => g.expand(x.shape)]); // prettier-ignore
  return finish(y, r);
}

/** The gradient of a broadcast: `x` summed over the axes that `shape` lacks or holds as 1, as `torch.Tensor.sum_to_size`. */
export function sumToSize(x: Tensor, ...shape: number[] | [shape: Shape]): Tensor {
  needTensor("sumToSize", x);
  const target = (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;
  if (sameShape(x.shape, target)) return x;
  const lead = x.ndim - target.length;
  if (lead < 0 || target.some((n, i) => n !== 1 && n !== x.shape[i + lead]))
    throw new ShapeError(
      `sumToSize: shape=${formatShape(target)} does not broadcast to ${formatShape(x.shape)}. Its extents must be those of x, or 1.`,
    );
  const dims = x.shape.flatMap((n, i) => (i < lead || (target[i - lead] === 1 && n !== 1) ? [i] : []));
  const folded = dims.length > 0 ? sum(x, { dim: dims, keepdim: true }) : x;
  return folded.reshape(target);
}

/** The arithmetic mean; integers give float32 (PyTorch refuses them), an empty mean is NaN. */
export function mean(x: Tensor, ...args: ReduceArgs<SumOptions>): Tensor {
  needTensor("mean", x);
  const options = reduceOptions(args);
  const own = toFloat(options.dtype ? x.to(options.dtype) : x);
  return sum(own, options).div(folding("mean", own, options).count);
}

/** The product, 1 of nothing; integers as int32, which wraps. The gradient is exact where elements are 0, and where one is NaN: its own is that of the others' product (PyTorch: NaN). */
export function prod(x: Tensor, ...args: ReduceArgs<SumOptions>): Tensor {
  needTensor("prod", x);
  const options = reduceOptions(args);
  const own = summable(x, options.dtype);
  const r = folding("prod", own, options);
  if (r.dims.length === 0) return own;
  const y = differentiable("prod", [own], () => reduced("prod", own, r, own.dtype), () => [
    (g) => {
      // product of all others = product of those before · product of those after, along the folded axis
      const rest = x.shape.map((_, i) => i).filter((d) => !r.dims.includes(d));
      const order = [...rest, ...r.dims];
      const flat = own.permute(order).reshape([...rest.map((d) => x.shape[d]), r.count]);
      const others = exclusiveProduct(flat, -1, false).mul(exclusiveProduct(flat, -1, true));
      const back = others.reshape(order.map((d) => x.shape[d])).permute(order.map((_, i) => order.indexOf(i)));
      return back.conj().mul(g);
    },
  ]); // prettier-ignore
  return finish(y, r);
}

function logical(kind: "any" | "all", x: Tensor, args: ReduceArgs): Tensor {
  needTensor(kind, x);
  const own = x.detach().to("bool");
  const r = folding(kind, own, reduceOptions(args));
  return r.dims.length === 0 ? own : finish(reduced(kind, own, r, "bool"), r);
}

/** Whether any element is not 0; false of nothing. */
export const any = (x: Tensor, ...args: ReduceArgs): Tensor => logical("any", x, args);
/** Whether all elements are not 0; true of nothing. */
export const all = (x: Tensor, ...args: ReduceArgs): Tensor => logical("all", x, args);

const methods = { sum, sumToSize, mean, prod, any, all } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
