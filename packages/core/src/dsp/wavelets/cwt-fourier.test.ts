import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coneOfInfluence, cwtFourier, fromTypedArray, gradcheck, hzToScale, icwt, ParameterError, scaleToHz, ShapeError, waveletScales, zeros, type SpectralWavelet, type Tensor } from "../../index.js"; // prettier-ignore
import { spectrumOf } from "./spectral-wavelet.js";

const made = (n: number, at: (i: number) => number): Tensor =>
  fromTypedArray(Float64Array.from({ length: n }, (_, i) => at(i)), [n]); // prettier-ignore
const numbers = (t: Tensor): number[] => Array.from(t.contiguous().dataSync() as Float64Array);
const WAVELETS: readonly SpectralWavelet[] = ["morlet", "paul", "dog", "morse", "bump", ["morlet", 8], ["dog", 6], ["morse", 3, 3]]; // prettier-ignore

describe("cwtFourier", () => {
  it.each<[SpectralWavelet, number, number, number]>([
    // Equation 4 of Torrence & Compo, written out in NumPy with bin n / 2 among the positive frequencies as in their program:
    // real and imaginary part at sample 20
    ["morlet", 5, 0.0516683788, -0.0360820335],
    ["paul", 4, 0.7996217567, -0.3949817068],
    ["dog", 3, 1.79411959, 0],
    [["dog", 1], 3, 0.3443519705, 0],
    [["dog", 3], 3, -0.7645625641, 0],
    [["dog", 6], 3, 2.2505134148, 0],
  ])("agrees with the published transform, %s", (wavelet, scale, re, im) => {
    const raw = (i: number): number => Math.sin(2 * Math.PI * 0.11 * i) + 0.3 * Math.cos(2 * Math.PI * 0.27 * i + 1);
    const { coefs } = cwtFourier(made(64, raw), { wavelet, scales: [scale], padMode: "periodic" });
    expect(numbers(coefs.dtype === "float64" ? coefs : coefs.real())[20]).toBeCloseTo(re, 9);
    if (coefs.dtype !== "float64") expect(numbers(coefs.imag())[20]).toBeCloseTo(im, 9);
  });

  it.each(WAVELETS)("gives the amplitude of a tone at its scale in norm L1, %s", (wavelet) => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 100 }), fc.double({ min: 0.1, max: 5, noNaN: true }), (cycles, amplitude) => {
        const tone = made(512, (i) => amplitude * Math.cos((2 * Math.PI * cycles * i) / 512));
        const units = { wavelet, norm: "L1", sampleRate: 512 } as const;
        const { coefs, frequencies } = cwtFourier(tone, { ...units, scales: hzToScale([cycles], units), padMode: "periodic" }); // prettier-ignore
        expect(frequencies[0]).toBeCloseTo(cycles, 9);
        expect(Math.max(...numbers(coefs.abs()))).toBeCloseTo(amplitude, 6);
      }), // prettier-ignore
      { numRuns: 10 },
    );
  });

  it.each(WAVELETS)("has wavelets of unit energy in norm L2, %s", (wavelet) => {
    const impulse = made(1024, (i) => (i === 512 ? 1 : 0));
    const { coefs } = cwtFourier(impulse, { wavelet, scales: [9, 20], padMode: "periodic" });
    for (const row of [0, 1])
      expect(numbers(coefs.select(0, row).abs().square()).reduce((s, v) => s + v, 0)).toBeCloseTo(1, 4);
  });

  it("finds the largest response at the frequency of the scale, in both norms", () => {
    for (const wavelet of WAVELETS)
      for (const norm of ["L1", "L2"] as const) {
        const units = { wavelet, norm, sampleRate: 1024 };
        const tone = made(1024, (i) => Math.cos((2 * Math.PI * 64 * i) / 1024));
        const scales = hzToScale([60, 62, 64, 66, 68].reverse(), units);
        const { coefs } = cwtFourier(tone, { ...units, scales, padMode: "periodic" });
        const powers = [0, 1, 2, 3, 4].map((k) => Math.max(...numbers(coefs.select(0, k).abs())));
        expect(powers.indexOf(Math.max(...powers)), `${String(wavelet)} ${norm}`).toBe(2);
      }
  });

  it("does not let the ends meet, and mirrors where it is asked to", () => {
    const step = made(100, (i) => (i < 50 ? 1 : 0));
    const at = (padMode: "zero" | "periodic" | "symmetric"): number[] =>
      numbers(cwtFourier(step, { scales: [4], wavelet: "morlet", padMode }).coefs.abs());
    expect(at("zero")[99]).toBeLessThan(1e-6);
    expect(at("periodic")[99]).toBeGreaterThan(0.01);
    expect(at("symmetric")[0]).toBeLessThan(1e-6);
  });

  it("keeps batches and dimensions, and has a gradient", () => {
    const x = made(24, (i) => Math.sin(i * i)).reshape([12, 2]);
    const { coefs } = cwtFourier(x, { scales: [2, 3], dim: 0 });
    expect(coefs.shape).toEqual([2, 12, 2]);
    const one = cwtFourier(x.select(1, 1).contiguous(), { scales: [2, 3] }).coefs;
    numbers(coefs.select(2, 1).abs()).forEach((v, i) => expect(v).toBeCloseTo(numbers(one.abs())[i], 12));
    const short = made(7, (i) => Math.cos(i * i)).requiresGrad_();
    for (const wavelet of ["morse", ["dog", 3]] as const)
      expect(gradcheck((t) => cwtFourier(t, { scales: [2, 4], wavelet, padMode: "reflect" }).coefs, [short])).toBe(
        true,
      );
  });

  it("refuses what is no wavelet, scale or norm", () => {
    const run = (wavelet: unknown, more = {}): (() => unknown) =>
      () => cwtFourier(zeros([8]), { wavelet: wavelet as SpectralWavelet, ...more }); // prettier-ignore
    expect(run("haar")).toThrow(/wavelet="haar"/);
    expect(run(["paul", 2.5])).toThrow(/whole order/);
    expect(run(["morlet", 2])).toThrow(/ω₀ ≥ 4/);
    expect(run(["bump", 1, 2])).toThrow(/σ < μ/);
    expect(run(["morse", 3])).toThrow(/2 numbers/);
    expect(run("morse", { scales: [-1] })).toThrow(/scales=-1/);
    expect(run("morse", { norm: "L3" })).toThrow(/norm="L3"/);
    expect(run("morse", { padMode: "wrap" })).toThrow(/mode="wrap"/);
  });
});

describe("icwt", () => {
  // A wave packet: nothing below or above what the scales cover.
  const packet = made(512, (i) => Math.exp(-(((i - 256) / 60) ** 2)) * Math.cos(0.7 * i + 0.3));
  it.each(WAVELETS.filter((w) => w !== "paul"))("gives a wave packet back, %s", (wavelet) => {
    for (const norm of ["L1", "L2"] as const) {
      const { coefs, scales } = cwtFourier(packet, { wavelet, norm, scales: waveletScales(512, { wavelet, norm, voices: 12, fmax: 60000 }) }); // prettier-ignore
      const error = Math.max(...numbers(icwt(coefs, scales, { wavelet, norm }).sub(packet).abs()));
      expect(error, `${String(wavelet)} ${norm}`).toBeLessThan(0.01);
    }
  });

  it("adds a mean, and takes the scales before any dimension", () => {
    const { coefs, scales } = cwtFourier(packet, { voices: 12 });
    const inner = icwt(coefs.unsqueeze(-1), scales, { mean: 3, dim: 1 });
    expect(inner.shape).toEqual([512, 1]);
    const plain = numbers(icwt(coefs, scales));
    numbers(inner).forEach((v, i) => expect(v).toBeCloseTo(plain[i] + 3, 12));
  });

  it("refuses odd derivatives and scales that do not fit", () => {
    expect(() => icwt(zeros([2, 8]), [1, 2], { wavelet: ["dog", 1] })).toThrow(/\["dog", 1\] has an odd order/);
    expect(() => icwt(zeros([3, 8]), [1, 2])).toThrow(ShapeError);
    expect(() => icwt(zeros([2, 8]), [2, 1])).toThrow(/ascend/);
    expect(() => icwt(zeros([1, 8]), [2])).toThrow(ParameterError);
  });
});

describe("scales", () => {
  it("convert to Hz and back, as in the published table", () => {
    const period = (wavelet: SpectralWavelet): number => 1 / scaleToHz([1], { wavelet, sampleRate: 1 })[0];
    expect(period("morlet")).toBeCloseTo((4 * Math.PI) / (6 + Math.sqrt(38)), 12);
    expect(period("paul")).toBeCloseTo((4 * Math.PI) / 9, 12);
    expect(period("dog")).toBeCloseTo((2 * Math.PI) / Math.sqrt(2.5), 12);
    for (const wavelet of WAVELETS) expect(hzToScale(scaleToHz([7], { wavelet }), { wavelet })[0]).toBeCloseTo(7, 12);
    expect(() => scaleToHz([0])).toThrow(/scales holds 0/);
  });

  it("run from fmax to fmin in steps of the octave", () => {
    const scales = waveletScales(1000, { voices: 3, fmin: 100, fmax: 800, sampleRate: 4000 });
    expect(scales.length).toBe(10);
    expect(scales[3] / scales[0]).toBeCloseTo(2, 12);
    expect(scaleToHz([scales[0], scales[9]], { sampleRate: 4000 }).map(Math.round)).toEqual(Float64Array.of(800, 100));
    expect(waveletScales(1).length).toBe(1);
    expect(() => waveletScales(100, { fmin: 900, fmax: 800 })).toThrow(/fmin=900/);
  });

  it("have a cone of influence that narrows towards the ends", () => {
    const cone = coneOfInfluence(101, { wavelet: "morlet", sampleRate: 1 });
    expect(cone[50]).toBeCloseTo((Math.SQRT2 / 51 / (4 * Math.PI)) * (6 + Math.sqrt(38)), 12);
    expect(cone[0]).toBe(cone[100]);
    for (let t = 1; t <= 50; t++) expect(cone[t]).toBeLessThan(cone[t - 1]);
  });

  it("have a computed reach that is the published one where that is known", () => {
    // With γ = 2 and a large β the spectrum is close to a Gaussian, whose envelope is known from its curvature at the peak.
    const { efold, shape, peak } = spectrumOf("test", ["morse", 200, 2]);
    const d = 1e-3 * peak;
    const curvature = -(Math.log(shape(peak + d)) + Math.log(shape(peak - d))) / (d * d);
    expect(efold).toBeCloseTo(Math.SQRT2 * Math.sqrt(curvature), 1);
  });
});
