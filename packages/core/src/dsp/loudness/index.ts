export { loudness, momentaryLoudness, shortTermLoudness } from "./loudness.js";
export { loudnessRange } from "./loudness-range.js";
export { truePeak } from "./true-peak.js";
