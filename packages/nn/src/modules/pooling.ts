// Pooling over fixed windows.
import { avgPool1d, avgPool2d, avgPool3d, maxPool1d, maxPool2d, maxPool3d, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonBool, pythonInts } from "./python-text.js";
import { perAxis, type Size } from "./size-parameters.js";

export interface MaxPoolOptions {
  /** Default: the kernel size. */
  stride?: Size;
  /** −∞ on both sides, at most half the kernel (default 0). */
  padding?: Size;
  /** Default 1. */
  dilation?: Size;
  /** Round the output size up (default false). */
  ceilMode?: boolean;
}

abstract class MaxPool extends Module {
  readonly kernelSize: Size;
  readonly stride: Size;
  readonly padding: Size;
  readonly dilation: Size;
  readonly ceilMode: boolean;

  constructor(axes: 1 | 2 | 3, kernelSize: Size, options: MaxPoolOptions = {}) {
    super();
    const { stride = kernelSize, padding = 0, dilation = 1, ceilMode = false } = options;
    const op = `MaxPool${axes}d`;
    perAxis(op, "kernelSize", kernelSize, axes, 1);
    perAxis(op, "stride", stride, axes, 1);
    perAxis(op, "padding", padding, axes, 0);
    perAxis(op, "dilation", dilation, axes, 1);
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.ceilMode = ceilMode;
  }

  override extraRepr(): string {
    const { kernelSize, stride, padding, dilation } = this;
    return (
      `kernel_size=${pythonInts(kernelSize)}, stride=${pythonInts(stride)}, padding=${pythonInts(padding)}, ` +
      `dilation=${pythonInts(dilation)}, ceil_mode=${pythonBool(this.ceilMode)}`
    );
  }
}

/** Largest value of each window, as `torch.nn.MaxPool1d`: [batch, channels, length] → [batch, channels, outLength]. */
export class MaxPool1d extends MaxPool {
  constructor(kernelSize: Size, options: MaxPoolOptions = {}) {
    super(1, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, dilation, ceilMode } = this;
    return maxPool1d(x, kernelSize, { stride, padding, dilation, ceilMode });
  }
}

/** Largest value of each window, as `torch.nn.MaxPool2d`: [batch, channels, height, width]. */
export class MaxPool2d extends MaxPool {
  constructor(kernelSize: Size, options: MaxPoolOptions = {}) {
    super(2, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, dilation, ceilMode } = this;
    return maxPool2d(x, kernelSize, { stride, padding, dilation, ceilMode });
  }
}

/** Largest value of each window, as `torch.nn.MaxPool3d`: [batch, channels, depth, height, width]. */
export class MaxPool3d extends MaxPool {
  constructor(kernelSize: Size, options: MaxPoolOptions = {}) {
    super(3, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, dilation, ceilMode } = this;
    return maxPool3d(x, kernelSize, { stride, padding, dilation, ceilMode });
  }
}

export interface AvgPoolOptions {
  /** Default: the kernel size. */
  stride?: Size;
  /** Zeros on both sides (default 0). */
  padding?: Size;
  /** Round the output size up (default false). */
  ceilMode?: boolean;
  /** Padding counts towards the mean (default true). */
  countIncludePad?: boolean;
}

abstract class AvgPool extends Module {
  readonly kernelSize: Size;
  readonly stride: Size;
  readonly padding: Size;
  readonly ceilMode: boolean;
  readonly countIncludePad: boolean;

  constructor(axes: 1 | 2 | 3, kernelSize: Size, options: AvgPoolOptions = {}) {
    super();
    const { stride = kernelSize, padding = 0, ceilMode = false, countIncludePad = true } = options;
    const op = `AvgPool${axes}d`;
    // PyTorch keeps the one axis of AvgPool1d as a tuple and prints it so.
    const keep = (name: string, value: Size, minimum: number): Size => {
      const list = perAxis(op, name, value, axes, minimum);
      return axes === 1 ? list : value;
    };
    this.kernelSize = keep("kernelSize", kernelSize, 1);
    this.stride = keep("stride", stride, 1);
    this.padding = keep("padding", padding, 0);
    this.ceilMode = ceilMode;
    this.countIncludePad = countIncludePad;
  }

  override extraRepr(): string {
    const { kernelSize, stride, padding } = this;
    return `kernel_size=${pythonInts(kernelSize)}, stride=${pythonInts(stride)}, padding=${pythonInts(padding)}`;
  }
}

/** Mean of each window, as `torch.nn.AvgPool1d`. */
export class AvgPool1d extends AvgPool {
  constructor(kernelSize: Size, options: AvgPoolOptions = {}) {
    super(1, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, ceilMode, countIncludePad } = this;
    return avgPool1d(x, kernelSize, { stride, padding, ceilMode, countIncludePad });
  }
}

export interface AvgPool2dOptions extends AvgPoolOptions {
  /** Divides every window's sum instead of its size. */
  divisorOverride?: number;
}

/** Mean of each window, as `torch.nn.AvgPool2d`. */
export class AvgPool2d extends AvgPool {
  readonly divisorOverride: number | undefined;

  constructor(kernelSize: Size, options: AvgPool2dOptions = {}) {
    super(2, kernelSize, options);
    this.divisorOverride = options.divisorOverride;
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride } = this;
    const divisor = divisorOverride === undefined ? {} : { divisorOverride };
    return avgPool2d(x, kernelSize, { stride, padding, ceilMode, countIncludePad, ...divisor });
  }
}

/** Mean of each window, as `torch.nn.AvgPool3d`. */
export class AvgPool3d extends AvgPool {
  readonly divisorOverride: number | undefined;

  constructor(kernelSize: Size, options: AvgPool2dOptions = {}) {
    super(3, kernelSize, options);
    this.divisorOverride = options.divisorOverride;
  }
  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride } = this;
    const divisor = divisorOverride === undefined ? {} : { divisorOverride };
    return avgPool3d(x, kernelSize, { stride, padding, ceilMode, countIncludePad, ...divisor });
  }
}
