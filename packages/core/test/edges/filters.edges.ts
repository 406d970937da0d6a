// Filters and effects.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const channels = (y: core.Tensor): core.Tensor => (y.ndim === 1 ? y.unsqueeze(0) : y);

const SILENT = "nothing is -∞ dB";

export const edges: readonly Edge[] = [
  { name: "lfilter", run: (y) => core.lfilter(y, [1, -0.9], [0.1, 0]) },
  { name: "filtfilt", run: (y) => core.filtfilt(y, [1, -0.9], [0.1, 0]) },
  { name: "sosfilt", run: (y) => core.sosfilt(y, [[0.2, 0.3, 0.2, 1, -0.4, 0.1]]) },
  { name: "lowpassBiquad", run: (y) => core.lowpassBiquad(y, 8000, 1000) },
  { name: "highpassBiquad", run: (y) => core.highpassBiquad(y, 8000, 1000) },
  { name: "bandpassBiquad", run: (y) => core.bandpassBiquad(y, 8000, 1000) },
  { name: "bandrejectBiquad", run: (y) => core.bandrejectBiquad(y, 8000, 1000) },
  { name: "bandBiquad", run: (y) => core.bandBiquad(y, 8000, 1000) },
  { name: "allpassBiquad", run: (y) => core.allpassBiquad(y, 8000, 1000) },
  { name: "equalizerBiquad", run: (y) => core.equalizerBiquad(y, 8000, 1000, 6) },
  { name: "trebleBiquad", run: (y) => core.trebleBiquad(y, 8000, 6) },
  { name: "bassBiquad", run: (y) => core.bassBiquad(y, 8000, 6) },
  { name: "deemphBiquad", run: (y) => core.deemphBiquad(y, 44100) },
  { name: "riaaBiquad", run: (y) => core.riaaBiquad(y, 44100) },
  { name: "overdrive", run: (y) => core.overdrive(y) },
  { name: "contrast", run: (y) => core.contrast(y) },
  { name: "gain", run: (y) => core.gain(y) },
  { name: "dcshift", run: (y) => core.dcshift(y, 0.1, { limiterGain: 0.05 }) },
  { name: "flanger", run: (y) => core.flanger(channels(y), 8000) },
  { name: "phaser", run: (y) => core.phaser(y, 8000) },
  { name: "biquad", run: (y) => core.biquad(y, 0.2, 0.4, 0.2, 1.1, -0.3, 0.25) },
  { name: "lfilterWithState", run: (y) => core.lfilterWithState(y, [1, -0.9], [0.1, 0]) },
  {
    name: "lfilter with a bank",
    run: (y) =>
      core.lfilter(
        y,
        [
          [1, -0.5],
          [1, 0.3],
        ],
        [
          [0.5, 0.5],
          [0.9, -0.4],
        ],
        { batching: false },
      ),
  },
  { name: "filtfilt with odd ends", run: (y) => core.filtfilt(y, [1, -0.9], [0.1, 0], { padType: "odd" }) },
  { name: "sosfiltWithState", run: (y) => core.sosfiltWithState(y, [[0.2, 0.3, 0.2, 1, -0.4, 0.1]]) },
  { name: "sosfiltfilt", run: (y) => core.sosfiltfilt(y, [[0.2, 0.3, 0.2, 1, -0.4, 0.1]]) },
  { name: "dither", run: (y) => core.dither(y, { densityFunction: "GPDF", noiseShaping: true }) },
  { name: "convolve", run: (y) => core.convolve(y, core.ones([5]), { mode: "same" }) },
  { name: "fftconvolve", run: (y) => core.fftconvolve(y, y) },
  { name: "oaconvolve", run: (y) => core.oaconvolve(y, core.ones([5]), { mode: "valid" }) },
  { name: "loudness", run: (y) => core.loudness(channels(y), 3000), mayBeNaN: { silence: SILENT } },
  { name: "momentaryLoudness", run: (y) => core.momentaryLoudness(channels(y), 3000), mayBeNaN: { silence: SILENT } },
  {
    name: "shortTermLoudness",
    run: (y) => core.shortTermLoudness(channels(y).repeat(1, 6), 3000),
    mayBeNaN: { silence: SILENT },
  },
  { name: "loudnessRange", run: (y) => core.loudnessRange(channels(y).repeat(1, 6), 3000) },
  { name: "truePeak", run: (y) => core.truePeak(y), mayBeNaN: { silence: SILENT } },
];
