// Patches of images as columns, and columns added up into images, under the names of their kernels. `unfold` and
// `fold`, PyTorch's names, stand in patches.ts.
import { DTypeError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";
import { perAxis } from "./conv.js";
import { slice } from "./selection.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface PatchOptions {
  /** Pixels between neighbouring patches (default 1). */
  readonly stride?: number | readonly number[];
  /** Zeros on both sides of each axis (default 0). */
  readonly padding?: number | readonly number[];
  /** Pixels between the elements of a patch (default 1). */
  readonly dilation?: number | readonly number[];
}

function refuseIntegers(op: string, { dtype }: Tensor): void {
  if (dtype === "int32" || dtype === "uint8")
    throw new DTypeError(`${op}: dtype="${dtype}" must be floating or complex. Convert with .to("float32").`);
}

interface Patches {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  /** Pixels a patch reaches over, per axis. */
  readonly span: readonly number[];
  /** Patches per axis. */
  readonly counts: readonly number[];
}

function plan(
  op: string,
  image: readonly number[],
  kernelSize: number | readonly number[],
  options: PatchOptions,
): Patches {
  const kernel = perAxis(op, "kernelSize", kernelSize, 2, 1);
  const stride = perAxis(op, "stride", options.stride ?? 1, 2, 1);
  const padding = perAxis(op, "padding", options.padding ?? 0, 2, 0);
  const dilation = perAxis(op, "dilation", options.dilation ?? 1, 2, 1);
  const span = kernel.map((k, i) => dilation[i] * (k - 1) + 1);
  const counts = span.map((n, i) => Math.floor((image[i] + 2 * padding[i] - n) / stride[i]) + 1);
  if (counts.some((n) => n < 1))
    throw new ShapeError(
      `${op}: kernelSize=${formatShape(kernel)} with dilation ${formatShape(dilation)} is larger than the padded image ${formatShape(image)}. Add padding.`,
    );
  return { kernel, stride, padding, dilation, span, counts };
}

/**
 * The patches that a sliding kernel sees, one per column, as `torch.nn.functional.unfold`.
 *
 * @param x  [N, C, H, W] or [C, H, W]
 * @returns [N, C·kH·kW, patches] (no N without a batch); patches run row by row
 * @throws ParameterError, ShapeError, DTypeError
 */
export function im2col(x: Tensor, kernelSize: number | readonly number[], options: PatchOptions = {}): Tensor {
  needTensor("im2col", x);
  refuseIntegers("im2col", x);
  if (x.ndim !== 3 && x.ndim !== 4)
    throw new ShapeError(`im2col: input ${formatShape(x.shape)} must be [N, C, H, W] or [C, H, W].`);
  if (x.ndim === 3) return im2col(x.unsqueeze(0), kernelSize, options).squeeze(0);
  const { kernel, stride, padding, dilation, span, counts } = plan("im2col", x.shape.slice(2), kernelSize, options);
  const [top, left] = padding;
  const padded = x.pad([left, left, top, top]);
  // [N, C, H, W] → [N, C, rows, columns, spanH, spanW] → [N, C, kH, kW, rows, columns]
  const windows = padded.unfold(2, span[0], stride[0]).unfold(3, span[1], stride[1]);
  const every = (step: number): ReturnType<typeof slice> => slice(undefined, undefined, step);
  const patches = windows.get("...", every(dilation[0]), every(dilation[1])).permute(0, 1, 4, 5, 2, 3);
  return patches.reshape([x.shape[0], x.shape[1] * kernel[0] * kernel[1], counts[0] * counts[1]]);
}

/** Frames [..., k, frames] with `dilation` − 1 zeros between the elements, each `hop` after the last, added up. */
function addFrames(x: Tensor, dilation: number, hop: number, length: number): Tensor {
  const [k, frames] = x.shape.slice(-2);
  const lead = x.shape.slice(0, -2);
  const spread = x
    .unsqueeze(-2)
    .pad([0, 0, 0, dilation - 1])
    .reshape([...lead, k * dilation, frames]);
  return spread.narrow(-2, 0, dilation * (k - 1) + 1).overlapAdd({ hopLength: hop, length });
}

/**
 * Columns of patches added up at their places, as `torch.nn.functional.fold`: the transpose of {@link im2col}.
 *
 * @param x  [N, C·kH·kW, patches] or without N
 * @param outputSize  [H, W] of the image, or one number for both
 * @returns [N, C, H, W] (no N without a batch)
 * @throws ParameterError, ShapeError, DTypeError
 */
export function col2im(
  x: Tensor,
  outputSize: number | readonly number[],
  kernelSize: number | readonly number[],
  options: PatchOptions = {},
): Tensor {
  needTensor("col2im", x);
  refuseIntegers("col2im", x);
  if (x.ndim !== 2 && x.ndim !== 3)
    throw new ShapeError(`col2im: input ${formatShape(x.shape)} must be [N, C·kH·kW, patches] or without N.`);
  if (x.ndim === 2) return col2im(x.unsqueeze(0), outputSize, kernelSize, options).squeeze(0);
  const image = perAxis("col2im", "outputSize", outputSize, 2, 1);
  const { kernel, stride, padding, dilation, counts } = plan("col2im", image, kernelSize, options);
  const area = kernel[0] * kernel[1];
  if (x.shape[1] % area !== 0 || x.shape[2] !== counts[0] * counts[1])
    throw new ShapeError(
      `col2im: input ${formatShape(x.shape)} does not suit outputSize=${formatShape(image)}: it must hold a multiple of ${area} rows and ${counts[0]}·${counts[1]}=${counts[0] * counts[1]} columns.`,
    );
  const channels = x.shape[1] / area;
  const [height, width] = image.map((n, i) => n + 2 * padding[i]);
  // [N, C, kH, kW, rows, columns] → [N, C, kH, rows, W] → [N, C, W, H]
  const split = x.reshape([x.shape[0], channels, ...kernel, ...counts]).permute(0, 1, 2, 4, 3, 5);
  const rows = addFrames(split, dilation[1], stride[1], width).permute(0, 1, 4, 2, 3);
  const whole = addFrames(rows, dilation[0], stride[0], height).transpose(-1, -2);
  return whole.narrow(2, padding[0], image[0]).narrow(3, padding[1], image[1]);
}

const methods = { im2col, col2im } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
