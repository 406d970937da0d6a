// What is done to samples and to spectrograms before any feature: levels, codes, lengths, units, correlation, paths.
import * as core from "../../src/index.js";
import type { Tensor } from "../../src/index.js";
import type { Edge } from "./edge.js";

const rate = { sampleRate: 8000 };
const magnitude = (y: Tensor): Tensor => core.stft(y, { nFft: 64, hopLength: 32 }).abs();
/** [..., 3, steps], columns that sum to 1. */
const probabilities = (y: Tensor): Tensor => {
  const level = y.abs().clamp({ max: 1 }).mul(0.5);
  return core.stack([level, level.neg().add(1).mul(0.25), level.neg().add(1).mul(0.75)], -2);
};
/** [..., 16, 16] */
const square = (y: Tensor): Tensor => {
  const part = y.narrow(-1, 0, Math.min(16, y.shape.at(-1)!));
  return part.unsqueeze(-1).mul(part.unsqueeze(-2));
};
/** [..., 2, samples]: the beginning of a signal, and the same a little later. */
const twoChannels = (y: Tensor): Tensor =>
  core.stack([y, core.roll(y, 3, -1)], -2).narrow(-1, 0, Math.min(300, y.shape.at(-1)!)); // prettier-ignore

export const edges: readonly Edge[] = [
  { name: "toMono", run: (y) => core.toMono(y) },
  { name: "fixLength", run: (y) => core.fixLength(y, 1500) },
  { name: "padCenter", run: (y) => core.padCenter(y, 2100, { mode: "reflect" }) },
  { name: "normalize", run: (y) => core.normalize(y, { norm: 2, dim: -1 }) },
  { name: "zeroCrossings", run: (y) => core.zeroCrossings(y) },
  { name: "preemphasis", run: (y) => core.preemphasis(y) },
  { name: "deemphasis", run: (y) => core.deemphasis(y) },
  { name: "muCompress", run: (y) => core.muCompress(y) },
  { name: "muExpand", run: (y) => core.muExpand(y.mul(100)) },
  { name: "autocorrelate", run: (y) => core.autocorrelate(y, { maxSize: 50 }) },
  { name: "lpc", run: (y) => core.lpc(y, { order: 8 }) },
  { name: "magphase", run: (y) => core.magphase(core.stft(y, { nFft: 64 })).magnitude },
  { name: "softmask", run: (y) => core.softmask(y.abs(), y.abs().mul(0.5), { power: 2 }) },
  { name: "amplitudeToDb", run: (y) => core.amplitudeToDb(magnitude(y)) },
  { name: "powerToDb", run: (y) => core.powerToDb(magnitude(y), { ref: (S) => S.amax() }) },
  { name: "dbToAmplitude", run: (y) => core.dbToAmplitude(y) },
  { name: "dbToPower", run: (y) => core.dbToPower(y) },
  { name: "perceptualWeighting", run: (y) => core.perceptualWeighting(magnitude(y), core.fftFrequencies({ ...rate, nFft: 64 })) }, // prettier-ignore
  { name: "viterbi", run: (y) => core.viterbi(probabilities(y), core.transitionLoop(3, 0.9)) },
  { name: "viterbiDiscriminative", run: (y) => core.viterbiDiscriminative(probabilities(y), core.transitionLoop(3, 0.9)) }, // prettier-ignore
  { name: "viterbiBinary", run: (y) => core.viterbiBinary(y.abs().clamp({ max: 1 }).unsqueeze(-2), core.transitionLoop(2, 0.9)) }, // prettier-ignore
  { name: "lagToRecurrence", run: (y) => core.lagToRecurrence(square(y)) },
  { name: "psd", run: (y) => core.psd(core.stft(twoChannels(y), { nFft: 64 })).abs() },
  { name: "nnls", run: (y) => core.nnls(core.eye(8, { device: y.device }).add(0.1), y.narrow(-1, 0, Math.min(8, y.shape.at(-1)!)).reshape([-1, 1])) }, // prettier-ignore
];
