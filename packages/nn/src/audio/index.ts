export { fitLength, framesOf, logMelFeatures, type LogMelSettings } from "./log-mel-features.js";
export { augmentImage, type AugmentationSettings } from "./augmentation.js";
export {
  AudioClassifier,
  loadAudioClassifier,
  saveAudioClassifier,
  type AudioClassifierConfig,
  type Normalization,
  type Prediction,
} from "./audio-classifier.js";
