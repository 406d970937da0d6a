export { phaseVocoder, type PhaseVocoderOptions } from "./phase-vocoder.js";
export { pitchShift, timeStretch, type PitchShiftOptions, type TimeStretchOptions } from "./stretch.js";
export { griffinlim, type GriffinlimOptions } from "./griffinlim.js";
export { reassignedSpectrogram, type ReassignedSpectrogram, type ReassignedSpectrogramOptions } from "./reassigned-spectrogram.js"; // prettier-ignore
export * from "./estimation/index.js";
