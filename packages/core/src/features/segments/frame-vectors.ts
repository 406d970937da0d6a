import { readLines } from "../../dsp/host-lines.js";
import { ShapeError } from "../../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";

/** The vector of each frame of [..., frames], or of the frames along `dim`: all other dimensions together. */
export async function frameVectors(op: string, name: string, x: Tensor, dim = -1): Promise<Float64Array[]> {
  needTensor(op, x, name);
  if (isComplex(x.dtype) || x.ndim === 0 || x.shape.includes(0))
    throw new ShapeError(
      `${op}: ${name} ${x.dtype} ${formatShape(x.shape)} must be real and [..., frames], with at least one of each.`,
    );
  const table = x.ndim === 1 ? x.unsqueeze(0) : x;
  const frames = table.movedim(normalizeDim(op, dim, table.ndim), 0);
  return readLines(frames.reshape([frames.shape[0], -1]));
}
