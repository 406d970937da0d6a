export { lfilter, lfilterWithState, type FilteredSignal, type LfilterOptions } from "./lfilter.js";
export type { Coefficients } from "./coefficients.js";
export { lfilterZi, sosfiltZi, type SosRows } from "./steady-state.js";
export { filtfilt, type FiltfiltOptions } from "./filtfilt.js";
export type { EndPadding } from "./extend-ends.js";
export { sosfilt, sosfiltWithState, type SosfiltOptions } from "./sosfilt.js";
export { sosfiltfilt, type SosfiltfiltOptions } from "./sosfiltfilt.js";
export { biquad } from "./biquad.js";
export {
  allpassBiquad, bandBiquad, bandpassBiquad, bandrejectBiquad, highpassBiquad, lowpassBiquad, type BiquadOptions,
} from "./pass-biquads.js"; // prettier-ignore
export { bassBiquad, equalizerBiquad, trebleBiquad, type ToneOptions } from "./tone-biquads.js";
export { deemphBiquad, riaaBiquad } from "./playback-biquads.js";
export { convolve, fftconvolve, oaconvolve, type ConvolveMode, type ConvolveOptions, type OaconvolveOptions } from "./convolve.js"; // prettier-ignore
export * from "./design/index.js";
