// The parts of a matrix on one side of a diagonal.
import { ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { arange } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";

function masked(op: string, x: Tensor, keep: (columnMinusRow: Tensor) => Tensor): Tensor {
  if (x.ndim < 2) throw new ShapeError(`${op}: shape=${formatShape(x.shape)} must have at least 2 dimensions.`);
  const [rows, columns] = x.shape.slice(-2);
  const range = (n: number): Tensor => arange(n, { dtype: "int32", device: x.device });
  return x.where(keep(range(columns).sub(range(rows).unsqueeze(1))), 0);
}

/** The lower triangle up to and including the given diagonal (0 the main one, positive above it); zeros elsewhere. */
export const tril = (x: Tensor, diagonal = 0): Tensor => masked("tril", x, (d) => d.le(diagonal));
/** The upper triangle from the given diagonal on; zeros elsewhere. */
export const triu = (x: Tensor, diagonal = 0): Tensor => masked("triu", x, (d) => d.ge(diagonal));

const methods = { tril, triu } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
