// The transpose of convolution in 1 to 3 dimensions: each input spreads the kernel over the output.
import type { ConvAttrs } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../tensor/index.js";
import { checkChannels, complexPass, inputPass, needReal, perAxis, type ConvOptions } from "./conv.js";

export interface ConvTransposeOptions extends Omit<ConvOptions, "padding"> {
  /** Cut from both sides of each axis of the output (default 0). */
  readonly padding?: number | readonly number[];
  /** Added to one side of the output, less than stride or dilation (default 0). */
  readonly outputPadding?: number | readonly number[];
}

function convTransposeNd(
  op: string,
  axes: number,
  x: Tensor,
  w: Tensor,
  bias: Tensor | null | undefined,
  options: ConvTransposeOptions,
): Tensor {
  needTensor(op, x);
  needTensor(op, w, "weight");
  if (isComplex(x.dtype)) return complexPass(op, (u, v, b) => convTransposeNd(op, axes, u, v, b, options), x, w, bias);
  needReal(op, x, w, bias);
  const batched = x.ndim === axes + 2;
  const own = batched ? x : x.unsqueeze(0);
  const groups = options.groups ?? 1;
  checkChannels(op, groups, bias, w.shape[1] * groups);
  if (own.ndim !== axes + 2 || w.ndim !== axes + 2 || own.shape[1] !== w.shape[0] || own.shape[1] % groups !== 0)
    throw new ShapeError(
      `${op}: input ${formatShape(x.shape)} and weight ${formatShape(w.shape)} do not fit with groups=${groups}: weight must be [C, O / groups, …] with C the input's channels.`,
    );
  const stride = perAxis(op, "stride", options.stride ?? 1, axes, 1);
  const dilation = perAxis(op, "dilation", options.dilation ?? 1, axes, 1);
  const padding = perAxis(op, "padding", options.padding ?? 0, axes, 0);
  const extra = perAxis(op, "outputPadding", options.outputPadding ?? 0, axes, 0);
  if (extra.some((e, i) => e >= Math.max(stride[i], dilation[i])))
    throw new ParameterError(`${op}: outputPadding=${formatShape(extra)} must be less than stride or dilation.`);
  const extents = stride.map(
    (s, i) => (own.shape[i + 2] - 1) * s - 2 * padding[i] + dilation[i] * (w.shape[i + 2] - 1) + extra[i] + 1,
  );
  if (extents.some((n) => n < 1))
    throw new ShapeError(`${op}: padding=${formatShape(padding)} leaves no output of ${formatShape(own.shape)}.`);
  const attrs: ConvAttrs = { stride, dilation, groups, padding: padding.map((p) => [p, p]) };
  const plain = inputPass(own, w, [own.shape[0], w.shape[1] * groups, ...extents], attrs);
  const y = bias ? plain.add(bias.reshape([bias.numel, ...stride.map(() => 1)])) : plain;
  return batched ? y : y.squeeze(0);
}

/**
 * The transpose of `conv1d`: [N, C, L] with a weight [C, O / groups, K] → [N, O, Lout]; as
 * `torch.nn.functional.conv_transpose1d`. Lout = (L − 1)·stride − 2·padding + dilation·(K − 1) + outputPadding + 1; the
 * batch axis may be left out. Floating or complex.
 *
 * @throws DTypeError, ShapeError, ParameterError
 */
export const convTranspose1d = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options: ConvTransposeOptions = {},
): Tensor => convTransposeNd("convTranspose1d", 1, x, weight, bias, options);
/** As {@link convTranspose1d} with [N, C, H, W] and [C, O / groups, KH, KW]. */
export const convTranspose2d = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options: ConvTransposeOptions = {},
): Tensor => convTransposeNd("convTranspose2d", 2, x, weight, bias, options);
/** As {@link convTranspose1d} with [N, C, D, H, W] and [C, O / groups, KD, KH, KW]. */
export const convTranspose3d = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options: ConvTransposeOptions = {},
): Tensor => convTransposeNd("convTranspose3d", 3, x, weight, bias, options);
