// Pooling to a wanted size, whatever the input's.
import { fromTypedArray, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonInts } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

/** [inSize, outSize]: column j holds 1/n over the n inputs of cell j, ⌊j·in/out⌋ … ⌈(j+1)·in/out⌉ − 1. */
function averagingMatrix(inSize: number, outSize: number, like: Tensor): Tensor {
  const values = like.dtype === "float64" ? new Float64Array(inSize * outSize) : new Float32Array(inSize * outSize);
  for (let j = 0; j < outSize; j++) {
    const start = Math.floor((j * inSize) / outSize);
    const end = Math.ceil(((j + 1) * inSize) / outSize);
    for (let i = start; i < end; i++) values[i * outSize + j] = 1 / (end - start);
  }
  return fromTypedArray(values, [inSize, outSize], { device: like.device });
}

/** Averages the last axis to `size` cells. */
function averageLast(x: Tensor, size: number): Tensor {
  const length = x.shape.at(-1)!;
  if (size === length) return x;
  if (size === 1) return x.mean(-1, { keepdim: true });
  return x
    .reshape([-1, length])
    .matmul(averagingMatrix(length, size, x))
    .reshape([...x.shape.slice(0, -1), size]);
}

/** Mean over `outputSize` cells of the last axis, as `torch.nn.AdaptiveAvgPool1d`. */
export class AdaptiveAvgPool1d extends Module {
  constructor(readonly outputSize: number) {
    super();
    checkInteger("AdaptiveAvgPool1d", "outputSize", outputSize, 1);
  }
  override forward(x: Tensor): Tensor {
    return averageLast(x, this.outputSize);
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
    const { outputSize } = this;
    const [height, width] = typeof outputSize === "number" ? [outputSize, outputSize] : outputSize;
    if (height === 1 && width === 1) return x.mean([-2, -1], { keepdim: true });
    const rows = width === null ? x : averageLast(x, width);
    return height === null ? rows : averageLast(rows.transpose(-2, -1), height).transpose(-2, -1);
  }
  override extraRepr(): string {
    return `output_size=${pythonInts(this.outputSize)}`;
  }
}
