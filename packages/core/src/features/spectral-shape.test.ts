// Flux, slope, entropy, crest, skewness, kurtosis and decrease: closed forms, and numbers of NumPy and SciPy for the same S.
import { describe, expect, it, test } from "vitest";
import {
  fromTypedArray, ParameterError, spectralCrest, spectralDecrease, spectralEntropy, spectralFlux, spectralKurtosis, spectralSkewness,
  spectralSlope, tensor, zeros, type SignalOrSpectrogram, type Tensor,
} from "../index.js"; // prettier-ignore

const made = Float64Array.from({ length: 10 }, (_, n) => 1.2 + Math.sin(n * 0.7));
const S = fromTypedArray(made, [5, 2], { dtype: "float64" });
const freq = [0, 1000, 2000, 3000, 4000];
const double = (values: number[][]): Tensor => tensor(values, { dtype: "float64" });
const close = (x: Tensor, expected: readonly number[]): void => {
  expect(x.shape).toEqual([1, expected.length]);
  Array.from(x.dataSync() as ArrayLike<number>).forEach((v, i) => expect(v).toBeCloseTo(expected[i], 9));
};
/** Bins of a bell, far enough from the ends. */
const bell = double(Array.from({ length: 81 }, (_, k) => [Math.exp(-(((k - 40) / 5) ** 2) / 2)]));

const FEATURES: Readonly<Record<string, (input: SignalOrSpectrogram) => Tensor>> = {
  spectralFlux, spectralSlope, spectralEntropy, spectralCrest, spectralSkewness, spectralKurtosis, spectralDecrease,
}; // prettier-ignore
test.each(Object.entries(FEATURES))("%s is 0 for silence, also its gradient is finite", (_, feature) => {
  const silent = zeros([2, 9, 3]).requiresGrad_();
  const result = feature({ S: silent });
  expect(result.shape).toEqual([2, 1, 3]);
  expect(result.abs().amax().itemSync()).toBe(0);
  result.sum().backward();
  expect(Array.from(silent.grad!.dataSync() as Float32Array).every(Number.isFinite)).toBe(true);
});

describe("spectralFlux", () => {
  const steps = double([[1, 4, 4, 0], [2, 6, 5, 1]]); // prettier-ignore
  it("is the distance of neighbouring frames", () => {
    close(spectralFlux({ S: steps }), [0, 5, 1, Math.hypot(4, 4)]);
    close(spectralFlux({ S: steps }, { norm: 1 }), [0, 7, 1, 8]);
    close(spectralFlux({ S: steps }, { norm: 1, halfWave: true }), [0, 7, 0, 0]);
  });
  it("compares frames further apart", () => {
    close(spectralFlux({ S: steps }, { lag: 2, norm: 1 }), [0, 0, 6, 9]);
    close(spectralFlux({ S: steps }, { lag: 9 }), [0, 0, 0, 0]);
    expect(() => spectralFlux({ S: steps }, { lag: 0 })).toThrow(ParameterError);
  });
});

describe("spectralSlope", () => {
  it("is that of the best line", () => {
    close(spectralSlope({ S }, { freq }), [-0.000311955877815, -0.000310046955278]);
    close(spectralSlope({ S: double([[1], [3], [5]]) }, { freq: [0, 10, 20] }), [0.2]);
  });
});

describe("spectralEntropy", () => {
  it("is that of the shares, 1 where they are equal and 0 for a line", () => {
    close(spectralEntropy({ S }), [0.891330320509, 0.892769003804]);
    close(spectralEntropy({ S: double([[2, 0], [2, 5], [2, 0]]) }), [1, 0]); // prettier-ignore
  });
});

describe("spectralCrest", () => {
  it("is the largest over the mean", () => close(spectralCrest({ S: double([[2, 0], [2, 6], [2, 0]]) }), [1, 3])); // prettier-ignore
});

describe("spectralSkewness", () => {
  it("is the third moment, 0 of what is symmetric or a line", () => {
    close(spectralSkewness({ S }, { freq }), [0.728204310644, 0.713735804914]);
    close(spectralSkewness({ S: bell }), [0]);
    close(spectralSkewness({ S: double([[0], [0.1], [0]]) }), [0]);
  });
});

describe("spectralKurtosis", () => {
  it("is the fourth moment, 3 of a bell", () => {
    close(spectralKurtosis({ S }, { freq }), [2.88714536486, 2.14100752279]);
    expect(spectralKurtosis({ S: bell }).itemSync()).toBeCloseTo(3, 6);
  });
});

describe("spectralDecrease", () => {
  it("weighs differences to the first bin by their distance", () => {
    close(spectralDecrease({ S }), [0.152590648689, -0.224897852606]);
  });
});
