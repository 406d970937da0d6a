export { parseWavHeader, type WavHeader } from "./header.js";
export { readWav, readWavIntegers, wavChannels, type ReadWavOptions, type WavAudio, type WavIntegers } from "./read.js";
export { encodeWavChannels, type WavOptions } from "./encode.js";
export { encodeWav, saveWav, type AudioSamples } from "./save.js";
