// What stood before the feature groups: STFT, mel, MFCC, and the features of a frame.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const short = { nFft: 256, hopLength: 64 };
const audio = { ...short, sampleRate: 8000 };

export const edges: readonly Edge[] = [
  { name: "stft", run: (y) => core.stft(y, short) },
  { name: "spectrogram", run: (y) => core.spectrogram(y, { ...short, power: 2 }) },
  { name: "istft", run: (y) => core.istft(core.stft(y, short), { hopLength: 64 }) },
  { name: "melspectrogram", run: (y) => core.melspectrogram(y, { ...audio, nMels: 20 }) },
  { name: "logMelspectrogram", run: (y) => core.logMelspectrogram(y, { ...audio, nMels: 20 }) },
  { name: "mfcc", run: (y) => core.mfcc(y, { ...audio, nMels: 20, nMfcc: 13 }) },
  { name: "rms", run: (y) => core.rms(y, { frameLength: 256, hopLength: 64 }) },
  { name: "zeroCrossingRate", run: (y) => core.zeroCrossingRate(y, { frameLength: 256, hopLength: 64 }) },
  { name: "amplitudeEnvelope", run: (y) => core.amplitudeEnvelope(y, { frameLength: 256, hopLength: 64 }) },
  { name: "spectralCentroid", run: (y) => core.spectralCentroid(y, audio) },
  { name: "spectralBandwidth", run: (y) => core.spectralBandwidth(y, audio) },
  { name: "spectralFlatness", run: (y) => core.spectralFlatness(y, short) },
  { name: "spectralRolloff", run: (y) => core.spectralRolloff(y, audio) },
];
