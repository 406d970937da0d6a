export { piptrack, type PiptrackOptions, type Pitches } from "./piptrack.js";
export { estimateTuning, pitchTuning, type EstimateTuningOptions, type PitchTuningOptions } from "./tuning.js";
export { yin, type YinOptions } from "./yin.js";
export { pyin, type PyinOptions, type PyinResult } from "./pyin.js";
export { detectPitchFrequency, type DetectPitchFrequencyOptions } from "./detect-pitch-frequency.js";
export * from "./kaldi/index.js";
export { hpsPitch, type HpsPitchOptions } from "./hps-pitch.js";
export { cepstralPitch, type CepstralPitchOptions } from "./cepstral-pitch.js";
