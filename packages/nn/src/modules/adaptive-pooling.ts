// Pooling to a wanted size, whatever the input's.
import {
  adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d, adaptiveMaxPool1d, adaptiveMaxPool2d, adaptiveMaxPool3d, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";
import { pythonInts } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

/** One extent for all axes, or one for each; null keeps an axis. */
export type AdaptiveSize = number | readonly (number | null)[];

abstract class AdaptivePool extends Module {
  constructor(readonly outputSize: AdaptiveSize) {
    super();
    for (const size of typeof outputSize === "number" ? [outputSize] : outputSize)
      if (size !== null) checkInteger(this.constructor.name, "outputSize", size, 1);
  }
  override extraRepr(): string {
    return `output_size=${pythonInts(this.outputSize)}`;
  }
}

/** Mean over `outputSize` cells of the last axis, as `torch.nn.AdaptiveAvgPool1d`. */
export class AdaptiveAvgPool1d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool1d(x, this.outputSize);
  }
}

/** Mean over a grid of cells, as `torch.nn.AdaptiveAvgPool2d`; a null size keeps that axis. */
export class AdaptiveAvgPool2d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool2d(x, this.outputSize);
  }
}

/** Mean over a grid of cells in space, as `torch.nn.AdaptiveAvgPool3d`; a null size keeps that axis. */
export class AdaptiveAvgPool3d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool3d(x, this.outputSize);
  }
}

/** Largest value of each of `outputSize` cells of the last axis, as `torch.nn.AdaptiveMaxPool1d`. */
export class AdaptiveMaxPool1d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool1d(x, this.outputSize);
  }
}

/** Largest value of each cell of a grid, as `torch.nn.AdaptiveMaxPool2d`; a null size keeps that axis. */
export class AdaptiveMaxPool2d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool2d(x, this.outputSize);
  }
}

/** Largest value of each cell of a grid in space, as `torch.nn.AdaptiveMaxPool3d`; a null size keeps that axis. */
export class AdaptiveMaxPool3d extends AdaptivePool {
  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool3d(x, this.outputSize);
  }
}
