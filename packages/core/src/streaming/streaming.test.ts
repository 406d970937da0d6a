import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { ParameterError, ShapeError, type Tensor } from "../index.js";
import { expectTwin, noise, type Twin } from "../../test/stream-twins.js";
import { streamed } from "../../test/streamed.js";

const audio = { sampleRate: 8000, nFft: 64, hopLength: 24 };

const framed = (
  name: string,
  make: (center: boolean, padMode: "constant" | "reflect" | "edge" | "symmetric") => Omit<Twin, "name">,
): Twin[] => [
  { name: `${name}, not centred`, ...make(false, "constant") },
  ...(["constant", "reflect", "edge", "symmetric"] as const).map((padMode) => ({
    name: `${name}, centred, padding "${padMode}"`,
    ...make(true, padMode),
  })),
];

const twins: readonly Twin[] = [
  { name: "frame", stage: () => core.frameStream({ frameLength: 20, hopLength: 7 }), whole: (y) => core.frame(y, { frameLength: 20, hopLength: 7 }) }, // prettier-ignore
  { name: "frame with gaps", stage: () => core.frameStream({ frameLength: 5, hopLength: 13 }), whole: (y) => core.frame(y, { frameLength: 5, hopLength: 13 }) }, // prettier-ignore
  ...framed("stft", (center, padMode) => ({ stage: () => core.stftStream({ nFft: 33, hopLength: 10, center, padMode }), whole: (y) => core.stft(y, { nFft: 33, hopLength: 10, center, padMode }) })), // prettier-ignore
  ...framed("melspectrogram", (center, padMode) => ({ stage: () => core.melspectrogramStream({ ...audio, nMels: 6, center, padMode }), whole: (y) => core.melspectrogram(y, { ...audio, nMels: 6, center, padMode }) })), // prettier-ignore
  ...framed("mfcc", (center, padMode) => ({ stage: () => core.mfccStream({ ...audio, nMels: 6, nMfcc: 4, lifter: 3, center, padMode }), whole: (y) => core.mfcc({ S: core.logMelspectrogram(y, { ...audio, nMels: 6, center, padMode, topDb: null }) }, { nMfcc: 4, lifter: 3 }) })), // prettier-ignore
  ...framed("rms", (center, padMode) => ({ stage: () => core.rmsStream({ frameLength: 31, hopLength: 40, center, padMode }), whole: (y) => core.rms(y, { frameLength: 31, hopLength: 40, center, padMode }) })), // prettier-ignore
  ...framed("amplitudeEnvelope", (center, padMode) => ({ stage: () => core.amplitudeEnvelopeStream({ frameLength: 31, hopLength: 10, center, padMode, mode: "absmax" }), whole: (y) => core.amplitudeEnvelope(y, { frameLength: 31, hopLength: 10, center, padMode, mode: "absmax" }) })), // prettier-ignore
  { name: "logMelspectrogram", stage: () => core.logMelspectrogramStream({ ...audio, nMels: 6, amin: 1e-6, ref: 2 }), whole: (y) => core.logMelspectrogram(y, { ...audio, nMels: 6, amin: 1e-6, ref: 2, topDb: null }) }, // prettier-ignore
  { name: "lfilter", stage: () => core.lfilterStream([1, -0.9, 0.3], [0.5, 0.2], { clamp: false }), whole: (y) => core.lfilter(y, [1, -0.9, 0.3], [0.5, 0.2], { clamp: false }) }, // prettier-ignore
  { name: "lfilter, limited", stage: () => core.lfilterStream([1, -0.9], [1, 0]), whole: (y) => core.lfilter(y, [1, -0.9], [1, 0]) }, // prettier-ignore
  { name: "sosfilt", stage: () => core.sosfiltStream([[1, 0.5, 0.2, 1, -0.4, 0.1], [1, 0, 0, 1, 0.3, 0]]), whole: (y) => core.sosfilt(y, [[1, 0.5, 0.2, 1, -0.4, 0.1], [1, 0, 0, 1, 0.3, 0]]) }, // prettier-ignore
  { name: "preemphasis", stage: () => core.preemphasisStream({ coef: 0.9 }), whole: (y) => core.preemphasis(y, { coef: 0.9 }) }, // prettier-ignore
  ...(["interp", "nearest", "mirror"] as const).map((mode) => ({ name: `delta, "${mode}"`, stage: () => core.deltaStream({ width: 7, mode }), whole: (y: Tensor) => core.delta(y, { width: 7, mode }) })), // prettier-ignore
  { name: "computeDeltas", stage: () => core.computeDeltasStream({ winLength: 5 }), whole: (y) => core.computeDeltas(y, { winLength: 5 }) }, // prettier-ignore
  { name: "deemphasis", stage: () => core.deemphasisStream({ coef: 0.9 }), whole: (y) => core.deemphasis(y, { coef: 0.9 }) }, // prettier-ignore
  { name: "deemphasis from a state", stage: () => core.deemphasisStream({ zi: 0.3 }), whole: (y) => core.deemphasis(y, { zi: 0.3 }) }, // prettier-ignore
  { name: "zeroCrossingRate", stage: () => core.zeroCrossingRateStream({ frameLength: 30, hopLength: 11 }), whole: (y) => core.zeroCrossingRate(y, { frameLength: 30, hopLength: 11 }) }, // prettier-ignore
];

describe("a streaming twin", () => {
  it.each(twins)("$name: blocks of any sizes give what the whole signal gives", (twin) => expectTwin(twin));
});

describe("a stage", () => {
  it("holds a bounded number of samples however long the signal", () => {
    const made = core.melspectrogramStream({ ...audio, nMels: 6 });
    for (let i = 0; i < 50; i++) made.push(noise([37], i));
    const rest = made.flush()!;
    expect(rest.shape.at(-1)).toBeLessThan(4);
  });

  it("refuses what needs the whole signal", () => {
    expect(() => core.deltaStream({ mode: "wrap" })).toThrow(/mode="wrap"/);
    expect(() => core.computeDeltasStream({ mode: "circular" })).toThrow(/mode="circular"/);
    expect(() => core.stftStream({ padMode: "wrap" })).toThrow(ParameterError);
    expect(() => core.stftStream({ padMode: "wrap" })).toThrow(/padMode="wrap"/);
    expect(() => core.logMelspectrogramStream({ topDb: 80 as never })).toThrow(/topDb=80.*topDb: null/);
    expect(() => core.logMelspectrogramStream({ ref: "max" as never })).toThrow(/ref=max/);
  });

  it("refuses blocks of other channels, numbers, and blocks after the end", () => {
    const made = core.rmsStream();
    made.push(noise([2, 10], 1));
    expect(() => made.push(noise([3, 10], 1))).toThrow(/\[3, 10\].*\[2\]/);
    expect(() => core.rmsStream().push(core.tensor(1))).toThrow(ShapeError);
    made.flush();
    expect(() => made.push(noise([2, 10], 1))).toThrow(/flush/);
  });

  it("gives nothing for nothing", async () => {
    expect(core.stftStream().flush()).toBeUndefined();
    expect(await streamed(noise([0], 1), [0], core.stftStream())).toBeUndefined();
  });

  it("records no gradients", () => {
    const y = noise([3000], 1);
    y.requiresGrad = true;
    expect(core.rmsStream().push(y)!.requiresGrad).toBe(false);
  });
});

it("stream sends blocks through stages one behind the other", async () => {
  const y = noise([1000], 3);
  const pieces: Tensor[] = [];
  const blocks = [y.narrow(-1, 0, 333), y.narrow(-1, 333, 667)];
  for await (const out of core.stream(blocks, core.rmsStream({ frameLength: 40, hopLength: 10 }), core.frameStream({ frameLength: 3, hopLength: 1 })))
    pieces.push(out); // prettier-ignore
  const expected = core.frame(core.rms(y, { frameLength: 40, hopLength: 10 }), { frameLength: 3, hopLength: 1 });
  expect(core.cat(pieces, -1).sub(expected).abs().amax().itemSync()).toBeLessThan(1e-9);
});
