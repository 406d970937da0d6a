export { psd, type PsdOptions } from "./psd.js";
export { applyBeamforming, mvdrWeightsRtf, mvdrWeightsSouden, type MvdrOptions } from "./mvdr-weights.js";
export { rtfEvd, rtfPower, type RtfPowerOptions } from "./relative-transfer-function.js";
export type { DiagonalLoadingOptions, ReferenceChannel } from "./checks.js";
