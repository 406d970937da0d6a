import * as fc from "fast-check";
import { expect, it } from "vitest";
import { complex, fromTypedArray, getWindow, ones, uncertainty, zeros } from "../index.js";

const LIMIT = 1 / (4 * Math.PI);
const window = (name: Parameters<typeof getWindow>[0], n: number) =>
  getWindow(name, n, { fftbins: false, dtype: "float64" });

it("a Gaussian reaches the limit, whatever its width and the sample rate", () => {
  for (const sigma of [4, 8, 20]) {
    const u = uncertainty(window(["gaussian", sigma], 301), { sampleRate: 8000 });
    expect(u.product.itemSync()).toBeCloseTo(LIMIT, 9);
    expect(u.sigmaTime.itemSync()).toBeCloseTo(sigma / Math.SQRT2 / 8000, 12);
    expect(u.sigmaFrequency.itemSync()).toBeCloseTo((LIMIT * 8000 * Math.SQRT2) / sigma, 6);
    expect(u.centerTime.itemSync()).toBeCloseTo(150 / 8000, 12);
    expect(u.centerFrequency.itemSync()).toBeCloseTo(0, 6);
  }
});

it("other windows lie above it", () => {
  for (const name of ["hann", "hamming", "blackman", "boxcar", "triang"] as const)
    expect(uncertainty(window(name, 101)).product.itemSync()).toBeGreaterThan(LIMIT * 1.0005);
  // A long Hann window's moments: σt = n · √(1/12 - 5/(8π²)), σf = 1 / (√3 · n)
  expect(uncertainty(window("hann", 1001)).product.itemSync()).toBeCloseTo(
    Math.sqrt((1 / 12 - 5 / (8 * Math.PI ** 2)) / 3),
    4,
  );
});

it("holds for every sum of atoms", () => {
  const atom = fc.record({
    at: fc.integer({ min: 60, max: 140 }),
    width: fc.integer({ min: 4, max: 10 }),
    hz: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    height: fc.double({ min: 0.1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(atom, { minLength: 1, maxLength: 4 }), (atoms) => {
      const part = (turn: (x: number) => number) =>
        fromTypedArray(
          Float64Array.from({ length: 201 }, (_, i) =>
            atoms.reduce((sum, { at, width, hz, height }) => sum + height * Math.exp(-(((i - at) / width) ** 2) / 2) * turn(2 * Math.PI * hz * i), 0),
          ),
          [201],
          { dtype: "float64" },
        ); // prettier-ignore
      const { product } = uncertainty(complex(part(Math.cos), part(Math.sin)));
      expect(product.itemSync()).toBeGreaterThan(LIMIT * (1 - 1e-6));
    }),
    { numRuns: 50 },
  );
});

it("moves with time and modulation", () => {
  const w = window(["gaussian", 6], 101);
  const phase = ones([101], { dtype: "float64" }).cumsum(0).mul(2 * Math.PI * 0.125); // prettier-ignore
  const u = uncertainty(complex(w.mul(phase.cos()), w.mul(phase.sin())).pad([20, 0]));
  expect(u.centerTime.itemSync()).toBeCloseTo(70, 9);
  expect(u.centerFrequency.itemSync()).toBeCloseTo(0.125, 9);
  expect(u.product.itemSync()).toBeCloseTo(LIMIT, 9);
});

it("is 0 for silence and for one sample's time, and refuses a rate of 0", () => {
  const silent = uncertainty(zeros([10]));
  expect(Object.values(silent).map((v) => v.itemSync())).toEqual([0, 0, 0, 0, 0]);
  expect(uncertainty(ones([1])).sigmaTime.itemSync()).toBe(0);
  expect(() => uncertainty(ones([4]), { sampleRate: 0 })).toThrow(/uncertainty: sampleRate=0/);
});
