// Resampling, stretching, phases.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const short = { nFft: 256, hopLength: 64 };
const rates = { origSr: 8000, targetSr: 6000 };

const reason = "librosa too gives NaN where a value is too faint to have a place";
const NO_PLACE = Object.fromEntries(
  (["silence", "direct current", "odd length", "prime length", "full scale"] as const).map((signal) => [
    signal,
    reason,
  ]),
);

export const edges: readonly Edge[] = [
  { name: "resample", run: (y) => core.resample(y, rates) },
  { name: "resample by the transform", run: (y) => core.resample(y, { ...rates, resType: "fft" }) },
  { name: "resample by a polyphase filter", run: (y) => core.resample(y, { ...rates, resType: "polyphase" }) },
  { name: "resample by a Kaiser sinc", run: (y) => core.resample(y, { ...rates, resType: "sinc_interp_kaiser" }) },
  { name: "resamplePoly", run: (y) => core.resamplePoly(y, 3, 2) },
  { name: "resampleFft", run: (y) => core.resampleFft(y, 777) },
  { name: "phaseVocoder", run: (y) => core.phaseVocoder(core.stft(y, short), { rate: 1.3, hopLength: 64 }) },
  { name: "timeStretch", run: (y) => core.timeStretch(y, { ...short, rate: 0.7 }) },
  { name: "pitchShift", run: (y) => core.pitchShift(y, { ...short, sampleRate: 8000, nSteps: 3 }) },
  {
    name: "griffinlim",
    run: (y) => core.griffinlim(core.stft(y, short).abs(), { hopLength: 64, nIter: 3, init: null }),
  },
  {
    name: "reassignedSpectrogram",
    run: (y) => core.reassignedSpectrogram(y, { ...short, sampleRate: 8000, fillNan: true }),
  },
  {
    name: "reassignedSpectrogram with holes",
    run: (y) => core.reassignedSpectrogram(y, short).freqs,
    mayBeNaN: NO_PLACE,
  },
  { name: "welch", run: (y) => core.welch(y) },
  {
    name: "welch with medians and lines",
    run: (y) => core.welch(y, { nperseg: 64, average: "median", detrend: "linear" }),
  },
  { name: "periodogram", run: (y) => core.periodogram(y, { nfft: 512 }) },
  { name: "csd", run: (y) => core.csd(y, y.roll(5, -1)) },
  { name: "coherence", run: (y) => core.coherence(y, y.roll(5, -1), { nperseg: 32 }) },
  { name: "multitaper", run: (y) => core.multitaper(y, { NW: 2.5 }) },
  { name: "goertzel", run: (y) => core.goertzel(y, [0, 440.5, 4000], { sampleRate: 8000 }) },
  { name: "czt", run: (y) => core.czt(y, { m: 50 }) },
  { name: "zoomFft", run: (y) => core.zoomFft(y, [100, 200], { m: 20, fs: 8000 }) },
  {
    name: "lombscargle",
    run: (y) =>
      core.lombscargle(
        Array.from({ length: y.shape.at(-1)! }, (_, n) => Math.sqrt(n)),
        y,
        [0, 1],
        { normalize: true },
      ),
  },
];
