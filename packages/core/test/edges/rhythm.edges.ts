// Onsets and tempi.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const rate = { sampleRate: 8000, hopLength: 64 };

export const edges: readonly Edge[] = [
  { name: "onsetStrength", run: (y) => core.onsetStrength(y, { ...rate, nFft: 256, nMels: 20 }) },
  { name: "onsetStrength, detrended, with a maximum filter", run: (y) => core.onsetStrength(y, { ...rate, nFft: 256, nMels: 20, lag: 2, maxSize: 3, detrend: true }) }, // prettier-ignore
  { name: "onsetDetect", run: (y) => core.onsetDetect(y, { ...rate, backtrack: true }) },
  { name: "peakPick", run: (y) => core.peakPick(y, { preMax: 3, postMax: 3, preAvg: 5, postAvg: 5, delta: 0.1, wait: 2 }) }, // prettier-ignore
  { name: "tempogram", run: (y) => core.tempogram(y, { ...rate, winLength: 16 }) },
  { name: "fourierTempogram", run: (y) => core.fourierTempogram(y, { ...rate, winLength: 16 }) },
  { name: "tempo", run: (y) => core.tempo(y, rate) },
  { name: "onsetBacktrack", run: async (y) => core.onsetBacktrack(await core.onsetDetect(y, rate), y) },
  { name: "beatTrack", run: (y) => core.beatTrack(y, rate) },
  { name: "beatTrack of several channels", run: (y) => core.beatTrack(y, { ...rate, sparse: false, trim: false }) },
  { name: "plp", run: (y) => core.plp(y, { ...rate, winLength: 32 }) },
  { name: "onsetStrengthMulti", run: (y) => core.onsetStrengthMulti(y, { ...rate, nFft: 256, nMels: 20, channels: [0, 5, 20] }) }, // prettier-ignore
  { name: "tempogramRatio", run: (y) => core.tempogramRatio(y, { ...rate, winLength: 16 }) },
];
