// Dimensions in another order, under the names that PyTorch and NumPy give it. All of these are views.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { permute, transpose } from "./views.js";

/**
 * The dimensions `source` moved to the places `destination`, the others in their order, as `torch.movedim`.
 *
 * @throws ParameterError  the lists differ in length or name a dimension twice
 * @example movedim(zeros([2, 3, 4]), 0, -1).shape // [3,4,2]
 */
export function movedim(
  x: Tensor,
  source: number | readonly number[],
  destination: number | readonly number[],
): Tensor {
  needTensor("movedim", x);
  const [from, to] = [[source].flat() as number[], [destination].flat() as number[]].map((list) =>
    list.map((d) => normalizeDim("movedim", d, x.ndim)),
  );
  if (from.length !== to.length || new Set(from).size !== from.length || new Set(to).size !== to.length)
    throw new ParameterError(
      `movedim: source=${formatShape(from)} and destination=${formatShape(to)} must name as many dimensions, each once.`,
    );
  if (x.ndim === 0) return x;
  const rest = x.shape.map((_, i) => i).filter((d) => !from.includes(d));
  return permute(x, x.shape.map((_, i) => (to.includes(i) ? from[to.indexOf(i)] : rest.shift()!))); // prettier-ignore
}
/** NumPy's name of {@link movedim}. */
export const moveaxis = movedim;
/** NumPy's name of `transpose`. */
export function swapaxes(x: Tensor, axis0: number, axis1: number): Tensor {
  needTensor("swapaxes", x);
  return transpose(x, axis0, axis1);
}
/** Another name of `transpose`. */
export const swapdims = swapaxes;

/** Matrices in the last two dimensions, transposed and conjugated; as `torch.adjoint` and `x.mH`. */
export function adjoint(x: Tensor): Tensor {
  needTensor("adjoint", x);
  return transposeMatrices("adjoint", x).conj();
}

function transposeMatrices(op: string, x: Tensor): Tensor {
  if (x.ndim < 2)
    throw new ShapeError(`${op}: shape=${formatShape(x.shape)} must have at least 2 dimensions. Use unsqueeze().`);
  return transpose(x, -1, -2);
}

function needMatrix(op: string, x: Tensor): void {
  if (x.ndim !== 0 && x.ndim !== 2)
    throw new ShapeError(`${op}: shape=${formatShape(x.shape)} must have 2 dimensions. Use mT or mH for batches.`);
}

const methods = { movedim, moveaxis, swapaxes, swapdims, adjoint } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    /** The dimensions in reverse order, a view. */
    readonly T: Tensor;
    /** The matrices in the last two dimensions transposed, a view. */
    readonly mT: Tensor;
    /** A matrix transposed and conjugated. */
    readonly H: Tensor;
    /** The matrices in the last two dimensions transposed and conjugated. */
    readonly mH: Tensor;
  }
}
attachMethods(methods);

const getters: Readonly<Record<"T" | "mT" | "H" | "mH", (x: Tensor) => Tensor>> = {
  T: (x) => permute(x, x.shape.map((_, i) => x.ndim - 1 - i)), // prettier-ignore
  mT: (x) => transposeMatrices("mT", x),
  H: (x) => {
    needMatrix("H", x);
    return x.ndim === 0 ? x.conj() : adjoint(x);
  },
  mH: (x) => transposeMatrices("mH", x).conj(),
};
for (const [name, getter] of Object.entries(getters))
  Object.defineProperty(Tensor.prototype, name, {
    get(this: Tensor) {
      return getter(this);
    },
    configurable: true,
  });
