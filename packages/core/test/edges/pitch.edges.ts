// Pitch and tuning.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const audio = { sampleRate: 8000, fmin: 100, fmax: 1000, frameLength: 512, hopLength: 128 };

export const edges: readonly Edge[] = [
  { name: "piptrack", run: (y) => core.piptrack(y, { sampleRate: 8000, nFft: 256, hopLength: 64 }) },
  { name: "estimateTuning", run: (y) => core.estimateTuning(y, { sampleRate: 8000, nFft: 256, hopLength: 64 }) },
  { name: "yin", run: (y) => core.yin(y, audio) },
  { name: "pyin", run: (y) => core.pyin(y, { ...audio, fillNa: 0 }) },
  { name: "kaldiPitch", run: (y) => core.kaldiPitch(y, 8000) },
  {
    name: "kaldiPitch in chunks",
    run: (y) => core.kaldiPitch(y, 8000, { framesPerChunk: 3, simulateFirstPassOnline: true, snipEdges: false }),
  },
  { name: "hpsPitch", run: (y) => core.hpsPitch(y, { sampleRate: 8000, nFft: 256, hopLength: 64 }) },
  { name: "cepstralPitch", run: (y) => core.cepstralPitch(y, { sampleRate: 8000, nFft: 512, hopLength: 128 }) },
  { name: "detectPitchFrequency", run: (y) => core.detectPitchFrequency(y, 8000) },
];
