// Transposed convolution: what carries a convolution's gradient back, as a layer of its own.
import {
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  formatShape,
  ParameterError,
  type Tensor,
} from "@sonograd/core";
import { uniformParameter } from "./initialization.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";
import { pythonInts } from "./python-text.js";
import { checkInteger, perAxis, type Size } from "./size-parameters.js";

export interface ConvTransposeOptions {
  /** Step between inputs in the output (default 1). */
  stride?: Size;
  /** Taken away from both sides of the output (default 0). */
  padding?: Size;
  /** Added to one side of the output, less than stride or dilation (default 0). */
  outputPadding?: Size;
  /** Independent channel groups (default 1). */
  groups?: number;
  /** Learn an offset per output channel (default true). */
  bias?: boolean;
  /** Distance between kernel elements (default 1). */
  dilation?: Size;
}

abstract class ConvTransposeNd extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly outputPadding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;

  constructor(
    axes: 1 | 2 | 3,
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Size,
    { stride = 1, padding = 0, outputPadding = 0, groups = 1, bias = true, dilation = 1 }: ConvTransposeOptions = {},
  ) {
    super();
    const op = `ConvTranspose${axes}d`;
    checkInteger(op, "inChannels", inChannels, 1);
    checkInteger(op, "outChannels", outChannels, 1);
    this.groups = checkInteger(op, "groups", groups, 1);
    if (inChannels % groups !== 0 || outChannels % groups !== 0)
      throw new ParameterError(
        `${op}: groups=${groups} must divide inChannels=${inChannels} and outChannels=${outChannels}.`,
      );
    this.kernelSize = perAxis(op, "kernelSize", kernelSize, axes, 1);
    this.stride = perAxis(op, "stride", stride, axes, 1);
    this.padding = perAxis(op, "padding", padding, axes, 0);
    this.outputPadding = perAxis(op, "outputPadding", outputPadding, axes, 0);
    this.dilation = perAxis(op, "dilation", dilation, axes, 1);
    const shape = [inChannels, outChannels / groups, ...this.kernelSize];
    // PyTorch takes the second extent for the number of inputs here too.
    const bound = 1 / Math.sqrt(shape.slice(1).reduce((product, n) => product * n, 1));
    this.weight = uniformParameter(shape, bound);
    this.bias = bias ? uniformParameter([outChannels], bound) : null;
  }

  /** What is added to each axis: the layer's own, or what makes the output as large as wanted. */
  protected extraFor(x: Tensor, outputSize: readonly number[] | undefined): readonly number[] {
    if (!outputSize) return this.outputPadding;
    const axes = this.kernelSize.length;
    const wanted = outputSize.length === axes ? outputSize : outputSize.slice(-axes);
    const least = this.kernelSize.map(
      (k, i) =>
        (x.shape[x.ndim - axes + i] - 1) * this.stride[i] - 2 * this.padding[i] + this.dilation[i] * (k - 1) + 1,
    );
    if (wanted.length !== axes || wanted.some((n, i) => n < least[i] || n > least[i] + this.stride[i] - 1))
      throw new ParameterError(
        `${this.constructor.name}: outputSize=${formatShape(outputSize)} must lie between ${formatShape(least)} and ` +
          `${formatShape(least.map((n, i) => n + this.stride[i] - 1))} for an input ${formatShape(x.shape)}.`,
      );
    return wanted.map((n, i) => n - least[i]);
  }

  override extraRepr(): string {
    let text = `${this.inChannels}, ${this.outChannels}, kernel_size=${pythonInts(this.kernelSize)}, stride=${pythonInts(this.stride)}`;
    if (this.padding.some((p) => p !== 0)) text += `, padding=${pythonInts(this.padding)}`;
    if (this.dilation.some((d) => d !== 1)) text += `, dilation=${pythonInts(this.dilation)}`;
    if (this.outputPadding.some((p) => p !== 0)) text += `, output_padding=${pythonInts(this.outputPadding)}`;
    if (this.groups !== 1) text += `, groups=${this.groups}`;
    return this.bias ? text : `${text}, bias=False`;
  }
}

/**
 * The transpose of a convolution along time, as `torch.nn.ConvTranspose1d`: [batch, inChannels, length] → [batch, outChannels, outLength].
 * The call takes `outputSize` to say which of the possible output lengths is meant.
 */
export class ConvTranspose1d extends ConvTransposeNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvTransposeOptions = {}) {
    super(1, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor, { outputSize }: { outputSize?: readonly number[] } = {}): Tensor {
    const { stride, padding, dilation, groups } = this;
    const outputPadding = this.extraFor(x, outputSize);
    return convTranspose1d(x, this.weight, this.bias, { stride, padding, outputPadding, dilation, groups });
  }
}

/** The transpose of a convolution in the plane, as `torch.nn.ConvTranspose2d`: [batch, inChannels, height, width]. */
export class ConvTranspose2d extends ConvTransposeNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvTransposeOptions = {}) {
    super(2, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor, { outputSize }: { outputSize?: readonly number[] } = {}): Tensor {
    const { stride, padding, dilation, groups } = this;
    const outputPadding = this.extraFor(x, outputSize);
    return convTranspose2d(x, this.weight, this.bias, { stride, padding, outputPadding, dilation, groups });
  }
}

/** The transpose of a convolution in space, as `torch.nn.ConvTranspose3d`: [batch, inChannels, depth, height, width]. */
export class ConvTranspose3d extends ConvTransposeNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvTransposeOptions = {}) {
    super(3, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor, { outputSize }: { outputSize?: readonly number[] } = {}): Tensor {
    const { stride, padding, dilation, groups } = this;
    const outputPadding = this.extraFor(x, outputSize);
    return convTranspose3d(x, this.weight, this.bias, { stride, padding, outputPadding, dilation, groups });
  }
}
