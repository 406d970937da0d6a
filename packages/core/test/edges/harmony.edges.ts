// Harmonics, keys and chords.
import * as core from "../../src/index.js";
import type { Tensor } from "../../src/index.js";
import type { Edge } from "./edge.js";

const frames = { nFft: 256, hopLength: 64 };
const freqs = core.fftFrequencies({ sampleRate: 8000, nFft: 256 });
const magnitudes = (y: Tensor): Tensor => core.stft(y, frames).abs();
const chroma = (y: Tensor): Tensor => core.chromaStft(y, { ...frames, sampleRate: 8000, tuning: 0 });

export const edges: readonly Edge[] = [
  { name: "interpHarmonics", run: (y) => core.interpHarmonics(magnitudes(y), { freqs, harmonics: [0.5, 1, 2] }) },
  {
    name: "interpHarmonics by splines",
    run: (y) => core.interpHarmonics(magnitudes(y), { freqs, harmonics: [1.3], kind: "cubic" }),
  },
  {
    name: "f0Harmonics",
    run: (y) => {
      const S = magnitudes(y);
      return core.f0Harmonics(S, { f0: S.amax(-2), freqs, harmonics: [1, 2] });
    },
  },
  { name: "salience", run: (y) => core.salience(magnitudes(y), { freqs, harmonics: [1, 2], fillValue: 0 }) },
  { name: "keyCorrelations", run: (y) => core.keyCorrelations(chroma(y)) },
  {
    name: "estimateKey",
    run: async (y) => (await core.estimateKey(chroma(y))).flatMap(({ strength, margin }) => [strength, margin]),
  },
  { name: "chordSimilarities", run: (y) => core.chordSimilarities(chroma(y)) },
  { name: "estimateChords", run: async (y) => (await core.estimateChords(chroma(y))).states },
];
