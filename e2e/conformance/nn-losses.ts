// Every loss of @sonograd/nn, small: each runs forward and back on a device and on the CPU.
import { arange } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { float, int, share, wave, type NnRow } from "./nn-rows.js";

const CLASSES = int([0, 2, 1]);
const SIGNS = float([1, -1, -1]);
const BITS = float([[1, 0, 1], [0, 0, 1], [1, 1, 0]]); // prettier-ignore
const MANY = [3, 3] as const;
const SIGNAL = [1, 64] as const;
/** Of all frequencies, so that no bin is near zero, where the logarithm's slope would magnify rounding. */
const CHIRP = arange(64, { device: "cpu" }).square().mul(0.05).sin().unsqueeze(0);
const RESOLUTIONS = { fftSizes: [32, 16], hopSizes: [8, 4], winLengths: [32, 16] };

// prettier-ignore
export const LOSSES: readonly NnRow[] = [
  ["L1Loss", () => new nn.L1Loss(), [MANY, wave(MANY, 2)]],
  ["MSELoss", () => new nn.MSELoss({ reduction: "sum" }), [MANY, wave(MANY, 2)]],
  ["SmoothL1Loss", () => new nn.SmoothL1Loss({ beta: 0.5 }), [MANY, wave(MANY, 2)]],
  ["HuberLoss", () => new nn.HuberLoss({ delta: 0.5 }), [MANY, wave(MANY, 2)]],
  ["CrossEntropyLoss", () => new nn.CrossEntropyLoss({ labelSmoothing: 0.1, ignoreIndex: 2 }), [MANY, CLASSES]],
  ["CrossEntropyLoss shares", () => new nn.CrossEntropyLoss({ reduction: "none" }), [[2, 3, 2], share([2, 3, 2], 1)]],
  ["CrossEntropyLoss weighted", () => new nn.CrossEntropyLoss({ weight: float([1, 2, 3]) }), [MANY, CLASSES]],
  ["NLLLoss", () => new nn.NLLLoss({ ignoreIndex: 1 }), [MANY, CLASSES]],
  ["BCELoss", () => new nn.BCELoss(), [MANY, BITS], (m: nn.BCELoss, x, y) => m(x.sigmoid(), y)],
  ["BCEWithLogitsLoss", () => new nn.BCEWithLogitsLoss({ posWeight: float([1, 2, 3]) }), [MANY, BITS]],
  ["KLDivLoss", () => new nn.KLDivLoss({ reduction: "batchmean" }), [MANY, share(MANY)]],
  ["PoissonNLLLoss", () => new nn.PoissonNLLLoss({ full: true }), [MANY, float([[0, 1, 2], [3, 4, 5], [1, 2, 3]])]],
  ["GaussianNLLLoss", () => new nn.GaussianNLLLoss({ full: true }), [MANY, wave(MANY, 2), MANY], (m: nn.GaussianNLLLoss, x, y, v) => m(x, y, v.square().add(0.1))],
  ["MarginRankingLoss", () => new nn.MarginRankingLoss({ margin: 0.5 }), [[3], [3], SIGNS]],
  ["HingeEmbeddingLoss", () => new nn.HingeEmbeddingLoss(), [[3], SIGNS]],
  ["SoftMarginLoss", () => new nn.SoftMarginLoss(), [[3], SIGNS]],
  ["CosineEmbeddingLoss", () => new nn.CosineEmbeddingLoss({ margin: 0.1 }), [MANY, MANY, SIGNS], (m: nn.CosineEmbeddingLoss, a, b, y) => m(a, b.add(0.4), y)],
  ["TripletMarginLoss", () => new nn.TripletMarginLoss({ swap: true }), [MANY, MANY, MANY]],
  ["TripletMarginWithDistanceLoss", () => new nn.TripletMarginWithDistanceLoss({ distanceFunction: new nn.PairwiseDistance({ p: 1 }) }), [MANY, MANY, MANY]],
  ["MultiMarginLoss", () => new nn.MultiMarginLoss({ p: 2 }), [MANY, CLASSES]],
  ["MultiLabelMarginLoss", () => new nn.MultiLabelMarginLoss(), [MANY, int([[0, 2, -1], [1, -1, 0], [2, 1, 0]])]],
  ["MultiLabelSoftMarginLoss", () => new nn.MultiLabelSoftMarginLoss(), [MANY, BITS]],
  ["CTCLoss", () => new nn.CTCLoss({ zeroInfinity: true }), [[5, 2, 3], int([[1, 2], [2, 0]])], (m: nn.CTCLoss, x, y) => m(x.logSoftmax(2), y, [5, 4], [2, 1])],
  ["RNNTLoss", () => new nn.RNNTLoss({ blank: 0 }), [[1, 3, 3, 3], int([[1, 2]]), int([3]), int([2])]],
  ["FocalLoss", () => new nn.FocalLoss({ gamma: 1.5 }), [MANY, CLASSES]],
  ["SISDRLoss", () => new nn.SISDRLoss(), [SIGNAL, wave(SIGNAL, 2).add(0.2)]],
  ["MultiResolutionSTFTLoss", () => new nn.MultiResolutionSTFTLoss(RESOLUTIONS), [SIGNAL, CHIRP], (m: nn.MultiResolutionSTFTLoss, x, y) => m(x.mul(0.2).add(y.flip([1])), y)],
  ["MelL1Loss", () => new nn.MelL1Loss({ sampleRate: 8000, nFft: 32, hopLength: 8, nMels: 4 }), [SIGNAL, wave(SIGNAL, 0.3, 1.1).add(0.2)]],
  ["AdaptiveLogSoftmaxWithLoss", () => new nn.AdaptiveLogSoftmaxWithLoss(4, 6, [2, 4], { divValue: 2 }), [[3, 4], int([0, 3, 5])], (m: nn.AdaptiveLogSoftmaxWithLoss, x, y) => m(x, y).output],
];
