// The encoder half of the transformer.
import { gelu, ParameterError, type Tensor } from "@sonograd/core";
import { MultiheadAttention, type AttentionCall } from "./attention.js";
import { ModuleList } from "./containers.js";
import { Dropout } from "./dropout.js";
import { Linear } from "./linear.js";
import { Module, type TensorModule } from "./module.js";
import { LayerNorm } from "./normalization.js";
import { checkInteger } from "./size-parameters.js";

export interface TransformerEncoderLayerOptions {
  /** Width between the two linear layers (default 2048). */
  dimFeedforward?: number;
  /** Share set to 0 while training, 0…1 (default 0.1). */
  dropout?: number;
  /** "relu" (default), "gelu" or a function. */
  activation?: "relu" | "gelu" | ((x: Tensor) => Tensor);
  /** Added to the variance in the normalisations (default 1e-5). */
  layerNormEps?: number;
  /** Sequences are [batch, time, features] rather than [time, batch, features] (default false). */
  batchFirst?: boolean;
  /** Normalise before each half rather than after it (default false). */
  normFirst?: boolean;
  /** Learn offsets (default true). */
  bias?: boolean;
}

/** The function that an option names. @throws ParameterError */
export function activationOf(op: string, activation: "relu" | "gelu" | ((x: Tensor) => Tensor)): (x: Tensor) => Tensor {
  if (typeof activation === "function") return activation;
  if (activation === "relu") return (x) => x.relu();
  if (activation === "gelu") return (x) => gelu(x);
  throw new ParameterError(`${op}: activation="${String(activation)}" must be "relu", "gelu" or a function.`);
}

/** What a call of the encoder layer may mask; see {@link AttentionCall}. */
export interface EncoderMasks {
  srcMask?: Tensor | null;
  srcKeyPaddingMask?: Tensor | null;
}

/**
 * Self-attention and a pair of linear layers, each with a residual path and normalisation, as
 * `torch.nn.TransformerEncoderLayer`.
 *
 * @source Vaswani et al., "Attention is all you need" (2017)
 */
export class TransformerEncoderLayer extends Module {
  readonly selfAttn: MultiheadAttention;
  readonly linear1: Linear;
  readonly dropout: Dropout;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly dropout1: Dropout;
  readonly dropout2: Dropout;
  readonly normFirst: boolean;
  readonly #activation: (x: Tensor) => Tensor;
  readonly #options: TransformerEncoderLayerOptions;

  constructor(
    readonly dModel: number,
    readonly nhead: number,
    options: TransformerEncoderLayerOptions = {},
  ) {
    super();
    const { dimFeedforward = 2048, dropout = 0.1, activation = "relu", layerNormEps: eps = 1e-5 } = options;
    const { batchFirst = false, normFirst = false, bias = true } = options;
    this.#activation = activationOf("TransformerEncoderLayer", activation);
    this.#options = options;
    this.selfAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst, bias });
    this.linear1 = new Linear(dModel, dimFeedforward, { bias });
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, dModel, { bias });
    this.norm1 = new LayerNorm(dModel, { eps, bias });
    this.norm2 = new LayerNorm(dModel, { eps, bias });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
    this.normFirst = normFirst;
  }

  /** Another layer with the same options and values. */
  copy(): TransformerEncoderLayer {
    const { device, dtype } = this.linear1.weight;
    const other = new TransformerEncoderLayer(this.dModel, this.nhead, this.#options).to({ device, dtype });
    other.loadStateDict(this.stateDict());
    return other.train(this.training);
  }

  #attend(x: Tensor, { srcMask, srcKeyPaddingMask }: EncoderMasks): Tensor {
    const call: AttentionCall = { needWeights: false };
    if (srcMask) call.attnMask = srcMask;
    if (srcKeyPaddingMask) call.keyPaddingMask = srcKeyPaddingMask;
    return this.dropout1(this.selfAttn(x, x, x, call)[0]);
  }

  #feed(x: Tensor): Tensor {
    return this.dropout2(this.linear2(this.dropout(this.#activation(this.linear1(x)))));
  }

  /** @param src  [time, batch, dModel], [batch, time, dModel] with batchFirst, or [time, dModel]; the result has its shape */
  override forward(src: Tensor, masks: EncoderMasks = {}): Tensor {
    if (this.normFirst) {
      const x = src.add(this.#attend(this.norm1(src), masks));
      return x.add(this.#feed(this.norm2(x)));
    }
    const x = this.norm1(src.add(this.#attend(src, masks)));
    return this.norm2(x.add(this.#feed(x)));
  }
}

/**
 * Encoder layers one after the other, all starting as copies of the given one, as `torch.nn.TransformerEncoder`.
 *
 * @param options.norm  applied to the result (default: none)
 */
export class TransformerEncoder extends Module {
  readonly layers: ModuleList<TransformerEncoderLayer>;
  readonly norm: TensorModule | null;

  constructor(
    encoderLayer: TransformerEncoderLayer,
    readonly numLayers: number,
    { norm = null }: { norm?: TensorModule | null } = {},
  ) {
    super();
    checkInteger("TransformerEncoder", "numLayers", numLayers, 1);
    this.layers = new ModuleList(Array.from({ length: numLayers }, () => encoderLayer.copy()));
    this.norm = norm;
  }

  /** @param masks.mask  as srcMask of the layers */
  override forward(
    src: Tensor,
    { mask, srcKeyPaddingMask }: { mask?: Tensor | null; srcKeyPaddingMask?: Tensor | null } = {},
  ): Tensor {
    const masks: EncoderMasks = { srcMask: mask ?? null, srcKeyPaddingMask: srcKeyPaddingMask ?? null };
    let x = src;
    for (const layer of this.layers) x = layer(x, masks);
    return this.norm ? this.norm(x) : x;
  }
}
