// Polynomials through spectra, and contrasts within bands. librosa 0.11 printed the tables.
import { describe, expect, test } from "vitest";
import { fromTypedArray, polyFeatures, spectralContrast, tensor } from "../index.js";

const S = fromTypedArray(
  Float64Array.from({ length: 65 * 3 }, (_, i) => {
    const [k, t] = [Math.floor(i / 3), i % 3];
    return ((k * k * 13 + 7 * t * k + 3 * t) % 29) + 1;
  }),
  [65, 3],
);
const settings = { sampleRate: 8000, nFft: 128 };
const closely = (values: readonly number[]) =>
  values.map((value) => expect.closeTo(value, 4 - Math.ceil(Math.log10(Math.abs(value)))));

describe("polyFeatures", () => {
  test.each([
    [{}, [-0.000140559, 15.3734]],
    [{ order: 2 }, [1.64492e-7, -0.000798528, 15.8052]],
    [{ order: 0 }, [15.0923]],
  ])("%o", (options, expected) => {
    const found = polyFeatures({ S }, { ...settings, ...options });
    expect(found.select(-1, 1).arraySync()).toEqual(closely(expected));
  });

  test("takes other frequencies, for all frames or each", () => {
    const freq = Array.from({ length: 65 }, (_, k) => (k / 64) ** 2);
    const expected = closely([-4.10889, 15.6726]);
    expect(polyFeatures({ S }, { freq }).select(-1, 0).arraySync()).toEqual(expected);
    const each = tensor(freq, { dtype: "float64" }).unsqueeze(1).expand([65, 3]);
    expect(polyFeatures({ S }, { freq: each }).select(-1, 0).arraySync()).toEqual(expected);
  });
});

test.each([
  [{ nBands: 4 }, [7.78151, 5.11883, 13.6173, 14.1497, 14.1497]],
  [{ nBands: 3, quantile: 0.2 }, [7.78151, 5.11883, 13.6173, 7.22182]],
  [{ nBands: 3, fmin: 300, linear: true }, [22, 15, 22, 25]],
])("spectralContrast %o", (options, expected) => {
  const found = spectralContrast({ S }, { ...settings, ...options });
  expect(found.select(-1, 1).arraySync()).toEqual(closely(expected));
});
