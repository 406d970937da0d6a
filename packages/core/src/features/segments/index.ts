export {
  transitionCycle,
  transitionLocal,
  transitionLoop,
  transitionUniform,
  type TransitionLocalOptions,
  type TransitionOptions,
} from "./transitions.js";
export {
  viterbi,
  viterbiBinary,
  viterbiDiscriminative,
  type Distribution,
  type ViterbiMarginalOptions,
  type ViterbiOptions,
  type ViterbiResult,
} from "./viterbi.js";
export { hpss, type HarmonicPercussive, type HpssOptions } from "./hpss.js";
export { dtw, type DtwOptions, type DtwResult } from "./dtw.js";
export { dtwBacktracking, type DtwBacktrackingOptions, type Step } from "./warping-path.js";
export type { Metric } from "./distances.js";
export { fillOffDiagonal, type FillOffDiagonalOptions } from "./fill-off-diagonal.js";
export { localMax, localMin, type LocalExtremaOptions } from "./local-extrema.js";
export { sync, type Aggregate, type Span, type SyncOptions } from "./sync.js";
export { rqa, type RqaOptions, type RqaResult } from "./rqa.js";
export { crossSimilarity, recurrenceMatrix, type CrossSimilarityOptions, type RecurrenceMatrixOptions } from "./recurrence-matrix.js"; // prettier-ignore
export type { BandwidthRule, LinkMode } from "./neighbours.js";
export { lagToRecurrence, recurrenceToLag, timelagFilter, type RecurrenceToLagOptions, type TimeLagOptions, type TimelagFilterOptions } from "./time-lag.js"; // prettier-ignore
export { agglomerative, subsegment, type AgglomerativeOptions, type SubsegmentOptions } from "./agglomerative.js";
export { pathEnhance, type PathEnhanceOptions } from "./path-enhance.js";
export { novelty, type NoveltyOptions } from "./novelty.js";
export { softDtw, type SoftDtwOptions } from "./soft-dtw.js";
export { decompose, type DecomposeOptions, type Decomposition } from "./decompose.js";
export type { BetaLoss } from "./nmf.js";
export { nnFilter, type NnFilterOptions } from "./nn-filter.js";
export { remix, type RemixOptions } from "./remix.js";
