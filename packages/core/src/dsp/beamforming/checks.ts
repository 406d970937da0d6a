// What the functions of several microphones check, and the two operations on matrices that they share.
import { DTypeError, ParameterError, ShapeError } from "../../errors/index.js";
import { diagonal, eye } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, toRealDType, Tensor } from "../../tensor/index.js";

/** Which channel is the reference: its number, or a one-hot tensor [..., channels]. */
export type ReferenceChannel = number | Tensor;

export interface DiagonalLoadingOptions {
  /** Add a little to the diagonal of the noise's matrix, so that it can be inverted (default true). */
  readonly diagonalLoading?: boolean;
  /** How much, as a share of its trace, ≥ 0 (default 1e-7). */
  readonly diagEps?: number;
}

export function checkComplex(op: string, name: string, x: Tensor, least: number, form: string): void {
  needTensor(op, x, name);
  if (!isComplex(x.dtype))
    throw new DTypeError(`${op}: ${name} has dtype="${x.dtype}" but must be complex. Take the stft of each channel.`);
  if (x.ndim < least) throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} must be ${form}.`);
}

/** Refuses anything but complex matrices [..., bins, channels, channels]. */
export function checkPsd(op: string, name: string, x: Tensor): void {
  checkComplex(op, name, x, 3, "[..., bins, channels, channels]");
  if (x.shape.at(-1) !== x.shape.at(-2))
    throw new ShapeError(
      `${op}: ${name} ${formatShape(x.shape)} must be square in its last two dimensions. Use psd().`,
    );
}

export function checkEqualShapes(op: string, names: string, a: readonly number[], b: readonly number[]): void {
  if (formatShape(a) !== formatShape(b))
    throw new ShapeError(`${op}: ${names} are ${formatShape(a)} and ${formatShape(b)}, but must be alike.`);
}

export function checkNotNegative(op: string, name: string, value: number): void {
  if (!(value >= 0 && value < Infinity))
    throw new ParameterError(`${op}: ${name}=${value} must be a finite number ≥ 0.`);
}

export const traceOf = (x: Tensor): Tensor => diagonal(x, 0, -2, -1).sum(-1);

/** A matrix with (share of its trace + 1e-8) added to its diagonal. */
export function loaded(
  op: string,
  x: Tensor,
  { diagonalLoading = true, diagEps = 1e-7 }: DiagonalLoadingOptions,
): Tensor {
  checkNotNegative(op, "diagEps", diagEps);
  if (!diagonalLoading) return x;
  const amount = traceOf(x).real().mul(diagEps).add(1e-8).unsqueeze(-1).unsqueeze(-1);
  const identity = eye(x.shape.at(-1)!, { dtype: toRealDType(x.dtype) as "float32", device: x.device });
  return x.add(identity.mul(amount));
}

/** The column of the reference channel, [..., channels], of what has channels last; `spread` dimensions come between. */
export function pick(op: string, x: Tensor, reference: ReferenceChannel, spread: number): Tensor {
  const channels = x.shape.at(-1)!;
  if (reference instanceof Tensor) {
    if (reference.ndim === 0 || reference.shape.at(-1) !== channels)
      throw new ShapeError(
        `${op}: referenceChannel ${formatShape(reference.shape)} must be one-hot over the ${channels} channels.`,
      );
    const oneHot = Array.from({ length: spread }).reduce<Tensor>((u) => u.unsqueeze(-2), reference.to(x.dtype));
    return x.mul(oneHot).sum(-1);
  }
  if (!Number.isInteger(reference) || reference < -channels || reference >= channels)
    throw new ParameterError(
      `${op}: referenceChannel=${String(reference)} must be the number of one of ${channels} channels.`,
    );
  return x.select(-1, reference);
}
