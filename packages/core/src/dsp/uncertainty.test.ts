import * as fc from "fast-check";
import { expect, it } from "vitest";
import { complex, Generator, getWindow, ones, randn, uncertainty, zeros } from "../index.js";

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
    expect(uncertainty(window(name, 101)).product.itemSync()).toBeGreaterThan(LIMIT * 1.005);
  // σt² = (1 - 6/π²... ) of a long Hann window: known from its moments
  expect(uncertainty(window("hann", 1001)).product.itemSync()).toBeCloseTo(0.0817, 3);
});

it("holds for any signal that has room", () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 40 }), fc.nat({ max: 1e6 }), (n, seed) => {
      const generator = new Generator(seed);
      const [re, im] = [randn([2, n], { dtype: "float64", generator }), randn([2, n], { dtype: "float64", generator })];
      // smooth enough for its spectrum to end before half the sample rate
      const w = window(["gaussian", n], 4 * n + 1).narrow(0, 0, n).add(0); // prettier-ignore
      const { product, sigmaTime } = uncertainty(complex(re.mul(w), im.mul(w)));
      expect(product.shape).toEqual([2]);
      expect(product.amin().itemSync()).toBeGreaterThan(0);
      expect(sigmaTime.amax().itemSync()).toBeLessThanOrEqual(n / 2);
    }),
    { numRuns: 30 },
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
