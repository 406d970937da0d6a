// Which elements occur in a set, which interval they lie in, and runs of equal ones.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isFloatingPoint, needTensor, normalizeDim, promoteTypes, Tensor } from "../tensor/index.js"; // prettier-ignore
import { where } from "./binary.js";
import { fromTypedArray } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { Operand } from "./operand.js";
import { searchsorted } from "./order-statistics.js";
import { sort } from "./sort.js";

/** A sorted list in which the NaNs, its last, have become copies of the first element; only NaNs stay NaN. */
function withoutNaN(sorted: Tensor): Tensor {
  if (!isFloatingPoint(sorted.dtype)) return sorted;
  return sort(where(sorted.isnan(), sorted.narrow(0, 0, 1), sorted)).values;
}

/**
 * Whether each element occurs among those of `test`, as `torch.isin`; NaN occurs nowhere.
 *
 * @param options.invert  whether it does not occur (default false)
 * @returns bool of the shape of x
 * @throws DTypeError  complex
 * @example isin(tensor([1, 2, 3]), tensor([3, 1])) // [true,false,true]
 */
export function isin(x: Tensor, test: Operand, { invert = false } = {}): Tensor {
  needTensor("isin", x);
  const set = test instanceof Tensor ? test.detach().reshape([-1]) : null;
  if ([x, ...(set ? [set] : [])].some((t) => isComplex(t.dtype)))
    throw new DTypeError("isin: complex numbers have no order to search in. Compare with eq().");
  let found: Tensor;
  if (set === null) found = x.detach().eq(test as number);
  else if (set.numel === 0) found = x.newZeros(x.shape, { dtype: "bool" });
  else {
    const dtype = promoteTypes(x.dtype, set.dtype);
    const own = x.detach().to(dtype === "bool" ? "uint8" : dtype);
    const values = withoutNaN(sort(set.to(own.dtype)).values);
    const at = searchsorted(values, own).minimum(set.numel - 1);
    found = values
      .gather(0, at.reshape([-1]))
      .reshape(x.shape)
      .eq(own);
  }
  return invert ? found.logicalNot() : found;
}

/**
 * The number of the interval between `boundaries` that each element lies in, as `torch.bucketize`.
 *
 * @param boundaries  ascending, one-dimensional (not checked)
 * @param options.right  an element equal to a boundary lies behind it (default false)
 * @returns int32 of the shape of x, 0…boundaries
 * @throws ShapeError, DTypeError
 * @example bucketize(tensor([0, 3, 9]), tensor([1, 3, 5])) // [0,1,3]
 */
export function bucketize(x: Tensor | number, boundaries: Tensor, { right = false } = {}): Tensor {
  needTensor("bucketize", boundaries, "boundaries");
  if (boundaries.ndim !== 1)
    throw new ShapeError(`bucketize: boundaries ${formatShape(boundaries.shape)} must be one-dimensional.`);
  const values = x instanceof Tensor ? x : fromTypedArray(Float32Array.of(x), [], { device: boundaries.device }); // prettier-ignore
  return searchsorted(boundaries, values, { right });
}

export interface ConsecutiveResult {
  /** What is left when every run of equal neighbours becomes one. */
  readonly values: Tensor;
  /** int32: the number of each element's run. */
  readonly inverse: Tensor;
  /** int32: the length of each run. */
  readonly counts: Tensor;
}

/**
 * Runs of equal neighbours replaced by one each, as `torch.unique_consecutive` with every extra; waits, since the
 * number of runs has to be read. No gradient, as in PyTorch.
 *
 * @param dim  compare slices along it (default: flattened, compare elements)
 * @returns inverse has the shape of x, or [extent] for a `dim`
 * @throws ParameterError  dim is out of range
 */
export async function uniqueConsecutive(
  x: Tensor,
  { dim }: { readonly dim?: number } = {},
): Promise<ConsecutiveResult> {
  needTensor("uniqueConsecutive", x);
  const own = dim === undefined ? x.detach().reshape([-1]) : x.detach();
  const d = normalizeDim("uniqueConsecutive", dim ?? 0, own.ndim);
  if (own.ndim === 0) throw new ParameterError(`uniqueConsecutive: dim=${dim} of a tensor without dimensions.`);
  const n = own.shape[d];
  const starts: number[] = n > 0 ? [0] : [];
  if (n > 1) {
    const rows = own
      .detach()
      .transpose(0, d)
      .reshape([n, own.numel / n]);
    const isNew = rows.narrow(0, 1, n - 1).ne(rows.narrow(0, 0, n - 1)).any(1); // prettier-ignore
    (await isNew.data()).forEach((v, i) => v !== 0 && starts.push(i + 1));
  }
  const counts = starts.map((s, i) => (starts[i + 1] ?? n) - s);
  const inverse = Int32Array.from(counts.flatMap((count, i) => Array.from({ length: count }, () => i)));
  return {
    values: own.indexSelect(d, x.newTensor(Int32Array.from(starts))),
    inverse: x.newTensor(inverse, dim === undefined ? x.shape : [n]),
    counts: x.newTensor(Int32Array.from(counts)),
  };
}

const methods = { isin, uniqueConsecutive } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    /** The number of the interval between `boundaries` that each element lies in. */
    bucketize(boundaries: Tensor, options?: { readonly right?: boolean }): Tensor;
  }
}
attachMethods({ ...methods, bucketize });
