import { cat, fromTypedArray, full, Generator, isComplex, ParameterError, randn, ShapeError, tensor, tone, zeros, type Tensor } from "@sonograd/core"; // prettier-ignore
import { describe, expect, it } from "vitest";
import { transforms } from "../index.js";

const noise = (shape: readonly number[], seed = 1): Tensor =>
  randn(shape, { dtype: "float64", generator: new Generator(seed) });
const apart = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();

describe("Spectrogram", () => {
  it("is undone by InverseSpectrogram, whatever the normalisation", () => {
    const y = noise([2, 500]);
    for (const normalized of [false, "window", "frame_length"] as const)
      for (const onesided of [true, false]) {
        const options = { nFft: 64, hopLength: 16, normalized, onesided };
        const S = new transforms.Spectrogram({ ...options, power: null }).forward(y);
        expect(isComplex(S.dtype)).toBe(true);
        expect(apart(new transforms.InverseSpectrogram(options).forward(S, 500), y)).toBeLessThan(1e-9);
      }
  });

  it("mirrors the upper half of the bins", () => {
    const y = noise([100]);
    const whole = new transforms.Spectrogram({ nFft: 16, onesided: false }).forward(y);
    expect(whole.shape[0]).toBe(16);
    expect(apart(whole.narrow(0, 1, 7), whole.narrow(0, 9, 7).flip([0]))).toBeLessThan(1e-9);
  });

  it("says what is wrong", () => {
    expect(() => new transforms.Spectrogram({ padMode: "wrap" as never })).toThrow(/padMode="wrap".*circular/);
    expect(() => new transforms.Spectrogram({ power: -1 })).toThrow(/power=-1/);
    expect(() => new transforms.Spectrogram({ windowFn: "hat_window" as never })).toThrow(/windowFn="hat_window"/);
    expect(() => new transforms.Spectrogram({ normalized: "no" as never })).toThrow(ParameterError);
    expect(() => new transforms.Spectrogram({ hopLength: 0 })).toThrow(/hopLength=0/);
  });
});

describe("mel", () => {
  it("MFCC and LFCC refuse more coefficients than bands", () => {
    expect(() => new transforms.MFCC({ nMfcc: 41, melkwargs: { nMels: 40 } })).toThrow(/nMfcc=41.*40/);
    expect(() => new transforms.LFCC({ nLfcc: 41, nFilter: 40 })).toThrow(/nLfcc=41/);
  });

  it("InverseMelScale gives a spectrogram with the same bands, where nothing is cut off", () => {
    const bank = { nMels: 8, sampleRate: 8000, nStft: 65 };
    const S = full([65, 3], 2, { dtype: "float64" });
    const mel = new transforms.MelScale(bank).forward(S);
    const { nStft, ...rest } = bank;
    const back = new transforms.InverseMelScale(nStft, rest).forward(mel);
    expect(back.shape).toEqual([65, 3]);
    expect(apart(new transforms.MelScale(bank).forward(back), mel)).toBeLessThan(1e-6);
  });

  it("AmplitudeToDB counts topDb from the largest value of each example", () => {
    const quiet = tensor([[[1e-4, 1e-9]]], { dtype: "float64" });
    const loud = tensor([[[1, 1e-9]]], { dtype: "float64" });
    const db = new transforms.AmplitudeToDB({ topDb: 30 }).forward(cat([quiet.unsqueeze(0), loud.unsqueeze(0)], 0));
    expect(db.flatten().arraySync()).toEqual([-40, -70, 0, -30].map((v) => expect.closeTo(v, 9)));
    expect(() => new transforms.AmplitudeToDB({ topDb: -1 })).toThrow(/topDb=-1/);
  });

  it("carries gradients to the waveform", () => {
    const y = noise([400]);
    y.requiresGrad = true;
    new transforms.MFCC({ sampleRate: 8000, nMfcc: 4, melkwargs: { nFft: 64, nMels: 8 } }).forward(y).sum().backward();
    expect(y.grad!.abs().amax().itemSync()).toBeGreaterThan(0);
  });

  it("SpectralCentroid finds a tone, and gives 0 for silence", () => {
    const centroid = new transforms.SpectralCentroid(8000, { nFft: 400 });
    const hz = centroid.forward(tone(1000, { sampleRate: 8000, duration: 0.5 }));
    expect(hz.narrow(0, 5, 1).itemSync()).toBeCloseTo(1000, -1);
    expect(
      centroid
        .forward(zeros([1000]))
        .abs()
        .amax()
        .itemSync(),
    ).toBe(0);
  });
});

describe("masks", () => {
  const S = full([4, 2, 20, 30], 1);
  const zerosIn = (x: Tensor): boolean[][] => (x.eq(0).arraySync() as boolean[][][][]).map((clip) => clip[0].flat());

  it("blank one band, the same for all examples, or one for each", () => {
    const generator = new Generator(3);
    const one = new transforms.FrequencyMasking(10, { generator }).forward(S);
    expect(new Set(zerosIn(one).map(String)).size).toBe(1);
    const each = new transforms.TimeMasking(20, { iidMasks: true, generator }).forward(S);
    expect(new Set(zerosIn(each).map(String)).size).toBeGreaterThan(1);
  });

  it("blank a stretch of fewer than maskParam rows, all of each", () => {
    const generator = new Generator(5);
    for (let i = 0; i < 30; i++) {
      const masked = new transforms.TimeMasking(7, { generator }).forward(S).select(0, 0).select(0, 0);
      const columns = (masked.transpose(0, 1).arraySync() as number[][]).map((column) => new Set(column));
      expect(columns.every((values) => values.size === 1)).toBe(true);
      const blank = columns.flatMap((values, t) => (values.has(0) ? [t] : []));
      expect(blank.length).toBeLessThan(7);
      expect(blank.length === 0 || blank.at(-1)! - blank[0] === blank.length - 1).toBe(true);
    }
  });

  it("p limits the share that is blanked", () => {
    const generator = new Generator(5);
    for (let i = 0; i < 20; i++) {
      const masked = new transforms.TimeMasking(30, { p: 0.1, generator }).forward(S);
      expect(masked.select(0, 0).select(0, 0).eq(0).to("float32").sum().itemSync()).toBeLessThan(20 * 3);
    }
  });

  it("SpecAugment fills with the mean unless zeros are asked for", () => {
    const x = noise([2, 10, 12]);
    const generator = new Generator(8);
    const filled = new transforms.SpecAugment(2, 6, 1, 4, { generator }).forward(x);
    const changed = filled.sub(x).abs().gt(1e-12);
    expect(changed.any().itemSync()).toBe(1);
    const mean = x.mean().itemSync();
    const values = (filled.arraySync() as number[][][]).flat(2).filter((_, i) => (changed.flatten().arraySync() as boolean[])[i]); // prettier-ignore
    expect(values.every((value) => Math.abs(value - mean) < 1e-9)).toBe(true);
  });

  it("say what is wrong", () => {
    expect(() => new transforms.TimeMasking(-1)).toThrow(/timeMaskParam=-1/);
    expect(() => new transforms.TimeMasking(5, { p: 2 })).toThrow(/p=2/);
    expect(() => new transforms.FrequencyMasking(5, { iidMasks: true }).forward(zeros([4, 5]))).toThrow(/batch/);
    expect(() => new transforms.SpecAugment(-1, 5, 1, 5)).toThrow(/nTimeMasks=-1/);
  });
});

describe("waveforms", () => {
  it("Fade begins and ends at 0 and leaves the middle alone", () => {
    for (const fadeShape of ["linear", "exponential", "logarithmic", "quarter_sine", "half_sine"] as const) {
      const faded = new transforms.Fade({ fadeInLen: 10, fadeOutLen: 20, fadeShape }).forward(full([100], 1));
      const values = faded.arraySync() as number[];
      expect(values[0]).toBeCloseTo(0, 6);
      expect(values[99]).toBeCloseTo(0, 6);
      expect(values.slice(10, 80).every((v) => v === 1)).toBe(true);
      expect(values.slice(0, 10).every((v, i) => i === 0 || v >= values[i - 1])).toBe(true);
    }
    expect(() => new transforms.Fade({ fadeInLen: 101 }).forward(full([100], 1))).toThrow(/fadeInLen=101/);
    expect(() => new transforms.Fade({ fadeShape: "round" as never })).toThrow(/fadeShape="round"/);
  });

  it("Vol knows amplitudes, powers and decibels, and limits", () => {
    const half = full([1], 0.25);
    expect(new transforms.Vol(2).forward(half).itemSync()).toBeCloseTo(0.5, 6);
    expect(new transforms.Vol(4, "power").forward(half).itemSync()).toBeCloseTo(0.5, 6);
    expect(new transforms.Vol(20 * Math.log10(2), "db").forward(half).itemSync()).toBeCloseTo(0.5, 6);
    expect(new transforms.Vol(100).forward(half).itemSync()).toBe(1);
    expect(() => new transforms.Vol(-1)).toThrow(/gain=-1/);
  });

  it("AddNoise mixes at the wanted ratio", () => {
    const [y, n] = [noise([2, 3000], 1), noise([2, 3000], 2)];
    const snr = tensor([20, -3], { dtype: "float64" });
    const added = new transforms.AddNoise().forward(y, n, snr).sub(y);
    const ratio = y.square().sum(-1).div(added.square().sum(-1)).log10().mul(10).arraySync() as number[];
    expect(ratio).toEqual([expect.closeTo(20, 9), expect.closeTo(-3, 9)]);
    expect(() => new transforms.AddNoise().forward(y, noise([2, 5]), snr)).toThrow(ShapeError);
    expect(() => new transforms.AddNoise().forward(y, n, tensor([1]))).toThrow(/snr/);
  });

  it("AddNoise measures only the samples that count", () => {
    const [y, n] = [noise([1, 100], 1), noise([1, 100], 2)];
    const added = new transforms.AddNoise().forward(y, n, tensor([0], { dtype: "float64" }), tensor([40])).sub(y);
    const energy = (x: Tensor): number => x.narrow(1, 0, 40).square().sum().itemSync();
    expect(energy(added) / energy(y)).toBeCloseTo(1, 9);
  });

  it("FFTConvolve and Convolve agree with the sum, in every mode", () => {
    const [x, h] = [
      [1, 2, 3, 4],
      [1, 0, -1],
    ];
    const sum = Array.from({ length: 6 }, (_, n) => x.reduce((s, v, k) => s + v * (h[n - k] ?? 0), 0));
    const run = (mode: "full" | "same" | "valid"): number[] =>
      new transforms.Convolve(mode).forward(tensor(x), tensor(h)).arraySync() as number[];
    const near = (values: number[]) => values.map((v) => expect.closeTo(v, 5) as number);
    expect(run("full")).toEqual(near(sum));
    expect(run("same")).toEqual(near(sum.slice(1, 5)));
    expect(run("valid")).toEqual(near(sum.slice(2, 4)));
    expect(() => new transforms.FFTConvolve("most" as never)).toThrow(/mode="most"/);
  });

  it("mu-law codes come back within a step, and emphasis comes back exactly", () => {
    const y = fromTypedArray(Float32Array.from({ length: 201 }, (_, i) => i / 100 - 1), [201]); // prettier-ignore
    const codes = new transforms.MuLawEncoding().forward(y);
    expect(codes.dtype).toBe("int32");
    expect(apart(new transforms.MuLawDecoding().forward(codes), y)).toBeLessThan(0.025);
    expect(() => new transforms.MuLawEncoding(1)).toThrow(/quantizationChannels=1/);
    const x = noise([50]);
    expect(apart(new transforms.Deemphasis().forward(new transforms.Preemphasis().forward(x)), x)).toBeLessThan(1e-9);
  });
});

describe("time and pitch", () => {
  it("Resample and Speed give the lengths that torchaudio gives", () => {
    const y = noise([2, 1000]);
    expect(new transforms.Resample(44100, 16000).forward(y).shape).toEqual([2, Math.ceil((16000 * 1000) / 44100)]);
    expect(new transforms.Resample(8000, 8000).forward(y)).toBe(y);
    expect(new transforms.Speed(8000, 2).forward(y).shape).toEqual([2, 500]);
    // Called as a function, it tells by its arguments what it returns.
    expect(new transforms.Speed(8000, 2)(y).shape).toEqual([2, 500]);
    expect(new transforms.SpeedPerturbation(8000, [2])(y).shape).toEqual([2, 500]);
    expect(() => new transforms.Resample(8000.5, 8000)).toThrow(/origFreq=8000.5/);
    expect(() => new transforms.Speed(8000, 0)).toThrow(/factor=0/);
  });

  it("PitchShift moves a tone by its steps", () => {
    const y = tone(500, { sampleRate: 8000, duration: 1 });
    const high = new transforms.PitchShift(8000, 12).forward(y);
    expect(high.shape).toEqual(y.shape);
    const S = new transforms.Spectrogram({ nFft: 800 }).forward(high).sum(-1);
    expect((S.argmax(0).itemSync() * 8000) / 800).toBeCloseTo(1000, -1.3);
  });

  it("TimeStretch wants a rate", () => {
    const S = new transforms.Spectrogram({ nFft: 64, power: null }).forward(noise([500]));
    const stretch = new transforms.TimeStretch({ nFreq: 33 });
    expect(stretch.forward(S, 2).shape).toEqual([33, Math.ceil(S.shape[1] / 2)]);
    expect(() => stretch.forward(S)).toThrow(/rate=undefined/);
  });

  it("GriffinLim finds a signal with the magnitudes", () => {
    const options = { nFft: 64, hopLength: 16 };
    const S = new transforms.Spectrogram(options).forward(tone(600, { sampleRate: 8000, duration: 0.1 }));
    const errorAfter = (nIter: number): number => {
      const y = new transforms.GriffinLim({ ...options, nIter, randInit: false }).forward(S);
      const again = new transforms.Spectrogram(options).forward(y);
      return again.sub(S).square().sum().div(S.square().sum()).itemSync();
    };
    expect(errorAfter(40)).toBeLessThan(0.02);
    expect(errorAfter(40)).toBeLessThan(errorAfter(1) / 5);
    expect(() => new transforms.GriffinLim({ momentum: 1 })).toThrow(/momentum=1/);
  });

  it("Loudness of a 1 kHz sine of half the full scale is -9.03 LUFS", () => {
    const sine = tone(997, { sampleRate: 48000, duration: 2, dtype: "float64" }).unsqueeze(0).mul(0.5);
    expect(new transforms.Loudness(48000).forward(sine).itemSync()).toBeCloseTo(-3.01 - 6.02, 1);
    expect(() => new transforms.Loudness(48000).forward(sine.squeeze(0))).toThrow(/channels/);
  });
});
