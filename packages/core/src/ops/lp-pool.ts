// Pooling by a p-norm.
import { ParameterError } from "../errors/index.js";
import { needTensor, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { needReal, perAxis } from "./conv.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { avgPool1d, avgPool2d, avgPool3d } from "./pool.js";

export interface LpPoolOptions {
  /** Step between windows (default: the kernel size). */
  readonly stride?: number | readonly number[];
  /** Windows that overhang the end count too, scaled up to the full window's size (default false). */
  readonly ceilMode?: boolean;
}

function lpPool(
  op: string,
  axes: 1 | 2 | 3,
  x: Tensor,
  p: number,
  kernelSize: number | readonly number[],
  options: LpPoolOptions,
): Tensor {
  needTensor(op, x);
  if (!(p > 0) || !Number.isFinite(p)) throw new ParameterError(`${op}: p=${p} must be a finite number > 0.`);
  needReal(op, x);
  const size = perAxis(op, "kernelSize", kernelSize, axes, 1).reduce((a, b) => a * b, 1);
  const pool = [avgPool1d, avgPool2d, avgPool3d][axes - 1];
  const mean = pool(p === 2 ? x.square() : p === 1 ? x : x.pow(p), kernelSize, options);
  const total = mean.mul(size); // also of a window that overhangs, as PyTorch
  if (p === 1) return total;
  const isZero = total.eq(0);
  const root = where(isZero, 1, total).pow(1 / p); // the root has no finite slope at 0
  return where(isZero, 0, root);
}

/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.functional.lp_pool1d`: [N, C, L] → [N, C, Lout]. Slope 0 where it is 0; NaN where an odd p > 1 meets a negative sum. */
export const lpPool1d = (x: Tensor, p: number, kernelSize: number, options: LpPoolOptions = {}): Tensor =>
  lpPool("lpPool1d", 1, x, p, kernelSize, options);
/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.functional.lp_pool2d`: [N, C, H, W] → [N, C, Hout, Wout]. */
export const lpPool2d = (
  x: Tensor,
  p: number,
  kernelSize: number | readonly number[],
  options: LpPoolOptions = {},
): Tensor => lpPool("lpPool2d", 2, x, p, kernelSize, options);
/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.functional.lp_pool3d`: [N, C, D, H, W] → [N, C, Dout, Hout, Wout]. */
export const lpPool3d = (
  x: Tensor,
  p: number,
  kernelSize: number | readonly number[],
  options: LpPoolOptions = {},
): Tensor => lpPool("lpPool3d", 3, x, p, kernelSize, options);

const methods = { lpPool1d, lpPool2d, lpPool3d } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
