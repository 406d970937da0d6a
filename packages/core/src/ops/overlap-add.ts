// Frames added up at their places: the transpose of cutting a signal into frames.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../tensor/index.js";
import { complex } from "./complex.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface OverlapAddOptions {
  /** Samples between the starts of neighbouring frames, integer ≥ 1. */
  readonly hopLength: number;
  /** Samples of the result: what frames reach beyond is cut (default: to the end of the last frame). */
  readonly length?: number;
}

/** The sum of frames, each `hopLength` after the last: [..., n, frames] → [..., length]. */
export function overlapAdd(x: Tensor, { hopLength, length }: OverlapAddOptions = {} as never): Tensor {
  needTensor("overlapAdd", x);
  if (x.ndim < 2) throw new ShapeError(`overlapAdd: shape=${formatShape(x.shape)} must be [..., n, frames].`);
  if (!Number.isInteger(hopLength) || hopLength < 1)
    throw new ParameterError(`overlapAdd: hopLength=${hopLength} must be an integer ≥ 1.`);
  const [n, frames] = x.shape.slice(-2);
  const reach = frames === 0 ? 0 : n + hopLength * (frames - 1);
  const total = length ?? reach;
  if (!Number.isInteger(total) || total < 0)
    throw new ParameterError(`overlapAdd: length=${total} must be an integer ≥ 0.`);
  if (isComplex(x.dtype)) {
    const [re, im] = [x.real(), x.imag()].map((part) => overlapAdd(part, { hopLength, length: total }));
    return complex(re, im);
  }
  const shape = [...x.shape.slice(0, -2), total];
  const forward = (): Tensor => dispatch("overlapAdd", [x], [{ shape, dtype: x.dtype }], { hopLength })[0];
  return differentiable("overlapAdd", [x], forward, () => [
    (g) => {
      if (frames === 0) return x.newZeros(x.shape);
      const padded = total >= reach ? g.narrow(-1, 0, reach) : g.pad([0, reach - total]);
      return padded.unfold(-1, n, hopLength).transpose(-1, -2);
    },
  ]);
}

const methods = { overlapAdd } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
