// Signal processing held to PyTorch and torchaudio in float64 on the CPU: the numbers of e2e/golden/torch/dsp.py, results and
// gradients. The functions here have the names of those there.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  bassBiquad, biquad, contrast, createDct, cwtFourier, equalizerBiquad, filtfilt, grad, griffinlim, hilbert, isComplex, istft, lfilter, lowpassBiquad, melscaleFbanks, phaseVocoder, powerToDb, resample, stft, tensor, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { transforms } from "@sonograd/nn";
import { describe, expect, it } from "vitest";

interface StoredSignal {
  readonly inputs: readonly (readonly [shape: readonly number[], values: readonly number[]])[];
  readonly output: readonly [shape: readonly number[], values: readonly number[]];
  readonly gradients: readonly (readonly number[])[];
}

const FILE = resolve(import.meta.dirname, "../golden/torch/generated/dsp/cases.json");
const stored = new Map(Object.entries(JSON.parse(readFileSync(FILE, "utf8")) as Record<string, StoredSignal>));

const FRAMES = { nFft: 16, hopLength: 4 };
const MEL = { ...FRAMES, nMels: 5 };
const framed = (x: Tensor, options = {}): Tensor => stft(x, { ...FRAMES, ...options });
const melPower = (x: Tensor): Tensor =>
  melscaleFbanks(9, 0, 4000, 5, 8000, { dtype: "float64" }).t().matmul(framed(x).abs().square());

const FUNCTIONS: Readonly<Record<string, (...inputs: Tensor[]) => Tensor>> = {
  "power of stft": (x) => framed(x, { padMode: "reflect" }).abs().square(),
  "stft, a short window and zeros around": (x) => stft(x, { nFft: 16, hopLength: 5, winLength: 12, window: "hamming" }),
  "stft without a centre": (x) => framed(x, { center: false }),
  "magnitudes of stft": (x) => framed(x, { padMode: "edge" }).abs(),
  istft: (x) => istft(x.viewAsComplex(), { ...FRAMES, length: 22 }),
  "istft of stft of a square": (x) => istft(framed(x.square(), { padMode: "reflect" }), FRAMES),
  melspectrogram: melPower,
  mfcc: (x) =>
    createDct(4, 5, "ortho", { dtype: "float64" })
      .t()
      .matmul(powerToDb(melPower(x), { topDb: null })),
  "powerToDb with a floor below the loudest": (x) => powerToDb(x, { topDb: 6 }),
  MelSpectrogram: (x) => new transforms.MelSpectrogram({ sampleRate: 8000, norm: "slaney", melScale: "slaney", power: 1, ...MEL }).forward(x), // prettier-ignore
  MFCC: (x) => new transforms.MFCC({ sampleRate: 8000, nMfcc: 4, logMels: true, melkwargs: MEL }).forward(x),
  LFCC: (x) => new transforms.LFCC({ sampleRate: 8000, nFilter: 6, nLfcc: 4, speckwargs: FRAMES }).forward(x),
  SpectralCentroid: (x) => new transforms.SpectralCentroid(8000, FRAMES).forward(x),
  ComputeDeltas: (x) => new transforms.ComputeDeltas({ winLength: 5 }).forward(x),
  SlidingWindowCmn: (x) => new transforms.SlidingWindowCmn({ cmnWindow: 5, normVars: true }).forward(x),
  Fade: (x) => new transforms.Fade({ fadeInLen: 6, fadeOutLen: 5, fadeShape: "logarithmic" }).forward(x),
  "resample, sinc_interp_hann": (x) => resample(x, { origSr: 3, targetSr: 2, resType: "sinc_interp_hann", lowpassFilterWidth: 4 }), // prettier-ignore
  "resample, sinc_interp_kaiser": (x) => resample(x, { origSr: 4, targetSr: 5, resType: "sinc_interp_kaiser", lowpassFilterWidth: 3, rolloff: 0.9, beta: 8 }), // prettier-ignore
  lfilter: (x, a, b) => lfilter(x, a, b, { clamp: false }),
  "lfilter, limited": (x, a, b) => lfilter(x, a, b),
  "lfilter, a bank": (x, a, b) => lfilter(x, a, b, { clamp: false }),
  "lfilter, a bank on all": (x, a, b) => lfilter(x, a, b, { clamp: false, batching: false }),
  filtfilt: (x, a, b) => filtfilt(x, a, b, { clamp: false }),
  biquad,
  lowpassBiquad: (x, cutoff, Q) => lowpassBiquad(x, 8000, cutoff, { Q }),
  equalizerBiquad: (x, centre, gain, Q) => equalizerBiquad(x, 8000, centre, gain, { Q }),
  bassBiquad: (x, gain, centralFreq) => bassBiquad(x, 8000, gain, { centralFreq }),
  phaseVocoder: (x) => phaseVocoder(x.viewAsComplex(), { rate: 1.3, hopLength: 4 }),
  "one round of Griffin and Lim": (x) => griffinlim(x, { hopLength: 4, nIter: 1, init: null }),
  contrast: (x) => contrast(x, { enhancementAmount: 50 }),
  hilbert: (x) => hilbert(x).abs(),
  "cwtFourier, Morlet's wavelet": (x) => cwtFourier(x, { wavelet: ["morlet", 6], scales: [2, 3.5, 6], padMode: "periodic" }).coefs, // prettier-ignore
  "cwtFourier, the Mexican hat": (x) => cwtFourier(x, { wavelet: ["dog", 2], scales: [1.5, 4], padMode: "periodic" }).coefs, // prettier-ignore
};

/** Relative to the largest of the expected numbers: both compute in double precision, in another order. */
const BOUND = 1e-10;
/** The transforms hold their windows in single precision, as torchaudio does unless its default is double. */
const LOOSER: Readonly<Record<string, number>> = {
  MelSpectrogram: 1e-6,
  MFCC: 1e-6,
  LFCC: 1e-6,
  SpectralCentroid: 1e-6,
};

function expectClose(what: string, own: Tensor, expected: readonly number[], bound: number): void {
  const values = Array.from(own.dataSync() as Float64Array);
  expect(values.length, what).toBe(expected.length);
  const size = Math.max(...expected.map(Math.abs));
  const error = Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
  expect(error / size, `${what}: largest ${size}`).toBeLessThan(bound);
}

describe("signal processing held to PyTorch", () => {
  it("has the functions that are stored", () => expect(Object.keys(FUNCTIONS)).toEqual([...stored.keys()]));

  it.each(Object.entries(FUNCTIONS))("%s", (name, f) => {
    const { inputs, output, gradients } = stored.get(name)!;
    const leaves = inputs.map(([shape, values]) => tensor(values, { dtype: "float64" }).reshape(shape));
    leaves.forEach((x) => (x.requiresGrad = true));
    const result = f(...leaves);
    const flat = isComplex(result.dtype) ? result.viewAsReal() : result;
    expect(flat.shape).toEqual(output[0]);
    const bound = LOOSER[name] ?? BOUND;
    expectClose("result", flat, output[1], bound);
    const weights = tensor(Float64Array.from({ length: flat.numel }, (_, i) => Math.cos(i))).reshape(flat.shape);
    const found = grad(flat.mul(weights).sum(), leaves);
    gradients.forEach((g, i) => expectClose(`gradient ${i}`, found[i]!, g, bound));
  });
});
