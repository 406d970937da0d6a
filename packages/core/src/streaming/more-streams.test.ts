import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { ParameterError, ShapeError, type Tensor } from "../index.js";
import { chainedStage } from "./chained-stage.js";
import { contrastOf } from "../features/spectral-contrast.js";
import { expectTwin, noise, type Twin } from "../../test/stream-twins.js";
import { streamed } from "../../test/streamed.js";

const transform = { sampleRate: 8000, nFft: 64, hopLength: 24 };

/** A feature of frames, centred and not. */
const feature = (name: string, stage: (options: object) => core.StreamStage, whole: (y: Tensor, options: object) => Tensor): Twin[] =>
  [{ center: true }, { center: true, padMode: "reflect" }, { center: false }].map((how) => ({
    name: `${name} ${JSON.stringify(how)}`,
    stage: () => stage({ ...transform, ...how }),
    whole: (y) => whole(y, { ...transform, ...how }),
  })); // prettier-ignore

/** What onsets are found in, without the limit that depends on the whole signal. */
const levels = (y: Tensor, options: object): Tensor =>
  core.logMelspectrogram(y, { ...options, center: true, nMels: 8, topDb: null });

const spectral: readonly Twin[] = [
  ...feature("spectralCentroid", core.spectralCentroidStream, core.spectralCentroid),
  ...feature("spectralBandwidth", (o) => core.spectralBandwidthStream({ ...o, p: 3 }), (y, o) => core.spectralBandwidth(y, { ...o, p: 3 })),
  ...feature("spectralRolloff", core.spectralRolloffStream, core.spectralRolloff),
  ...feature("spectralFlatness", core.spectralFlatnessStream, core.spectralFlatness),
  ...feature("spectralContrast", (o) => core.spectralContrastStream({ ...o, nBands: 3 }), (y, o) => contrastOf(y, { ...o, nBands: 3 }, null)),
  ...feature("polyFeatures", (o) => core.polyFeaturesStream({ ...o, order: 2 }), (y, o) => core.polyFeatures(y, { ...o, order: 2 }).mul(1)),
  ...feature("chromaStft", core.chromaStftStream, (y, o) => core.chromaStft(y, { ...o, tuning: 0 })),
  ...feature("onsetStrength", (o) => core.onsetStrengthStream({ ...o, nMels: 8 }), (y, o) => core.onsetStrength({ S: levels(y, o) }, { ...o, nMels: 8 })),
  ...feature("onsetStrength with lag, filter and trend", (o) => core.onsetStrengthStream({ ...o, nMels: 8, lag: 2, maxSize: 3, detrend: true, aggregate: "median" }), (y, o) => core.onsetStrength({ S: levels(y, o) }, { ...o, nMels: 8, lag: 2, maxSize: 3, detrend: true, aggregate: "median" })),
  ...[true, false].map((center) => ({ name: `yin, center ${center}`, stage: () => core.yinStream({ fmin: 300, fmax: 2000, sampleRate: 8000, frameLength: 64, hopLength: 30, center }), whole: (y: Tensor) => core.yin(y, { fmin: 300, fmax: 2000, sampleRate: 8000, frameLength: 64, hopLength: 30, center }) })),
  { name: "energyVad", stage: () => core.energyVadStream({ frameLength: 10, hopLength: 5, noiseFrames: 4, thresholdDb: 2, hangover: 2 }), whole: (y) => core.energyVad(y, { frameLength: 10, hopLength: 5, noiseFrames: 4, thresholdDb: 2, hangover: 2 }) },
]; // prettier-ignore

/** Of noise the magnitudes. */
const ofMagnitudes = (made: core.StreamStage): core.StreamStage => ({ ...made, push: (S) => made.push(S.abs()) });
const pcens = [{ bias: 10 }, { power: 0, maxSize: 3, zi: core.full([5, 1], 0.3, { dtype: "float64" }), maxDim: -2 }];

const istftTwin = (name: string, options: core.IstftStreamOptions & { nFft: number }): Twin => ({
  name: `istft ${name}`,
  rows: [Math.floor(options.nFft / 2) + 1],
  stage: () => {
    const made = core.istftStream(options);
    return { push: (S) => made.push(core.complex(S, S.mul(0.5))), flush: () => made.flush() };
  },
  whole: (S) => core.istft(core.complex(S, S.mul(0.5)), options),
});

const rates = (origSr: number, targetSr: number, resType: core.ResampleType, options = {}): Twin => ({
  name: `resample ${origSr} → ${targetSr}, ${resType} ${JSON.stringify(options)}`,
  stage: () => core.resampleStream({ origSr, targetSr, resType, ...options }),
  whole: (y) => core.resample(y, { origSr, targetSr, resType, ...options }),
});

const kernel = noise([16], 77);
const kernels = noise([2, 1, 9], 78);

const samples: readonly Twin[] = [
  ...pcens.map((options) => ({ name: `pcen ${Object.keys(options).join()}`, rows: [5], stage: () => ofMagnitudes(core.pcenStream(options)), whole: (S: Tensor) => core.pcen(S.abs(), options) })),
  istftTwin("centred", { nFft: 16, hopLength: 4 }),
  istftTwin("not centred", { nFft: 16, hopLength: 6, center: false }),
  istftTwin("odd, with a short window", { nFft: 15, hopLength: 3, winLength: 9 }),
  istftTwin("without overlap", { nFft: 16, hopLength: 16, window: "boxcar", center: false }),
  istftTwin("centred with a long hop", { nFft: 16, hopLength: 12, window: "boxcar" }),
  istftTwin("cut", { nFft: 16, hopLength: 4, length: 61 }),
  istftTwin("filled up", { nFft: 16, hopLength: 4, length: 700 }),
  istftTwin("filled up without overlap", { nFft: 8, hopLength: 8, window: "boxcar", center: false, length: 900 }),
  rates(8000, 5000, "sinc_interp_hann"),
  rates(5000, 8000, "sinc_interp_kaiser", { lowpassFilterWidth: 4, rolloff: 0.9, beta: 8 }),
  rates(6, 5, "soxr_lq"),
  rates(3, 1, "kaiser_fast", { fix: false, scale: true }),
  rates(5, 7, "kaiser_fast", { fix: false }),
  rates(5, 7, "soxr_lq", { fix: false }),
  rates(4, 7, "polyphase"),
  rates(7, 4, "polyphase", { fix: false }),
  rates(7, 3, "linear"),
  rates(7, 3, "zero_order_hold", { fix: false }),
  rates(3, 7, "soxr_qq", { fix: false }),
  rates(8000, 8000, "soxr_hq"),
  ...(["full", "same", "valid"] as const).flatMap((mode) => [
    { name: `fftconvolve, "${mode}"`, stage: () => core.fftconvolveStream(kernel, { mode }), whole: (y: Tensor) => core.fftconvolve(y, kernel, { mode }) },
    { name: `fftconvolve with kernels, "${mode}"`, stage: () => core.fftconvolveStream(kernels, { mode }), whole: (y: Tensor) => core.fftconvolve(y, kernels, { mode }) },
    { name: `fftconvolve with one tap, "${mode}"`, stage: () => core.fftconvolveStream(kernel.narrow(0, 0, 1), { mode }), whole: (y: Tensor) => core.fftconvolve(y, kernel.narrow(0, 0, 1), { mode }) },
  ]),
  ...(["peak", "rms"] as const).map((detector) => ({ name: `envelopeFollower, ${detector}`, stage: () => core.envelopeFollowerStream({ sampleRate: 100, detector }), whole: (y: Tensor) => core.envelopeFollower(y, { sampleRate: 100, detector }) })),
  { name: "two stages as one", stage: () => chainedStage(core.rmsStream({ frameLength: 20, hopLength: 5 }), core.deltaStream({ width: 5 })), whole: (y) => core.delta(core.rms(y, { frameLength: 20, hopLength: 5 }), { width: 5 }) },
  { name: "momentaryLoudness", rows: [2], longest: 600, stage: () => core.momentaryLoudnessStream(3000), whole: (y) => core.momentaryLoudness(y, 3000) },
  { name: "shortTermLoudness", rows: [1], longest: 3000, stage: () => core.shortTermLoudnessStream(3000), whole: (y) => core.shortTermLoudness(y, 3000) },
]; // prettier-ignore

describe("a streaming twin", () => {
  it.each([...spectral, ...samples])("$name", (twin) => expectTwin(twin));
});

describe("streams in constant memory", () => {
  /** Samples that stages give at the end, which is all that they have kept back. */
  const rest = (stage: core.StreamStage, block: (i: number) => Tensor): number => {
    for (let i = 0; i < 60; i++) stage.push(block(i));
    return stage.flush()?.shape.at(-1) ?? 0;
  };
  it("keep back no more than filters and frames reach", () => {
    const block = (i: number): Tensor => noise([50], i);
    expect(rest(core.resampleStream({ origSr: 3, targetSr: 2, resType: "sinc_interp_hann" }), block)).toBeLessThan(20);
    expect(rest(core.fftconvolveStream(kernel), block)).toBe(15);
    const frames = (i: number): Tensor => core.complex(noise([9, 3], i), noise([9, 3], i));
    expect(rest(core.istftStream({ hopLength: 4 }), frames)).toBeLessThan(16);
  });

  it("give what is known at once", () => {
    const y = noise([400], 1);
    expect(core.fftconvolveStream(kernel, { mode: "same" }).push(y)!.shape).toEqual([393]);
    expect(core.onsetStrengthStream({ nFft: 64, hopLength: 16, center: false, nMels: 8 }).push(y)!.shape).toEqual([24]);
    expect(core.deemphasisStream().push(y)!.shape).toEqual([400]);
    expect(
      core.energyVadStream({ frameLength: 100, hopLength: 100, center: false, noiseFrames: 50 }).push(y)!.shape,
    ).toEqual([4]);
  });
});

describe("streams refuse", () => {
  it("what needs the whole signal", () => {
    const rates = { origSr: 8000, targetSr: 4000 };
    expect(() => core.resampleStream({ ...rates, resType: "fft" })).toThrow(/resampleStream: resType="fft"/);
    expect(() => core.resampleStream({ origSr: 8000.5, targetSr: 4000 })).toThrow(/origSr=8000.5/);
    expect(() => core.energyVadStream({} as never)).toThrow(/noiseFrames=undefined/);
    expect(() => core.spectralCentroidStream({ freq: core.ones([33, 9]) })).toThrow(/freq/);
    expect(() => core.spectralBandwidthStream({ centroid: core.ones([1, 9]) } as never)).toThrow(/centroid/);
    expect(() => core.onsetStrengthStream({ ref: core.ones([8, 9]) } as never)).toThrow(/ref/);
    expect(() => core.spectralFlatnessStream({ padMode: "wrap" })).toThrow(/padMode="wrap"/);
  });

  it("numbers and shapes that are none", async () => {
    expect(() => core.fftconvolveStream(kernel, { mode: "most" as never })).toThrow(ParameterError);
    expect(() => core.fftconvolveStream(core.zeros([0]))).toThrow(ShapeError);
    expect(() => core.istftStream({ length: 0 })).toThrow(/length=0/);
    expect(() => core.deemphasisStream({ coef: Number.NaN })).toThrow(/deemphasisStream: coef=NaN/);
    expect(() => core.momentaryLoudnessStream(-1)).toThrow(/sampleRate=-1/);
    expect(() => core.momentaryLoudnessStream(8000).push(noise([100], 1))).toThrow(/channels/);
    expect(() => core.envelopeFollowerStream({ attackSeconds: -1 })).toThrow(/attackSeconds=-1/);
    await expect(core.envelopeFollowerStream().push(core.tensor([1, 2], { dtype: "int32" }))).rejects.toThrow(/dtype/);
  });
});

it("blocks pushed before the last envelope is read keep their order", async () => {
  const y = noise([300], 4);
  const stage = core.envelopeFollowerStream();
  const pieces = await Promise.all([0, 100, 200].map((at) => stage.push(y.narrow(0, at, 100))));
  const whole = await core.envelopeFollower(y);
  expect(
    core
      .cat(pieces.map((p) => p!))
      .sub(whole)
      .abs()
      .amax()
      .itemSync(),
  ).toBeLessThan(1e-12);
  expect((await streamed(y, [300], core.envelopeFollowerStream()))!.shape).toEqual([300]);
});
