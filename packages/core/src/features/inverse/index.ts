export { nnls } from "./nnls.js";
export { melToStft, type MelToStftOptions } from "./mel-to-stft.js";
export { melToAudio, type MelToAudioOptions } from "./mel-to-audio.js";
export { mfccToMel, type MfccToMelOptions } from "./mfcc-to-mel.js";
export { mfccToAudio, type MfccToAudioOptions } from "./mfcc-to-audio.js";
