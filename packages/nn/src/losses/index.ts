export type { Reduction } from "./reduction.js";
export { HuberLoss, huberLoss, L1Loss, l1Loss, MSELoss, mseLoss, SmoothL1Loss, smoothL1Loss } from "./regression.js";
export { CrossEntropyLoss, crossEntropy, type CrossEntropyOptions } from "./cross-entropy.js";
export { NLLLoss, nllLoss, type NLLOptions } from "./negative-log-likelihood.js";
export {
  BCELoss,
  BCEWithLogitsLoss,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  type BCEOptions,
} from "./binary-cross-entropy.js";
export {
  GaussianNLLLoss, gaussianNllLoss, KLDivLoss, klDiv, PoissonNLLLoss, poissonNllLoss, type GaussianNLLOptions, type KLDivOptions,
  type PoissonNLLOptions,
} from "./likelihood.js"; // prettier-ignore
export {
  HingeEmbeddingLoss, hingeEmbeddingLoss, MarginRankingLoss, marginRankingLoss, SoftMarginLoss, softMarginLoss, type MarginOptions,
} from "./margin.js"; // prettier-ignore
export {
  CosineEmbeddingLoss, cosineEmbeddingLoss, TripletMarginLoss, tripletMarginLoss, TripletMarginWithDistanceLoss, tripletMarginWithDistanceLoss,
  type TripletMarginOptions, type TripletMarginWithDistanceOptions,
} from "./embedding-losses.js"; // prettier-ignore
export {
  MultiLabelMarginLoss, multilabelMarginLoss, MultiLabelSoftMarginLoss, multilabelSoftMarginLoss, MultiMarginLoss, multiMarginLoss,
  type MultiMarginOptions,
} from "./multi-class-margin.js"; // prettier-ignore
export { CTCLoss, ctcLoss, type CTCLengths, type CTCOptions } from "./ctc.js";
export { RNNTLoss, rnntLoss, type RNNTLengths, type RNNTOptions } from "./rnnt.js";
export { FocalLoss, focalLoss, sigmoidFocalLoss, type FocalOptions, type SigmoidFocalOptions } from "./focal.js";
export { SISDRLoss, siSdrLoss, type SiSdrOptions } from "./si-sdr.js";
export {
  MelL1Loss, melL1Loss, MultiResolutionSTFTLoss, multiResolutionStftLoss, stftLoss, type MelL1Options, type MultiResolutionStftOptions,
  type StftLossOptions,
} from "./spectral.js"; // prettier-ignore
export { AdaptiveLogSoftmaxWithLoss, type AdaptiveLogSoftmaxOptions } from "./adaptive-log-softmax.js";
