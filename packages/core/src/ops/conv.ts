// Convolution in 1 to 3 dimensions; its transpose stands in conv-transpose.ts. The three passes are bilinear and are
// each other's gradients: y = C(x, w), gx = I(g, w), gw = W(g, x).
import { differentiable, isGradEnabled } from "../autograd/index.js";
import { dispatch, type ConvAttrs } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, needTensor, type Shape, type Tensor } from "../tensor/index.js";
import { complex } from "./complex.js";

export interface ConvOptions {
  /** Step per axis, ≥ 1 (default 1). */
  readonly stride?: number | readonly number[];
  /** Zeros on both sides of each axis, "same" (stride 1: output as long as the input) or "valid" (default 0). */
  readonly padding?: number | readonly number[] | "same" | "valid";
  /** Distance between kernel elements, ≥ 1 (default 1). */
  readonly dilation?: number | readonly number[];
  /** Input and output channels split into this many independent groups (default 1). */
  readonly groups?: number;
}

/** Convolution and pooling compute with real numbers of one dtype. */
export function needReal(op: string, ...tensors: readonly (Tensor | null | undefined)[]): void {
  tensors.forEach((t, i) => (i === 0 || t) && needTensor(op, t, i === 0 ? "x" : i === 1 ? "weight" : "bias"));
  const dtypes = tensors.flatMap((t) => (t ? [t.dtype] : []));
  if (dtypes.some((d) => isComplex(d) || isIntegral(d)) || new Set(dtypes).size > 1)
    throw new DTypeError(
      `${op}: dtypes ${dtypes.join(", ")} must be one floating-point dtype. Convert with .to("float32").`,
    );
}

/** One integer per axis from a number or a list. */
export function perAxis(
  op: string,
  name: string,
  value: number | readonly number[],
  axes: number,
  least: number,
): number[] {
  const given = Array.isArray(value) ? (value as readonly number[]) : [value as number];
  const list = given.length === 1 ? Array.from({ length: axes }, () => given[0]) : [...given];
  if (list.length !== axes || list.some((v) => !Number.isInteger(v) || v < least))
    throw new ParameterError(`${op}: ${name}=${formatShape(list)} must be an integer ≥ ${least}, or ${axes} of them.`);
  return list;
}

function forwardPass(x: Tensor, w: Tensor, attrs: ConvAttrs, bias?: Tensor | null): Tensor {
  const shape = [x.shape[0], w.shape[0], ...outputExtents(x.shape, w.shape, attrs)];
  const inputs = bias ? [x, w, bias] : [x, w];
  const forward = (): Tensor => dispatch("conv", inputs, [{ shape, dtype: x.dtype }], attrs)[0];
  return differentiable("conv", inputs, forward, () => (g, [wantsX, wantsWeight, wantsBias]) => {
    const gx = wantsX ? inputPass(g, w, x.shape, attrs) : null;
    if (!wantsBias || isGradEnabled()) {
      const overOutputs = (): Tensor => g.sum(g.shape.flatMap((_, i) => (i === 1 ? [] : [i])));
      return [gx, wantsWeight ? weightPass(g, x, w.shape, attrs) : null, wantsBias ? overOutputs() : null];
    }
    // One pass over g serves both.
    const outputs = [w.shape, bias!.shape].map((s) => ({ shape: s, dtype: g.dtype }));
    return [gx, ...dispatch("convWeightGrad", [g, x], outputs, attrs)];
  });
}

/** The transposed convolution: what the outputs `g` say about an input of `shape`. */
export function inputPass(g: Tensor, w: Tensor, shape: Shape, attrs: ConvAttrs): Tensor {
  const forward = (): Tensor => dispatch("convInputGrad", [g, w], [{ shape, dtype: g.dtype }], attrs)[0];
  return differentiable("convInputGrad", [g, w], forward, () => [
    (gg) => forwardPass(gg, w, attrs),
    (gg) => weightPass(g, gg, w.shape, attrs),
  ]);
}

function weightPass(g: Tensor, x: Tensor, shape: Shape, attrs: ConvAttrs): Tensor {
  const forward = (): Tensor => dispatch("convWeightGrad", [g, x], [{ shape, dtype: g.dtype }], attrs)[0];
  return differentiable("convWeightGrad", [g, x], forward, () => [
    (gg) => forwardPass(x, gg, attrs),
    (gg) => inputPass(g, gg, x.shape, attrs),
  ]);
}

function outputExtents(x: Shape, w: Shape, { stride, padding, dilation }: ConvAttrs): number[] {
  return stride.map(
    (s, i) => Math.floor((x[i + 2] + padding[i][0] + padding[i][1] - dilation[i] * (w[i + 2] - 1) - 1) / s) + 1,
  );
}

function padPairs(
  op: string,
  padding: NonNullable<ConvOptions["padding"]>,
  kernel: Shape,
  dilation: readonly number[],
  stride: readonly number[],
): [number, number][] {
  if (typeof padding === "string" && padding !== "valid" && padding !== "same")
    throw new ParameterError(`${op}: padding="${String(padding)}" must be "same", "valid", or numbers.`);
  if (padding === "valid") return kernel.map(() => [0, 0]);
  if (padding === "same") {
    if (stride.some((s) => s !== 1))
      throw new ParameterError(`${op}: padding="same" needs stride 1, got ${formatShape(stride)}.`);
    return kernel.map((k, i) => {
      const total = dilation[i] * (k - 1);
      return [Math.floor(total / 2), total - Math.floor(total / 2)];
    });
  }
  return perAxis(op, "padding", padding, kernel.length, 0).map((p) => [p, p]);
}

/** Groups and the bias's length. */
export function checkChannels(op: string, groups: number, bias: Tensor | null | undefined, outputs: number): void {
  if (!Number.isInteger(groups) || groups < 1)
    throw new ParameterError(`${op}: groups=${groups} must be an integer ≥ 1.`);
  if (bias && (bias.ndim !== 1 || bias.numel !== outputs))
    throw new ShapeError(`${op}: bias ${formatShape(bias.shape)} must be [${outputs}], one number per output channel.`);
}

type Pass = (x: Tensor, w: Tensor, bias: Tensor | null | undefined) => Tensor;

/** A bilinear pass of complex numbers, from four of real ones. */
export function complexPass(op: string, pass: Pass, x: Tensor, w: Tensor, bias: Tensor | null | undefined): Tensor {
  const dtypes = [x, w, ...(bias ? [bias] : [])].map((t) => t.dtype);
  if (new Set(dtypes).size > 1)
    throw new DTypeError(
      `${op}: dtypes ${dtypes.join(", ")} must be one complex dtype. Convert with .to("${x.dtype}").`,
    );
  const [xr, xi, wr, wi] = [x.real(), x.imag(), w.real(), w.imag()];
  return complex(
    pass(xr, wr, bias?.real()).sub(pass(xi, wi, null)),
    pass(xr, wi, bias?.imag()).add(pass(xi, wr, null)),
  );
}

function convNd(
  op: string,
  axes: number,
  x: Tensor,
  w: Tensor,
  bias: Tensor | null | undefined,
  options: ConvOptions,
): Tensor {
  needTensor(op, x);
  needTensor(op, w, "weight");
  if (isComplex(x.dtype)) return complexPass(op, (u, v, b) => convNd(op, axes, u, v, b, options), x, w, bias);
  needReal(op, x, w, bias);
  const batched = x.ndim === axes + 2;
  if ((!batched && x.ndim !== axes + 1) || w.ndim !== axes + 2)
    throw new ShapeError(
      `${op}: input ${formatShape(x.shape)} must have ${axes + 2} dimensions [N, C, …] (or ${axes + 1} without batch), weight ${formatShape(w.shape)} ${axes + 2}.`,
    );
  const groups = options.groups ?? 1;
  checkChannels(op, groups, bias, w.shape[0]);
  const own = batched ? x : x.unsqueeze(0);
  if (own.shape[1] !== w.shape[1] * groups || w.shape[0] % groups !== 0)
    throw new ShapeError(
      `${op}: input ${formatShape(own.shape)} and weight ${formatShape(w.shape)} do not fit with groups=${groups}: input channels ${own.shape[1]} must equal weight.shape[1]·groups=${w.shape[1] * groups}, and groups must divide ${w.shape[0]}.`,
    );
  const stride = perAxis(op, "stride", options.stride ?? 1, axes, 1);
  const dilation = perAxis(op, "dilation", options.dilation ?? 1, axes, 1);
  const attrs: ConvAttrs = {
    stride,
    dilation,
    groups,
    padding: padPairs(op, options.padding ?? 0, w.shape.slice(2), dilation, stride),
  };
  const extents = outputExtents(own.shape, w.shape, attrs);
  if (extents.some((n) => n < 1))
    throw new ShapeError(
      `${op}: kernel ${formatShape(w.shape.slice(2))} with dilation ${formatShape(dilation)} is larger than the padded input ${formatShape(own.shape)}. Add padding.`,
    );
  const y = forwardPass(own, w, attrs, bias);
  return batched ? y : y.squeeze(0);
}

/**
 * Cross-correlation of [N, C, L] with a weight [O, C / groups, K] → [N, O, Lout]; as `torch.nn.functional.conv1d`.
 * Lout = ⌊(L + 2·padding − dilation·(K − 1) − 1) / stride⌋ + 1; the batch axis may be left out. Floating or complex.
 *
 * @throws DTypeError, ShapeError, ParameterError
 */
export const conv1d = (x: Tensor, weight: Tensor, bias?: Tensor | null, options: ConvOptions = {}): Tensor =>
  convNd("conv1d", 1, x, weight, bias, options);
/** As {@link conv1d} with [N, C, H, W] and [O, C / groups, KH, KW]. */
export const conv2d = (x: Tensor, weight: Tensor, bias?: Tensor | null, options: ConvOptions = {}): Tensor =>
  convNd("conv2d", 2, x, weight, bias, options);
/** As {@link conv1d} with [N, C, D, H, W] and [O, C / groups, KD, KH, KW]. */
export const conv3d = (x: Tensor, weight: Tensor, bias?: Tensor | null, options: ConvOptions = {}): Tensor =>
  convNd("conv3d", 3, x, weight, bias, options);
