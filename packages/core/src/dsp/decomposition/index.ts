export { emd, type Modes } from "./emd.js";
export { ceemdan, eemd, type EnsembleOptions } from "./eemd.js";
export { hilbertSpectrum, marginalSpectrum, type HilbertSpectrumOptions } from "./hilbert-spectrum.js";
export type { SiftingOptions } from "./sifting.js";
