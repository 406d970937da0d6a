// A part of a tensor replaced, out of place: the part is named as the view of that name does.
import { differentiable } from "../autograd/index.js";
import { ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, sameShape, type Tensor } from "../tensor/index.js";
import { diagonal } from "./diagonal.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { slice } from "./selection.js";

type PartOf = (whole: Tensor) => Tensor;

/** Linear in both: x keeps its gradient outside the part, the source gets that of the part. */
function replaced(name: string, x: Tensor, source: Tensor, partOf: PartOf): Tensor {
  const forward = (): Tensor => {
    const out = x.clone();
    partOf(out).copy_(source);
    return out;
  };
  return differentiable(name, [x, source], forward, () => [
    (g) => replaced(name, g, g.newZeros(source.shape), partOf),
    (g) => partOf(g),
  ]);
}

function replacePart(name: string, x: Tensor, source: Tensor, partOf: PartOf): Tensor {
  needTensor(name, x);
  needTensor(name, source, "source");
  const { shape } = partOf(x.detach());
  if (!sameShape(source.shape, shape))
    throw new ShapeError(
      `${name}: source ${formatShape(source.shape)} must have the shape of the part that it replaces, ${formatShape(shape)}.`,
    );
  return replaced(name, x, source.to(x.dtype), partOf);
}

/** `x` with `source` as its slice at `index` along `dim`, as `torch.select_scatter`. */
export const selectScatter = (x: Tensor, source: Tensor, dim: number, index: number): Tensor =>
  replacePart("selectScatter", x, source, (whole) => whole.select(dim, index));

export interface SliceScatterOptions {
  /** Default 0. */
  readonly dim?: number;
  /** First position of the part (default 0) and the one behind its last (default the extent); negatives count from the end. */
  readonly start?: number;
  readonly end?: number;
  /** Integer ≥ 1 (default 1). */
  readonly step?: number;
}

/** `x` with `source` as every `step`-th slice from `start` to `end` along `dim`, as `torch.slice_scatter`. */
export function sliceScatter(x: Tensor, source: Tensor, options: SliceScatterOptions = {}): Tensor {
  needTensor("sliceScatter", x);
  needTensor("sliceScatter", source, "source");
  const d = normalizeDim("sliceScatter", options.dim ?? 0, x.ndim);
  const indices = [...x.shape.slice(0, d).map(() => slice()), slice(options.start, options.end, options.step)];
  return replacePart("sliceScatter", x, source, (whole) => whole.get(...indices));
}

/** `x` with `source` as its diagonal, as `torch.diagonal_scatter`; the arguments are those of `diagonal`. */
export const diagonalScatter = (x: Tensor, source: Tensor, offset = 0, dim1 = 0, dim2 = 1): Tensor =>
  replacePart("diagonalScatter", x, source, (whole) => diagonal(whole, offset, dim1, dim2));

const methods = { selectScatter, sliceScatter, diagonalScatter } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
