// The decoder half of the transformer.
import type { Tensor } from "@sonograd/core";
import { MultiheadAttention, type AttentionCall } from "./attention.js";
import { ModuleList } from "./containers.js";
import { Dropout } from "./dropout.js";
import { Linear } from "./linear.js";
import { Module, type TensorModule } from "./module.js";
import { LayerNorm } from "./normalization.js";
import { checkInteger } from "./size-parameters.js";
import { activationOf, type TransformerEncoderLayerOptions } from "./transformer-encoder.js";

export type TransformerDecoderLayerOptions = TransformerEncoderLayerOptions;

/** What a call of the decoder may mask; see {@link AttentionCall}. */
export interface DecoderMasks {
  /** Between the steps of the target. */
  tgtMask?: Tensor | null;
  /** From the target to the memory. */
  memoryMask?: Tensor | null;
  tgtKeyPaddingMask?: Tensor | null;
  memoryKeyPaddingMask?: Tensor | null;
}

const attentionCall = (
  attnMask: Tensor | null | undefined,
  keyPaddingMask: Tensor | null | undefined,
): AttentionCall => ({
  needWeights: false,
  attnMask: attnMask ?? null,
  keyPaddingMask: keyPaddingMask ?? null,
});

/**
 * Self-attention, attention to what an encoder made of the source, and a pair of linear layers, each with a residual path
 * and normalisation, as `torch.nn.TransformerDecoderLayer`.
 *
 * @source Vaswani et al., "Attention is all you need" (2017)
 */
export class TransformerDecoderLayer extends Module {
  readonly selfAttn: MultiheadAttention;
  readonly multiheadAttn: MultiheadAttention;
  readonly linear1: Linear;
  readonly dropout: Dropout;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly norm3: LayerNorm;
  readonly dropout1: Dropout;
  readonly dropout2: Dropout;
  readonly dropout3: Dropout;
  readonly normFirst: boolean;
  readonly #activation: (x: Tensor) => Tensor;
  readonly #options: TransformerDecoderLayerOptions;

  constructor(
    readonly dModel: number,
    readonly nhead: number,
    options: TransformerDecoderLayerOptions = {},
  ) {
    super();
    const { dimFeedforward = 2048, dropout = 0.1, activation = "relu", layerNormEps: eps = 1e-5 } = options;
    const { batchFirst = false, normFirst = false, bias = true } = options;
    this.#activation = activationOf("TransformerDecoderLayer", activation);
    this.#options = options;
    this.selfAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst, bias });
    this.multiheadAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst, bias });
    this.linear1 = new Linear(dModel, dimFeedforward, { bias });
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, dModel, { bias });
    this.norm1 = new LayerNorm(dModel, { eps, bias });
    this.norm2 = new LayerNorm(dModel, { eps, bias });
    this.norm3 = new LayerNorm(dModel, { eps, bias });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
    this.dropout3 = new Dropout(dropout);
    this.normFirst = normFirst;
  }

  /** Another layer with the same options and values. */
  copy(): TransformerDecoderLayer {
    const { device, dtype } = this.linear1.weight;
    const other = new TransformerDecoderLayer(this.dModel, this.nhead, this.#options).to({ device, dtype });
    other.loadStateDict(this.stateDict());
    return other.train(this.training);
  }

  #feed(x: Tensor): Tensor {
    return this.dropout3(this.linear2(this.dropout(this.#activation(this.linear1(x)))));
  }

  /**
   * @param tgt     [time, batch, dModel], [batch, time, dModel] with batchFirst, or [time, dModel]; the result has its shape
   * @param memory  the encoder's result, laid out alike
   */
  override forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
    const own = attentionCall(masks.tgtMask, masks.tgtKeyPaddingMask);
    const other = attentionCall(masks.memoryMask, masks.memoryKeyPaddingMask);
    const attend = (x: Tensor): Tensor => this.dropout1(this.selfAttn(x, x, x, own)[0]);
    const look = (x: Tensor): Tensor => this.dropout2(this.multiheadAttn(x, memory, memory, other)[0]);
    if (this.normFirst) {
      const x = tgt.add(attend(this.norm1(tgt)));
      const y = x.add(look(this.norm2(x)));
      return y.add(this.#feed(this.norm3(y)));
    }
    const x = this.norm1(tgt.add(attend(tgt)));
    const y = this.norm2(x.add(look(x)));
    return this.norm3(y.add(this.#feed(y)));
  }
}

/**
 * Decoder layers one after the other, all starting as copies of the given one, as `torch.nn.TransformerDecoder`.
 *
 * @param options.norm  applied to the result (default: none)
 */
export class TransformerDecoder extends Module {
  readonly layers: ModuleList<TransformerDecoderLayer>;
  readonly norm: TensorModule | null;

  constructor(
    decoderLayer: TransformerDecoderLayer,
    readonly numLayers: number,
    { norm = null }: { norm?: TensorModule | null } = {},
  ) {
    super();
    checkInteger("TransformerDecoder", "numLayers", numLayers, 1);
    this.layers = new ModuleList(Array.from({ length: numLayers }, () => decoderLayer.copy()));
    this.norm = norm;
  }

  override forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
    let x = tgt;
    for (const layer of this.layers) x = layer(x, memory, masks);
    return this.norm ? this.norm(x) : x;
  }
}
