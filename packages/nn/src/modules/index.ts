export { Parameter, replaceData } from "./parameter.js";
export { copyInto, type LoadResult, type StateDict } from "./state-dict.js";
export { Module, type TensorModule } from "./module.js";
export type {
  ForwardHook, ForwardHookOptions, ForwardKwargsHook, ForwardPreHook, ForwardPreHookOptions, FullBackwardHook, FullBackwardPreHook,
  HookOptions, Kwargs,
} from "./module-hooks.js"; // prettier-ignore
export { ModuleList, Sequential } from "./containers.js";
export { ModuleDict } from "./module-dict.js";
export { ParameterDict, ParameterList } from "./parameter-containers.js";
export { Bilinear, Identity, Linear } from "./linear.js";
export { Flatten, Unflatten } from "./flatten.js";
export {
  CELU, ELU, GELU, GLU, LeakyReLU, LogSigmoid, LogSoftmax, Mish, ReLU, SELU, Sigmoid, SiLU, Softmax, Softmax2d, Softmin, Softplus, Softsign,
  Tanh, Tanhshrink,
} from "./activations.js"; // prettier-ignore
export { Hardshrink, Hardsigmoid, Hardswish, Hardtanh, PReLU, ReLU6, RReLU, Softshrink, Threshold } from "./piecewise-activations.js"; // prettier-ignore
export type { InplaceOptions } from "./activation-bases.js";
export { AlphaDropout, Dropout, Dropout1d, Dropout2d, Dropout3d, FeatureAlphaDropout } from "./dropout.js";
export { Conv1d, Conv2d, Conv3d, type ConvOptions, type PaddingMode } from "./convolution.js";
export {
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  type ConvTransposeOptions,
} from "./transposed-convolution.js";
export {
  AvgPool1d,
  AvgPool2d,
  AvgPool3d,
  MaxPool1d,
  MaxPool2d,
  MaxPool3d,
  type AvgPool2dOptions,
  type AvgPoolOptions,
  type MaxPoolOptions,
} from "./pooling.js";
export {
  AdaptiveAvgPool1d,
  AdaptiveAvgPool2d,
  AdaptiveAvgPool3d,
  AdaptiveMaxPool1d,
  AdaptiveMaxPool2d,
  AdaptiveMaxPool3d,
  type AdaptiveSize,
} from "./adaptive-pooling.js";
export { LPPool1d, LPPool2d, LPPool3d, MaxUnpool1d, MaxUnpool2d, MaxUnpool3d, type LPPoolOptions, type MaxUnpoolOptions } from "./lp-pooling.js"; // prettier-ignore
export { FractionalMaxPool2d, FractionalMaxPool3d, type FractionalMaxPoolOptions } from "./fractional-pooling.js";
export { Fold, Unfold, type PatchOptions } from "./patches.js";
export {
  CircularPad1d, CircularPad2d, CircularPad3d, ConstantPad1d, ConstantPad2d, ConstantPad3d, ReflectionPad1d, ReflectionPad2d, ReflectionPad3d,
  ReplicationPad1d, ReplicationPad2d, ReplicationPad3d, ZeroPad1d, ZeroPad2d, ZeroPad3d,
} from "./padding.js"; // prettier-ignore
export { ChannelShuffle, PixelShuffle, PixelUnshuffle, Upsample, UpsamplingBilinear2d, UpsamplingNearest2d, type UpsampleOptions } from "./resizing.js"; // prettier-ignore
export { BatchNorm1d, BatchNorm2d, BatchNorm3d, type BatchNormOptions } from "./batch-norm.js";
export { GroupNorm, LayerNorm, LocalResponseNorm, RMSNorm, type LayerNormOptions } from "./normalization.js";
export { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d, type InstanceNormOptions } from "./instance-norm.js";
export {
  LazyBatchNorm1d, LazyBatchNorm2d, LazyBatchNorm3d, LazyConv1d, LazyConv2d, LazyConv3d, LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d,
  LazyInstanceNorm1d, LazyInstanceNorm2d, LazyInstanceNorm3d, LazyLinear,
} from "./lazy.js"; // prettier-ignore
export { Embedding, type EmbeddingOptions } from "./embedding.js";
export { EmbeddingBag, type EmbeddingBagOptions } from "./embedding-bag.js";
export { CosineSimilarity, PairwiseDistance } from "./distance.js";
export { packPaddedSequence, packSequence, PackedSequence, padPackedSequence, padSequence, unpackSequence } from "./packed-sequence.js"; // prettier-ignore
export { GRU, LSTM, RNN } from "./recurrent.js";
export type { RecurrentOptions } from "./recurrent-base.js";
export { GRUCell, LSTMCell, RNNCell } from "./recurrent-cells.js";
export { MultiheadAttention, type AttentionCall, type MultiheadAttentionOptions } from "./attention.js";
export {
  TransformerEncoder,
  TransformerEncoderLayer,
  type EncoderMasks,
  type TransformerEncoderLayerOptions,
} from "./transformer-encoder.js";
export {
  TransformerDecoder,
  TransformerDecoderLayer,
  type DecoderMasks,
  type TransformerDecoderLayerOptions,
} from "./transformer-decoder.js";
export { Transformer, type TransformerOptions } from "./transformer.js";
export { summary, type Summary, type SummaryInput, type SummaryRow } from "./summary.js";
export { uniformParameter } from "./initialization.js";
export type { Size } from "./size-parameters.js";
