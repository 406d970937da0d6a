export { amplitudeEnvelope, type AmplitudeEnvelopeOptions } from "./amplitude-envelope.js";
export { rms, type RmsOptions } from "./rms.js";
export { splitSilence, trim, type SilenceOptions } from "./silence.js";
export { energyVad, type EnergyVadOptions } from "./energy-vad.js";
export { zeroCrossingRate, type ZeroCrossingRateOptions } from "./zero-crossing-rate.js";
export { spectrogram, type SignalOrSpectrogram, type SpectralOptions, type SpectrogramOptions } from "./spectrogram.js";
export type { Frequencies } from "./frequency-axis.js";
export { spectralCentroid, type SpectralCentroidOptions } from "./spectral-centroid.js";
export { spectralBandwidth, type SpectralBandwidthOptions } from "./spectral-bandwidth.js";
export { spectralFlatness, type SpectralFlatnessOptions } from "./spectral-flatness.js";
export { spectralContrast, type SpectralContrastOptions } from "./spectral-contrast.js";
export { spectralFlux, type SpectralFluxOptions } from "./spectral-flux.js";
export { spectralSlope } from "./spectral-slope.js";
export { spectralEntropy } from "./spectral-entropy.js";
export { spectralCrest } from "./spectral-crest.js";
export { spectralSkewness } from "./spectral-skewness.js";
export { spectralKurtosis } from "./spectral-kurtosis.js";
export { spectralDecrease } from "./spectral-decrease.js";
export { polyFeatures, type PolyFeaturesOptions } from "./poly-features.js";
export { spectralRolloff, type SpectralRolloffOptions } from "./spectral-rolloff.js";
export {
  logMelspectrogram,
  melspectrogram,
  type LogMelspectrogramOptions,
  type MelspectrogramOptions,
} from "./melspectrogram.js";
export { mfcc, type MfccOptions } from "./mfcc.js";
export { delta, type DeltaMode, type DeltaOptions } from "./delta.js";
export { computeDeltas, type ComputeDeltasOptions } from "./compute-deltas.js";
export { pcen, pcenWithState, type PcenOptions, type PcenResult } from "./pcen.js";
export { stackMemory, type StackMemoryOptions } from "./stack-memory.js";
export { cmvn, slidingWindowCmn, type CmvnOptions, type SlidingWindowCmnOptions } from "./sliding-window-cmn.js";
export * from "./cepstral/index.js";
export * from "./inverse/index.js";
export * from "./constant-q/index.js";
export * from "./chroma/index.js";
export * from "./rhythm/index.js";
export * from "./pitch/index.js";
export * from "./segments/index.js";
export * from "./harmony/index.js";
export * as kaldi from "./kaldi/index.js";
