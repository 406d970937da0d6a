// The whole transformer: an encoder of the source and a decoder of the target.
import { formatShape, full, ShapeError, type Tensor } from "@sonograd/core";
import { xavierUniform_ } from "../init/index.js";
import { Module } from "./module.js";
import { LayerNorm } from "./normalization.js";
import { checkInteger } from "./size-parameters.js";
import { TransformerDecoder, TransformerDecoderLayer, type DecoderMasks } from "./transformer-decoder.js";
import { TransformerEncoder, TransformerEncoderLayer, type EncoderMasks, type TransformerEncoderLayerOptions } from "./transformer-encoder.js"; // prettier-ignore

export interface TransformerOptions extends TransformerEncoderLayerOptions {
  /** Width of the model (default 512). */
  dModel?: number;
  /** Heads of attention (default 8). */
  nhead?: number;
  /** Default 6. */
  numEncoderLayers?: number;
  /** Default 6. */
  numDecoderLayers?: number;
  /** In place of the encoder made from these options. */
  customEncoder?: TransformerEncoder | null;
  /** In place of the decoder made from these options. */
  customDecoder?: TransformerDecoder | null;
}

/**
 * Encoder and decoder of attention layers, each with a normalisation at the end, as `torch.nn.Transformer`.
 *
 * @example
 * const model = new Transformer({ dModel: 64, nhead: 4, batchFirst: true });
 * const y = model(src, tgt, { tgtMask: Transformer.generateSquareSubsequentMask(tgt.shape[1]) });
 */
export class Transformer extends Module {
  readonly encoder: TransformerEncoder;
  readonly decoder: TransformerDecoder;
  readonly dModel: number;
  readonly nhead: number;
  readonly batchFirst: boolean;

  constructor({
    dModel = 512,
    nhead = 8,
    customEncoder = null,
    customDecoder = null,
    ...options
  }: TransformerOptions = {}) {
    super();
    const { numEncoderLayers = 6, numDecoderLayers = 6, ...layer } = options;
    const { layerNormEps: eps = 1e-5, bias = true, batchFirst = false } = layer;
    this.dModel = dModel;
    this.nhead = nhead;
    this.batchFirst = batchFirst;
    const norm = (): LayerNorm => new LayerNorm(dModel, { eps, bias });
    this.encoder =
      customEncoder ??
      new TransformerEncoder(new TransformerEncoderLayer(dModel, nhead, layer), numEncoderLayers, { norm: norm() });
    this.decoder =
      customDecoder ??
      new TransformerDecoder(new TransformerDecoderLayer(dModel, nhead, layer), numDecoderLayers, { norm: norm() });
    for (const parameter of this.parameters()) if (parameter.ndim > 1) xavierUniform_(parameter);
  }

  /** −∞ above the diagonal, 0 elsewhere, [size, size]: no step reads a later one. */
  static generateSquareSubsequentMask(size: number): Tensor {
    checkInteger("generateSquareSubsequentMask", "size", size, 1);
    return full([size, size], -Infinity).triu(1);
  }

  /**
   * @param src  [source, batch, dModel], [batch, source, dModel] with batchFirst, or [source, dModel]
   * @param tgt  laid out alike; the result has its shape
   * @throws ShapeError
   */
  override forward(src: Tensor, tgt: Tensor, masks: EncoderMasks & DecoderMasks = {}): Tensor {
    const batch = this.batchFirst ? 0 : 1;
    const isBatched = src.ndim === 3;
    if (src.ndim !== tgt.ndim || (isBatched && src.shape[batch] !== tgt.shape[batch]))
      throw new ShapeError(
        `Transformer: src ${formatShape(src.shape)} and tgt ${formatShape(tgt.shape)} must both be batched, by as many sequences, or neither.`,
      );
    const { srcMask, srcKeyPaddingMask, ...decoderMasks } = masks;
    const memory = this.encoder(src, { mask: srcMask ?? null, srcKeyPaddingMask: srcKeyPaddingMask ?? null });
    return this.decoder(tgt, memory, decoderMasks);
  }
}
