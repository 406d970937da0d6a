export { toMono } from "./to-mono.js";
export { chirp, tone, type SignalOptions } from "./synthesis.js";
export { clicks, type ClicksOptions } from "./clicks.js";
export { noise, type NoiseOptions } from "./noise.js";
export { extendPitch, oscillatorBank, type OscillatorBankOptions } from "./oscillator-bank.js";
export { adsrEnvelope, type AdsrOptions } from "./adsr-envelope.js";
export { sincImpulseResponse, type SincImpulseResponseOptions } from "./sinc-impulse-response.js";
export { fixLength, padCenter, type SignalPadMode } from "./pad-signal.js";
export { normalize, type NormalizeOptions } from "./normalize.js";
export { frame, type FrameOptions, type FramingOptions } from "./frame.js";
export { zeroCrossings, type ZeroCrossingOptions } from "./zero-crossings.js";
export { deemphasis, preemphasis, type EmphasisOptions } from "./emphasis.js";
export { muCompress, muExpand, muLawDecoding, muLawEncoding, type MuLawCodingOptions, type MuLawOptions } from "./mu-law.js"; // prettier-ignore
export { aLawCompress, aLawExpand, type ALawOptions } from "./a-law.js";
export { fade, type FadeOptions } from "./fade.js";
export { vol, type VolOptions } from "./vol.js";
export { autocorrelate } from "./autocorrelate.js";
export { crossCorrelate, type CrossCorrelateOptions } from "./cross-correlate.js";
export { gccPhat, type GccPhatOptions } from "./gcc-phat.js";
export { lpc } from "./lpc.js";
export { lpcToLsf, lpcToReflection, reflectionToLpc } from "./lpc-conversions.js";
export { formants, type FormantOptions } from "./formants.js";
export { unwrap, type UnwrapOptions } from "./unwrap.js";
export { hilbert, type HilbertOptions } from "./hilbert.js";
export { analyticFeatures, envelope, instantaneousFrequency, instantaneousPhase, type InstantaneousFrequencyOptions } from "./analytic-features.js"; // prettier-ignore
export { vad, type VadOptions } from "./vad.js";
export { envelopeFollower, type EnvelopeFollowerOptions } from "./envelope-follower.js";
export { uncertainty, type Uncertainty } from "./uncertainty.js";
export { getWindow, type WindowName, type WindowSpec } from "./get-window.js";
export { stft, type StftOptions } from "./stft.js";
export { istft } from "./istft.js";
export { windowSumsquare } from "./window-sumsquare.js";
export { magphase } from "./magphase.js";
export { softmask, type SoftmaskOptions } from "./softmask.js";
export { amplitudeToDb, dbToAmplitude, dbToPower, powerToDb, type DecibelOptions } from "./decibel.js";
export { mel, type MelBankOptions } from "./mel.js";
export {
  A4ToTuning, cqtFrequencies, fftFrequencies, fourierTempoFrequencies, hzToMel, hzToMidi, hzToOcts, melFrequencies, melToHz, midiToHz,
  octsToHz, tempoFrequencies, tuningToA4, type MelOptions, type TuningOptions,
} from "./frequency-units.js"; // prettier-ignore
export { blocksToFrames, blocksToSamples, blocksToTime, framesToSamples, framesToTime, samplesLike, samplesToFrames, samplesToTime, timesLike, timeToFrames, timeToSamples, type BlockUnits, type FrameUnits, type SamplesLikeOptions, type TimeUnits } from "./time-units.js"; // prettier-ignore
export * from "./notation/index.js";
export {
  AWeighting,
  BWeighting,
  CWeighting,
  DWeighting,
  frequencyWeighting,
  multiFrequencyWeighting,
  perceptualWeighting,
  ZWeighting,
  type WeightingKind,
  type WeightingOptions,
} from "./weighting.js";
export type { Conversion } from "./conversion.js";
export * from "./filters/index.js";
export * from "./beamforming/index.js";
export * from "./room/index.js";
export * from "./effects/index.js";
export * from "./loudness/index.js";
export * from "./spectra/index.js";
export * from "./resample/index.js";
export * from "./wavelets/index.js";
export * from "./constant-q/index.js";
export * from "./mellin/index.js";
export * from "./semitones/index.js";
export * from "./quadratic/index.js";
export * from "./decomposition/index.js";
export * from "./banks/index.js";
