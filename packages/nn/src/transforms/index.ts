// torchaudio.transforms as modules: its names, its defaults.
export { Spectrogram, InverseSpectrogram, type InverseSpectrogramOptions, type PadName, type SpectrogramOptions } from "./spectrogram.js"; // prettier-ignore
export type { WindowArguments, WindowFn, WindowOptions } from "./window-fn.js";
export { AmplitudeToDB, type AmplitudeToDBOptions } from "./decibels.js";
export {
  InverseMelScale,
  LFCC,
  MelScale,
  MelSpectrogram,
  MFCC,
  type LFCCOptions,
  type MelScaleOptions,
  type MelSpectrogramOptions,
  type MFCCOptions,
} from "./mel.js";
export { SpectralCentroid, type SpectralCentroidOptions } from "./spectral-centroid.js";
export { ComputeDeltas, SlidingWindowCmn, Vad } from "./frames.js";
export { FrequencyMasking, SpecAugment, TimeMasking, type MaskingOptions, type SpecAugmentOptions } from "./masking.js";
export {
  AddNoise,
  Convolve,
  Deemphasis,
  Fade,
  FFTConvolve,
  MuLawDecoding,
  MuLawEncoding,
  Preemphasis,
  Vol,
  type ConvolveMode,
  type FadeOptions,
  type FadeShape,
} from "./waveform.js";
export {
  GriffinLim,
  Loudness,
  PitchShift,
  Resample,
  Speed,
  SpeedPerturbation,
  TimeStretch,
  type GriffinLimOptions,
  type PitchShiftTransformOptions,
  type ResampleTransformOptions,
  type TimeStretchTransformOptions,
} from "./time.js";
export { MVDR, PSD, RTFMVDR, SoudenMVDR, type MVDROptions, type PSDOptions } from "./multi-channel.js";
export { RNNTLoss, type RNNTOptions } from "../losses/rnnt.js";
