import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DTypeError,
  gradcheck,
  ones,
  ParameterError,
  randn,
  ShapeError,
  stft,
  tensor,
  tone,
  zeros,
  Generator,
  type Tensor,
} from "../index.js";

const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync() as number;

describe("stft", () => {
  test("has librosa's shape: bins by frames, whatever the leading axes", () => {
    expect(stft(zeros([22050])).shape).toEqual([1025, 44]);
    expect(stft(zeros([2, 3, 1000]), { nFft: 255, hopLength: 100 }).shape).toEqual([2, 3, 128, 10]);
    expect(stft(zeros([1000]), { nFft: 256, hopLength: 100, center: false }).shape).toEqual([129, 8]);
    expect(stft(zeros([1]), { nFft: 16, hopLength: 4 }).shape).toEqual([9, 1]);
  });

  test("lies frame by frame in memory", () => {
    expect(stft(zeros([1000]), { nFft: 64 }).transpose(-1, -2).isContiguous).toBe(true);
  });

  test("is complex64 of float32 and complex128 of float64", () => {
    expect(stft(zeros([100]), { nFft: 16 }).dtype).toBe("complex64");
    expect(stft(zeros([100], { dtype: "float64" }), { nFft: 16 }).dtype).toBe("complex128");
  });

  test("shows a tone of bin k as half the sum of the window there, in every frame", () => {
    const y = tone(1000, { sampleRate: 8000, length: 4000, phi: 0, dtype: "float64" });
    const D = stft(y, { nFft: 64, hopLength: 16, center: false }); // 1000 Hz is bin 8
    const magnitude = D.abs().select(-2, 8).arraySync() as number[];
    for (const value of magnitude) expect(value).toBeCloseTo(16, 9); // 64 / 2 · mean of hann
    expect(D.abs().select(-2, 12).amax().itemSync()).toBeLessThan(1e-9);
  });

  test("is the rfft of each windowed frame: an impulse has the window's value at every bin", () => {
    const y = zeros([32], { dtype: "float64" });
    y.narrow(0, 10, 1).copy_(ones([1], { dtype: "float64" }));
    const D = stft(y, { nFft: 32, hopLength: 32, center: false });
    const expected = 0.5 - 0.5 * Math.cos((2 * Math.PI * 10) / 32);
    for (const [value] of D.abs().arraySync() as number[][]) expect(value).toBeCloseTo(expected, 12);
  });

  test("puts a short window into the middle of the frame", () => {
    const y = ones([9], { dtype: "float64" });
    const D = stft(y, { nFft: 9, winLength: 4, window: [1, 2, 3, 4], center: false }).select(-1, 0);
    // Σ w[i] · exp(-2πi k (2 + i) / 9) at k = 1
    const terms = [1, 2, 3, 4].map((w, i) => w * Math.cos((2 * Math.PI * (2 + i)) / 9));
    expect((D.real().arraySync() as number[])[1]).toBeCloseTo(
      terms.reduce((a, b) => a + b),
      12,
    );
  });

  test("holds the energy of the windowed frames (Parseval), for even and odd lengths", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 0, max: 1000 }), (nFft, seed) => {
        const y = noise([nFft], seed);
        const D = stft(y, { nFft, hopLength: 1, center: false, window: "boxcar" });
        const power = (D.abs().square().arraySync() as number[][]).map(([p]) => p);
        const total = power.reduce((sum, p, k) => sum + (k === 0 || 2 * k === nFft ? p : 2 * p), 0) / nFft;
        expect(total).toBeCloseTo(y.square().sum().itemSync() as number, 9);
      }),
    );
  });

  test("is linear", () => {
    const [a, b] = [noise([300], 1), noise([300], 2)];
    const options = { nFft: 50, hopLength: 20, window: "hamming" } as const;
    const sum = stft(a.mul(2).add(b), options);
    expect(distance(sum, stft(a, options).mul(2).add(stft(b, options)))).toBeLessThan(1e-12);
  });

  test("treats each channel on its own", () => {
    const y = noise([2, 200]);
    const both = stft(y, { nFft: 32 });
    expect(distance(both.select(0, 1), stft(y.select(0, 1), { nFft: 32 }))).toBe(0);
  });

  test("passes NaN on to the frames that hold it, and only there", () => {
    const y = noise([64]);
    y.narrow(0, 0, 1).copy_(tensor([Number.NaN], { dtype: "float64" }));
    const isBad = stft(y, { nFft: 16, hopLength: 16, center: false, window: "boxcar" })
      .abs()
      .isnan()
      .any(0)
      .arraySync();
    expect(isBad).toEqual([true, false, false, false]);
  });

  test("has the gradient that finite differences show", () => {
    const y = noise([40]).requiresGrad_();
    expect(gradcheck((x) => stft(x, { nFft: 9, hopLength: 4, winLength: 7, padMode: "reflect" }), [y])).toBe(true);
    expect(gradcheck((x) => stft(x, { nFft: 8, hopLength: 3 }).abs().square(), [noise([2, 20]).requiresGrad_()])).toBe(
      true,
    );
  });

  test("names the parameter that does not suit", () => {
    expect(() => stft(zeros([100]), { hopLength: 0 })).toThrow(ParameterError);
    expect(() => stft(zeros([100]), { hopLength: 0 })).toThrow(/stft: hopLength=0/);
    expect(() => stft(zeros([100]), { nFft: 16, winLength: 17 })).toThrow(/winLength=17 must be at most nFft=16/);
    expect(() => stft(zeros([100]), { nFft: 128, center: false })).toThrow(
      /128 must be at most the signal's length 100/,
    );
    expect(() => stft(zeros([0]))).toThrow(ShapeError);
    expect(() => stft(tensor([1, 2], { dtype: "int32" }))).toThrow(DTypeError);
  });
});
