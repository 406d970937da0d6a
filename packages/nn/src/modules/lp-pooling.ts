// Pooling by a p-norm, and the way back from max pooling.
import { lpPool1d, lpPool2d, lpPool3d, maxUnpool1d, maxUnpool2d, maxUnpool3d, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonBool, pythonInts, pythonNumber } from "./python-text.js";
import { perAxis, type Size } from "./size-parameters.js";

export interface LPPoolOptions {
  /** Default: the kernel size. */
  stride?: Size | null;
  /** Round the output size up (default false). */
  ceilMode?: boolean;
}

abstract class LPPool extends Module {
  readonly stride: Size | null;
  readonly ceilMode: boolean;

  constructor(
    axes: 1 | 2 | 3,
    readonly normType: number,
    readonly kernelSize: Size,
    { stride = null, ceilMode = false }: LPPoolOptions = {},
  ) {
    super();
    perAxis(`LPPool${axes}d`, "kernelSize", kernelSize, axes, 1);
    if (stride !== null) perAxis(`LPPool${axes}d`, "stride", stride, axes, 1);
    this.stride = stride;
    this.ceilMode = ceilMode;
  }

  protected get options(): { stride?: Size; ceilMode: boolean } {
    return { ...(this.stride !== null && { stride: this.stride }), ceilMode: this.ceilMode };
  }

  override extraRepr(): string {
    return (
      `norm_type=${pythonNumber(this.normType)}, kernel_size=${pythonInts(this.kernelSize)}, stride=${pythonInts(this.stride)}, ` +
      `ceil_mode=${pythonBool(this.ceilMode)}`
    );
  }
}

/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.LPPool1d`: [batch, channels, length] → [batch, channels, outLength]. */
export class LPPool1d extends LPPool {
  constructor(normType: number, kernelSize: number, options: LPPoolOptions = {}) {
    super(1, normType, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    return lpPool1d(x, this.normType, this.kernelSize as number, this.options);
  }
}

/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.LPPool2d`: [batch, channels, height, width]. */
export class LPPool2d extends LPPool {
  constructor(normType: number, kernelSize: Size, options: LPPoolOptions = {}) {
    super(2, normType, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    return lpPool2d(x, this.normType, this.kernelSize, this.options);
  }
}

/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.LPPool3d`: [batch, channels, depth, height, width]. */
export class LPPool3d extends LPPool {
  constructor(normType: number, kernelSize: Size, options: LPPoolOptions = {}) {
    super(3, normType, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    return lpPool3d(x, this.normType, this.kernelSize, this.options);
  }
}

export interface MaxUnpoolOptions {
  /** As it was in the pooling (default: the kernel size). */
  stride?: Size | null;
  /** As it was in the pooling (default 0). */
  padding?: Size;
}

abstract class MaxUnpool extends Module {
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];

  constructor(axes: 1 | 2 | 3, kernelSize: Size, { stride = null, padding = 0 }: MaxUnpoolOptions = {}) {
    super();
    const op = `MaxUnpool${axes}d`;
    this.kernelSize = perAxis(op, "kernelSize", kernelSize, axes, 1);
    this.stride = perAxis(op, "stride", stride ?? kernelSize, axes, 1);
    this.padding = perAxis(op, "padding", padding, axes, 0);
  }

  override extraRepr(): string {
    return `kernel_size=${pythonInts(this.kernelSize)}, stride=${pythonInts(this.stride)}, padding=${pythonInts(this.padding)}`;
  }
}

/** The spatial axes of an output size that may name all axes, as PyTorch takes it. */
const spatial = (outputSize: readonly number[] | null | undefined, axes: number): { outputSize?: readonly number[] } =>
  outputSize ? { outputSize: outputSize.slice(-axes) } : {};

/** Zeros with the winners of a max pooling in their places, as `torch.nn.MaxUnpool1d`; the call takes values and int32 indices. */
export class MaxUnpool1d extends MaxUnpool {
  constructor(kernelSize: Size, options: MaxUnpoolOptions = {}) {
    super(1, kernelSize, options);
  }
  override forward(x: Tensor, indices: Tensor, outputSize?: readonly number[] | null): Tensor {
    const { kernelSize, stride, padding } = this;
    return maxUnpool1d(x, indices, kernelSize, { stride, padding, ...spatial(outputSize, 1) });
  }
}

/** Zeros with the winners of a max pooling in their places, as `torch.nn.MaxUnpool2d`. */
export class MaxUnpool2d extends MaxUnpool {
  constructor(kernelSize: Size, options: MaxUnpoolOptions = {}) {
    super(2, kernelSize, options);
  }
  override forward(x: Tensor, indices: Tensor, outputSize?: readonly number[] | null): Tensor {
    const { kernelSize, stride, padding } = this;
    return maxUnpool2d(x, indices, kernelSize, { stride, padding, ...spatial(outputSize, 2) });
  }
}

/** Zeros with the winners of a max pooling in their places, as `torch.nn.MaxUnpool3d`. */
export class MaxUnpool3d extends MaxUnpool {
  constructor(kernelSize: Size, options: MaxUnpoolOptions = {}) {
    super(3, kernelSize, options);
  }
  override forward(x: Tensor, indices: Tensor, outputSize?: readonly number[] | null): Tensor {
    const { kernelSize, stride, padding } = this;
    return maxUnpool3d(x, indices, kernelSize, { stride, padding, ...spatial(outputSize, 3) });
  }
}
