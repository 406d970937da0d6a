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
  { name: "dtw", run: (y) => core.dtw(core.rms(y), core.rms(y.flip(-1))) },
  { name: "dtw by the cosine", run: (y) => core.dtw(core.rms(y), core.rms(y), { metric: "cosine", subseq: true }) },
  { name: "localMax", run: (y) => core.localMax(y, { dim: -1 }) },
  { name: "localMin", run: (y) => core.localMin(y, { dim: -1 }) },
  { name: "sync", run: (y) => core.sync(y, [3, 40], { aggregate: "median" }) },
  { name: "fillOffDiagonal", run: (y) => core.fillOffDiagonal(y.outer(y), { radius: 0.1 }) },
];
