export { lfcc, type LfccOptions } from "./lfcc.js";
export { bfcc, type BfccOptions } from "./bfcc.js";
export { gfcc, type GfccOptions } from "./gfcc.js";
export type { BandCepstraOptions } from "./band-cepstra.js";
export type { CepstralOptions } from "./cepstral-transform.js";
export { cepstrum, type CepstrumOptions } from "./cepstrum.js";
export { complexCepstrum, inverseComplexCepstrum, type ComplexCepstrum } from "./complex-cepstrum.js";
export { lifter, type LifterOptions } from "./lifter.js";
export { spectralEnvelope, type SpectralEnvelopeOptions } from "./spectral-envelope.js";
