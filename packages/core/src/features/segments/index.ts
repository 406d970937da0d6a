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
