export { onsetStrength, type OnsetStrengthOptions } from "./onset-strength.js";
export { peakPick, type PeakPickOptions } from "./peak-pick.js";
export { onsetDetect, type OnsetDetectOptions } from "./onset-detect.js";
export { fourierTempogram, tempogram, type SignalOrOnsets, type TempogramOptions } from "./tempogram.js";
export { tempo, type TempoOptions } from "./tempo.js";
