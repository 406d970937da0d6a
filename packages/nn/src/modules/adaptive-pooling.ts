// Pooling to a wanted size, whatever the input's.
import { adaptiveAvgPool1d, adaptiveAvgPool2d, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonInts } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

/** Mean over `outputSize` cells of the last axis, as `torch.nn.AdaptiveAvgPool1d`. */
export class AdaptiveAvgPool1d extends Module {
  constructor(readonly outputSize: number) {
    super();
    checkInteger("AdaptiveAvgPool1d", "outputSize", outputSize, 1);
  }
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool1d(x, this.outputSize);
  }
  override extraRepr(): string {
    return `output_size=${pythonInts(this.outputSize)}`;
  }
}

/** Mean over a grid of cells, as `torch.nn.AdaptiveAvgPool2d`; a null size keeps that axis. */
export class AdaptiveAvgPool2d extends Module {
  constructor(readonly outputSize: number | readonly [number | null, number | null]) {
    super();
    for (const size of typeof outputSize === "number" ? [outputSize] : outputSize)
      if (size !== null) checkInteger("AdaptiveAvgPool2d", "outputSize", size, 1);
  }
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool2d(x, this.outputSize);
  }
  override extraRepr(): string {
    return `output_size=${pythonInts(this.outputSize)}`;
  }
}
