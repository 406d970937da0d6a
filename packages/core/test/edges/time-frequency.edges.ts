// Analytic signals, quadratic distributions, decompositions, silence and voice, correlation, and changes of samples.
import * as core from "../../src/index.js";
import type { Tensor } from "../../src/index.js";
import type { Edge } from "./edge.js";

const rate = { sampleRate: 8000 };
/** Distributions are quadratic in the samples, and ensembles slow. */
const part = (y: Tensor): Tensor => y.narrow(-1, 0, Math.min(150, y.shape.at(-1)!));
const ensemble = (): core.EnsembleOptions => ({ trials: 2, maxImfs: 3, generator: new core.Generator(1) });
const framed = { frameLength: 256, hopLength: 64 };

export const edges: readonly Edge[] = [
  { name: "hilbert", run: (y) => core.hilbert(y).abs() },
  { name: "envelope", run: core.envelope },
  { name: "instantaneousPhase", run: core.instantaneousPhase },
  { name: "instantaneousFrequency", run: (y) => core.instantaneousFrequency(y, rate) },
  { name: "analyticFeatures", run: (y) => core.analyticFeatures(y, rate) },
  { name: "unwrap", run: (y) => core.unwrap(y, { period: 0.5 }) },
  { name: "trim", run: (y) => core.trim(y, framed) },
  { name: "splitSilence", run: (y) => core.splitSilence(y, framed) },
  { name: "vad", run: (y) => core.vad(y, 8000, { searchTime: 0.1, triggerLevel: 3 }) },
  { name: "energyVad", run: (y) => core.energyVad(y, framed) },
  { name: "energyVad with a floor that moves", run: (y) => core.energyVad(y, { ...framed, noiseFrames: 5 }) },
  { name: "envelopeFollower", run: (y) => core.envelopeFollower(y, rate) },
  { name: "wignerVille", run: (y) => core.wignerVille(part(y)) },
  { name: "pseudoWignerVille", run: (y) => core.pseudoWignerVille(part(y)) },
  { name: "smoothedPseudoWignerVille", run: (y) => core.smoothedPseudoWignerVille(part(y)) },
  { name: "choiWilliams", run: (y) => core.choiWilliams(part(y)) },
  { name: "bornJordan", run: (y) => core.bornJordan(part(y)) },
  { name: "ambiguityFunction", run: (y) => core.ambiguityFunction(part(y)).abs() },
  { name: "emd", run: (y) => core.emd(y) },
  { name: "eemd", run: (y) => core.eemd(y, ensemble()) },
  { name: "ceemdan", run: (y) => core.ceemdan(y, ensemble()) },
  { name: "hilbertSpectrum", run: (y) => core.hilbertSpectrum(y.unsqueeze(-2), { ...rate, bins: 16 }) },
  { name: "marginalSpectrum", run: (y) => core.marginalSpectrum(y.unsqueeze(-2), { ...rate, bins: 16 }) },
  { name: "uncertainty", run: (y) => core.uncertainty(y, rate) },
  { name: "crossCorrelate", run: (y) => core.crossCorrelate(y, y, { normalize: true }) },
  { name: "gccPhat", run: (y) => core.gccPhat(y, y, { ...rate, interpolation: 2 }) },
  { name: "frame", run: (y) => core.frame(y, { ...framed, center: true, padMode: "wrap", tail: "pad" }) },
  { name: "aLawCompress", run: (y) => core.aLawCompress(y) },
  { name: "aLawExpand", run: (y) => core.aLawExpand(y) },
  { name: "muLawEncoding", run: (y) => core.muLawEncoding(y) },
  { name: "muLawDecoding", run: (y) => core.muLawDecoding(core.muLawEncoding(y)) },
  { name: "fade", run: (y) => core.fade(y, { fadeInLen: 30, fadeOutLen: 37 }) },
  { name: "vol", run: (y) => core.vol(y, 2) },
  { name: "clicks", run: (y) => core.clicks({ times: [0, 0.01], ...rate, click: y }) },
  { name: "oscillatorBank", run: (y) => core.oscillatorBank(y.unsqueeze(-1), y.unsqueeze(-1), 8000) },
  { name: "extendPitch", run: (y) => core.extendPitch(y.unsqueeze(-1), 3) },
  { name: "sincImpulseResponse", run: (y) => core.sincImpulseResponse(part(y), { windowSize: 31 }) },
  { name: "lpcToReflection", run: (y) => core.lpcToReflection(core.lpc(y, { order: 8 })) },
  { name: "reflectionToLpc", run: (y) => core.reflectionToLpc(part(y).mul(0.5)) },
  { name: "lpcToLsf", run: (y) => core.lpcToLsf(core.lpc(y, { order: 8 })) },
  { name: "formants", run: (y) => core.formants(y, { ...rate, order: 10 }) },
];
