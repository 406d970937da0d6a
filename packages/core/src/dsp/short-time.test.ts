import { describe, expect, test } from "vitest";
import {
  compile, Generator, grad, gradcheck, gradgradcheck, logMelspectrogram, mel, melspectrogram, powerToDb, randn, rfft, stft, tensor, zeros, type Tensor,
} from "../index.js"; // prettier-ignore
import { constant } from "./constant.js";
import { padSignal, type SignalPadMode } from "./pad-signal.js";
import { complexFrames, powerFrames } from "./short-time.js";
import { fftWindow, framesOf } from "./stft.js";

const noise = (shape: number[], requiresGrad = false): Tensor =>
  randn(shape, { dtype: "float64", generator: new Generator(7), requiresGrad });
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const options = { nFft: 20, hopLength: 7, winLength: 16 };

/** The same from padding, frames, window and transform as operations of their own: [..., bins, frames]. */
function composed(y: Tensor, padMode: SignalPadMode): Tensor {
  const padded = padSignal("test", y, { before: 10, after: 10, mode: padMode });
  const window = constant(fftWindow("hann", 16, 20), [20], y.dtype, y.device);
  return rfft(padded.unfold(-1, 20, 7).mul(window)).transpose(-1, -2);
}

const MODES = ["constant", "reflect", "edge", "wrap", "symmetric", "linear_ramp", "maximum", "mean", "median", "minimum"] as const; // prettier-ignore

describe("short-time spectra", () => {
  for (const padMode of MODES)
    test(`are what the operations give one by one, also in the gradient, with padding "${padMode}"`, () => {
      // Shorter than the padding: mirrors go on mirroring.
      for (const samples of [50, 6]) {
        const y = noise([2, samples], true);
        const [fused, apart] = [stft(y, { ...options, padMode }), composed(y, padMode)];
        expect(distance(fused, apart)).toBeLessThan(1e-13);
        const seed = noise(fused.shape.slice());
        const [slope, expected] = [fused, apart].map((S) => grad(S.abs().mul(seed).sum(), [y])[0]!);
        expect(distance(slope, expected)).toBeLessThan(1e-12);
      }
    });

  for (const power of [1, 2, 1.5])
    test(`to the power ${power} have the gradient of the modulus, and a second one`, () => {
      const y = noise([30], true);
      const frames = (x: Tensor) => framesOf("test", x, options);
      const apart = complexFrames(frames(y)).abs().pow(power);
      const fused = powerFrames(frames(y), power);
      expect(distance(fused, apart)).toBeLessThan(1e-12);
      const seed = noise(fused.shape.slice());
      const [slope, expected] = [fused, apart].map((S) => grad(S.mul(seed).sum(), [y])[0]!);
      expect(distance(slope, expected)).toBeLessThan(1e-12);
      expect(gradgradcheck((x) => powerFrames(frames(x), power), [y])).toBe(true);
    });

  test("have no gradient in silence, for power and for magnitude", () => {
    for (const power of [1, 2]) {
      const y = zeros([40], { dtype: "float64", requiresGrad: true });
      const [slope] = grad(powerFrames(framesOf("test", y, options), power).sum(), [y]);
      expect(slope!.abs().amax().itemSync()).toBe(0);
    }
  });

  test("of a batch without signals are empty", () => {
    expect(stft(zeros([0, 40]), options).shape).toEqual([0, 11, 6]);
    expect(logMelspectrogram(zeros([0, 40]), { ...options, sampleRate: 8000, nMels: 4 }).shape).toEqual([0, 4, 6]);
  });
});

describe("mel levels", () => {
  const bank = { sampleRate: 8000, nMels: 6 };
  test("are the bank times the power spectrogram, in decibels of powerToDb", () => {
    const y = noise([2, 90]);
    const weights = mel({ ...bank, nFft: 20, dtype: "float64" });
    const power = stft(y, options).abs().square();
    const expected = weights.matmul(power);
    expect(distance(melspectrogram(y, { ...options, ...bank }), expected)).toBeLessThan(1e-12);
    const spread = (S: Tensor): Tensor => S.amax({ dim: -1, keepdim: true }).amax();
    for (const decibels of [{}, { topDb: null }, { topDb: 3 }, { ref: "max", topDb: 3 }, { ref: -2, amin: 0.5 }, { ref: spread }] as const) {
      const levels = logMelspectrogram(y, { ...options, ...bank, ...decibels });
      expect(distance(levels, powerToDb(expected, decibels))).toBeLessThan(1e-11);
    } // prettier-ignore
  });

  test("are the same with and without a gradient, which is that of the ordinary way", () => {
    for (const decibels of [{ topDb: 9 }, { ref: "max" }] as const) {
      const y = noise([2, 90], true);
      const levels = logMelspectrogram(y, { ...options, ...bank, ...decibels });
      expect(distance(levels, logMelspectrogram(y.detach(), { ...options, ...bank, ...decibels }))).toBeLessThan(1e-12);
      const apart = powerToDb(mel({ ...bank, nFft: 20, dtype: "float64" }).matmul(stft(y, options).abs().square()), decibels); // prettier-ignore
      const seed = noise(levels.shape.slice());
      const [slope, expected] = [levels, apart].map((S) => grad(S.mul(seed).sum(), [y])[0]!);
      expect(distance(slope, expected) / expected.abs().amax().itemSync()).toBeLessThan(1e-12);
    }
    expect(gradcheck((x) => logMelspectrogram(x, { ...options, ...bank, topDb: 9 }), [noise([40], true)])).toBe(true);
  });

  test("are the same when compiled, with work before and behind", () => {
    const fn = (y: Tensor): Tensor => logMelspectrogram(y.mul(0.5).add(0.1), { ...options, ...bank }).div(10);
    const compiled = compile(fn);
    for (let run = 0; run < 3; run++) {
      const y = randn([3, 64], { generator: new Generator(run) });
      expect(distance(compiled(y), fn(y))).toBe(0);
    }
  });

  test("refuse what powerToDb refuses", () => {
    const y = tensor([1, 2, 3]);
    expect(() => logMelspectrogram(y, { amin: 0 })).toThrow(/powerToDb: amin=0 must be/);
    expect(() => logMelspectrogram(y, { topDb: -1 })).toThrow(/powerToDb: topDb=-1 must be ≥ 0/);
    expect(() => logMelspectrogram(y, { ref: NaN })).toThrow(/powerToDb: ref=NaN must be a finite number/);
  });
});
