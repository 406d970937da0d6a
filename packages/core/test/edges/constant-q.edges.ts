// Pitch classes.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const audio = { nFft: 512, hopLength: 128, sampleRate: 8000 };

export const edges: readonly Edge[] = [
  { name: "chromaStft", run: (y) => core.chromaStft(y, audio) },
  { name: "tonnetz", run: (y) => core.tonnetz({ chroma: core.chromaStft(y, { ...audio, tuning: 0 }) }) },
];
