// Convolution layers. The products are core's conv1d to conv3d; here are weights, padding modes and the printed form.
import { conv1d, conv2d, conv3d, ParameterError, type Tensor } from "@sonograd/core";
import { defaultWeights } from "./initialization.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";
import { pythonInts } from "./python-text.js";
import { checkInteger, perAxis, type Size } from "./size-parameters.js";

export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

export interface ConvOptions {
  /** Step between outputs (default 1). */
  stride?: Size;
  /** Added to both sides of each axis; "same" keeps the size (stride 1 only), "valid" is 0 (default 0). */
  padding?: Size | "same" | "valid";
  /** Distance between kernel elements (default 1). */
  dilation?: Size;
  /** Independent channel groups (default 1). */
  groups?: number;
  /** Learn an offset per output channel (default true). */
  bias?: boolean;
  /** What is added (default "zeros"). */
  paddingMode?: PaddingMode;
}

/** [before, after] of each axis. */
function paddingPairs(
  padding: readonly number[] | "same" | "valid",
  kernel: readonly number[],
  dilation: readonly number[],
) {
  return kernel.map((k, i): [number, number] => {
    if (padding === "valid") return [0, 0];
    if (padding !== "same") return [padding[i], padding[i]];
    const total = dilation[i] * (k - 1);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  });
}

abstract class ConvNd extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[] | "same" | "valid";
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly paddingMode: PaddingMode;
  readonly #pairs: readonly [number, number][];

  constructor(
    axes: 1 | 2 | 3,
    readonly inChannels: number,
    readonly outChannels: number,
    kernelSize: Size,
    { stride = 1, padding = 0, dilation = 1, groups = 1, bias = true, paddingMode = "zeros" }: ConvOptions = {},
  ) {
    super();
    const op = `Conv${axes}d`;
    checkInteger(op, "inChannels", inChannels, 1);
    checkInteger(op, "outChannels", outChannels, 1);
    this.groups = checkInteger(op, "groups", groups, 1);
    if (inChannels % groups !== 0 || outChannels % groups !== 0)
      throw new ParameterError(
        `${op}: groups=${groups} must divide inChannels=${inChannels} and outChannels=${outChannels}.`,
      );
    this.kernelSize = perAxis(op, "kernelSize", kernelSize, axes, 1);
    this.stride = perAxis(op, "stride", stride, axes, 1);
    this.dilation = perAxis(op, "dilation", dilation, axes, 1);
    this.padding = typeof padding === "string" ? padding : perAxis(op, "padding", padding, axes, 0);
    this.paddingMode = paddingMode;
    if (padding === "same" && this.stride.some((s) => s !== 1))
      throw new ParameterError(
        `${op}: padding="same" needs stride 1, not [${this.stride.join(", ")}]. Give the padding as numbers.`,
      );
    this.#pairs = paddingPairs(this.padding, this.kernelSize, this.dilation);
    ({ weight: this.weight, bias: this.bias } = defaultWeights(
      [outChannels, inChannels / groups, ...this.kernelSize],
      bias,
    ));
  }

  /** The input after padding that the convolution itself cannot do, and the padding that it can. */
  protected padded(x: Tensor): { x: Tensor; padding: number[] } {
    const symmetric = this.#pairs.every(([before, after]) => before === after);
    if (this.paddingMode === "zeros" && symmetric) return { x, padding: this.#pairs.map(([before]) => before) };
    const widths = this.#pairs.toReversed().flat();
    const mode = this.paddingMode === "zeros" ? "constant" : this.paddingMode;
    return { x: x.pad(widths, { mode }), padding: this.#pairs.map(() => 0) };
  }

  override extraRepr(): string {
    const { padding } = this;
    let text = `${this.inChannels}, ${this.outChannels}, kernel_size=${pythonInts(this.kernelSize)}, stride=${pythonInts(this.stride)}`;
    if (typeof padding === "string") text += `, padding=${padding}`;
    else if (padding.some((p) => p !== 0)) text += `, padding=${pythonInts(padding)}`;
    if (this.dilation.some((d) => d !== 1)) text += `, dilation=${pythonInts(this.dilation)}`;
    if (this.groups !== 1) text += `, groups=${this.groups}`;
    if (!this.bias) text += ", bias=False";
    if (this.paddingMode !== "zeros") text += `, padding_mode=${this.paddingMode}`;
    return text;
  }
}

/** Cross-correlation along time, as `torch.nn.Conv1d`: [batch, inChannels, length] → [batch, outChannels, outLength]. */
export class Conv1d extends ConvNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvOptions = {}) {
    super(1, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor): Tensor {
    const { x: input, padding } = this.padded(x);
    const { stride, dilation, groups } = this;
    return conv1d(input, this.weight, this.bias ?? undefined, {
      stride: stride[0],
      padding: padding[0],
      dilation: dilation[0],
      groups,
    });
  }
}

/** Cross-correlation in the plane, as `torch.nn.Conv2d`: [batch, inChannels, height, width] → [batch, outChannels, outHeight, outWidth]. */
export class Conv2d extends ConvNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvOptions = {}) {
    super(2, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor): Tensor {
    const { x: input, padding } = this.padded(x);
    const { stride, dilation, groups } = this;
    return conv2d(input, this.weight, this.bias ?? undefined, { stride, padding, dilation, groups });
  }
}

/** Cross-correlation in space, as `torch.nn.Conv3d`: [batch, inChannels, depth, height, width]. */
export class Conv3d extends ConvNd {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvOptions = {}) {
    super(3, inChannels, outChannels, kernelSize, options);
  }

  override forward(x: Tensor): Tensor {
    const { x: input, padding } = this.padded(x);
    const { stride, dilation, groups } = this;
    return conv3d(input, this.weight, this.bias ?? undefined, { stride, padding, dilation, groups });
  }
}
