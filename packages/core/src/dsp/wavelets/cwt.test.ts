import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centralFrequency, ContinuousWavelet, cwt, gradcheck, ParameterError, scale2frequency, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const numbers = (t: Tensor): number[] => Array.from((t.dtype.startsWith("complex") ? t.abs() : t).dataSync() as Float64Array); // prettier-ignore
const NAMES = ["gaus1", "gaus2", "gaus5", "gaus8", "mexh", "morl", "cgau1", "cgau4", "cgau8", "cmor1.5-1.0", "shan0.5-2", "fbsp2-1-1.5"]; // prettier-ignore

describe("ContinuousWavelet", () => {
  it.each(["gaus1", "gaus2", "gaus3", "gaus4", "gaus8", "cgau1", "cgau5", "cgau8", "mexh"])(
    "%s has unit energy",
    (name) => {
      const { psi, psiImag, x } = new ContinuousWavelet(name).wavefun({ length: 4001 });
      const energy = psi.reduce((s, v, i) => s + v * v + (psiImag?.[i] ?? 0) ** 2, 0) * (x[1] - x[0]);
      expect(energy).toBeCloseTo(1, 8);
    },
  );

  it.each(["gaus1", "gaus3", "gaus6", "mexh"])("%s has no mean", (name) => {
    const { psi, x } = new ContinuousWavelet(name).wavefun({ length: 4001 });
    expect(psi.reduce((s, v) => s + v, 0) * (x[1] - x[0])).toBeCloseTo(0, 6);
  });

  it("takes the derivative of a Gaussian: gaus1 in closed form, with PyWavelets' signs above", () => {
    const { psi, x } = new ContinuousWavelet("gaus1").wavefun({ length: 11 });
    const scale = Math.sqrt(Math.sqrt(Math.PI / 2));
    psi.forEach((v, i) => expect(v).toBeCloseTo((-2 * x[i] * Math.exp(-x[i] * x[i])) / scale, 14));
    const middle = (order: number): number => new ContinuousWavelet(`gaus${order}`).wavefun({ length: 3 }).psi[1];
    expect([2, 4, 6, 8].map((order) => Math.sign(middle(order)))).toEqual([1, 1, 1, 1]);
  });

  it("reads parameters from the name, and refuses others", () => {
    expect(centralFrequency("cmor2-3.5")).toBeCloseTo(3.5, 1);
    expect(new ContinuousWavelet("FBSP3-1-2").complexCwt).toBe(true);
    for (const name of ["cmor1.5", "cmor0-1", "fbsp1.5-1-1", "shan-1", "gaus9", "morl2", "db2"])
      expect(() => new ContinuousWavelet(name), name).toThrow(ParameterError);
    expect(() => new ContinuousWavelet("cmor1.5")).toThrow(/name="cmor1.5".*cmorB-C/);
    expect(() => new ContinuousWavelet("morl", { lowerBound: 3, upperBound: 2 })).toThrow(/lowerBound=3/);
  });
});

describe("scale2frequency", () => {
  it("is the centre over the scale, for wavelets of both kinds", () => {
    expect(scale2frequency("morl", 2)).toBe(0.40625);
    expect(Array.from(scale2frequency("db2", [1, 2]))).toEqual([2 / 3, 1 / 3]);
    // A spectrum at negative frequencies counts by its distance from 0.
    expect(centralFrequency("cgau3")).toBe(0.5);
    expect(() => scale2frequency("morl", 0)).toThrow(/scale=0/);
    expect(() => centralFrequency("morl", { precision: 20 })).toThrow(/precision=20/);
  });
});

describe("cwt", () => {
  it("gives the same by sums and by spectra, for every wavelet and length", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }), (name, values) => {
        const run = (method: "conv" | "fft"): number[] =>
          numbers(cwt(double(values), [0.5, 1, 3.3, 17], name, { method }).coefs);
        const [a, b] = [run("conv"), run("fft")];
        a.forEach((v, i) => expect(v).toBeCloseTo(b[i], 9));
      }), // prettier-ignore
      { numRuns: 40 },
    );
  });

  it("answers an impulse with the wavelet, turned and stretched", () => {
    const x = Array.from({ length: 61 }, () => 0);
    x[30] = 1;
    const { coefs } = cwt(double(x), [5], "gaus1", { precision: 14 });
    // Each value is the wavelet's integral over one sample: gaus1 is the derivative of this.
    const integral = (u: number): number => Math.exp(-u * u) / Math.sqrt(Math.sqrt(Math.PI / 2));
    numbers(coefs).forEach((v, t) => {
      const expected = Math.sqrt(5) * (integral((31 - t) / 5) - integral((30 - t) / 5));
      expect(Math.abs(v - expected)).toBeLessThan(3e-3);
    });
  });

  it("correlates with the conjugate of a complex wavelet, as PyWavelets", () => {
    for (const method of ["conv", "fft"] as const) {
      const { coefs } = cwt(double([0, 0, 1, 0, 0, 0]), [2], "cgau1", { method });
      const [re, im] = [numbers(coefs.real()), numbers(coefs.imag())];
      [-0.17223511, -0.43248481, -0.28137047, 0.28137047].forEach((v, t) => expect(re[t]).toBeCloseTo(v, 7));
      [-0.1824891, -0.0555026, 0.33311605, 0.33311605].forEach((v, t) => expect(im[t]).toBeCloseTo(v, 7));
    }
  });

  it("finds a tone at the frequency of the scale", () => {
    const tone = Array.from({ length: 400 }, (_, i) => Math.cos(2 * Math.PI * 0.05 * i));
    const scales = Array.from({ length: 40 }, (_, i) => 10 + i * 0.5);
    const { coefs, frequencies } = cwt(double(tone), scales, "cmor1.5-1.0", { samplingPeriod: 0.01 });
    const middle = numbers(coefs.narrow(1, 200, 1).contiguous());
    expect(frequencies[middle.indexOf(Math.max(...middle))]).toBeCloseTo(5, 0);
  });

  it("keeps batches, and puts the scales before the samples of any dimension", () => {
    const x = double(Array.from({ length: 24 }, (_, i) => Math.sin(i))).reshape([2, 3, 4]);
    expect(cwt(x, [1, 2], "morl").coefs.shape).toEqual([2, 3, 2, 4]);
    expect(cwt(x, 2, "morl", { dim: 1 }).coefs.shape).toEqual([2, 1, 3, 4]);
    const first = cwt(x.transpose(1, 2), [1, 2], "morl").coefs.select(1, 3).contiguous();
    const other = cwt(x, [1, 2], "morl", { dim: 1 }).coefs.select(3, 3).contiguous();
    expect(numbers(other)).toEqual(numbers(first));
  });

  it("has a gradient, real and complex", () => {
    const x = double([0.3, -1, 0.5, 0.7, 0.1]).requiresGrad_();
    expect(gradcheck((t) => cwt(t, [1, 2], "mexh").coefs, [x])).toBe(true);
    expect(gradcheck((t) => cwt(t, [1, 2], "cgau2", { method: "fft" }).coefs.abs(), [x])).toBe(true);
  });

  it("refuses scales, wavelets and methods that are none", () => {
    const x = zeros([8]);
    expect(() => cwt(x, [0], "morl")).toThrow(/scales=0/);
    expect(() => cwt(x, [], "morl")).toThrow(ParameterError);
    expect(() => cwt(x, [0.001], "morl")).toThrow(/0.001, which is too small/);
    expect(() => cwt(x, [1], "db2")).toThrow(/name="db2"/);
    expect(() => cwt(x, [1], "morl", { method: "direct" as "conv" })).toThrow(/method="direct"/);
  });
});
