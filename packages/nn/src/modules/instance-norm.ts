// Normalisation of every channel of every item by its own statistics.
import { formatShape, instanceNorm, ones, ShapeError, tensor, zeros, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonBool, pythonFloat } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

export interface InstanceNormOptions {
  /** Added to the variance (default 1e-5). */
  eps?: number;
  /** Weight of the new statistics in the running ones (default 0.1). */
  momentum?: number;
  /** Learn scale and offset per channel (default false). */
  affine?: boolean;
  /** Keep running statistics and normalise by them in evaluation (default false). */
  trackRunningStats?: boolean;
}

abstract class InstanceNorm extends Module {
  readonly eps: number;
  readonly momentum: number;
  weight: Parameter | null = null;
  bias: Parameter | null = null;
  runningMean: Tensor | null = null;
  runningVar: Tensor | null = null;
  /** Part of the state dict as in PyTorch, which never counts here. */
  numBatchesTracked: Tensor | null = null;
  readonly #rank: number;

  constructor(
    readonly numFeatures: number,
    rank: number,
    { eps = 1e-5, momentum = 0.1, affine = false, trackRunningStats = false }: InstanceNormOptions = {},
  ) {
    super();
    checkInteger(this.constructor.name, "numFeatures", numFeatures, 1);
    this.eps = eps;
    this.momentum = momentum;
    this.#rank = rank;
    if (affine) {
      this.weight = new Parameter(ones([numFeatures]));
      this.bias = new Parameter(zeros([numFeatures]));
    }
    if (trackRunningStats) {
      this.runningMean = zeros([numFeatures]);
      this.runningVar = ones([numFeatures]);
      this.numBatchesTracked = tensor(0, { dtype: "int32" });
    }
    for (const name of ["runningMean", "runningVar", "numBatchesTracked"]) this.registerBuffer(name);
  }

  override forward(x: Tensor): Tensor {
    const rank = this.#rank;
    const channels = x.shape[x.ndim - rank + 1];
    // Without scale and offset any number of channels will do, as in PyTorch.
    const anyChannels = !this.weight && !this.runningMean;
    if ((x.ndim !== rank && x.ndim !== rank - 1) || (channels !== this.numFeatures && !anyChannels))
      throw new ShapeError(
        `${this.constructor.name}: x ${formatShape(x.shape)} must have ${rank} dimensions [batch, channels, …], or ${rank - 1} without batch, ` +
          `with ${this.numFeatures} channels.`,
      );
    const own = x.ndim === rank ? x : x.unsqueeze(0);
    const { weight, bias, runningMean, runningVar, momentum, eps } = this;
    const useInputStats = this.training || !runningMean;
    const y = instanceNorm(own, { weight, bias, runningMean, runningVar, useInputStats, momentum, eps });
    return x.ndim === rank ? y : y.squeeze(0);
  }

  override extraRepr(): string {
    return (
      `${this.numFeatures}, eps=${pythonFloat(this.eps)}, momentum=${pythonFloat(this.momentum)}, ` +
      `affine=${pythonBool(this.weight !== null)}, track_running_stats=${pythonBool(this.runningMean !== null)}`
    );
  }
}

/** Instance normalisation of [batch, channels, length], as `torch.nn.InstanceNorm1d`. */
export class InstanceNorm1d extends InstanceNorm {
  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super(numFeatures, 3, options);
  }
}

/** Instance normalisation of [batch, channels, height, width], as `torch.nn.InstanceNorm2d`. */
export class InstanceNorm2d extends InstanceNorm {
  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super(numFeatures, 4, options);
  }
}

/** Instance normalisation of [batch, channels, depth, height, width], as `torch.nn.InstanceNorm3d`. */
export class InstanceNorm3d extends InstanceNorm {
  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    super(numFeatures, 5, options);
  }
}
