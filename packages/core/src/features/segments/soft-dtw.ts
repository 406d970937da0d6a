import { checkPositive } from "../../dsp/checks.js";
import { ShapeError } from "../../errors/index.js";
import { cat, fromTypedArray, stack, where } from "../../ops/index.js";
import { formatShape, isFloatingPoint, needTensor, type Tensor } from "../../tensor/index.js";

export interface SoftDtwOptions {
  /** How soft the choice between steps is, > 0; towards 0: the least cost (default 1). */
  readonly gamma?: number;
}

/** Larger than any cost, but of a finite square. */
const FAR = 1e15;

/**
 * Soft dynamic time warping: the least accumulated cost with a soft minimum, so that it can be learned with.
 *
 * @param C              costs of each pair of frames, real, [..., N, M], e.g. of `cdist`
 * @param options.gamma  softness, unit of C, > 0 (default 1)
 * @returns [...], unit of C; at most the cost that `dtw` finds. Passes gradients on: they are the soft alignment
 * @throws ParameterError  gamma not > 0
 * @throws ShapeError      fewer than two dimensions, or no frames
 * @source Cuturi & Blondel, Soft-DTW: a differentiable loss function for time-series, ICML 2017
 * @example softDtw(tensor([[0, 9], [9, 0]]), { gamma: 0.001 }) // 0
 */
export function softDtw(C: Tensor, { gamma = 1 }: SoftDtwOptions = {}): Tensor {
  needTensor("softDtw", C, "C");
  checkPositive("softDtw", "gamma", gamma);
  if (C.ndim < 2 || !isFloatingPoint(C.dtype) || C.shape.at(-1) === 0 || C.shape.at(-2) === 0)
    throw new ShapeError(
      `softDtw: C ${C.dtype} ${formatShape(C.shape)} must be real and [..., N, M], at least one of each.`,
    );
  const [rows, columns] = C.shape.slice(-2);
  const batch = C.shape.slice(0, -2);
  const diagonals = rows + columns - 1;
  const at = fromTypedArray(
    Int32Array.from({ length: rows * diagonals }, (_, i) => {
      const column = (i % diagonals) - Math.floor(i / diagonals);
      return Math.min(Math.max(column, 0), columns - 1);
    }),
    [rows, diagonals],
    { device: C.device },
  );
  const isPair = fromTypedArray(
    Uint8Array.from({ length: rows * diagonals }, (_, i) => {
      const column = (i % diagonals) - Math.floor(i / diagonals);
      return Number(column >= 0 && column < columns);
    }),
    [rows, diagonals],
    { dtype: "bool", device: C.device },
  );
  // Column d holds the pairs n + m = d, by n: all of them follow at once from the two diagonals before.
  const costs = where(isPair, C.gather(-1, at.expand(...batch, rows, diagonals)), FAR);
  const far = costs.narrow(-2, 0, 1).select(-1, 0).mul(0).add(FAR).detach();
  const down = (diagonal: Tensor): Tensor => cat([far, diagonal.narrow(-1, 0, rows - 1)], -1);
  let before = far.expand(...batch, rows);
  let latest = costs.select(-1, 0);
  for (let d = 1; d < diagonals; d++) {
    const ways = stack([down(before), down(latest), latest], -1);
    const least = ways.div(-gamma).logsumexp(-1).mul(-gamma);
    [before, latest] = [latest, where(isPair.select(-1, d), costs.select(-1, d).add(least), FAR)];
  }
  return latest.select(-1, rows - 1);
}
