// Against librosa 0.11: every table was printed by the function of the same name.
import { describe, expect, test } from "vitest";
import { f0Harmonics, interpHarmonics, salience, tensor, type InterpolationKind, type Tensor } from "../../index.js";

const x = tensor([[1, 5], [4, 2], [2, 8], [7, 1], [3, 6]], { dtype: "float64" }); // prettier-ignore
const freqs = [10, 20, 35, 40, 60];
const moving = tensor([[10, 61], [20, 41], [35, 36], [40, 21], [60, 11]], { dtype: "float64" }); // prettier-ignore

const near = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(near) : Number.isNaN(value) ? value : expect.closeTo(value as number, 5);
const expectNear = (actual: Tensor, expected: unknown): void => expect(actual.arraySync()).toEqual(near(expected));

describe("interpHarmonics", () => {
  const tables: readonly (readonly [InterpolationKind, readonly (readonly number[])[]])[] = [
    ["linear", [[-1, 1, 3.25, 4, 2.666667], [2.5, 2.666667, 4.5, 3, -1], [4, 7, -1, -1, -1]]],
    ["nearest", [[-1, 1, 4, 4, 2], [1, 2, 3, 3, -1], [4, 7, -1, -1, -1]]],
    ["nearest-up", [[-1, 1, 4, 4, 2], [4, 2, 3, 3, -1], [4, 7, -1, -1, -1]]],
    ["previous", [[-1, 1, 1, 4, 4], [1, 4, 7, 3, -1], [4, 7, -1, -1, -1]]],
    ["next", [[-1, 1, 4, 4, 2], [4, 2, 3, 3, -1], [4, 7, -1, -1, -1]]],
    ["quadratic", [[-1, 1, 3.927467, 4, 0.556941], [3.40329, 0.556941, 9.676925, 3, -1], [4, 7, -1, -1, -1]]],
    ["cubic", [[-1, 1, 4.487019, 4, 0.753846], [4.323077, 0.753846, 16.757212, 3, -1], [4, 7, -1, -1, -1]]],
  ]; // prettier-ignore
  test.each(tables)("%s", (kind, expected) => {
    const options = { freqs, harmonics: [0.5, 1.5, 2], kind, fillValue: -1 };
    expectNear(interpHarmonics(x, options).select(-1, 0), expected);
    expectNear(interpHarmonics(x.select(1, 0), { ...options, dim: -1 }), expected);
    const order = tensor([3, 0, 4, 1, 2], { dtype: "int32" }); // in any order
    const shuffled = interpHarmonics(x.indexSelect(0, order), { ...options, freqs: [40, 10, 60, 20, 35] });
    expectNear(shuffled.select(-1, 0).indexSelect(1, tensor([1, 3, 4, 0, 2], { dtype: "int32" })), expected);
  });

  test("frequencies that move", () => {
    const expected = [[[2.5, 0], [2.666667, 0], [4.5, 3.95], [3, 5.9], [0, 3.25]]]; // prettier-ignore
    expectNear(interpHarmonics(x, { freqs: moving, harmonics: [1.5] }), expected);
  });

  test("tensors of frequencies say what a list says", () => {
    for (const kind of ["linear", "nearest", "nearest-up", "previous", "next"] as const) {
      const options = { harmonics: [0.5, 1, 1.5, 2], kind };
      const list = interpHarmonics(x, { ...options, freqs });
      const asTensor = tensor(freqs, { dtype: "float64" }).unsqueeze(1).expand([5, 2]);
      expect(interpHarmonics(x, { ...options, freqs: asTensor }).arraySync()).toEqual(list.arraySync());
    }
  });

  test("refuses what does not fit", () => {
    expect(() => interpHarmonics(x, { freqs: [1, 2], harmonics: [1] })).toThrow(/list of 5/);
    expect(() => interpHarmonics(x, { freqs, harmonics: [] })).toThrow(/harmonics=\[\]/);
    expect(() => interpHarmonics(x, { freqs: moving, harmonics: [1], kind: "cubic" })).toThrow(/kind="cubic"/);
    expect(() => interpHarmonics(x, { freqs, harmonics: [1], dim: 2 })).toThrow(/dim=2/);
  });
});

describe("f0Harmonics", () => {
  const f0 = tensor([12, 25], { dtype: "float64" });

  test("follows a fundamental", () => {
    const expected = [[1.6, 4], [3.466667, 3.5], [3, -1]]; // prettier-ignore
    expectNear(f0Harmonics(x, { f0, freqs, harmonics: [1, 2, 3], fillValue: -1 }), expected);
  });

  test("leaves out what is no frequency, and frames without a fundamental", () => {
    const some = tensor([Number.NaN, 25], { dtype: "float64" });
    expectNear(f0Harmonics(x, { f0: some, freqs, harmonics: [1], fillValue: 9 }), [[9, 4]]);
    // Between 20 and 40 Hz, because 35 is gone: librosa gives 2 + (1 - 2) / 4.
    expectNear(f0Harmonics(x, { f0, freqs: [10, 20, Infinity, 40, 60], harmonics: [1] }), [[1.6, 1.75]]);
  });
});

describe("salience", () => {
  test("weighs harmonics at peaks", () => {
    const expected = [[-1, -1], [6.25, -1], [-1, 2], [1.75, -1], [-1, -1]]; // prettier-ignore
    expectNear(salience(x, { freqs, harmonics: [1, 2], weights: [1, 3], fillValue: -1 }), expected);
    expect(salience(x, { freqs, harmonics: [1] }).arraySync()).toMatchObject([[Number.NaN, Number.NaN], [4, Number.NaN], {}, {}, {}]); // prettier-ignore
  });

  test("joins harmonics in another way", () => {
    const largest = salience(x, { freqs, harmonics: [1, 2], aggregate: (S, dim) => S.amax(dim), filterPeaks: false });
    expectNear(largest.select(1, 0), [4, 7, 2, 7, 3]);
    expect(() => salience(x, { freqs, harmonics: [1, 2], weights: [1] })).toThrow(/weights holds 1/);
  });
});
