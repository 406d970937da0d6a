// Constant-Q and scale transforms, and pitch classes.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const audio = { nFft: 512, hopLength: 128, sampleRate: 8000 };
const bins = { sampleRate: 8000, hopLength: 128, fmin: 220, nBins: 20, binsPerOctave: 8 };
const { nBins: _, ...inverse } = bins;
const classes = { sampleRate: 8000, hopLength: 128, fmin: 220, nOctaves: 2, binsPerOctave: 12 };

export const edges: readonly Edge[] = [
  { name: "chromaStft", run: (y) => core.chromaStft(y, audio) },
  { name: "tonnetz", run: (y) => core.tonnetz({ chroma: core.chromaStft(y, { ...audio, tuning: 0 }) }) },
  { name: "tonnetz of a signal", run: (y) => core.tonnetz(y, classes) },
  { name: "cqt", run: (y) => core.cqt(y, bins) },
  { name: "cqt, every octave as it is, mirrored ends, no norm", run: (y) => core.cqt(y, { ...bins, hopLength: 75, padMode: "reflect", norm: null }) },
  { name: "cqt, halved early, by spectra", run: (y) => core.cqt(y, { ...bins, fmin: 55, nBins: 9, hopLength: 1024, resType: "fft", tuning: null }) },
  { name: "vqt", run: (y) => core.vqt(y, { ...bins, intervals: "ji5", tuning: null }) },
  { name: "pseudoCqt", run: (y) => core.pseudoCqt(y, bins) },
  { name: "hybridCqt", run: (y) => core.hybridCqt(y, bins) },
  { name: "icqt", run: (y) => core.icqt(core.cqt(y, bins), inverse) },
  { name: "icqt, cut", run: (y) => core.icqt(core.cqt(y, bins), { ...inverse, length: 100 }) },
  { name: "griffinlimCqt", run: (y) => core.griffinlimCqt(core.cqt(y, bins).abs(), { ...inverse, nIter: 2 }) },
  { name: "chromaCqt", run: (y) => core.chromaCqt(y, classes) },
  { name: "chromaVqt", run: (y) => core.chromaVqt(y, { ...classes, intervals: [1, 1.25, 1.5] }) },
  { name: "chromaCens", run: (y) => core.chromaCens(y, { ...classes, cqtMode: "hybrid" }) },
  { name: "iirt", run: (y) => core.iirt(y, { sampleRate: 8000, winLength: 512, centerFreqs: [220, 440], sampleRates: [2000, 4000] }) },
  { name: "fmt", run: (y) => core.fmt(y) },
]; // prettier-ignore
