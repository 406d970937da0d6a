// Decompositions and structure.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const short = { nFft: 256, hopLength: 64 };

const mel = { ...short, sampleRate: 8000, nMels: 8 };

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
  { name: "rqa", run: (y) => core.rqa(core.frame(y, { frameLength: 32, hopLength: 16 }).relu()) },
  { name: "recurrenceMatrix", run: (y) => core.recurrenceMatrix(core.melspectrogram(y, mel), { sym: true }) },
  { name: "recurrenceMatrix of affinities", run: (y) => core.recurrenceMatrix(core.melspectrogram(y, mel), { mode: "affinity" }) }, // prettier-ignore
  { name: "crossSimilarity", run: (y) => core.crossSimilarity(core.melspectrogram(y, mel), core.melspectrogram(y, mel), { mode: "distance" }) }, // prettier-ignore
  { name: "recurrenceToLag", run: (y) => core.lagToRecurrence(core.recurrenceToLag(y.narrow(-1, 0, 9).outer(y.narrow(-1, 0, 9)))) }, // prettier-ignore
  { name: "pathEnhance", run: (y) => core.pathEnhance(core.stft(y, short).abs(), 5, { nFilters: 2 }) },
  { name: "novelty", run: (y) => core.novelty(y.narrow(-1, 0, 30).outer(y.narrow(-1, 0, 30)), { halfLength: 4 }) },
  { name: "agglomerative", run: (y) => core.agglomerative(core.melspectrogram(y, mel), 3) },
  { name: "subsegment", run: (y) => core.subsegment(core.melspectrogram(y, mel), [3, 9]) },
  { name: "decompose", run: (y) => core.decompose(core.melspectrogram(y, mel), { nComponents: 2, maxIter: 5 }) },
  { name: "decompose by multiplication", run: (y) => core.decompose(core.melspectrogram(y, mel), { nComponents: 2, maxIter: 5, solver: "mu", betaLoss: "kullback-leibler" }) }, // prettier-ignore
  { name: "nnFilter", run: (y) => core.nnFilter(core.melspectrogram(y, mel)) },
  { name: "nnFilter by the median", run: (y) => core.nnFilter(core.melspectrogram(y, mel), { aggregate: "median", mode: "affinity", bandwidth: 1 }) }, // prettier-ignore
  { name: "remix", run: (y) => core.remix(y, [[10, 30], [0, 20]]) }, // prettier-ignore
  { name: "softDtw", run: (y) => core.softDtw(core.frame(y, { frameLength: 16, hopLength: 80 })) },
];
