// A softmax over many classes of which few are frequent.
import { cat, formatShape, ParameterError, ShapeError, type Tensor } from "@sonograd/core";
import { Linear, Module, ModuleList, Sequential } from "../modules/index.js";
import { classIndices } from "./class-targets.js";

export interface AdaptiveLogSoftmaxOptions {
  /** By how much the width falls from one cluster to the next (default 4). */
  divValue?: number;
  /** Learn offsets in the head (default false). */
  headBias?: boolean;
}

/**
 * Log softmax in two steps, as `torch.nn.AdaptiveLogSoftmaxWithLoss`: the head chooses among the most frequent classes and
 * clusters of rarer ones, each with a narrower projection. Classes are sorted by falling frequency.
 *
 * All clusters are computed for all items, so that shapes depend on no values; results and gradients are PyTorch's.
 *
 * @example
 * const softmax = new AdaptiveLogSoftmaxWithLoss(64, 1000, [20, 200]);
 * const { output, loss } = softmax(features, targets);
 */
export class AdaptiveLogSoftmaxWithLoss extends Module {
  readonly head: Linear;
  readonly tail: ModuleList<Sequential>;
  /** First class of every cluster, and the number of classes. */
  readonly cutoffs: readonly number[];
  readonly divValue: number;

  constructor(
    readonly inFeatures: number,
    readonly nClasses: number,
    cutoffs: readonly number[],
    { divValue = 4, headBias = false }: AdaptiveLogSoftmaxOptions = {},
  ) {
    super();
    const op = "AdaptiveLogSoftmaxWithLoss";
    const fits = (n: number, i: number): boolean =>
      Number.isInteger(n) && n > (i === 0 ? 0 : cutoffs[i - 1]) && n < nClasses;
    if (cutoffs.length === 0 || !cutoffs.every(fits))
      throw new ParameterError(`${op}: cutoffs=[${cutoffs.join(", ")}] must be rising integers in 1…${nClasses - 1}.`);
    if (!(divValue > 0)) throw new ParameterError(`${op}: divValue=${divValue} must be > 0.`);
    this.cutoffs = [...cutoffs, nClasses];
    this.divValue = divValue;
    this.head = new Linear(inFeatures, cutoffs[0] + cutoffs.length, { bias: headBias });
    this.tail = new ModuleList(
      cutoffs.map((first, i) => {
        const width = Math.floor(inFeatures / divValue ** (i + 1));
        if (width < 1)
          throw new ParameterError(
            `${op}: inFeatures=${inFeatures} leaves cluster ${i} no width. Lower divValue=${divValue}, or use fewer cutoffs.`,
          );
        const [down, up] = [new Linear(inFeatures, width, { bias: false }), new Linear(width, this.cutoffs[i + 1] - first, { bias: false })]; // prettier-ignore
        return new Sequential(down, up);
      }),
    );
  }

  /** Log probabilities of all classes: [batch, inFeatures] → [batch, nClasses]. @throws ShapeError */
  logProb(x: Tensor): Tensor {
    if (x.ndim !== 2 || x.shape[1] !== this.inFeatures)
      throw new ShapeError(
        `AdaptiveLogSoftmaxWithLoss: x ${formatShape(x.shape)} must be [batch, inFeatures=${this.inFeatures}].`,
      );
    const head = this.head(x).logSoftmax(1);
    const frequent = this.cutoffs[0];
    const clusters = Array.from(this.tail, (cluster, i) =>
      cluster(x)
        .logSoftmax(1)
        .add(head.narrow(1, frequent + i, 1)),
    );
    return cat([head.narrow(1, 0, frequent), ...clusters], 1);
  }

  /** The most probable class of every item, int32 [batch]. */
  predict(x: Tensor): Tensor {
    return this.logProb(x).argmax(1);
  }

  /**
   * @param x       [batch, inFeatures] or [inFeatures]
   * @param target  class indices, [batch] or one number
   * @returns output, the log probability of each target in the shape of `target`, and loss, minus their mean
   * @throws ShapeError; ParameterError  a class index is out of range (seen on the CPU only)
   */
  override forward(x: Tensor, target: Tensor): { output: Tensor; loss: Tensor } {
    const isBatched = x.ndim === 2;
    const rows = isBatched ? x : x.unsqueeze(0);
    const indices = classIndices("AdaptiveLogSoftmaxWithLoss", target, x.shape.slice(0, -1), this.nClasses, 0);
    const output = this.logProb(rows).gather(1, indices.unsqueeze(1)).squeeze(1);
    return { output: isBatched ? output : output.squeeze(0), loss: output.mean().neg() };
  }
}
