// Sums, means or maxima of learned vectors, without keeping each.
import {
  arange, DTypeError, embedding, formatShape, isCapturing, noGrad, ParameterError, randn, sameShape, searchsorted, ShapeError, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonFloat } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

export interface EmbeddingBagOptions {
  /** Rows that are looked up and longer than this are scaled down to it, in place (default: never). */
  maxNorm?: number | null;
  /** Exponent of that norm (default 2). */
  normType?: number;
  /** Divide the gradient of each row by how often it is looked up (default false); not with "max". */
  scaleGradByFreq?: boolean;
  /** What becomes of a bag (default "mean"). */
  mode?: "sum" | "mean" | "max";
  /** `offsets` ends with the number of all indices (default false). */
  includeLastOffset?: boolean;
  /** Row that starts as zeros and takes no part; negative counts from the end (default: none). */
  paddingIdx?: number | null;
}

/**
 * For every bag of int32 numbers the sum, mean or maximum of their vectors, as `torch.nn.EmbeddingBag`:
 * [bags, n], or [all] with the place where each bag begins → [bags, embeddingDim]. An empty bag gives zeros.
 *
 * @example new EmbeddingBag(10, 3)(tensor([1, 2, 4, 5], { dtype: "int32" }), tensor([0, 3], { dtype: "int32" })) // [2, 3]
 */
export class EmbeddingBag extends Module {
  readonly weight: Parameter;
  readonly maxNorm: number | null;
  readonly normType: number;
  readonly scaleGradByFreq: boolean;
  readonly mode: "sum" | "mean" | "max";
  readonly includeLastOffset: boolean;
  readonly paddingIdx: number | null;

  constructor(
    readonly numEmbeddings: number,
    readonly embeddingDim: number,
    options: EmbeddingBagOptions = {},
  ) {
    super();
    const { maxNorm = null, normType = 2, scaleGradByFreq = false, mode = "mean", includeLastOffset = false } = options;
    const { paddingIdx = null } = options;
    checkInteger("EmbeddingBag", "numEmbeddings", numEmbeddings, 1);
    checkInteger("EmbeddingBag", "embeddingDim", embeddingDim, 1);
    if (mode !== "sum" && mode !== "mean" && mode !== "max")
      throw new ParameterError(`EmbeddingBag: mode="${String(mode)}" must be "sum", "mean" or "max".`);
    if (mode === "max" && scaleGradByFreq)
      throw new ParameterError('EmbeddingBag: scaleGradByFreq=true must go with mode "sum" or "mean".');
    if (paddingIdx !== null) {
      checkInteger("EmbeddingBag", "paddingIdx", paddingIdx, -numEmbeddings);
      if (paddingIdx >= numEmbeddings)
        throw new ParameterError(
          `EmbeddingBag: paddingIdx=${paddingIdx} must be less than numEmbeddings=${numEmbeddings}.`,
        );
    }
    this.maxNorm = maxNorm;
    this.normType = normType;
    this.scaleGradByFreq = scaleGradByFreq;
    this.mode = mode;
    this.includeLastOffset = includeLastOffset;
    this.paddingIdx = paddingIdx !== null && paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
    this.weight = new Parameter(randn([numEmbeddings, embeddingDim]));
    const row = this.paddingIdx;
    if (row !== null) noGrad(() => this.weight.narrow(0, row, 1).fill_(0));
  }

  /** A layer with a table that is there already, frozen by default; as `torch.nn.EmbeddingBag.from_pretrained`. */
  static fromPretrained(
    embeddings: Tensor,
    { freeze = true, ...options }: EmbeddingBagOptions & { freeze?: boolean } = {},
  ): EmbeddingBag {
    if (embeddings.ndim !== 2)
      throw new ShapeError(`EmbeddingBag: embeddings ${formatShape(embeddings.shape)} must be [rows, width].`);
    const layer = new EmbeddingBag(embeddings.shape[0], embeddings.shape[1], options);
    layer.to({ device: embeddings.device, dtype: embeddings.dtype }).loadStateDict({ weight: embeddings });
    return layer.requiresGrad_(!freeze);
  }

  /** The bag of every index, [all], and how many bags there are. */
  #bags(x: Tensor, offsets: Tensor | null): { bag: Tensor; bags: number } {
    const places = arange(x.numel, { dtype: "int32", device: x.device });
    if (x.ndim === 2) {
      if (offsets)
        throw new ParameterError("EmbeddingBag: offsets must be left out where x is [bags, n], a bag per row.");
      return { bag: places.div(x.shape[1], { roundingMode: "floor" }).to("int32"), bags: x.shape[0] };
    }
    if (x.ndim !== 1 || offsets?.ndim !== 1)
      throw new ShapeError(
        `EmbeddingBag: x ${formatShape(x.shape)} must be [bags, n], or [all] with offsets [bags], here ${offsets ? formatShape(offsets.shape) : "none"}.`,
      );
    if (offsets.dtype !== "int32")
      throw new DTypeError(`EmbeddingBag: offsets dtype="${offsets.dtype}" must be int32. Use .to("int32").`);
    const bags = offsets.shape[0] - Number(this.includeLastOffset);
    const starts = offsets.narrow(0, 0, Math.max(bags, 0));
    if (bags > 0 && starts.device === "cpu" && !isCapturing() && starts.dataSync()[0] !== 0)
      throw new ParameterError(`EmbeddingBag: offsets[0]=${starts.dataSync()[0]} must be 0, where the first bag begins.`); // prettier-ignore
    return { bag: searchsorted(starts, places, { right: true }).sub(1), bags };
  }

  /**
   * @param x                 int32, [bags, n] or [all]
   * @param offsets           int32 [bags], the first 0; with `x` of one dimension only
   * @param perSampleWeights  factor of every vector, the shape of x; with mode "sum" only
   * @throws ParameterError, ShapeError, DTypeError
   */
  override forward(x: Tensor, offsets: Tensor | null = null, perSampleWeights: Tensor | null = null): Tensor {
    if (perSampleWeights && this.mode !== "sum")
      throw new ParameterError(`EmbeddingBag: perSampleWeights must go with mode "sum", not "${this.mode}".`);
    if (perSampleWeights && !sameShape(perSampleWeights.shape, x.shape))
      throw new ShapeError(
        `EmbeddingBag: perSampleWeights ${formatShape(perSampleWeights.shape)} must be ${formatShape(x.shape)}, as x is.`,
      );
    const { bag, bags } = this.#bags(x, offsets);
    const { weight, maxNorm, normType, scaleGradByFreq, paddingIdx } = this;
    const flat = x.reshape([-1]);
    const all = embedding(flat, weight, { maxNorm, normType, scaleGradByFreq, paddingIdx });
    const counts = paddingIdx === null ? null : flat.ne(paddingIdx);
    if (this.mode === "max") return this.#largest(all, bag, bags, counts);
    const scaled = perSampleWeights ? all.mul(perSampleWeights.reshape([-1, 1])) : all;
    const taken = counts ? scaled.where(counts.unsqueeze(1), 0) : scaled;
    const sum = weight.newZeros([bags, this.embeddingDim]).indexAdd(0, bag, taken);
    if (this.mode === "sum") return sum;
    const one = weight.newZeros([flat.numel]).fill_(1);
    const members = weight.newZeros([bags]).indexAdd(0, bag, counts ? one.where(counts, 0) : one);
    return sum.div(members.maximum(1).unsqueeze(1));
  }

  #largest(all: Tensor, bag: Tensor, bags: number, counts: Tensor | null): Tensor {
    const taken = counts ? all.where(counts.unsqueeze(1), -Infinity) : all;
    const start = all.detach().newZeros([bags, this.embeddingDim]).fill_(-Infinity);
    const index = bag.unsqueeze(1).expand([-1, this.embeddingDim]);
    const most = start.scatterReduce(0, index, taken, "amax");
    return most.where(most.ne(-Infinity), 0);
  }

  override extraRepr(): string {
    let text = `${this.numEmbeddings}, ${this.embeddingDim}`;
    if (this.maxNorm !== null) text += `, max_norm=${pythonFloat(this.maxNorm)}`;
    if (this.normType !== 2) text += `, norm_type=${pythonFloat(this.normType)}`;
    if (this.scaleGradByFreq) text += ", scale_grad_by_freq=True";
    text += `, mode=${this.mode}`;
    if (this.paddingIdx !== null) text += `, padding_idx=${this.paddingIdx}`;
    return text;
  }
}
