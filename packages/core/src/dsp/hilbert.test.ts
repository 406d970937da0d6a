import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";

const noise = (shape: number[], seed: number): Tensor => S.randn(shape, { dtype: "float64", generator: new S.Generator(seed) }); // prettier-ignore
const wave = (n: number, value: (i: number) => number): Tensor =>
  S.fromTypedArray(Float64Array.from({ length: n }, (_, i) => value(i)), [n], { dtype: "float64" }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);

describe("hilbert", () => {
  it("keeps the signal as its real part and has no negative frequencies", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 1e6 }), (n, seed) => {
        const x = noise([2, n], seed);
        const z = S.hilbert(x);
        expect([z.dtype, z.shape]).toEqual(["complex128", [2, n]]);
        expect(furthest(z.real(), x)).toBeLessThan(1e-12);
        const positive = Math.floor(n / 2) + 1;
        if (n > positive) expect(S.fft(z).narrow(-1, positive, n - positive).abs().amax().itemSync()).toBeLessThan(1e-10); // prettier-ignore
      }),
      { numRuns: 60 },
    );
  });

  it("makes a sine of a cosine", () => {
    const z = S.hilbert(wave(40, (i) => Math.cos((2 * Math.PI * 3 * i) / 40)));
    expect(furthest(z.imag(), wave(40, (i) => Math.sin((2 * Math.PI * 3 * i) / 40)))).toBeLessThan(1e-12); // prettier-ignore
  });

  it("cuts, pads, and works along any dimension", () => {
    const x = noise([7, 3], 1);
    expect(furthest(S.hilbert(x, { dim: 0, N: 9 }), S.hilbert(x.t().pad([0, 2])).t())).toBeLessThan(1e-12);
    expect(furthest(S.hilbert(x, { dim: 0, N: 4 }), S.hilbert(x.t().narrow(-1, 0, 4)).t())).toBeLessThan(1e-12);
  });

  it("refuses complex signals and lengths below 1", () => {
    expect(() => S.hilbert(S.hilbert(noise([4], 1)))).toThrow(S.DTypeError);
    expect(() => S.hilbert(noise([4], 1), { N: 0 })).toThrow(/hilbert: N=0/);
  });
});

describe("unwrap", () => {
  it("agrees with numpy for other periods and jumps", () => {
    expect(numbers(S.unwrap(S.tensor([0, 2, 4.5, -1, 7]), { period: 4 }))).toEqual([0, 2, 0.5, -1, -1]);
    const jumps = { period: 4, discont: 5 };
    expect(numbers(S.unwrap(S.tensor([0, 2, 4.5, -1, 7, 3]), jumps))).toEqual([0, 2, 4.5, 3, 3, -1]);
  });

  it("finds a smooth phase again, along any dimension", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.nat({ max: 1e6 }), (n, seed) => {
        // steps below half a period
        const phase = noise([3, n], seed).tanh().mul(3.1).cumsum(-1); // prettier-ignore
        const turns = phase.narrow(-1, 0, 1).div(2 * Math.PI).round().mul(2 * Math.PI); // prettier-ignore
        const wrapped = phase.sub(phase.div(2 * Math.PI).round().mul(2 * Math.PI)); // prettier-ignore
        expect(furthest(S.unwrap(wrapped), phase.sub(turns))).toBeLessThan(1e-9);
        expect(furthest(S.unwrap(wrapped.t(), { dim: 0 }).t(), phase.sub(turns))).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it("passes gradients on as they are, and refuses periods that are none", () => {
    const phase = S.tensor([0, 3, -3, 0]);
    phase.requiresGrad = true;
    S.unwrap(phase)
      .mul(S.tensor([1, 2, 3, 4]))
      .sum()
      .backward();
    expect(numbers(phase.grad!)).toEqual([1, 2, 3, 4]);
    expect(() => S.unwrap(S.tensor([0, 1]), { period: 0 })).toThrow(/unwrap: period=0/);
    expect(() => S.unwrap(S.tensor([0, 1]), { discont: Number.NaN })).toThrow(/discont=NaN/);
  });
});

describe("analytic features", () => {
  const sampleRate = 1000;
  it("read off the amplitude, phase and frequency of a modulated tone", () => {
    const amplitude = (i: number): number => 1 + 0.5 * Math.cos((2 * Math.PI * 2 * i) / 500);
    const y = wave(500, (i) => amplitude(i) * Math.cos((2 * Math.PI * 80 * i) / 500 + 1));
    const features = S.analyticFeatures(y, { sampleRate });
    expect(furthest(features.amplitude, wave(500, amplitude))).toBeLessThan(1e-10);
    expect(
      furthest(
        features.phase,
        wave(500, (i) => (2 * Math.PI * 80 * i) / 500 + 1),
      ),
    ).toBeLessThan(1e-9);
    expect(furthest(features.frequency, S.full([499], 160, { dtype: "float64" }))).toBeLessThan(1e-7);
    expect(furthest(features.amplitude, S.envelope(y))).toBe(0);
    expect(furthest(features.phase, S.instantaneousPhase(y))).toBe(0);
    expect(furthest(features.frequency, S.instantaneousFrequency(y, { sampleRate }))).toBe(0);
  });

  it("frequency is the slope of the unwrapped phase", () => {
    const y = noise([2, 90], 8);
    const slope = S.diff(S.instantaneousPhase(y)).mul(sampleRate / (2 * Math.PI));
    expect(furthest(S.instantaneousFrequency(y, { sampleRate }), slope)).toBeLessThan(1e-9);
    expect(() => S.instantaneousFrequency(y, { sampleRate: 0 })).toThrow(/sampleRate=0/);
  });
});
