// Kaldi's features under its own names and options, as torchaudio.compliance.kaldi has them.
export type { KaldiFrameOptions, KaldiWindow } from "./frames.js";
export type { KaldiMelOptions } from "./mel-banks.js";
export { spectrogram, type KaldiSpectrogramOptions } from "./spectrogram.js";
export { fbank, type KaldiFbankOptions } from "./fbank.js";
export { mfcc, type KaldiMfccOptions } from "./mfcc.js";
