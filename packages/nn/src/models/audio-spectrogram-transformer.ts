// A transformer over patches of a spectrogram.
import { cat, formatShape, randn, ShapeError, type Tensor } from "@sonograd/core";
import {
  Conv2d,
  LayerNorm,
  Linear,
  Module,
  Parameter,
  Sequential,
  TransformerEncoder,
  TransformerEncoderLayer,
} from "../modules/index.js";

export interface AudioSpectrogramTransformerOptions {
  /** Number of outputs (default 527, the classes of AudioSet). */
  readonly numClasses?: number;
  /** Mel bands and frames of the input (default [128, 1024]). */
  readonly inputSize?: readonly [bands: number, frames: number];
  /** Side of a patch (default 16). */
  readonly patchSize?: number;
  /** Distance between patches along bands and frames; less than the side lets them overlap (default 10). */
  readonly stride?: number;
  /** Width of the sequence (default 384). */
  readonly dim?: number;
  /** Encoder layers (default 12). */
  readonly depth?: number;
  /** Attention heads (default 6). */
  readonly heads?: number;
  /** Width of the linear layers between, as a multiple of `dim` (default 4). */
  readonly mlpRatio?: number;
}

/** Deviation of the initial tokens and positions. */
const TOKEN_DEVIATION = 0.02;

/**
 * Patches of a spectrogram and two learned tokens pass an encoder that normalises first; the mean of both tokens is classified:
 * [batch, 1, bands, frames] → logits [batch, numClasses].
 *
 * @throws ShapeError  the input has another size than the positions were made for
 * @source Gong, Chung and Glass, "AST: Audio Spectrogram Transformer", Interspeech 2021; widths of DeiT-small
 */
export class AudioSpectrogramTransformer extends Module {
  readonly clsToken: Parameter;
  readonly distToken: Parameter;
  readonly posEmbed: Parameter;
  readonly patchEmbed: Conv2d;
  readonly encoder: TransformerEncoder;
  readonly mlpHead: Sequential;
  readonly #inputSize: readonly [number, number];

  constructor(options: AudioSpectrogramTransformerOptions = {}) {
    super();
    const { numClasses = 527, inputSize = [128, 1024], patchSize = 16, stride = 10 } = options;
    const { dim = 384, depth = 12, heads = 6, mlpRatio = 4 } = options;
    const [rows, columns] = inputSize.map((n) => Math.floor((n - patchSize) / stride) + 1);
    if (!(rows >= 1 && columns >= 1))
      throw new ShapeError(
        `AudioSpectrogramTransformer: inputSize ${formatShape(inputSize)} must hold a patch of ${patchSize} × ${patchSize}.`,
      );
    this.#inputSize = [inputSize[0], inputSize[1]];
    this.clsToken = new Parameter(randn([1, 1, dim]).mul(TOKEN_DEVIATION));
    this.distToken = new Parameter(randn([1, 1, dim]).mul(TOKEN_DEVIATION));
    this.posEmbed = new Parameter(randn([1, rows * columns + 2, dim]).mul(TOKEN_DEVIATION));
    this.patchEmbed = new Conv2d(1, dim, patchSize, { stride });
    const layer = new TransformerEncoderLayer(dim, heads, {
      dimFeedforward: mlpRatio * dim,
      dropout: 0,
      activation: "gelu",
      layerNormEps: 1e-6,
      batchFirst: true,
      normFirst: true,
    });
    this.encoder = new TransformerEncoder(layer, depth, { norm: new LayerNorm(dim, { eps: 1e-6 }) });
    this.mlpHead = new Sequential(new LayerNorm(dim), new Linear(dim, numClasses));
  }

  override forward(x: Tensor): Tensor {
    const [bands, frames] = this.#inputSize;
    if (x.ndim !== 4 || x.shape[1] !== 1 || x.shape[2] !== bands || x.shape[3] !== frames)
      throw new ShapeError(
        `AudioSpectrogramTransformer: x ${formatShape(x.shape)} must be [batch, 1, ${bands}, ${frames}]. Make the model with another inputSize.`,
      );
    const patches = this.patchEmbed(x).flatten(2).transpose(1, 2); // [batch, patches, dim]
    const [batch, , dim] = patches.shape;
    const tokens = [this.clsToken, this.distToken].map((token) => token.expand([batch, 1, dim]));
    const y = this.encoder(cat([...tokens, patches], 1).add(this.posEmbed));
    return this.mlpHead(y.narrow(1, 0, 2).mean(1));
  }
}

/** {@link AudioSpectrogramTransformer} with the widths of AST-small: 384 wide, 12 layers, 6 heads. */
export const astSmall = (
  options: Pick<AudioSpectrogramTransformerOptions, "numClasses" | "inputSize" | "stride"> = {},
): AudioSpectrogramTransformer => new AudioSpectrogramTransformer(options);
