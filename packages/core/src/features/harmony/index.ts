export { f0Harmonics, interpHarmonics, type F0HarmonicsOptions, type InterpHarmonicsOptions } from "./interp-harmonics.js"; // prettier-ignore
export type { InterpolationKind } from "./grid.js";
export { salience, type SalienceOptions } from "./salience.js";
export { estimateKey, keyCorrelations, keyNames, type KeyEstimate, type KeyOptions } from "./estimate-key.js";
export type { KeyProfile } from "./key-profiles.js";
export { chordNames, chordSimilarities, estimateChords, type ChordEstimate, type ChordOptions, type ChordQuality, type ChordSegment, type EstimateChordsOptions } from "./estimate-chords.js"; // prettier-ignore
