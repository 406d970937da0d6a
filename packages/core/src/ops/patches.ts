// `unfold` has two meanings in PyTorch, the view along one dimension and the patches of images; both live here.
import { needTensor, type Tensor } from "../tensor/index.js";
import { col2im, im2col, type PatchOptions } from "./im2col.js";
import { attachMethods } from "./method.js";
import { windowsView } from "./views.js";

/**
 * Windows of `size` elements, each `step` after the last, along `dim`: [.., n, ..] → [.., windows, .., size].
 * As `torch.Tensor.unfold`; a view, overlapping windows share memory.
 */
export function unfold(x: Tensor, dim: number, size: number, step: number): Tensor;
/** The patches of images as columns, as `torch.nn.functional.unfold`: another name of {@link im2col}. */
export function unfold(x: Tensor, kernelSize: number | readonly number[], options?: PatchOptions): Tensor;
export function unfold(
  x: Tensor,
  first: number | readonly number[],
  second?: number | PatchOptions,
  step?: number,
): Tensor {
  needTensor("unfold", x);
  if (typeof second === "number") return windowsView(x, first as number, second, step!);
  return im2col(x, first, second);
}

/** Columns of patches added up into images, as `torch.nn.functional.fold`: another name of {@link col2im}. */
export const fold = (
  x: Tensor,
  outputSize: number | readonly number[],
  kernelSize: number | readonly number[],
  options: PatchOptions = {},
): Tensor => col2im(x, outputSize, kernelSize, options);

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** Windows of `size` elements, each `step` after the last, along `dim`; a view. */
    unfold(dim: number, size: number, step: number): Tensor;
    /** The patches of images as columns. */
    unfold(kernelSize: number | readonly number[], options?: PatchOptions): Tensor;
  }
}
attachMethods({ unfold });
