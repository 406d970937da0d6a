// Decompositions and structure.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const short = { nFft: 256, hopLength: 64 };

export const edges: readonly Edge[] = [
  { name: "hpss", run: (y) => core.hpss(y, { ...short, kernelSize: 5 }) },
  {
    name: "hpss of a spectrogram",
    run: (y) => core.hpss({ S: core.stft(y, short) }, { kernelSize: [5, 4], mask: true }),
  },
];
