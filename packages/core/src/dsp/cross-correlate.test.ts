import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";

const noise = (shape: number[], seed: number): Tensor => S.randn(shape, { dtype: "float64", generator: new S.Generator(seed) }); // prettier-ignore
const near = (x: Tensor, expected: readonly number[]): void => {
  const values = Array.from(x.dataSync() as Float64Array);
  expect(values.length).toBe(expected.length);
  expected.forEach((v, i) => expect(values[i]).toBeCloseTo(v, 5));
};

describe("crossCorrelate", () => {
  const a = S.tensor([1, -2, 3, 0.5]);
  const b = S.tensor([2, 1, -1, 4, 0.25, 1]);
  it("agrees with scipy in every mode, the shorter first or second", () => {
    near(S.crossCorrelate(a, b), [1, -1.75, 6.5, -7.75, 15.125, -1, -1.5, 6.5, 1]);
    near(S.crossCorrelate(a, b, { mode: "same" }), [6.5, -7.75, 15.125, -1]);
    near(S.crossCorrelate(b, a, { mode: "same" }), [6.5, -1.5, -1, 15.125, -7.75, 6.5]);
    near(S.crossCorrelate(a, b, { mode: "valid" }), [-7.75, 15.125, -1]);
    near(S.crossCorrelate(b, a, { mode: "valid" }), [-1, 15.125, -7.75]);
  });

  it("with itself is the autocorrelation, turned round when the signals change places", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 1e6 }),
        (n, m, seed) => {
          const [x, y] = [noise([2, n], seed), noise([2, m], seed + 1)];
          const own = S.crossCorrelate(x, x).narrow(-1, n - 1, n);
          expect(own.sub(S.autocorrelate(x)).abs().amax().itemSync()).toBeLessThan(1e-10);
          const turned = S.flip(S.crossCorrelate(y, x), -1);
          expect(S.crossCorrelate(x, y).sub(turned).abs().amax().itemSync()).toBeLessThan(1e-10);
          const scaled = S.crossCorrelate(x, x.mul(-3), { normalize: true });
          expect(
            scaled
              .narrow(-1, n - 1, 1)
              .add(1)
              .abs()
              .amax()
              .itemSync(),
          ).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("broadcasts, gives 0 for normalised silence, and refuses other modes", () => {
    expect(S.crossCorrelate(noise([3, 1, 5], 1), noise([2, 4], 2)).shape).toEqual([3, 2, 8]);
    near(S.crossCorrelate(S.zeros([2]), S.ones([2]), { normalize: true }), [0, 0, 0]);
    expect(() => S.crossCorrelate(a, b, { mode: "all" as never })).toThrow(/mode="all"/);
  });
});

describe("gccPhat", () => {
  it("finds whole delays of noise in either direction", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.nat({ max: 1e6 }), (delay, seed) => {
        const x = noise([200], seed);
        const [a, b] = [x.narrow(0, 30 - delay, 128), x.narrow(0, 30, 128)];
        const found = S.gccPhat(a, b, { sampleRate: 1000, maxDelaySeconds: 0.05 });
        expect(found.delay.itemSync()).toBe(delay);
        expect(found.delaySeconds.itemSync()).toBeCloseTo(delay / 1000, 12);
        expect(found.correlation.shape).toEqual([101]);
      }),
      { numRuns: 40 },
    );
  });

  it("finds fractions of a sample between the lags", () => {
    const spectrum = S.rfft(noise([64], 3));
    const turn = S.arange(33, { dtype: "float64" }).mul((-2 * Math.PI * 2.25) / 64); // prettier-ignore
    const [b, a] = [S.irfft(spectrum, { n: 64 }), S.irfft(spectrum.mul(S.complex(turn.cos(), turn.sin())), { n: 64 })];
    expect(S.gccPhat(a, b, { interpolation: 4 }).delay.itemSync()).toBe(2.25);
  });

  it("is defined for silence, and refuses options out of range", () => {
    expect(
      S.gccPhat(S.zeros([8]), S.zeros([8]))
        .correlation.abs()
        .amax()
        .itemSync(),
    ).toBe(0);
    expect(() => S.gccPhat(S.ones([4]), S.ones([4]), { interpolation: 0 })).toThrow(/interpolation=0/);
    expect(() => S.gccPhat(S.ones([4]), S.ones([4]), { maxDelaySeconds: -1 })).toThrow(/maxDelaySeconds=-1/);
  });
});
