// Closed forms, edge cases and gradients of the spectral features: they share their input and their rules.
import { describe, expect, test } from "vitest";
import {
  Generator, gradcheck, logMelspectrogram, mel, melspectrogram, mfcc, ParameterError, powerToDb, randn, ShapeError, spectralBandwidth,
  spectralCentroid, spectralFlatness, spectralRolloff, stft, tensor, tone, zeros, type SignalOrSpectrogram, type Tensor,
} from "../index.js"; // prettier-ignore

const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });
const double = (values: number[][]): Tensor => tensor(values, { dtype: "float64" });
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync() as number;

/** Each feature with options that suit a signal of 40 samples. */
const FEATURES: Readonly<Record<string, (input: SignalOrSpectrogram) => Tensor>> = {
  spectralCentroid: (y) => spectralCentroid(y, { nFft: 16, hopLength: 8 }),
  spectralBandwidth: (y) => spectralBandwidth(y, { nFft: 16, hopLength: 8 }),
  spectralFlatness: (y) => spectralFlatness(y, { nFft: 16, hopLength: 8 }),
  spectralRolloff: (y) => spectralRolloff(y, { nFft: 16, hopLength: 8 }),
  melspectrogram: (y) => melspectrogram(y, { nFft: 16, hopLength: 8, nMels: 3 }),
  logMelspectrogram: (y) => logMelspectrogram(y, { nFft: 16, hopLength: 8, nMels: 3, topDb: null }),
  mfcc: (y) => mfcc(y, { nFft: 16, hopLength: 8, nMels: 4, nMfcc: 3, lifter: 2 }),
};

describe.each(Object.entries(FEATURES))("%s", (name, feature) => {
  test("treats each channel of a batch on its own", () => {
    const y = noise([2, 3, 40]);
    // The range of decibels counts from the largest value of the whole batch.
    if (name === "mfcc") return;
    const all = feature(y);
    expect(all.shape.slice(0, 2)).toEqual([2, 3]);
    expect(all.shape.at(-1)).toBe(6);
    expect(distance(all.select(0, 1).select(0, 2), feature(y.select(0, 1).select(0, 2)))).toBeLessThan(1e-9);
  });

  test("is finite for silence and for a single sample", () => {
    for (const y of [zeros([40]), zeros([1]), tensor([0.5])])
      expect((feature(y).abs().amax().itemSync() as number) < 1e6).toBe(true);
  });

  test("stays in the dtype of the signal", () => {
    expect(feature(noise([40])).dtype).toBe("float64");
    expect(feature(noise([40]).to("float32")).dtype).toBe("float32");
  });

  test("has the gradient that finite differences show", () => {
    if (name === "spectralRolloff") return; // piecewise constant
    expect(gradcheck(feature, [noise([40]).requiresGrad_()])).toBe(true);
  });

  test("refuses empty signals and complex spectrograms", () => {
    expect(() => feature(zeros([0]))).toThrow(ShapeError);
    expect(() => feature({ S: zeros([9, 2], { dtype: "complex64" }) })).toThrow(/complex64 \[9, 2\] must be real/);
  });
});

describe("spectralCentroid", () => {
  test("of a tone is its frequency, of a flat spectrum the middle", () => {
    const y = tone(1000, { sampleRate: 8000, length: 4096, dtype: "float64" });
    const inner = spectralCentroid(y, { sampleRate: 8000, nFft: 512, hopLength: 256 }).narrow(-1, 3, 8);
    expect(inner.sub(1000).abs().amax().itemSync()).toBeLessThan(1);
    expect(spectralCentroid({ S: double([[1], [1], [1]]) }, { sampleRate: 8 }).itemSync()).toBe(2);
  });

  test("takes frequencies per bin, as a list, a tensor or one per frame", () => {
    const S = double([[1, 0], [3, 2]]); // prettier-ignore
    expect(spectralCentroid({ S }, { freq: [10, 20] }).arraySync()).toEqual([[17.5, 20]]);
    expect(spectralCentroid({ S }, { freq: tensor([10, 20]) }).arraySync()).toEqual([[17.5, 20]]);
    expect(spectralCentroid({ S }, { freq: double([[10, 0], [20, 7]]) }).arraySync()).toEqual([[17.5, 7]]); // prettier-ignore
    expect(() => spectralCentroid({ S }, { freq: [1, 2, 3] })).toThrow(ShapeError);
  });

  test("believes an odd nFft that makes as many bins as S has", () => {
    const S = double([[0], [1], [0]]);
    expect(spectralCentroid({ S }, { sampleRate: 20, nFft: 5 }).itemSync()).toBe(4);
    expect(spectralCentroid({ S }, { sampleRate: 20, nFft: 2048 }).itemSync()).toBe(5);
  });
});

describe("spectralBandwidth", () => {
  const S = double([[1], [0], [1]]); // 0 and 4 Hz, centroid 2
  test("is the spread around the centroid, with any exponent", () => {
    expect(spectralBandwidth({ S }, { sampleRate: 8 }).itemSync()).toBe(2);
    expect(spectralBandwidth({ S }, { sampleRate: 8, p: 1 }).itemSync()).toBe(2);
    expect(spectralBandwidth({ S }, { sampleRate: 8, p: 3 }).itemSync()).toBeCloseTo(2, 12);
    expect(spectralBandwidth({ S }, { sampleRate: 8, norm: false }).itemSync()).toBeCloseTo(Math.sqrt(8), 12);
    expect(spectralBandwidth({ S }, { sampleRate: 8, centroid: double([[0]]) }).itemSync()).toBeCloseTo(
      Math.sqrt(8),
      12,
    );
    expect(() => spectralBandwidth({ S }, { p: 0 })).toThrow(ParameterError);
  });
});

describe("spectralFlatness", () => {
  test("is 1 for a flat spectrum and for silence, small for a line", () => {
    expect(spectralFlatness({ S: double([[2], [2], [2]]) }).itemSync()).toBeCloseTo(1, 12);
    expect(spectralFlatness({ S: double([[0], [0]]) }).itemSync()).toBeCloseTo(1, 12);
    expect(spectralFlatness({ S: double([[1], [0], [0]]) }).itemSync()).toBeLessThan(1e-5);
  });
});

describe("spectralRolloff", () => {
  test("is the first frequency at which the share is reached", () => {
    const S = double([[1], [1], [1], [1]]);
    expect(spectralRolloff({ S }, { freq: [0, 1, 2, 3], rollPercent: 0.5 }).itemSync()).toBe(1);
    expect(spectralRolloff({ S }, { freq: [0, 1, 2, 3], rollPercent: 0.51 }).itemSync()).toBe(2);
    expect(() => spectralRolloff({ S }, { rollPercent: 1 })).toThrow(/rollPercent=1/);
  });
});

describe("melspectrogram", () => {
  test("is the mel bank times the power spectrum", () => {
    const y = noise([500]);
    const options = { sampleRate: 8000, nFft: 64, hopLength: 16, nMels: 5, htk: true, fmin: 100, fmax: 3000 } as const;
    const power = stft(y, { nFft: 64, hopLength: 16 }).abs().square();
    const bank = mel({ sampleRate: 8000, nFft: 64, nMels: 5, htk: true, fmin: 100, fmax: 3000, dtype: "float64" });
    expect(distance(melspectrogram(y, options), bank.matmul(power))).toBeLessThan(1e-12);
    expect(distance(melspectrogram({ S: power }, options), bank.matmul(power))).toBeLessThan(1e-12);
    expect(
      distance(logMelspectrogram(y, { ...options, ref: "max" }), powerToDb(bank.matmul(power), { ref: "max" })),
    ).toBeLessThan(1e-9);
  });

  test("lies frame by frame in memory", () => {
    expect(melspectrogram(noise([500])).transpose(-1, -2).isContiguous).toBe(true);
  });

  test("has a gradient of 0 where the signal is silent", () => {
    const y = zeros([64]).requiresGrad_();
    melspectrogram(y, { nFft: 16, nMels: 2 }).sum().backward();
    expect(y.grad!.abs().amax().itemSync()).toBe(0);
  });

  test("names what does not fit", () => {
    expect(() => melspectrogram(zeros([64]), { nMels: 0 })).toThrow(/melspectrogram: nMels=0/);
    expect(() => melspectrogram(zeros([64]), { hopLength: 0 })).toThrow(/hopLength=0/);
    expect(() => mfcc(zeros([64]), { nMels: 4, nMfcc: 5 })).toThrow(/nMfcc=5/);
    expect(() => mfcc(zeros([64]), { lifter: -1 })).toThrow(/lifter=-1/);
    expect(() => mfcc(zeros([64]), { dctType: 4 as 2 })).toThrow(/dctType=4/);
  });
});
