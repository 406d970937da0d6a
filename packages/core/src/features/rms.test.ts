import { describe, expect, test } from "vitest";
import { Generator, ones, ParameterError, randn, rms, ShapeError, stft, tone, zeros } from "../index.js";

describe("rms", () => {
  test("of a full-scale sine is 1/√2, of a constant the constant", () => {
    const y = tone(100, { sampleRate: 1000, length: 1000, dtype: "float64" });
    expect(rms(y, { frameLength: 100, hopLength: 50, center: false }).select(-1, 3).itemSync()).toBeCloseTo(
      Math.SQRT1_2,
      12,
    );
    expect(rms(ones([10]), { frameLength: 4, hopLength: 4, center: false }).arraySync()).toEqual([[1, 1]]);
  });

  test("counts the padding when centred", () => {
    expect(rms(ones([4]), { frameLength: 4, hopLength: 4 }).arraySync()).toEqual([
      [Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)],
    ]);
    expect(rms(ones([4]), { frameLength: 4, hopLength: 4, padMode: "edge" }).arraySync()).toEqual([[1, 1]]);
  });

  test("from magnitudes equals that from samples, for even and odd frames (Parseval)", () => {
    const y = randn([400], { dtype: "float64", generator: new Generator(1) });
    for (const nFft of [64, 63]) {
      const S = stft(y, { nFft, hopLength: 20, center: false, window: "boxcar" }).abs();
      const difference = rms({ S }, { frameLength: nFft }).sub(
        rms(y, { frameLength: nFft, hopLength: 20, center: false }),
      );
      expect(difference.abs().amax().itemSync()).toBeLessThan(1e-12);
    }
  });

  test("keeps leading axes, and silence is 0", () => {
    expect(rms(zeros([2, 100]), { frameLength: 10, hopLength: 5 }).shape).toEqual([2, 1, 21]);
    expect(rms(zeros([1]), { frameLength: 8, hopLength: 2 }).arraySync()).toEqual([[0]]);
  });

  test("names what does not fit", () => {
    expect(() => rms(zeros([10]), { frameLength: 11, center: false })).toThrow(ParameterError);
    expect(() => rms(zeros([10]), { frameLength: 4, hopLength: -1 })).toThrow(/rms: hopLength=-1/);
    expect(() => rms({ S: zeros([5, 3]) }, { frameLength: 16 })).toThrow(ShapeError);
    expect(() => rms({ S: zeros([5, 3]) }, { frameLength: 16 })).toThrow(/must have 9 bins for frameLength=16/);
  });
});
