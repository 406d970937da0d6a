export { stream, type Blocks, type StreamStage } from "./stage.js";
export {
  amplitudeEnvelopeStream,
  featureStream,
  frameStream,
  logMelspectrogramStream,
  melspectrogramStream,
  mfccStream,
  rmsStream,
  stftStream,
  zeroCrossingRateStream,
  type StreamDecibels,
} from "./short-time-streams.js";
export { deemphasisStream, lfilterStream, preemphasisStream, sosfiltStream } from "./filter-streams.js";
export type { AsyncStreamStage } from "./async-stage.js";
export {
  chromaStftStream,
  polyFeaturesStream,
  spectralBandwidthStream,
  spectralCentroidStream,
  spectralContrastStream,
  spectralFlatnessStream,
  spectralRolloffStream,
} from "./spectral-streams.js";
export { onsetStrengthStream } from "./onset-strength-stream.js";
export { yinStream } from "./yin-stream.js";
export { energyVadStream } from "./energy-vad-stream.js";
export { istftStream, type IstftStreamOptions } from "./istft-stream.js";
export { resampleStream } from "./resample-stream.js";
export { fftconvolveStream } from "./fftconvolve-stream.js";
export { momentaryLoudnessStream, shortTermLoudnessStream } from "./loudness-streams.js";
export { envelopeFollowerStream } from "./envelope-follower-stream.js";
export { pcenStream } from "./pcen-stream.js";
export { computeDeltasStream, deltaStream } from "./row-streams.js";
