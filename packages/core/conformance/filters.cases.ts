import type { ConformanceCase } from "./case.js";

const A = [1, -0.5, 0.25];
const B = [0.3, 0.2, 0.1];
const SOS = [
  [0.2, 0.4, 0.2, 1, -0.6, 0.25],
  [1, -1, 0, 1, -0.4, 0],
];
/** Coefficients of stable filters, as tensors. */
const denominator = { shape: [3], fill: [2, -1, 0.5] } as const;
const numerator = { shape: [3], fill: [0.3, 0.2, 0.1] } as const;

const biquads: readonly ConformanceCase[] = [
  { name: "biquad", op: "biquad", inputs: [{ shape: [2, 40] }], args: [0.2, 0.4, 0.2, 1.1, -0.3, 0.25] },
  { name: "lowpassBiquad", op: "lowpassBiquad", inputs: [{ shape: [40] }], args: [8000, 900] },
  { name: "lowpassBiquad with a tensor as cutoff", op: "lowpassBiquad", inputs: [{ shape: [40], fill: "unit" }, { shape: [1], fill: [900] }], argsFirst: [8000], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "highpassBiquad", op: "highpassBiquad", inputs: [{ shape: [40] }], args: [8000, 900, { Q: 1.5 }] },
  {
    name: "bandpassBiquad",
    op: "bandpassBiquad",
    inputs: [{ shape: [40] }],
    args: [8000, 900, { constSkirtGain: true }],
  },
  { name: "bandrejectBiquad", op: "bandrejectBiquad", inputs: [{ shape: [40] }], args: [8000, 900] },
  { name: "bandBiquad", op: "bandBiquad", inputs: [{ shape: [40] }], args: [8000, 900, { noise: true }] },
  { name: "allpassBiquad", op: "allpassBiquad", inputs: [{ shape: [40] }], args: [8000, 900] },
  { name: "equalizerBiquad", op: "equalizerBiquad", inputs: [{ shape: [40], fill: "unit" }], args: [8000, 900, 6] },
  { name: "trebleBiquad with a tensor as gain", op: "trebleBiquad", inputs: [{ shape: [40], fill: "unit" }, { shape: [], fill: [-4] }], argsFirst: [8000], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  {
    name: "bassBiquad",
    op: "bassBiquad",
    inputs: [{ shape: [40], fill: "unit" }],
    args: [8000, -6, { centralFreq: 300 }],
  },
  { name: "biquad, every coefficient a tensor", op: "biquad", inputs: [{ shape: [24], fill: "unit" }, { shape: [], fill: [0.2] }, { shape: [], fill: [0.4] }, { shape: [1], fill: [0.2] }, { shape: [], fill: [1.1] }, { shape: [], fill: [-0.3] }, { shape: [1], fill: [0.25] }] }, // prettier-ignore
  { name: "highpassBiquad with tensors as cutoff and quality", op: "highpassBiquad", inputs: [{ shape: [24], fill: "unit" }, { shape: [], fill: [900] }, { shape: [], fill: [0.8] }], argsFirst: [8000], named: { Q: 2 }, args: [{}], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "bandBiquad with a tensor as centre", op: "bandBiquad", inputs: [{ shape: [24], fill: "unit" }, { shape: [], fill: [1200] }], argsFirst: [8000], args: [{ noise: true }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "equalizerBiquad with tensors as centre and gain", op: "equalizerBiquad", inputs: [{ shape: [24], fill: "unit" }, { shape: [], fill: [900] }, { shape: [], fill: [5] }], argsFirst: [8000], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "allpassBiquad with a tensor as centre", op: "allpassBiquad", inputs: [{ shape: [24], fill: "unit" }, { shape: [], fill: [900] }], argsFirst: [8000], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "deemphBiquad", op: "deemphBiquad", inputs: [{ shape: [40], fill: "unit" }], args: [44100] },
  { name: "riaaBiquad", op: "riaaBiquad", inputs: [{ shape: [40], fill: "unit" }], args: [44100] },
];

const filters: readonly ConformanceCase[] = [
  { name: "lfilter", op: "lfilter", inputs: [{ shape: [2, 3, 30] }], args: [A, B] },
  { name: "lfilter, its coefficients tensors", op: "lfilter", inputs: [{ shape: [2, 25] }, denominator, numerator], args: [{ clamp: false }] }, // prettier-ignore
  { name: "lfilter from a state", op: "lfilter", inputs: [{ shape: [2, 20] }, denominator, numerator, { shape: [2, 2] }], args: [{ clamp: false }], named: { zi: 3 } }, // prettier-ignore
  { name: "lfilter that only delays, of a stepped view", op: "lfilter", inputs: [{ shape: [20], layout: "stepped" }], args: [[1], [0.5, 0, 0, 0.5]] }, // prettier-ignore
  { name: "lfilter, a bank on channels", op: "lfilter", inputs: [{ shape: [3, 2, 20] }, { shape: [2, 2], fill: [1, -0.5, 2, 0.6] }, { shape: [2, 2], fill: [0.5, 0.5, 0.9, -0.4] }], args: [{ clamp: false }] }, // prettier-ignore
  { name: "lfilter, a bank on all", op: "lfilter", inputs: [{ shape: [20] }], args: [[[1, -0.5], [1, 0.3]], [[0.5, 0.5], [0.9, -0.4]], { batching: false, clamp: false }] }, // prettier-ignore
  { name: "lfilterWithState", op: "lfilterWithState", inputs: [{ shape: [2, 20] }, denominator, numerator, { shape: [2], fill: "unit" }], named: { zi: 3 }, args: [{}] }, // prettier-ignore
  { name: "lfilterWithState of less samples than the order", op: "lfilterWithState", inputs: [{ shape: [2, 2] }, { shape: [5], fill: [1, -0.5, 0.2, 0.1, 0.05] }, { shape: [5] }, { shape: [2, 4] }], named: { zi: 3 }, args: [{}] }, // prettier-ignore
  { name: "filtfilt", op: "filtfilt", inputs: [{ shape: [2, 30] }], args: [A, B] },
  { name: "filtfilt with odd ends, its coefficients tensors", op: "filtfilt", inputs: [{ shape: [2, 20] }, denominator, numerator], args: [{ clamp: false, padType: "odd" }] }, // prettier-ignore
  { name: "filtfilt with the end samples repeated", op: "filtfilt", inputs: [{ shape: [2, 12] }], args: [A, B, { padType: "constant", padlen: 5 }] }, // prettier-ignore
  { name: "filtfilt, a bank", op: "filtfilt", inputs: [{ shape: [2, 14], fill: "unit" }, { shape: [2, 2], fill: [1, -0.5, 2, 0.6] }, { shape: [2, 2], fill: [0.5, 0.5, 0.9, -0.4] }], args: [{ clamp: false }] }, // prettier-ignore
  { name: "sosfilt, its sections numbers, of a transposed view", op: "sosfilt", inputs: [{ shape: [3, 16], layout: "transposed" }], args: [SOS] }, // prettier-ignore
  { name: "sosfilt", op: "sosfilt", inputs: [{ shape: [2, 20] }, { shape: [2, 6], fill: SOS.flat() }, { shape: [2, 2, 2] }], named: { zi: 2 }, args: [{}] }, // prettier-ignore
  { name: "sosfiltWithState", op: "sosfiltWithState", inputs: [{ shape: [2, 20] }], args: [SOS] },
  { name: "sosfiltfilt with even ends", op: "sosfiltfilt", inputs: [{ shape: [20] }], args: [SOS, { padType: "even", padlen: 7 }] }, // prettier-ignore
  { name: "sosfiltfilt, its sections a tensor", op: "sosfiltfilt", inputs: [{ shape: [20] }, { shape: [2, 6], fill: SOS.flat() }] }, // prettier-ignore
];

const effects: readonly ConformanceCase[] = [
  { name: "gain", op: "gain", inputs: [{ shape: [10] }], args: [{ gainDb: -6 }] },
  { name: "contrast", op: "contrast", inputs: [{ shape: [20], fill: "unit" }] },
  { name: "dcshift with a limiter", op: "dcshift", inputs: [{ shape: [40], fill: "unit" }], args: [0.3, { limiterGain: 0.05 }] }, // prettier-ignore
  { name: "overdrive", op: "overdrive", inputs: [{ shape: [2, 40], fill: "unit" }], args: [{ gain: 5 }] },
  { name: "dither with a triangle, shaped", op: "dither", inputs: [{ shape: [40], fill: "unit" }], args: [{ noiseShaping: true }], tolerance: { rtol: 0, atol: 7e-5 }, gradient: false }, // prettier-ignore
  { name: "dcshift downwards", op: "dcshift", inputs: [{ shape: [2, 20], fill: "unit" }], args: [-0.3, { limiterGain: 0.05 }] }, // prettier-ignore
  { name: "phaser", op: "phaser", inputs: [{ shape: [2, 100] }], args: [2000, { delayMs: 4, modSpeed: 2 }] },
  { name: "flanger", op: "flanger", inputs: [{ shape: [2, 80] }], args: [2000, { speed: 10 }] },
  { name: "flanger with feedback, quadratic", op: "flanger", inputs: [{ shape: [2, 2, 60] }], args: [2000, { speed: 10, regen: 40, interpolation: "quadratic", modulation: "triangular" }] }, // prettier-ignore
];

const convolutions: readonly ConformanceCase[] = [
  { name: "convolve, the second longer", op: "convolve", inputs: [{ shape: [2, 1, 7] }, { shape: [3, 11] }] },
  {
    name: "convolve, the same length",
    op: "convolve",
    inputs: [{ shape: [12] }, { shape: [5] }],
    args: [{ mode: "same" }],
  },
  { name: "fftconvolve, what is valid", op: "fftconvolve", inputs: [{ shape: [2, 12] }, { shape: [5] }], args: [{ mode: "valid" }] }, // prettier-ignore
  { name: "oaconvolve in blocks", op: "oaconvolve", inputs: [{ shape: [2, 40] }, { shape: [3] }], args: [{ blockLength: 7 }] }, // prettier-ignore
];

/** At 3 kHz, the lowest rate that the weighting works at: a block of 400 ms is 1200 samples. */
const measures: readonly ConformanceCase[] = [
  { name: "loudness", op: "loudness", inputs: [{ shape: [2, 1520], fill: "unit" }], args: [3000], tolerance: { rtol: 1e-4, atol: 1e-3 } }, // prettier-ignore
  { name: "momentaryLoudness", op: "momentaryLoudness", inputs: [{ shape: [1, 1300], fill: "unit" }], args: [3000], tolerance: { rtol: 1e-4, atol: 1e-3 } }, // prettier-ignore
  { name: "shortTermLoudness", op: "shortTermLoudness", inputs: [{ shape: [1, 9300], fill: "unit" }], args: [3000], tolerance: { rtol: 1e-4, atol: 1e-3 }, gradient: false }, // prettier-ignore
  { name: "truePeak", op: "truePeak", inputs: [{ shape: [2, 30], fill: "distinct" }], tolerance: { rtol: 1e-5, atol: 1e-4 } }, // prettier-ignore
];

const TOLERANCE = { rtol: 2e-5, atol: 1e-5 };

export const filtersCases: readonly ConformanceCase[] = [
  ...biquads,
  ...filters,
  ...effects,
  ...convolutions,
  ...measures,
].map((c) => ({
  tolerance: TOLERANCE,
  ...c,
}));
