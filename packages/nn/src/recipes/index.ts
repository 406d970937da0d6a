export { defaultSplitRule, splitDataset, type Split, type SplitRule } from "./split.js";
export { chooseRecipe, type AudioRecipe, type AudioRecipeOptions } from "./audio-recipe.js";
export { readClips, type Clip, type ReadClipsOptions } from "./clips.js";
export {
  BEST_NAME,
  CHECKPOINT_NAME,
  STATE_NAME,
  trainAudioClassifier,
  type TrainAudioClassifierOptions,
  type TrainAudioClassifierResult,
} from "./train-audio-classifier.js";
export {
  evaluateAudioClassifier,
  splitRuleOf,
  type EvaluateAudioClassifierOptions,
} from "./evaluate-audio-classifier.js";
