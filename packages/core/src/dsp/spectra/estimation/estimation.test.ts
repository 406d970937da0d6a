// Reference numbers are SciPy 1.10's and NumPy's for the same signals.
import { describe, expect, it } from "vitest";
import {
  coherence, complex, csd, czt, dpssTapers, fft, fromTypedArray, Generator, goertzel, lombscargle, multitaper, ParameterError, periodogram,
  randn, ShapeError, welch, zeros, zoomFft, type Tensor,
} from "../../../index.js"; // prettier-ignore

const double = (values: number[], shape = [values.length]): Tensor =>
  fromTypedArray(Float64Array.from(values), shape, { dtype: "float64" });
const n = Array.from({ length: 40 }, (_, i) => i);
const xs = n.map((i) => Math.sin(i * 0.9) + 0.3 * Math.sin(i * 2.1 + 1) + 0.02 * i);
const x = double(xs);
const y = double(n.map((i) => Math.cos(i * 0.9) + 0.2 * Math.cos(i * i)));

/** Real numbers, or real and imaginary parts in turn. */
function close(actual: Tensor | Float64Array, expected: readonly number[]): void {
  const values = Array.from((actual instanceof Float64Array ? actual : actual.contiguous().dataSync()) as Float64Array);
  expect(values.length).toBe(expected.length);
  values.forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(2e-9 * (1 + Math.abs(expected[i]))));
}

describe("welch", () => {
  it("with all its options is SciPy's", () => {
    const { frequencies, Pxx } = welch(x, { fs: 100, nperseg: 9, noverlap: 3, nfft: 12, detrend: "linear", average: "median", window: ["tukey", 0.3] }); // prettier-ignore
    close(frequencies, [0, 8.3333333333, 16.666666667, 25, 33.333333333, 41.666666667, 50]);
    close(Pxx, [0.0009256913996, 0.02266328412, 0.04061829824, 0.003857411213, 0.006759641343, 0.000949155611, 0.0003623935474]); // prettier-ignore
  });

  it("goes along any dimension, with both sides", () => {
    const { frequencies, Pxx } = welch(double(xs, [20, 2]), { nperseg: 8, dim: 0, scaling: "spectrum", returnOnesided: false, detrend: false }); // prettier-ignore
    close(frequencies, [0, 0.125, 0.25, 0.375, -0.5, -0.375, -0.25, -0.125]);
    expect(Pxx.shape).toEqual([8, 2]);
    close(Pxx.select(1, 1), [0.2149535517, 0.04833470938, 0.2174443074, 0.1335135097, 0.00573964875, 0.1335135097, 0.2174443074, 0.04833470938]); // prettier-ignore
  });

  it("has an area that is the variance", () => {
    const white = randn([4000], { dtype: "float64", generator: new Generator(3) });
    const { Pxx } = welch(white, { fs: 8, nperseg: 100 });
    expect((Pxx.sum().itemSync() as number) * (8 / 100)).toBeCloseTo(1, 1);
  });

  it("names what does not fit", () => {
    expect(() => welch(x, { nperseg: 8, noverlap: 8 })).toThrow(/noverlap=8 must be less than nperseg=8/);
    expect(() => welch(x, { window: new Float64Array(41).fill(1) })).toThrow(ParameterError);
    expect(() => welch(zeros([0]))).toThrow(ShapeError);
    expect(() => welch(x, { scaling: "power" as "density" })).toThrow(/scaling="power"/);
  });
});

describe("csd", () => {
  it("pads the shorter signal and takes medians of both parts", () => {
    const { Pxy } = csd(x, y.narrow(0, 0, 30), { nperseg: 16, average: "median" });
    close(Pxy, [0.04067344987, 0, -0.01381716257, 0.3880326661, 0.4630457744, 6.00712397, 0.1117882945, 3.093380441, -0.03137188183, 0.01480437646, -0.03675848756, 0.03591341867, -0.03545135455, -0.03419535225, -0.002735698887, -0.008799306484, -0.0009581344767, 0]); // prettier-ignore
  });

  it("of a complex signal has both sides", () => {
    const { Pxy } = csd(complex(x, y), y, { nperseg: 6, window: "boxcar" });
    close(Pxy, [0, 0, 0.03534790131, -0.1812995409, -0.009262699253, -0.03445603571, 0.001682223324, -0.0302073227, -0.009262699253, -0.07132667198, 0.03534790131, -3.127021748]); // prettier-ignore
  });
});

describe("coherence", () => {
  it("is SciPy's, 1 of a signal with itself and 0 with silence", () => {
    const hamming = Float64Array.from({ length: 8 }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / 7));
    close(coherence(x, y, { nperseg: 8, window: hamming }).Cxy, [0.01984793944, 0.9649201022, 0.8645861421, 0.1186552287, 0.2971482502]); // prettier-ignore
    close(coherence(x, x.mul(-1e-9), { nperseg: 8 }).Cxy, [1, 1, 1, 1, 1]);
    close(coherence(x, zeros([40], { dtype: "float64" }), { nperseg: 8 }).Cxy, [0, 0, 0, 0, 0]);
    expect(() => coherence(x, y.narrow(0, 0, 30))).toThrow(/as many samples/);
  });
});

describe("periodogram", () => {
  it("cuts the signal to nfft, or pads it", () => {
    const cut = periodogram(x, { fs: 10, nfft: 7, window: "hann", scaling: "spectrum" });
    close(cut.frequencies, [0, 1.4285714286, 2.8571428571, 4.2857142857]);
    close(cut.Pxx, [0.001304499854, 0.5043850527, 0.2253838565, 0.02236045815]);
    const longer = periodogram(x.narrow(0, 0, 5), { nfft: 8, detrend: "linear" });
    close(longer.Pxx, [0, 0.24788324, 0.6816689187, 0.03143641591, 0.3661448547]);
  });
});

describe("dpssTapers", () => {
  it("are SciPy's, their signs too", () => {
    const { tapers, ratios } = dpssTapers(11, 2.5, { dtype: "float64" });
    close(tapers.select(0, 2), [0.1728350663, 0.3852206413, 0.4357991288, 0.1984970281, -0.1731624696, -0.3533437581, -0.1731624696, 0.1984970281, 0.4357991288, 0.3852206413, 0.1728350663]); // prettier-ignore
    close(tapers.select(0, 3).narrow(0, 0, 3), [0.3579542463, 0.4540256913, 0.1856854446]);
    close(ratios, [0.9999992433, 0.9999359537, 0.9977940019, 0.9627068325]);
  });

  it("stay independent when there are many points", () => {
    const { tapers } = dpssTapers(4001, 4, { kmax: 7, dtype: "float64" });
    close(tapers.select(0, 6).narrow(0, 2000, 1), [-0.014520246507268015]);
    const identity = tapers.matmul(tapers.t());
    expect(identity.sub(identity.round()).abs().amax().itemSync()).toBeLessThan(1e-9);
    expect(() => dpssTapers(8, 4)).toThrow(/NW=4 must be > 0 and less than half of the n=8/);
  });
});

describe("multitaper", () => {
  it("averages the spectra through the tapers", () => {
    const { Pxx } = multitaper(x, { fs: 10, NW: 3, nfft: 48 });
    close(Pxx.narrow(0, 0, 4), [0.03349713602, 0.0714250823, 0.07862944637, 0.04002491024]);
    const weighted = multitaper(x, { fs: 10, NW: 3, nfft: 48, weighting: "eigen" });
    close(weighted.Pxx.narrow(0, 0, 4), [0.03374718429, 0.07114138649, 0.07698952194, 0.03953528653]);
  });
});

describe("lombscargle", () => {
  let time = 0;
  const times = n.map((i) => (time += 1 + 0.3 * Math.sin(i)));
  it("is SciPy's at uneven times", () => {
    close(lombscargle(times, x, [0.3, 0.9, 2], { precenter: true }), [0.2645607652, 9.218628787, 0.001797030995]);
    close(lombscargle(times, x, [0.3, 0.9, 2], { normalize: true }), [0.01375593572, 0.7149244026, 0.001011543084]);
  });

  it("has no NaN where a wave is 0 at every sample", () => {
    close(lombscargle([0, 1, 2, 3], double([1, -1, 1, -1]), [Math.PI, 0]), [2, 0]);
    expect(() => lombscargle([0, 1], x, [1])).toThrow(/x has 2 times/);
  });
});

describe("goertzel", () => {
  it("is the transform at any frequency", () => {
    close(goertzel(x, [3.7, 20], { sampleRate: 100 }), [0.6695763489, -3.796146349, -0.9221924794, -0.7798174835]);
    expect(goertzel(zeros([2, 3, 8]), [1, 2]).shape).toEqual([2, 3, 2]);
    expect(() => goertzel(x, [])).toThrow(ParameterError);
  });
});

describe("czt", () => {
  it("follows a spiral", () => {
    const polar = (r: number, angle: number): [number, number] => [r * Math.cos(angle), r * Math.sin(angle)];
    close(czt(x.narrow(0, 0, 7), { m: 4, w: polar(0.95, -0.4), a: polar(1.1, 0.3) }), [1.731185806, 0.1437864815, 1.42425671, -1.685986534, -0.5109680355, -1.353989722, -0.3858819792, -0.04723956233]); // prettier-ignore
  });

  it("is the Fourier transform by default, along any dimension", () => {
    const z = complex(x, y).reshape([8, 5]);
    expect(czt(z, { dim: 0 }).sub(fft(z, { dim: 0 })).abs().amax().itemSync()).toBeLessThan(1e-12); // prettier-ignore
    expect(() => czt(x, { w: 0 })).toThrow(/w=0 must be/);
    expect(() => czt(x, { m: 4000, w: 0.5 })).toThrow(/too far from the unit circle/);
  });
});

describe("zoomFft", () => {
  it("takes the points between two frequencies", () => {
    close(zoomFft(x.narrow(0, 0, 9), [0.2, 0.6], { m: 3, endpoint: true }), [2.826506761, -1.110341162, -2.763784735, -0.4275460978, 0.4713574426, -0.4384801298]); // prettier-ignore
    expect(zoomFft(x, 2).sub(fft(x)).abs().amax().itemSync()).toBeLessThan(1e-11);
  });
});
