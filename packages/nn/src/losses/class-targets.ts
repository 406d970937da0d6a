// What the losses over classes share: rows of scores, and the rules for class-index targets.
import { formatShape, isCapturing, ParameterError, sameShape, ShapeError, type Tensor } from "@sonograd/core";

export interface ClassLossOptions {
  /** Factor per class, [classes]. */
  weight?: Tensor | null;
  /** Targets with this value do not count (default −100). */
  ignoreIndex?: number;
}

/** [classes] or [batch, classes, …] → rows [items, classes], and the shape that one loss per item has. */
export function classRows(op: string, input: Tensor): { rows: Tensor; itemShape: readonly number[] } {
  if (input.ndim === 0)
    throw new ShapeError(`${op}: input [] must be [classes] or [batch, classes, …]. Give one score per class.`);
  if (input.ndim === 1) return { rows: input.unsqueeze(0), itemShape: [] };
  const itemShape = [input.shape[0], ...input.shape.slice(2)];
  if (input.ndim === 2) return { rows: input, itemShape };
  const order = [0, ...input.shape.slice(2).map((_, i) => i + 2), 1]; // [N, C, d…] → [N, d…, C]
  return { rows: input.permute(order).reshape([-1, input.shape[1]]), itemShape };
}

/** Class indices as int32 [items]; where the host sees them, their range is checked. */
export function classIndices(
  op: string,
  target: Tensor,
  itemShape: readonly number[],
  classes: number,
  ignoreIndex: number,
): Tensor {
  if (!sameShape(target.shape, itemShape))
    throw new ShapeError(
      `${op}: target ${formatShape(target.shape)} must be ${formatShape(itemShape)}: one class index per item of the input.`,
    );
  const indices = target.to("int32").reshape([-1]);
  if (indices.device === "cpu" && !isCapturing()) {
    const values = indices.dataSync();
    const bad = values.findIndex((v) => v !== ignoreIndex && (v < 0 || v >= classes));
    if (bad >= 0)
      throw new ParameterError(
        `${op}: target[${bad}]=${values[bad]} must be a class index, 0…${classes - 1}. The input has ${classes} scores per item.`,
      );
  }
  return indices;
}

/** Sum over the items of what each counts: the divisor of a mean. */
export function itemWeights(
  indices: Tensor,
  weight: Tensor | null | undefined,
  ignoreIndex: number,
  like: Tensor,
): Tensor {
  const counted = indices.ne(ignoreIndex);
  if (!weight) return counted.to(like.dtype);
  const safe = indices.maskedFill(counted.logicalNot(), 0);
  return weight.indexSelect(0, safe).mul(counted.to(like.dtype));
}
