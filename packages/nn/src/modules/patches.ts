// Sliding blocks of images as columns, and columns summed up to images.
import { col2im, im2col, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonInts } from "./python-text.js";
import { perAxis, type Size } from "./size-parameters.js";

export interface PatchOptions {
  /** Distance between the elements of a block (default 1). */
  dilation?: Size;
  /** Zeros on both sides (default 0). */
  padding?: Size;
  /** Step between blocks (default 1). */
  stride?: Size;
}

abstract class Patches extends Module {
  readonly dilation: Size;
  readonly padding: Size;
  readonly stride: Size;

  constructor(
    readonly kernelSize: Size,
    { dilation = 1, padding = 0, stride = 1 }: PatchOptions = {},
  ) {
    super();
    perAxis(this.constructor.name, "kernelSize", kernelSize, 2, 1);
    perAxis(this.constructor.name, "dilation", dilation, 2, 1);
    perAxis(this.constructor.name, "padding", padding, 2, 0);
    perAxis(this.constructor.name, "stride", stride, 2, 1);
    this.dilation = dilation;
    this.padding = padding;
    this.stride = stride;
  }

  override extraRepr(): string {
    return (
      `kernel_size=${pythonInts(this.kernelSize)}, dilation=${pythonInts(this.dilation)}, ` +
      `padding=${pythonInts(this.padding)}, stride=${pythonInts(this.stride)}`
    );
  }
}

/** [batch, channels, height, width] → [batch, channels · block size, blocks], as `torch.nn.Unfold`. */
export class Unfold extends Patches {
  override forward(x: Tensor): Tensor {
    const { kernelSize, dilation, padding, stride } = this;
    return im2col(x, kernelSize, { dilation, padding, stride });
  }
}

/** [batch, channels · block size, blocks] → [batch, channels, ...outputSize], overlapping blocks summed; as `torch.nn.Fold`. */
export class Fold extends Patches {
  constructor(
    readonly outputSize: Size,
    kernelSize: Size,
    options: PatchOptions = {},
  ) {
    super(kernelSize, options);
    perAxis("Fold", "outputSize", outputSize, 2, 1);
  }
  override forward(x: Tensor): Tensor {
    const { outputSize, kernelSize, dilation, padding, stride } = this;
    return col2im(x, perAxis("Fold", "outputSize", outputSize, 2, 1), kernelSize, { dilation, padding, stride });
  }
  override extraRepr(): string {
    return `output_size=${pythonInts(this.outputSize)}, ${super.extraRepr()}`;
  }
}
