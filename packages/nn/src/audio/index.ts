export { fitLength, framesOf, logMelFeatures, type LogMelSettings } from "./log-mel-features.js";
export { waveformFeatures, type WaveformSettings } from "./waveform-features.js";
export { augmentImage, augmentWaveform, type AugmentationSettings } from "./augmentation.js";
export { createNetwork, NETWORK_NAMES, readsWaveforms, type NetworkName, type NetworkSettings } from "./network.js";
export {
  AudioClassifier,
  batchShape,
  clipFeatures,
  loadAudioClassifier,
  saveAudioClassifier,
  type AudioClassifierConfig,
  type FeatureSettings,
  type Normalization,
  type Prediction,
} from "./audio-classifier.js";
