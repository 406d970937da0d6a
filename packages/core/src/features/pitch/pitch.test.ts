// A glide of five harmonics from 200 Hz, an octave per second. librosa 0.11 and torchaudio 0.13 printed the tables.
import { describe, expect, test } from "vitest";
import {
  cepstralPitch, detectPitchFrequency, estimateTuning, fromTypedArray, hpsPitch, piptrack, pitchTuning, pyin, tone, yin, zeros,
  type PyinOptions, type Tensor, type YinOptions,
} from "../../index.js"; // prettier-ignore

const sampleRate = 8000;
/** Five harmonics, 1 / h as strong, of a pitch that changes over time. */
function voice(length: number, hz: (seconds: number) => number): Tensor {
  let phase = 0;
  const samples = Float64Array.from({ length }, (_, n) => {
    phase += (2 * Math.PI * hz(n / sampleRate)) / sampleRate;
    return [1, 2, 3, 4, 5].reduce((sum, h) => sum + (0.2 * Math.sin(h * phase)) / h, 0);
  });
  return fromTypedArray(samples, [length]);
}
const glide = voice(4000, (t) => 200 * 2 ** t);
const numbers = (x: Tensor): number[] => x.arraySync() as number[];
const near = (values: readonly number[], decimals = 2) => values.map((value) => expect.closeTo(value, decimals));

describe("yin", () => {
  const tables: readonly (readonly [Partial<YinOptions>, number, readonly number[]])[] = [
    [{}, 16, [206.924, 209.318, 214.055, 219.165]],
    [{ center: false, frameLength: 512 }, 28, [207, 209.273, 211.596, 214.043]],
    [{ troughThreshold: 0.5, hopLength: 300 }, 14, [207.437, 211.238, 216.46, 222.424]],
    [{ padMode: "reflect", frameLength: 600 }, 27, [203.298, 205.444, 208.09, 210.872]],
  ];
  test.each(tables)("%o", (options, frames, values) => {
    const pitch = numbers(yin(glide, { fmin: 80, fmax: 1000, sampleRate, frameLength: 1024, ...options }));
    expect(pitch).toHaveLength(frames);
    expect(pitch.slice(1, 5)).toEqual(near(values));
  });

  test("noise makes troughs shallow: a higher threshold takes the first", () => {
    const noise = Float64Array.from({ length: 4000 }, (_, n) => 0.25 * (((n * n * 31 + n * 17) % 101) / 50 - 1));
    const noisy = glide.add(fromTypedArray(noise, [4000]));
    const at = (troughThreshold: number): number[] =>
      numbers(yin(noisy, { fmin: 80, fmax: 1000, sampleRate, frameLength: 1024, troughThreshold })).slice(1, 5);
    expect(at(0.3)).toEqual(near([204.315, 206.107, 216.416, 111.157]));
    expect(at(0.6)).toEqual(near([204.315, 214.549, 216.416, 218.377]));
  });

  test.each([
    [{ fmin: 500, fmax: 100 }, /fmin=500/],
    [{ fmin: 80, fmax: 5000 }, /fmax=5000/],
    [{ fmin: 2, fmax: 100 }, /fmin=2 is too low/],
    [{ fmin: 80, fmax: 100, troughThreshold: 0 }, /troughThreshold=0/],
  ])("refuses %o", (options, message) => {
    expect(() => yin(glide, { sampleRate, frameLength: 1024, ...options })).toThrow(message);
  });
});

describe("pyin", () => {
  const faded = glide.mul(fromTypedArray(Float64Array.from({ length: 4000 }, (_, n) => Number(n < 2500)), [4000])); // prettier-ignore
  const tables: readonly (readonly [Partial<PyinOptions>, readonly number[], readonly number[], number])[] = [
    [{}, [205.111, 207.494, 209.905, 213.574], [0.54853, 0.61595, 0.75716, 0.68608], 12],
    [{ resolution: 0.5, nThresholds: 20, switchProb: 0.2 }, [207.494, 207.494, 207.494, 213.574], [0.75716, 0.75716, 0.75716, 0.75716], 12],
    [{ fillNa: null, maxTransitionRate: 5, betaParameters: [3, 15] }, [205.111, 207.494, 209.905, 213.574], [0.85123, 0.88933, 0.95025, 0.9226], 12],
    [{ boltzmannParameter: 4, noTroughProb: 0.3, center: false }, [209.905, 213.574, 218.566, 223.675], [0.8283, 0.77804, 0.77804, 0.8283], 10],
  ]; // prettier-ignore
  test.each(tables)("%o", async (options, values, probabilities, voiced) => {
    const result = await pyin(faded, { fmin: 80, fmax: 1000, sampleRate, frameLength: 1024, ...options });
    expect(numbers(result.f0).slice(0, 4)).toEqual(near(values));
    expect(numbers(result.voicedProb).slice(0, 4)).toEqual(near(probabilities, 4));
    const flags = result.voicedFlag.arraySync() as boolean[];
    expect(flags.map((flag, t) => flag === t < voiced)).not.toContain(false);
    expect(numbers(result.f0).at(-1)).toEqual(options.fillNa === null ? near([246.754])[0] : Number.NaN);
  });
});

describe("piptrack", () => {
  const track = (options: Parameters<typeof piptrack>[1]) =>
    piptrack(glide, { sampleRate, nFft: 512, hopLength: 256, fmin: 100, fmax: 1500, ...options });
  const peaks = (pitches: Tensor, frame: number): number[] => numbers(pitches.select(-1, frame)).flatMap((hz, k) => (hz > 0 ? [k] : [])); // prettier-ignore

  test("refines the peaks of every frame", () => {
    const { pitches, magnitudes } = track({});
    const at = [14, 27, 41, 55, 68];
    expect(peaks(pitches, 3)).toEqual(at);
    const [hz, size] = [numbers(pitches.select(-1, 3)), numbers(magnitudes.select(-1, 3))];
    expect(at.map((k) => hz[k])).toEqual(near([214.604, 426.758, 641.143, 855.955, 1068.19]));
    expect(at.map((k) => size[k])).toEqual(near([24.6858, 12.1388, 8.32323, 5.98553, 4.57466], 3));
    expect(peaks(pitches, 8)).toEqual([15, 31, 46, 61, 76]);
  });

  test("takes another reference", () => {
    const mean = track({ threshold: 1, ref: (S, dim) => S.mean(dim) });
    expect(peaks(mean.pitches, 3)).toEqual([14, 27, 41, 55, 68]);
    expect(peaks(track({ ref: 20 }).pitches, 3)).toEqual([14]);
  });
});

test("tuning", async () => {
  const sharp = tone(440 * 2 ** (0.3 / 12), { sampleRate, length: 4000 });
  expect(await estimateTuning(sharp, { sampleRate })).toBeCloseTo(0.3, 9);
  expect(await estimateTuning(sharp, { sampleRate, resolution: 0.1, binsPerOctave: 24 })).toBeCloseTo(-0.4, 9);
  const notes = (bins: number) => [0, 1, 2, 5].map((k) => 440 * 2 ** ((k + 0.22) / bins));
  expect(await pitchTuning(notes(12))).toBeCloseTo(0.21, 9);
  expect(await pitchTuning(notes(36), { binsPerOctave: 36, resolution: 0.05 })).toBeCloseTo(0.2, 9);
  expect(await pitchTuning([])).toBe(0);
});

test.each([
  [{}, [205.128, 205.128, 205.128, 205.128, 210.526, 210.526]],
  [{ frameTime: 0.02, winLength: 5, freqLow: 100, freqHigh: 1000 }, [200, 205.128, 205.128, 210.526, 216.216, 216.216]],
])("detectPitchFrequency %o", (options, values) => {
  expect(numbers(detectPitchFrequency(glide.to("float32"), sampleRate, options)).slice(0, 6)).toEqual(near(values));
});

describe.each([
  ["hpsPitch", (y: Tensor) => hpsPitch(y, { sampleRate, nFft: 1024, hopLength: 256, fmin: 60, fmax: 600 })],
  ["cepstralPitch", (y: Tensor) => cepstralPitch(y, { sampleRate, nFft: 1024, hopLength: 256, fmin: 60, fmax: 600 })],
] as const)("%s", (_, pitchOf) => {
  test.each([97, 150, 233, 410])("finds %d Hz", (pitch) => {
    const found = numbers(pitchOf(voice(4000, () => pitch))).slice(2, -2); // prettier-ignore
    expect(Math.max(...found.map((hz) => Math.abs(hz / pitch - 1)))).toBeLessThan(0.02);
  });

  test("follows a glide, for every channel", () => {
    const pitch = pitchOf(glide.unsqueeze(0).expand([2, 4000]));
    expect(pitch.shape).toEqual([2, 16]);
    const wrong = numbers(pitch.select(0, 1)).map((hz, t) => Math.abs(hz / (200 * 2 ** ((t * 256) / sampleRate)) - 1));
    expect(Math.max(...wrong.slice(2, -2))).toBeLessThan(0.03);
  });

  test("has a number for silence", () => {
    expect(numbers(pitchOf(zeros([2000]))).every((hz) => hz > 50 && hz < 4000)).toBe(true);
  });
});

test("a pure tone is its own pitch by the harmonic product, not an octave below", () => {
  const found = numbers(hpsPitch(tone(500, { sampleRate, length: 4000 }), { sampleRate, nFft: 1024, fmin: 60 })).slice(2, -2); // prettier-ignore
  expect(found).toEqual(found.map(() => expect.closeTo(500, 0)));
});

test("products and cepstra refuse ranges that hold nothing", () => {
  expect(() => hpsPitch(glide, { sampleRate, fmax: 1000 })).toThrow(/fmax=1000/);
  expect(() => hpsPitch(glide, { sampleRate, nFft: 64, fmin: 60, fmax: 100 })).toThrow(/larger nFft/);
  expect(() => cepstralPitch(glide, { sampleRate, nFft: 128 })).toThrow(/nFft=128/);
  expect(() => cepstralPitch(glide, { sampleRate, fmin: 300, fmax: 200 })).toThrow(/fmin=300/);
});
