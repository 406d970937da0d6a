export { windowBandwidth } from "./window-bandwidth.js";
export {
  constantQLengths,
  relativeBandwidth,
  waveletLengths,
  type ConstantQOptions,
  type WaveletLengthOptions,
} from "./wavelet-lengths.js";
export { constantQ, wavelet, type WaveletFilters, type WaveletOptions } from "./wavelet.js";
export { chroma, type ChromaBankOptions } from "./chroma-bank.js";
export { cqToChroma, type CqToChromaOptions } from "./cq-to-chroma.js";
export { intervalFrequencies, type IntervalFrequenciesOptions, type Intervals } from "./interval-frequencies.js";
export { plimitFactors, plimitIntervals } from "./plimit-intervals.js";
export { pythagoreanFactors, pythagoreanIntervals } from "./pythagorean-intervals.js";
export type { IntervalFactors, IntervalOptions } from "./octave-intervals.js";
