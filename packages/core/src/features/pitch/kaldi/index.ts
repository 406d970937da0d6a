export { kaldiPitch } from "./kaldi-pitch.js";
export type { KaldiPitchOptions } from "./kaldi-pitch-options.js";
