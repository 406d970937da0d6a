// Matrices with given diagonals.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, promoteTypes, type Tensor } from "../tensor/index.js";
import { zeros } from "./create.js";
import { diagonal } from "./diagonal.js";
import { cat } from "./join.js";
import { atleast2d } from "./like-shapes.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { diagonalScatter } from "./view-scatter.js";

/**
 * Matrices whose diagonals are the rows of the last dimension of `x`, zeros elsewhere; as `torch.diag_embed`.
 *
 * @param x       [..., n]
 * @param offset  integer; above the main diagonal where positive (default 0)
 * @param dim1    rows and columns of the matrices in the result (default its last two dimensions)
 * @returns one more dimension, both extents n + |offset|
 * @throws ParameterError, ShapeError
 * @example diagEmbed(tensor([1, 2]), 1) // [[0,1,0],[0,0,2],[0,0,0]]
 */
export function diagEmbed(x: Tensor, offset = 0, dim1 = -2, dim2 = -1): Tensor {
  needTensor("diagEmbed", x);
  if (x.ndim === 0) throw new ShapeError("diagEmbed: x must have at least 1 dimension. Use unsqueeze().");
  if (!Number.isInteger(offset)) throw new ParameterError(`diagEmbed: offset=${offset} must be an integer.`);
  const rank = x.ndim + 1;
  const [a, b] = [normalizeDim("diagEmbed", dim1, rank), normalizeDim("diagEmbed", dim2, rank)];
  if (a === b) throw new ParameterError(`diagEmbed: dim1=${dim1} and dim2=${dim2} are the same dimension. Name two.`);
  const n = x.shape.at(-1)! + Math.abs(offset);
  const lead = x.shape.slice(0, -1);
  const shape = Array.from({ length: rank }, (_, i) => (i === a || i === b ? n : lead.shift()!));
  return diagonalScatter(x.newZeros(shape), x, offset, a, b);
}

/** A vector as the diagonal of a square matrix, or the diagonal of a matrix as a vector; as `torch.diag`. */
export function diag(x: Tensor, offset = 0): Tensor {
  needTensor("diag", x);
  if (x.ndim !== 1 && x.ndim !== 2)
    throw new ShapeError(`diag: shape=${formatShape(x.shape)} must have 1 or 2 dimensions. Use diagonal() or diagEmbed().`); // prettier-ignore
  return x.ndim === 1 ? diagEmbed(x, offset) : diagonal(x, offset);
}

/** All elements as the diagonal of a square matrix, as `torch.diagflat`. */
export function diagflat(x: Tensor, offset = 0): Tensor {
  needTensor("diagflat", x);
  return diagEmbed(x.reshape([-1]), offset);
}

/**
 * The matrices as blocks along the diagonal, zeros elsewhere; as `torch.block_diag`.
 *
 * @param blocks  at most 2 dimensions each; a vector is a row, a number one element
 * @throws ShapeError
 * @example blockDiag(tensor([[1, 2]]), tensor([3])) // [[1,2,0],[0,0,3]]
 */
export function blockDiag(...blocks: readonly Tensor[]): Tensor {
  if (blocks.length === 0) return zeros([1, 0]);
  blocks.forEach((x, i) => {
    if (x.ndim > 2)
      throw new ShapeError(`blockDiag: blocks[${i}] ${formatShape(x.shape)} must have at most 2 dimensions.`);
  });
  const dtype = blocks.map((x) => x.dtype).reduce(promoteTypes);
  const matrices = blocks.map((x) => atleast2d(x).to(dtype));
  const width = matrices.reduce((n, x) => n + x.shape[1], 0);
  let left = 0;
  const rows = matrices.map((x) => {
    left += x.shape[1];
    return x.pad([left - x.shape[1], width - left]);
  });
  return cat(rows, 0);
}

const methods = { diag, diagEmbed, diagflat } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
