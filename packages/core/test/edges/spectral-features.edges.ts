// Features of a spectrum, of rows over time, and Kaldi's.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const audio = { nFft: 256, hopLength: 64, sampleRate: 8000 };
const frames = { nFft: 256, hopLength: 64 };
const mel = (y: core.Tensor): core.Tensor => core.melspectrogram(y, { ...audio, nMels: 8 });

export const edges: readonly Edge[] = [
  { name: "spectralContrast", run: (y) => core.spectralContrast(y, { ...audio, nBands: 4 }) },
  { name: "polyFeatures", run: (y) => core.polyFeatures(y, { ...audio, order: 2 }) },
  { name: "pcen", run: (y) => core.pcen(mel(y), { sampleRate: 8000, hopLength: 64 }) },
  { name: "pcen of neighbouring bands", run: (y) => core.pcen(mel(y), { maxSize: 3, maxDim: -2, power: 0 }) },
  { name: "pcenWithState", run: (y) => core.pcenWithState(mel(y), { bias: 0 }) },
  { name: "spectralFlux", run: (y) => core.spectralFlux(y, frames) },
  { name: "spectralSlope", run: (y) => core.spectralSlope(y, audio) },
  { name: "spectralEntropy", run: (y) => core.spectralEntropy(y, frames) },
  { name: "spectralCrest", run: (y) => core.spectralCrest(y, frames) },
  { name: "spectralSkewness", run: (y) => core.spectralSkewness(y, audio) },
  { name: "spectralKurtosis", run: (y) => core.spectralKurtosis(y, audio) },
  { name: "spectralDecrease", run: (y) => core.spectralDecrease(y, frames) },
  { name: "melToStft", run: (y) => core.melToStft(mel(y), { sampleRate: 8000, nFft: 256 }) },
  {
    name: "melToAudio",
    deviceTolerance: 0.05,
    run: (y) => core.melToAudio(mel(y), { sampleRate: 8000, nFft: 256, hopLength: 64, nIter: 2, init: null }),
  },
  { name: "mfccToMel", run: (y) => core.mfccToMel(core.mfcc(y, { ...audio, nMels: 8, nMfcc: 5 }), { nMels: 8 }) },
  {
    name: "mfccToAudio",
    run: (y) =>
      core.mfccToAudio(core.mfcc(y, { ...audio, nMels: 8, nMfcc: 5 }), {
        ...audio,
        nMels: 8,
        nIter: 2,
        init: null,
      }),
  },
  { name: "lfcc", run: (y) => core.lfcc(y, { ...audio, nBands: 20 }) },
  { name: "bfcc", run: (y) => core.bfcc(y, { ...audio, nBfcc: 8, lifter: 5 }) },
  { name: "gfcc", run: (y) => core.gfcc(y, { ...audio, nBands: 20 }) },
  { name: "cepstrum", run: (y) => core.cepstrum(y) },
  { name: "complexCepstrum", run: (y) => core.complexCepstrum(y) },
  { name: "inverseComplexCepstrum", run: (y) => core.inverseComplexCepstrum(core.complexCepstrum(y).cepstrum) },
  { name: "lifter", run: (y) => core.lifter(y, { cutoff: 12, pass: "high" }) },
  { name: "spectralEnvelope", run: (y) => core.spectralEnvelope(y, frames) },
  { name: "delta", run: (y) => core.delta(mel(y), { width: 5 }) },
  { name: "computeDeltas", run: (y) => core.computeDeltas(mel(y)) },
  { name: "stackMemory", run: (y) => core.stackMemory(mel(y), { nSteps: 3 }) },
  { name: "slidingWindowCmn", run: (y) => core.slidingWindowCmn(mel(y)) },
  { name: "cmvn", run: (y) => core.cmvn(mel(y)) },
  { name: "kaldi.spectrogram", run: (y) => core.kaldi.spectrogram(y, { sampleFrequency: 8000 }) },
  { name: "kaldi.fbank", run: (y) => core.kaldi.fbank(y, { sampleFrequency: 8000 }) },
  { name: "kaldi.mfcc", run: (y) => core.kaldi.mfcc(y, { sampleFrequency: 8000 }) },
];
