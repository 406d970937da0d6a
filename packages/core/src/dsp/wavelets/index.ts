export { wavelist } from "./wavelet-names.js";
export { Wavelet, type FilterBank, type Symmetry, type WaveletFunctions } from "./wavelet.js";
export { dwt, dwtMaxLevel, type DwtOptions, type DwtResult } from "./dwt.js";
export { idwt } from "./idwt.js";
export type { WaveletMode } from "./extend-signal.js";
export { wavedec, waverec, type WavedecOptions } from "./wavedec.js";
export { dwt2, idwt2, wavedec2, waverec2, type Details2, type Dwt2Options, type Dwt2Result } from "./dwt2.js";
export { iswt, swt, swtMaxLevel, type IswtOptions, type SwtOptions } from "./swt.js";
export { WaveletPacket, type PacketNode, type WaveletPacketOptions } from "./wavelet-packet.js";
export {
  thresholdFirm,
  waveletThreshold,
  type ThresholdMode,
  type WaveletThresholdOptions,
} from "./wavelet-threshold.js";
export { waveletDenoise, type WaveletDenoiseOptions } from "./wavelet-denoise.js";
export { ContinuousWavelet, type ContinuousWaveletOptions, type SampledWavelet } from "./continuous-wavelet.js";
export { centralFrequency, scale2frequency, type PrecisionOptions } from "./central-frequency.js";
export { cwt, type CwtOptions, type CwtResult } from "./cwt.js";
export type { SpectralWavelet, WaveletNorm } from "./spectral-wavelet.js";
export { coneOfInfluence, hzToScale, scaleToHz, waveletScales, type WaveletScaleOptions, type WaveletUnits } from "./wavelet-scales.js"; // prettier-ignore
export { cwtFourier, type CwtFourierOptions, type CwtFourierResult } from "./cwt-fourier.js";
export { icwt, type IcwtOptions } from "./icwt.js";
export { issqCwt, ssqCwt, type SsqCwtOptions, type SsqResult } from "./ssq-cwt.js";
export { issqStft, ssqStft, type SsqStftOptions } from "./ssq-stft.js";
