import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DTypeError,
  Generator,
  gradcheck,
  istft,
  ParameterError,
  randn,
  ShapeError,
  stft,
  windowSumsquare,
  zeros,
  type Tensor,
} from "../index.js";

const noise = (shape: number[], seed = 1, dtype: "float32" | "float64" = "float64"): Tensor =>
  randn(shape, { dtype, generator: new Generator(seed) });
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync() as number;

describe("istft", () => {
  test("gives the signal back for any length, hop and window that cover it", () => {
    const settings = fc.record({
      n: fc.integer({ min: 1, max: 300 }),
      nFft: fc.integer({ min: 4, max: 65 }),
      overlap: fc.integer({ min: 2, max: 5 }),
      window: fc.constantFrom("hann" as const, "hamming" as const, "blackman" as const),
    });
    fc.assert(
      fc.property(settings, ({ n, nFft, overlap, window }) => {
        const options = { nFft, window, hopLength: Math.max(1, Math.floor(nFft / (overlap + 1))) };
        const y = noise([n], n);
        expect(distance(istft(stft(y, options), { ...options, length: n }), y)).toBeLessThan(1e-9);
      }),
    );
  });

  test("gives float32 speech-like levels back within 1e-6", () => {
    const y = noise([2, 22050], 3, "float32").mul(0.1);
    expect(distance(istft(stft(y), { length: 22050 }), y)).toBeLessThan(1e-6);
  });

  test("returns what whole frames cover without a length", () => {
    expect(istft(stft(zeros([1000]), { nFft: 64, hopLength: 16 }), { hopLength: 16 }).shape).toEqual([992]);
    expect(istft(stft(zeros([1000]), { nFft: 64, hopLength: 16 }), { hopLength: 16, length: 1000 }).shape).toEqual([
      1000,
    ]);
  });

  test("works without centring, away from the ends", () => {
    const options = { nFft: 64, hopLength: 16, center: false };
    const y = noise([640]);
    const back = istft(stft(y, options), options);
    expect(distance(back.narrow(0, 1, 600), y.narrow(0, 1, 600))).toBeLessThan(1e-9);
  });

  test("refuses a hop that leaves samples uncovered and says so", () => {
    const D = stft(noise([300]), { nFft: 32, hopLength: 40 });
    expect(() => istft(D, { hopLength: 40 })).toThrow(ParameterError);
    expect(() => istft(D, { hopLength: 40 })).toThrow(/hopLength=40 leaves samples that no window covers/);
    expect(() => istft(D, { hopLength: 32 })).toThrow(/overlap-add/); // hann begins with 0
    expect(istft(D, { hopLength: 32, window: "boxcar" }).shape).toEqual([7 * 32]);
  });

  test("refuses what is no spectrogram", () => {
    expect(() => istft(zeros([9, 3]))).toThrow(DTypeError);
    expect(() => istft(zeros([9, 0], { dtype: "complex64" }))).toThrow(ShapeError);
    expect(() => istft(zeros([9, 3], { dtype: "complex64" }), { nFft: 18 })).toThrow(/9 bins but nFft=18 makes 10/);
    expect(() => istft(zeros([9, 3], { dtype: "complex64" }), { length: 0 })).toThrow(/length=0/);
    expect(() => istft(zeros([9, 1], { dtype: "complex64" }))).toThrow(/holds no sample/);
  });

  test("has the gradient that finite differences show", () => {
    const D = stft(noise([30]), { nFft: 8, hopLength: 3 })
      .detach()
      .clone()
      .requiresGrad_();
    expect(gradcheck((S) => istft(S, { hopLength: 3, length: 30 }), [D])).toBe(true);
  });
});

describe("windowSumsquare", () => {
  test("adds the squares of shifted windows", () => {
    expect(windowSumsquare({ window: "boxcar", nFrames: 2, hopLength: 2, nFft: 4 }).arraySync()).toEqual([
      1, 1, 2, 2, 1, 1,
    ]);
    expect(windowSumsquare({ nFrames: 0 }).shape).toEqual([0]);
  });
});
