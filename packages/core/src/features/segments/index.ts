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
