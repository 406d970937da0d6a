// Batch normalisation over all axes but the channels.
import { differentiable, grad as gradOf, isGradEnabled, noGrad } from "../autograd/index.js";
import { dispatch, input, node, scalar } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Tensor, type View } from "../tensor/index.js";
import { assign } from "./convert.js";
import { onesLike, zerosLike } from "./create.js";
import { broadcastView } from "./operand.js";

export interface BatchNormOptions {
  /** [C], updated in place while training: running ← (1 − momentum)·running + momentum·batch. */
  readonly runningMean?: Tensor | null;
  /** [C], likewise, with the unbiased variance. */
  readonly runningVar?: Tensor | null;
  /** [C], factor per channel (default 1). */
  readonly weight?: Tensor | null;
  /** [C], offset per channel (default 0). */
  readonly bias?: Tensor | null;
  /** Use and record the batch's own statistics (default false: use the running ones). */
  readonly training?: boolean;
  /** Share of the batch in the running statistics (default 0.1); a one-element tensor where only the device knows it. */
  readonly momentum?: number | Tensor;
  /** Added to the variance (default 1e-5). */
  readonly eps?: number;
}

/**
 * (x − mean) / √(variance + eps) · weight + bias per channel, as `torch.nn.functional.batch_norm`.
 *
 * @param x  [N, C] or [N, C, …spatial]
 * @returns x's shape
 * @throws ShapeError when x has fewer than 2 dimensions or training has one value per channel; ParameterError without running statistics in evaluation
 */
export function batchNorm(x: Tensor, options: BatchNormOptions = {}): Tensor {
  needTensor("batchNorm", x);
  const { runningMean, runningVar, weight, bias, training = false, momentum = 0.1, eps = 1e-5 } = options;
  if (x.ndim < 2) throw new ShapeError(`batchNorm: input ${formatShape(x.shape)} must be [N, C, …].`);
  const [n, c] = x.shape;
  const flat = x.reshape([n, c, -1]); // [N, C, L]
  const count = n * flat.shape[2];
  if (training && count <= 1)
    throw new ShapeError(
      `batchNorm: input ${formatShape(x.shape)} has ${count} value per channel; training needs at least 2. Use a larger batch or eval().`,
    );
  let mean: Tensor;
  let variance: Tensor;
  if (training) {
    const spec = { shape: [c], dtype: x.dtype };
    [mean, variance] = dispatch("batchNormStats", [flat], [spec, spec], {});
    noGrad(() => {
      const blend = (running: Tensor, batch: Tensor): void =>
        assign(running, running.add(batch.sub(running).mul(momentum)));
      if (runningMean) blend(runningMean, mean);
      if (runningVar) blend(runningVar, variance.mul(count / (count - 1)));
    });
  } else {
    if (!runningMean || !runningVar)
      throw new ParameterError("batchNorm: runningMean or runningVar is missing. Give both, or pass training: true.");
    [mean, variance] = [runningMean.detach(), runningVar.detach()];
  }
  return normalize(flat, mean, variance, weight ?? onesLike(mean), bias ?? zerosLike(mean), eps, training).reshape(
    x.shape,
  );
}

/** (x − mean) · scale + bias with scale = weight / √(variance + eps), one pass over x. */
function normalized(x: Tensor, mean: Tensor, variance: Tensor, weight: Tensor, bias: Tensor, eps: number): Tensor {
  const { dtype, shape } = x;
  const spread = node("sqrt", dtype, node("add", dtype, input(0, dtype), scalar(0, dtype)));
  const factor = node("div", dtype, input(1, dtype), spread);
  const [scale] = dispatch("map", [variance, weight], [{ shape: mean.shape, dtype }], { expr: factor, scalars: [eps] });
  const column = (t: Tensor): View => broadcastView(t.reshape([1, -1, 1]), shape);
  const centred = node("sub", dtype, input(0, dtype), input(1, dtype));
  const expr = node("add", dtype, node("mul", dtype, centred, input(2, dtype)), input(3, dtype));
  return dispatch("map", [x, column(mean), column(scale), column(bias)], [{ shape, dtype }], { expr, scalars: [] })[0];
}

function normalize(
  x: Tensor,
  mean: Tensor,
  variance: Tensor,
  weight: Tensor,
  bias: Tensor,
  eps: number,
  training: boolean,
): Tensor {
  const forward = (): Tensor => normalized(x, mean, variance, weight, bias, eps);
  return differentiable("batchNorm", [x, weight, bias], forward, () => (g) => {
    if (isGradEnabled()) {
      // second order: the same function written in ordinary ops
      const inputs = [x, weight, bias].filter((t) => t.requiresGrad);
      const grads = gradOf(composed(x, mean, variance, weight, bias, eps, training), inputs, {
        gradOutputs: [g],
        createGraph: true,
      });
      return [x, weight, bias].map((t) => (t.requiresGrad ? grads[inputs.indexOf(t)] : null));
    }
    const channel = { shape: mean.shape, dtype: x.dtype };
    return dispatch(
      "batchNormGrad",
      [g, x, mean, variance, weight],
      [{ shape: x.shape, dtype: x.dtype }, channel, channel],
      { eps, training },
    );
  });
}

function composed(
  x: Tensor,
  mean: Tensor,
  variance: Tensor,
  weight: Tensor,
  bias: Tensor,
  eps: number,
  training: boolean,
): Tensor {
  const column = (t: Tensor): Tensor => t.reshape([1, -1, 1]);
  const centre = training ? x.mean({ dim: [0, 2], keepdim: true }) : column(mean);
  const spread = training ? x.var({ dim: [0, 2], keepdim: true, correction: 0 }) : column(variance);
  return x.sub(centre).div(spread.add(eps).sqrt()).mul(column(weight)).add(column(bias));
}
