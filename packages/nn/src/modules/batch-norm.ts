// Normalisation by the statistics of the batch.
import { batchNorm, formatShape, noGrad, ones, ShapeError, tensor, zeros, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonBool, pythonFloat } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

export interface BatchNormOptions {
  /** Added to the variance (default 1e-5). */
  eps?: number;
  /** Weight of the new batch in the running statistics; null averages all batches (default 0.1). */
  momentum?: number | null;
  /** Learn scale and offset (default true). */
  affine?: boolean;
  /** Keep running statistics for evaluation; without them the batch's own are always used (default true). */
  trackRunningStats?: boolean;
}

/** What layers of all ranks share. */
export abstract class BatchNorm extends Module {
  readonly eps: number;
  momentum: number | null;
  weight: Parameter | null = null;
  bias: Parameter | null = null;
  runningMean: Tensor | null = null;
  runningVar: Tensor | null = null;
  numBatchesTracked: Tensor | null = null;
  readonly #ranks: readonly number[];

  constructor(
    readonly numFeatures: number,
    ranks: readonly number[],
    { eps = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true }: BatchNormOptions = {},
  ) {
    super();
    checkInteger(this.constructor.name, "numFeatures", numFeatures, 1);
    this.eps = eps;
    this.momentum = momentum;
    this.#ranks = ranks;
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

  /** Forgets the running statistics. */
  resetRunningStats(): void {
    noGrad(() => {
      this.runningMean?.zero_();
      this.runningVar?.fill_(1);
      this.numBatchesTracked?.zero_();
    });
  }

  /** Counts this batch and returns its weight in the running statistics. */
  #countBatch(count: Tensor): number | Tensor {
    // As primitives, so that a captured step counts too.
    noGrad(() => count.copy_(count.add(1)));
    // The average over all batches so far: each counts 1/n.
    return this.momentum ?? noGrad(() => count.to(this.runningMean!.dtype).reciprocal());
  }

  override forward(x: Tensor): Tensor {
    const name = this.constructor.name;
    if (!this.#ranks.includes(x.ndim) || x.shape[1] !== this.numFeatures)
      throw new ShapeError(
        `${name}: x ${formatShape(x.shape)} must have ${this.#ranks.join(" or ")} dimensions with ${this.numFeatures} channels in the second.`,
      );
    const training = this.training || !this.runningMean;
    if (training && x.numel / this.numFeatures < 2)
      throw new ShapeError(
        `${name}: x ${formatShape(x.shape)} has one value per channel, whose variance is undefined. Use larger batches (dropLast), or eval().`,
      );
    const momentum = this.training && this.numBatchesTracked ? this.#countBatch(this.numBatchesTracked) : 0;
    return batchNorm(x, {
      ...(this.runningMean && this.runningVar ? { runningMean: this.runningMean, runningVar: this.runningVar } : {}),
      ...(this.weight && this.bias ? { weight: this.weight, bias: this.bias } : {}),
      training,
      momentum,
      eps: this.eps,
    });
  }

  override extraRepr(): string {
    const momentum = this.momentum === null ? "None" : pythonFloat(this.momentum);
    return (
      `${this.numFeatures}, eps=${pythonFloat(this.eps)}, momentum=${momentum}, ` +
      `affine=${pythonBool(this.weight !== null)}, track_running_stats=${pythonBool(this.runningMean !== null)}`
    );
  }
}

/** Batch normalisation of [batch, channels] or [batch, channels, length], as `torch.nn.BatchNorm1d`. */
export class BatchNorm1d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super(numFeatures, [2, 3], options);
  }
}

/** Batch normalisation of [batch, channels, height, width], as `torch.nn.BatchNorm2d`. */
export class BatchNorm2d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super(numFeatures, [4], options);
  }
}

/** Batch normalisation of [batch, channels, depth, height, width], as `torch.nn.BatchNorm3d`. */
export class BatchNorm3d extends BatchNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    super(numFeatures, [5], options);
  }
}
