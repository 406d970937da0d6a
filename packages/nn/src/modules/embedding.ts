// A table of learned vectors.
import { embedding, formatShape, noGrad, ParameterError, randn, ShapeError, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonFloat } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

export interface EmbeddingOptions {
  /** Row that starts as zeros and gets no gradient; negative counts from the end (default: none). */
  paddingIdx?: number | null;
  /** Rows that are looked up and longer than this are scaled down to it, in place (default: never). */
  maxNorm?: number | null;
  /** Exponent of that norm (default 2). */
  normType?: number;
  /** Divide the gradient of each row by how often it is looked up (default false). */
  scaleGradByFreq?: boolean;
}

/**
 * The vectors that int32 numbers stand for, as `torch.nn.Embedding`: [...] → [..., embeddingDim]. Starts from N(0, 1).
 *
 * @example new Embedding(10, 3)(tensor([1, 2, 4], { dtype: "int32" })) // [3, 3]
 */
export class Embedding extends Module {
  readonly weight: Parameter;
  readonly paddingIdx: number | null;
  readonly maxNorm: number | null;
  readonly normType: number;
  readonly scaleGradByFreq: boolean;

  constructor(
    readonly numEmbeddings: number,
    readonly embeddingDim: number,
    { paddingIdx = null, maxNorm = null, normType = 2, scaleGradByFreq = false }: EmbeddingOptions = {},
  ) {
    super();
    checkInteger("Embedding", "numEmbeddings", numEmbeddings, 1);
    checkInteger("Embedding", "embeddingDim", embeddingDim, 1);
    if (paddingIdx !== null) {
      checkInteger("Embedding", "paddingIdx", paddingIdx, -numEmbeddings);
      if (paddingIdx >= numEmbeddings)
        throw new ParameterError(
          `Embedding: paddingIdx=${paddingIdx} must be less than numEmbeddings=${numEmbeddings}.`,
        );
    }
    this.paddingIdx = paddingIdx !== null && paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
    this.maxNorm = maxNorm;
    this.normType = normType;
    this.scaleGradByFreq = scaleGradByFreq;
    this.weight = new Parameter(randn([numEmbeddings, embeddingDim]));
    const row = this.paddingIdx;
    if (row !== null) noGrad(() => this.weight.narrow(0, row, 1).fill_(0));
  }

  /** A layer with a table that is there already, frozen by default; as `torch.nn.Embedding.from_pretrained`. */
  static fromPretrained(
    embeddings: Tensor,
    { freeze = true, ...options }: EmbeddingOptions & { freeze?: boolean } = {},
  ): Embedding {
    if (embeddings.ndim !== 2)
      throw new ShapeError(`Embedding: embeddings ${formatShape(embeddings.shape)} must be [rows, width].`);
    const layer = new Embedding(embeddings.shape[0], embeddings.shape[1], options);
    layer.to({ device: embeddings.device, dtype: embeddings.dtype }).loadStateDict({ weight: embeddings });
    return layer.requiresGrad_(!freeze);
  }

  override forward(x: Tensor): Tensor {
    const { paddingIdx, maxNorm, normType, scaleGradByFreq } = this;
    return embedding(x, this.weight, { paddingIdx, maxNorm, normType, scaleGradByFreq });
  }

  override extraRepr(): string {
    let text = `${this.numEmbeddings}, ${this.embeddingDim}`;
    if (this.paddingIdx !== null) text += `, padding_idx=${this.paddingIdx}`;
    if (this.maxNorm !== null) text += `, max_norm=${pythonFloat(this.maxNorm)}`;
    if (this.normType !== 2) text += `, norm_type=${pythonFloat(this.normType)}`;
    if (this.scaleGradByFreq) text += ", scale_grad_by_freq=True";
    return text;
  }
}
