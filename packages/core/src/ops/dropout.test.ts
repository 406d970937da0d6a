import { describe, expect, it } from "vitest";
import { alphaDropout, dropout1d, dropout2d, dropout3d, featureAlphaDropout, Generator, manualSeed, ones, ParameterError, randn, ShapeError } from "../index.js"; // prettier-ignore

describe("dropout of channels", () => {
  it("takes a channel out as a whole and scales the others", () => {
    const y = dropout2d(ones([8, 16, 3, 3]), { p: 0.25, generator: new Generator(1) });
    const channels = y.flatten(2).arraySync() as number[][][];
    const seen = channels.flat().map((c) => [...new Set(c)]);
    expect(seen.every((values) => values.length === 1)).toBe(true);
    expect(new Set(seen.flat())).toEqual(new Set([0, Math.fround(4 / 3)]));
    const kept = seen.flat().filter((v) => v > 0).length / seen.length;
    expect(kept).toBeCloseTo(0.75, 1);
  });

  it("knows which axes are channels without a batch", () => {
    const rows = dropout1d(ones([64, 5]), { generator: new Generator(2) }).arraySync() as number[][];
    expect(rows.every((row) => new Set(row).size === 1)).toBe(true);
    expect(new Set(rows.flat()).size).toBe(2);
    expect(
      dropout3d(ones([2, 2, 2, 2]), { p: 1 })
        .sum()
        .itemSync(),
    ).toBe(0);
    expect(() => dropout1d(ones([2]))).toThrow(ShapeError);
    expect(() => dropout2d(ones([1, 2, 2, 2]), { p: 2 })).toThrow(ParameterError);
  });

  it("hands the input on outside of training", () => {
    const x = ones([2, 3, 4]);
    for (const op of [dropout1d, dropout2d, alphaDropout, featureAlphaDropout])
      expect(op(x, { training: false })).toBe(x);
  });
});

describe("alphaDropout", () => {
  it("keeps mean and variance of normal numbers", () => {
    manualSeed(3);
    const y = alphaDropout(randn([200_000]), { p: 0.4 });
    expect(y.mean().itemSync()).toBeCloseTo(0, 1);
    expect(y.var().itemSync()).toBeCloseTo(1, 1);
    const whole = featureAlphaDropout(ones([4, 50, 6]), { p: 0.5 }).flatten(0, 1).arraySync() as number[][]; // prettier-ignore
    expect(whole.every((row) => new Set(row).size === 1)).toBe(true);
    expect(new Set(whole.flat()).size).toBe(2);
  });
});
