export { onsetStrength, onsetStrengthMulti, type OnsetStrengthMultiOptions, type OnsetStrengthOptions } from "./onset-strength.js"; // prettier-ignore
export { peakPick, type PeakPickOptions } from "./peak-pick.js";
export { onsetBacktrack } from "./onset-backtrack.js";
export { onsetDetect, type OnsetDetectOptions } from "./onset-detect.js";
export { fourierTempogram, tempogram, type SignalOrOnsets, type TempogramOptions } from "./tempogram.js";
export { tempo, type TempoOptions } from "./tempo.js";
export { beatTrack, type Beats, type BeatTrackOptions } from "./beat-track.js";
export { plp, type PlpOptions } from "./plp.js";
export { tempogramRatio, type TempogramRatioOptions } from "./tempogram-ratio.js";
