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
