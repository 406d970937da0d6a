import { describe, expect, it } from "vitest";
import {
  chroma, constantQ, constantQLengths, cqtFrequencies, cqToChroma, noteToHz, ParameterError, tensor, wavelet, waveletLengths, windowBandwidth, type Tensor, type WaveletLengthOptions, type WindowSpec,
} from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const close = (own: ArrayLike<number>, expected: readonly number[], digits = 8): void => {
  expect(own.length).toBe(expected.length);
  expected.forEach((value, i) => expect(own[i] / (value || 1)).toBeCloseTo(value ? 1 : 0, digits));
};

// The numbers of this file are those of librosa.filters 0.11, which holds its banks in single precision.
describe("waveletLengths", () => {
  const freqs = cqtFrequencies(3, { fmin: 1000, binsPerOctave: 3 });
  it.each<[Partial<WaveletLengthOptions>, number[], number]>([
    [{}, [35.23863014, 27.96891928, 22.19894594], 1857.717149],
    [{ gamma: null }, [28.67951813, 23.67193617, 19.40341273], 1883.677716],
    [{ gamma: 20, filterScale: 0.5 }, [16.19278607, 13.07053761, 10.5158699], 2138.033246],
    [{ window: "blackmanharris" }, [35.23863014, 27.96891928, 22.19894594], 1948.606946],
  ])("are librosa's, %j", (options, lengths, cutoff) => {
    const found = waveletLengths({ freqs, sampleRate: 8000, ...options });
    close(found.lengths, lengths);
    expect(found.fCutoff).toBeCloseTo(cutoff, 5);
  });
  it("fall as the pitch rises, by an octave to half", () => {
    const lengths = constantQLengths({ sampleRate: 22050, nBins: 36 });
    for (let i = 0; i < 24; i++) expect(lengths[i] / lengths[i + 12]).toBeCloseTo(2, 10);
  });
  it("name what is wrong", () => {
    expect(() => waveletLengths({ freqs: [200, 100] })).toThrow(ParameterError);
    expect(() => waveletLengths({ freqs: [100, 200], filterScale: 0 })).toThrow(/filterScale=0/);
    expect(() => constantQLengths({ sampleRate: 8000, nBins: 84 })).toThrow(/above sampleRate \/ 2 = 4000/);
  });
});

describe("wavelet", () => {
  const filtersOf = (norm: number | null): Tensor =>
    wavelet({ freqs: [1500, 2000], sampleRate: 8000, alpha: 0.3, norm, dtype: "complex128" }).filters;
  it("is librosa's tone under a window", () => {
    const filters = filtersOf(1);
    expect(filters.shape).toEqual([2, 32]);
    const real = [-0.003972221632, -0.005875115283, 0.02305424586, 0.0493314527, 0, -0.08709654957, -0.07695888728, 0.044638291, 0.1166454777]; // prettier-ignore
    const imaginary = [0, -0.0141837839, -0.02305424586, 0.02043375559, 0.07492135465, 0.03607657179, -0.07695888728, -0.1077663675, 0]; // prettier-ignore
    expect(furthest(filters.select(0, 0).real().narrow(0, 8, 9), double(real))).toBeLessThan(1e-8);
    expect(furthest(filters.select(0, 0).imag().narrow(0, 8, 9), double(imaginary))).toBeLessThan(1e-8);
    expect(filters.abs().narrow(1, 0, 8).amax().itemSync()).toBe(0);
  });
  it("has the norm that is asked for", () => {
    const size = filtersOf(null).abs();
    const sums = { 1: size.sum(-1), 2: size.square().sum(-1).sqrt(), Infinity: size.amax(-1) };
    for (const [norm, sum] of Object.entries(sums))
      expect(furthest(filtersOf(Number(norm)).abs().mul(sum.unsqueeze(-1)), size)).toBeLessThan(1e-12);
  });
  it("of equal temperament answers its own pitch most", () => {
    const { filters } = constantQ({ sampleRate: 8000, fmin: 220, nBins: 24, dtype: "complex128" });
    const freqs = cqtFrequencies(24, { fmin: 220, binsPerOctave: 12 });
    const width = filters.shape[1];
    for (const bin of [0, 7, 23]) {
      const at = (wave: (x: number) => number): Tensor =>
        double(Array.from({ length: width }, (_, i) => wave((2 * Math.PI * freqs[bin] * i) / 8000)));
      const [c, s] = [at(Math.cos), at(Math.sin)];
      // |Σ conj(filter) · e^(iωn)|²
      const re = filters.real().matmul(c).add(filters.imag().matmul(s));
      const im = filters.real().matmul(s).sub(filters.imag().matmul(c));
      const answers = re.square().add(im.square());
      expect(answers.argmax(0).itemSync()).toBe(bin);
      expect(answers.amax().itemSync()).toBeCloseTo(1, 6);
    }
  });
});

describe("cqToChroma", () => {
  const places = (bank: Tensor): number[] => bank.argmax(0).arraySync() as number[];
  it("puts bins where librosa puts them", () => {
    expect(places(cqToChroma(24, { binsPerOctave: 24 }))).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 0]); // prettier-ignore
    expect(places(cqToChroma(14, { fmin: noteToHz("E3") as number }))).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5]); // prettier-ignore
    expect(places(cqToChroma(14, { baseC: false }))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4]);
  });
  it("smooths each row by a window", () => {
    const [plain, smooth] = [cqToChroma(30), cqToChroma(30, { window: [0.5, 1, 0.25] })];
    const row = plain.select(0, 3);
    const before = row.narrow(0, 0, 29).pad([1, 0]);
    const after = row.narrow(0, 1, 29).pad([0, 1]);
    expect(furthest(smooth.select(0, 3), row.add(after.mul(0.5)).add(before.mul(0.25)))).toBeLessThan(1e-6);
  });
  it("names what is wrong", () => {
    expect(() => cqToChroma(24, { binsPerOctave: 13 })).toThrow(/binsPerOctave=13 must be a multiple of nChroma=12/);
    expect(() => cqToChroma(0)).toThrow(/nInput=0/);
  });
});

describe("chroma", () => {
  it("is librosa's bank", () => {
    const bank = chroma({ sampleRate: 8000, nFft: 16, dtype: "float64" });
    expect(bank.shape).toEqual([12, 9]);
    close(bank.select(1, 3).arraySync() as number[], [0.03025886416, 0.04862003028, 0.1042941436, 0.190401718, 0.2958340347, 0.3911935389, 0.4402521849, 0.421674788, 0.3437320888, 0.2384672612, 0.1408003569, 0.07075303048], 6); // prettier-ignore
  });
  it("is librosa's with other options", () => {
    const bank = chroma({ sampleRate: 8000, nFft: 16, tuning: 0.25, octwidth: null, norm: 1, baseC: false, dtype: "float64" }); // prettier-ignore
    close(bank.select(1, 5).arraySync() as number[], [0.0002776015899, 0.00235572597, 0.01338023227, 0.0508672893, 0.1294343621, 0.2204431593, 0.2512926161, 0.1917338967, 0.09791609645, 0.03346920013, 0.00765724713, 0.001172562595], 6); // prettier-ignore
    // Of bin 0, which has no pitch, only the width counts.
    close(bank.select(1, 0).arraySync() as number[], [0.08103331178, 0.07661931217, 0.07194916159, 0.07696919888, 0.08132921904, 0.08488178998, 0.08750256896, 0.0890974775, 0.08960832655, 0.08901632577, 0.08734323829, 0.08465006202], 6); // prettier-ignore
    expect(furthest(bank.sum(0), double(Array.from({ length: 9 }, () => 1)))).toBeLessThan(1e-12);
  });
  it("has its largest weight at the pitch class of the bin", () => {
    // Bin 56 of 1024 at 8 kHz lies at 437.5 Hz: A.
    expect(chroma({ sampleRate: 8000, nFft: 1024 }).select(1, 56).argmax(0).itemSync()).toBe(9);
    expect(chroma({ sampleRate: 8000, nFft: 1024, baseC: false }).select(1, 56).argmax(0).itemSync()).toBe(0);
  });
});

it.each<[WindowSpec, number]>([
  ["hann", 1.500183105],
  ["hamming", 1.362945532],
  ["boxcar", 1],
  ["blackman", 1.726968155],
  ["flattop", 2.776225505],
  [["kaiser", 5], 1.358964236],
])("windowBandwidth of %s is librosa's", (window, bandwidth) => expect(windowBandwidth(window)).toBeCloseTo(bandwidth, 8)); // prettier-ignore
