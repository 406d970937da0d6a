// Losses over classes by margins, and over several labels at once.
import { clamp, DTypeError, formatShape, logSigmoid, ParameterError, sameShape, ShapeError, where, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

/** [classes] or [batch, classes] as rows. */
function scoreRows(op: string, input: Tensor): Tensor {
  if (input.ndim !== 1 && input.ndim !== 2)
    throw new ShapeError(`${op}: input ${formatShape(input.shape)} must be [batch, classes] or [classes].`);
  return input.ndim === 2 ? input : input.unsqueeze(0);
}

function checkWeight(op: string, weight: Tensor | null | undefined, classes: number): void {
  if (weight && !sameShape(weight.shape, [classes]))
    throw new ShapeError(`${op}: weight ${formatShape(weight.shape)} must be [${classes}], one factor per class.`);
}

/** Integers as int32; others are refused. */
function needIndices(op: string, target: Tensor): Tensor {
  if (target.dtype !== "int32" && target.dtype !== "uint8")
    throw new DTypeError(`${op}: target dtype="${target.dtype}" must hold class numbers. Use .to("int32").`);
  return target.to("int32");
}

export interface MultiMarginOptions {
  /** Exponent, 1 or 2 (default 1). */
  p?: 1 | 2;
  /** Default 1. */
  margin?: number;
  /** Factor per class of the target, [classes]. */
  weight?: Tensor | null;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * Mean over the classes of max(0, margin − input[target] + input[i])ᵖ for i ≠ target, as
 * `torch.nn.functional.multi_margin_loss`.
 *
 * @param input   scores, [batch, classes] or [classes]
 * @param target  int32 class, [batch] or one
 * @throws ParameterError, ShapeError, DTypeError
 */
export function multiMarginLoss(input: Tensor, target: Tensor, options: MultiMarginOptions = {}): Tensor {
  const { p = 1, margin = 1, weight, reduction = "mean" } = options;
  const op = "multiMarginLoss";
  if (p !== 1 && p !== 2) throw new ParameterError(`${op}: p=${String(p)} must be 1 or 2.`);
  const rows = scoreRows(op, input);
  const [batch, classes] = rows.shape;
  checkWeight(op, weight, classes);
  const wanted = needIndices(op, target).reshape([-1, 1]);
  if (wanted.shape[0] !== batch || target.ndim > 1)
    throw new ShapeError(
      `${op}: target ${formatShape(target.shape)} must hold ${batch} class(es), one per row of the input.`,
    );
  const excess = clamp(rows.sub(rows.gather(1, wanted)).add(margin), { min: 0 });
  const power = p === 2 ? excess.square() : excess;
  // The class itself would count as margin.
  const isOther = rows.newZeros(rows.shape).scatterAdd(1, wanted, rows.newZeros(wanted.shape).add(1)).eq(0);
  const others = where(isOther, weight ? power.mul(weight.gather(0, wanted.reshape([-1])).unsqueeze(1)) : power, 0);
  return reduceLoss(op, others.sum(1).div(classes).reshape(target.shape), reduction);
}

/** Module form of {@link multiMarginLoss}; `weight` is a buffer. */
export class MultiMarginLoss extends Module {
  readonly p: 1 | 2;
  readonly margin: number;
  readonly weight: Tensor | null;
  readonly reduction: Reduction;
  constructor({ p = 1, margin = 1, weight = null, reduction = "mean" }: MultiMarginOptions = {}) {
    super();
    if (p !== 1 && p !== 2) throw new ParameterError(`MultiMarginLoss: p=${String(p)} must be 1 or 2.`);
    this.p = p;
    this.margin = margin;
    this.weight = weight;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { p, margin, weight, reduction } = this;
    return multiMarginLoss(input, target, { p, margin, weight, reduction });
  }
}

/**
 * Σ max(0, 1 − (input[target[j]] − input[i])) / classes over the labels j and the classes i that are no label, as
 * `torch.nn.functional.multilabel_margin_loss`.
 *
 * @param input   scores, [batch, classes] or [classes]
 * @param target  int32 of the same shape: class numbers, then −1 where the labels of a row end
 * @throws ShapeError, DTypeError
 */
export function multilabelMarginLoss(
  input: Tensor,
  target: Tensor,
  { reduction = "mean" }: { reduction?: Reduction } = {},
): Tensor {
  const op = "multilabelMarginLoss";
  checkSameShape(op, input, target);
  const rows = scoreRows(op, input);
  const labels = needIndices(op, target).reshape(rows.shape);
  const classes = rows.shape[1];
  // Labels count up to the first negative number.
  const isLabel = labels.lt(0).to("int32").cumsum(1).eq(0); // [N, j]
  const safe = labels.where(isLabel, 0);
  const counts = rows.newZeros(rows.shape).scatterAdd(1, safe, isLabel.to(rows.dtype));
  const wanted = rows.gather(1, safe);
  // [N, j, 1] against [N, 1, i]
  const excess = clamp(rows.unsqueeze(1).sub(wanted.unsqueeze(2)).add(1), { min: 0 });
  const isCounted = isLabel.unsqueeze(2).logicalAnd(counts.eq(0).unsqueeze(1));
  const loss = where(isCounted, excess, 0).sum([1, 2]).div(classes);
  return reduceLoss(op, input.ndim === 1 ? loss.squeeze(0) : loss, reduction);
}

/** Module form of {@link multilabelMarginLoss}. */
export class MultiLabelMarginLoss extends Module {
  readonly reduction: Reduction;
  constructor({ reduction = "mean" }: { reduction?: Reduction } = {}) {
    super();
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return multilabelMarginLoss(input, target, { reduction: this.reduction });
  }
}

/**
 * Binary cross entropy of every class, averaged over the classes, as
 * `torch.nn.functional.multilabel_soft_margin_loss`.
 *
 * @param input   logits, [..., classes]
 * @param target  0 or 1, input's shape
 * @param options.weight  factor per class, broadcast to the input
 */
export function multilabelSoftMarginLoss(
  input: Tensor,
  target: Tensor,
  { weight, reduction = "mean" }: { weight?: Tensor | null; reduction?: Reduction } = {},
): Tensor {
  checkSameShape("multilabelSoftMarginLoss", input, target);
  const yes = target.mul(logSigmoid(input));
  const no = target.sub(1).mul(logSigmoid(input.neg()));
  const loss = no.sub(yes);
  return reduceLoss("multilabelSoftMarginLoss", (weight ? loss.mul(weight) : loss).mean(-1), reduction);
}

/** Module form of {@link multilabelSoftMarginLoss}; `weight` is a buffer. */
export class MultiLabelSoftMarginLoss extends Module {
  readonly weight: Tensor | null;
  readonly reduction: Reduction;
  constructor({ weight = null, reduction = "mean" }: { weight?: Tensor | null; reduction?: Reduction } = {}) {
    super();
    this.weight = weight;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return multilabelSoftMarginLoss(input, target, { weight: this.weight, reduction: this.reduction });
  }
}
