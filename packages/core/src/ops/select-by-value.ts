// Results whose shape depends on the values: they have to be read first, so all of these wait for the device.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, contiguousStrides, formatShape, isComplex, isIntegral, needTensor, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { attachMethods, type MethodsOf } from "./method.js";

async function positionsOf(mask: Tensor): Promise<number[]> {
  const kept: number[] = [];
  (await mask.detach().to("bool").data()).forEach((v, i) => {
    if (v !== 0) kept.push(i);
  });
  return kept;
}

/** Where the elements are not 0: int32 [count, dimensions], row by row. As `torch.nonzero`. */
export async function nonzero(x: Tensor): Promise<Tensor> {
  needTensor("nonzero", x);
  const kept = await positionsOf(x);
  const strides = contiguousStrides(x.shape);
  const rows = kept.flatMap((at) => x.shape.map((n, i) => Math.floor(at / strides[i]) % n));
  return x.newTensor(Int32Array.from(rows), [kept.length, x.ndim]);
}

/** The elements where `mask` (bool, both broadcast) holds, as one row. Gradients flow back to their places. */
export async function maskedSelect(x: Tensor, mask: Tensor): Promise<Tensor> {
  needTensor("maskedSelect", x);
  needTensor("maskedSelect", mask, "mask");
  if (mask.dtype !== "bool") throw new DTypeError(`maskedSelect: mask dtype="${mask.dtype}" must be bool.`);
  const shape = broadcastShapes("maskedSelect", x.shape, mask.shape);
  const kept = await positionsOf(mask.expand(shape));
  return x
    .expand(shape)
    .reshape([-1])
    .indexSelect(0, x.newTensor(Int32Array.from(kept)));
}

export interface UniqueResult {
  /** [u], ascending. */
  readonly values: Tensor;
  /** int32 of the input's shape: which value each element is. */
  readonly inverse: Tensor;
  /** int32 [u]: how often each value occurs. */
  readonly counts: Tensor;
}

/** The different elements in order, as `torch.unique` with every extra; each NaN counts as its own. */
export async function unique(x: Tensor): Promise<UniqueResult> {
  needTensor("unique", x);
  if (isComplex(x.dtype)) throw new DTypeError(`unique: dtype="${x.dtype}" is complex and has no order.`);
  const flat = x.detach().reshape([-1]);
  const { values, indices } = flat.sort();
  const [ordered, places] = [await values.data(), await indices.data()];
  const inverse = new Int32Array(ordered.length);
  const starts: number[] = [];
  ordered.forEach((v, i) => {
    if (i === 0 || v !== ordered[i - 1]) starts.push(i);
    inverse[places[i]] = starts.length - 1;
  });
  const counts = starts.map((s, i) => (starts[i + 1] ?? ordered.length) - s);
  return {
    values: values.indexSelect(0, x.newTensor(Int32Array.from(starts))),
    inverse: x.newTensor(inverse, x.shape),
    counts: x.newTensor(Int32Array.from(counts)),
  };
}

export interface BincountOptions {
  /** What each element adds to its bin (default 1 each); the shape of x. */
  readonly weights?: Tensor;
  /** Least number of bins (default 0). */
  readonly minLength?: number;
}

/**
 * How often each of 0, 1, 2, … occurs, as `torch.bincount`.
 *
 * @param x  int32 or uint8, one-dimensional, no negatives
 * @returns [max(x) + 1 or minLength], int32, or the dtype of the weights
 * @throws DTypeError, ShapeError, ParameterError
 */
export async function bincount(x: Tensor, { weights, minLength = 0 }: BincountOptions = {}): Promise<Tensor> {
  needTensor("bincount", x);
  if (!isIntegral(x.dtype) || x.dtype === "bool")
    throw new DTypeError(`bincount: dtype="${x.dtype}" must be an integer one. Convert with .to("int32").`);
  if (x.ndim !== 1 || (weights && (weights.ndim !== 1 || weights.numel !== x.numel)))
    throw new ShapeError(
      `bincount: x ${formatShape(x.shape)}${weights ? ` and weights ${formatShape(weights.shape)}` : ""} must be one-dimensional and of one length.`,
    );
  if (!Number.isInteger(minLength) || minLength < 0)
    throw new ParameterError(`bincount: minLength=${minLength} must be an integer ≥ 0.`);
  const own = x.to("int32");
  const [low, high] = x.numel === 0 ? [0, -1] : [await own.amin().item(), await own.amax().item()];
  if (low < 0) throw new ParameterError(`bincount: x holds ${low}. Elements must be ≥ 0.`);
  const dtype = weights?.dtype ?? "int32";
  const each = weights ?? own.mul(0).add(1);
  return own.newZeros([Math.max(high + 1, minLength)], { dtype }).scatterAdd(0, own, each);
}

const methods = { nonzero, maskedSelect, unique, bincount } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
