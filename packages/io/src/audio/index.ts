export { load, type LoadedAudio, type LoadOptions } from "./load.js";
export { streamAudio, type StreamAudioOptions } from "./stream-audio.js";
export { save } from "./save.js";
export { info } from "./info.js";
export { decodeAudio, type DecodeOptions } from "./decode.js";
export type { AudioFormat, AudioInfo, DecodedAudio } from "./decoded.js";
export {
  readWav,
  readWavIntegers,
  encodeWav,
  saveWav,
  type AudioSamples,
  type ReadWavOptions,
  type WavAudio,
  type WavIntegers,
  type WavOptions,
} from "./wav/index.js";
