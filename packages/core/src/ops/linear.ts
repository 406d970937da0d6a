// Affine maps of the last axis.
import { ShapeError } from "../errors/index.js";
import { formatShape, sameShape, type Tensor } from "../tensor/index.js";
import { needFloats } from "./formula.js";

const plusBias = (op: string, y: Tensor, bias: Tensor | null | undefined): Tensor => {
  if (!bias) return y;
  if (!sameShape(bias.shape, y.shape.slice(-1)))
    throw new ShapeError(`${op}: bias ${formatShape(bias.shape)} must be [${y.shape.at(-1)}], one number per output.`);
  return y.add(bias);
};

/**
 * x Wᵀ + b over the last axis, as `torch.nn.functional.linear`.
 *
 * @param x       [..., inputs]
 * @param weight  [outputs, inputs], or [inputs] for a single output without an axis
 * @param bias    [outputs]
 * @returns [..., outputs]
 * @throws ShapeError, DTypeError
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor | null): Tensor {
  needFloats("linear", x, weight, ...(bias ? [bias] : []));
  if (x.ndim === 0 || weight.ndim < 1 || weight.ndim > 2 || x.shape.at(-1) !== weight.shape.at(-1))
    throw new ShapeError(
      `linear: x ${formatShape(x.shape)} and weight ${formatShape(weight.shape)} do not fit: x.shape[-1]=${x.shape.at(-1)} must equal weight.shape[-1]=${weight.shape.at(-1)}.`,
    );
  if (weight.ndim === 1) return bias ? x.matmul(weight).add(bias) : x.matmul(weight);
  // leading axes are joined so that one matrix product does it
  const rows = x.ndim === 2 ? x : x.reshape([x.numel / Math.max(1, x.shape.at(-1)!), x.shape.at(-1)!]);
  const y = plusBias("linear", rows.matmul(weight.t()), bias);
  return x.ndim === 2 ? y : y.reshape([...x.shape.slice(0, -1), weight.shape[0]]);
}

/**
 * Σᵢⱼ aᵢ · Wₒᵢⱼ · bⱼ + biasₒ over the last axes, as `torch.nn.functional.bilinear`.
 *
 * @param a       [..., inputs1]
 * @param b       [..., inputs2], with the same leading axes
 * @param weight  [outputs, inputs1, inputs2]
 * @param bias    [outputs]
 * @returns [..., outputs]
 * @throws ShapeError, DTypeError
 */
export function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias?: Tensor | null): Tensor {
  needFloats("bilinear", a, b, weight, ...(bias ? [bias] : []));
  const [n, m] = [a.shape.at(-1), b.shape.at(-1)];
  if (weight.ndim !== 3 || n !== weight.shape[1] || m !== weight.shape[2])
    throw new ShapeError(
      `bilinear: weight ${formatShape(weight.shape)} must be [outputs, ${n}, ${m}] for the inputs ${formatShape(a.shape)} and ${formatShape(b.shape)}.`,
    );
  const lead = a.shape.slice(0, -1);
  if (!sameShape(lead, b.shape.slice(0, -1)))
    throw new ShapeError(
      `bilinear: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} must agree in all axes but the last.`,
    );
  const outputs = weight.shape[0];
  const count = lead.reduce((product, extent) => product * extent, 1);
  const columns = weight.permute(1, 0, 2).reshape([n, outputs * m]); // [o, i, j] → [i, o·j]
  const partial = a.reshape([count, n]).matmul(columns).reshape([count, outputs, m]);
  const y = partial.mul(b.reshape([count, 1, m])).sum(-1);
  return plusBias("bilinear", y, bias).reshape([...lead, outputs]);
}
