// What changes samples one by one: companding, fades, volume.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";

const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);

describe("A-law", () => {
  it("comes back, is odd, monotonic and continuous at the knee", () => {
    const x = S.linspace(-1, 1, 401, { dtype: "float64" });
    for (const A of [1, 5, 87.6]) {
      const y = S.aLawCompress(x, { A });
      expect(S.aLawExpand(y, { A }).sub(x).abs().amax().itemSync()).toBeLessThan(1e-12);
      expect(y.add(S.flip(y, 0)).abs().amax().itemSync()).toBeLessThan(1e-15);
      expect(S.diff(y).amin().itemSync()).toBeGreaterThan(0);
    }
    const knee = numbers(S.aLawCompress(S.tensor([1 / 87.6 - 1e-9, 1 / 87.6 + 1e-9], { dtype: "float64" })));
    expect(knee[0]).toBeCloseTo(1 / (1 + Math.log(87.6)), 6);
    expect(knee[1]).toBeCloseTo(knee[0], 6);
  });
  it("has gradients, finite at 0, and refuses A below 1", () => {
    expect(
      S.gradcheck((x) => S.aLawCompress(x), [S.tensor([-0.5, 0.004, 0.3], { dtype: "float64", requiresGrad: true })]),
    ).toBe(true);
    const zero = S.zeros([1]);
    zero.requiresGrad = true;
    S.aLawCompress(zero).sum().backward();
    expect(Number.isFinite(zero.grad!.itemSync())).toBe(true);
    expect(() => S.aLawCompress(S.ones([1]), { A: 0.5 })).toThrow(/A=0.5/);
    expect(() => S.aLawExpand(S.ones([1]), { A: Number.NaN })).toThrow(/A=NaN/);
  });
});

describe("mu-law codes", () => {
  it("come back as the same codes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1024 }), (quantizationChannels) => {
        const codes = S.arange(quantizationChannels, { dtype: "int32" });
        const again = S.muLawEncoding(S.muLawDecoding(codes, { quantizationChannels }).to("float64"), { quantizationChannels }); // prettier-ignore
        expect(numbers(again)).toEqual(numbers(codes));
      }),
      { numRuns: 40 },
    );
  });
  it("refuse fewer than two levels", () => {
    expect(() => S.muLawEncoding(S.ones([1]), { quantizationChannels: 1 })).toThrow(/quantizationChannels=1/);
    expect(() => S.muLawDecoding(S.ones([1]), { quantizationChannels: 2.5 })).toThrow(S.ParameterError);
  });
});

describe("fade", () => {
  it("meets in the middle, and leaves the rest", () => {
    const both = S.fade(S.ones([2, 7]), { fadeInLen: 3, fadeOutLen: 3 });
    expect(both.arraySync()).toEqual([0, 1].map(() => [0, 0.5, 1, 1, 1, 0.5, 0]));
    expect(numbers(S.fade(S.ones([3]), { fadeInLen: 3, fadeOutLen: 3 }))).toEqual([0, 0.25, 0]);
    expect(numbers(S.fade(S.ones([3])))).toEqual([1, 1, 1]);
    expect(numbers(S.fade(S.ones([3]), { fadeInLen: 1, fadeOutLen: 1 }))).toEqual([0, 1, 1]);
  });
  it("refuses what is longer than the signal or unknown", () => {
    expect(() => S.fade(S.ones([3]), { fadeInLen: 4 })).toThrow(/fadeInLen=4/);
    expect(() => S.fade(S.ones([3]), { fadeShape: "cubic" as never })).toThrow(/fadeShape="cubic"/);
  });
});

describe("vol", () => {
  it("scales by amplitude, power and decibels, and clips", () => {
    const y = S.tensor([0.1, -0.4]);
    expect(numbers(S.vol(y, 4))[0]).toBeCloseTo(0.4, 6);
    expect(numbers(S.vol(y, 4))[1]).toBe(-1);
    expect(numbers(S.vol(y, 4, { gainType: "power" }))[0]).toBeCloseTo(0.2, 6);
    expect(numbers(S.vol(y, -20, { gainType: "db" }))[0]).toBeCloseTo(0.01, 6);
    expect(() => S.vol(y, -1)).toThrow(/vol: gain=-1/);
    expect(() => S.vol(y, 1, { gainType: "phon" as never })).toThrow(/gainType="phon"/);
  });
});

describe("frame with padding", () => {
  const y = S.arange(5).to("float32");
  it("centres frames with every kind of end", () => {
    const options = { frameLength: 3, hopLength: 2, center: true } as const;
    expect(S.frame(y, { ...options, padMode: "wrap" }).t().arraySync()).toEqual([[4, 0, 1], [1, 2, 3], [3, 4, 0]]); // prettier-ignore
    expect(S.frame(y, { ...options, padMode: "reflect" }).t().arraySync()).toEqual([[1, 0, 1], [1, 2, 3], [3, 4, 3]]); // prettier-ignore
    expect(S.frame(y, options).t().arraySync()).toEqual([[0, 0, 1], [1, 2, 3], [3, 4, 0]]); // prettier-ignore
  });
  it("pads the tail to a whole frame", () => {
    const options = { frameLength: 4, hopLength: 3, tail: "pad" } as const;
    expect(S.frame(y, options).t().arraySync()).toEqual([[0, 1, 2, 3], [3, 4, 0, 0]]); // prettier-ignore
    expect(S.frame(y, { ...options, padMode: "wrap" }).t().arraySync()).toEqual([[0, 1, 2, 3], [3, 4, 0, 1]]); // prettier-ignore
    expect(S.frame(y, { frameLength: 8, hopLength: 2, tail: "pad" }).shape).toEqual([8, 1]);
    expect(S.frame(S.ones([5, 2]), { ...options, dim: 0 }).shape).toEqual([2, 4, 2]);
    expect(S.frame(S.ones([7]), options).shape).toEqual([4, 2]);
    expect(() => S.frame(y, { tail: "keep" as never })).toThrow(/tail="keep"/);
  });
});
