import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromTypedArray, kaldiPitch, stack, zeros, type KaldiPitchOptions, type Tensor } from "../../../index.js";
import { cheapestSteps } from "./pitch-path.js";
import { changeRate, samplesOut } from "./sinc-resampling.js";

/** Ten harmonics of a pitch that changes over time, as loud as 16-bit speech. */
function voice(sampleRate: number, seconds: number, hz: (t: number) => number): Tensor {
  let phase = 0;
  const samples = Float64Array.from({ length: Math.round(sampleRate * seconds) }, (_, n) => {
    phase += (2 * Math.PI * hz(n / sampleRate)) / sampleRate;
    let sum = 0;
    for (let h = 1; h <= 10; h++) sum += (2000 / h) * Math.sin(h * phase);
    return sum;
  });
  return fromTypedArray(samples, [samples.length]);
}
async function track(y: Tensor, sampleRate: number, options: KaldiPitchOptions = {}) {
  const rows = (await kaldiPitch(y, sampleRate, options)).arraySync() as number[][];
  return { nccf: rows.map(([nccf]) => nccf), hz: rows.map(([, hz]) => hz) };
}
const largest = (values: readonly number[]): number => Math.max(...values);

describe("kaldiPitch", () => {
  test.each([60, 110, 220, 390])("finds %d Hz at any sample rate", async (pitch) => {
    for (const sampleRate of [8000, 16000, 22050]) {
      const { nccf, hz } = await track(voice(sampleRate, 0.4, () => pitch), sampleRate); // prettier-ignore
      const middle = hz.slice(2, -6);
      // Half a step of the grid, and what the low-pass filter bends.
      expect(largest(middle.map((f) => Math.abs(f / pitch - 1)))).toBeLessThan(0.006);
      expect(Math.min(...nccf.slice(2, -6))).toBeGreaterThan(0.98);
    }
  });

  test("follows a glide", async () => {
    const { hz } = await track(voice(16000, 1, (t) => 100 * 2 ** t), 16000); // prettier-ignore
    // A frame correlates 25 ms with what lies a period later: its pitch is that of its middle.
    const wrong = hz.slice(3, -5).map((f, i) => Math.abs(f / (100 * 2 ** ((i + 3) * 0.01 + 0.0175)) - 1));
    expect(largest(wrong)).toBeLessThan(0.02);
  });

  test("has as many frames as Kaldi", async () => {
    const y = voice(16000, 0.5, () => 200); // prettier-ignore
    // 2000 samples of 4000 Hz: 1 + floor((2000 - 100) / 40), and 2000 / 40
    expect((await kaldiPitch(y, 16000)).shape).toEqual([48, 2]);
    expect((await kaldiPitch(y, 16000, { snipEdges: false })).shape).toEqual([50, 2]);
    expect((await kaldiPitch(y.narrow(0, 0, 300), 16000)).shape).toEqual([0, 2]);
    expect((await kaldiPitch(stack([y, y], 0).unsqueeze(0), 16000)).shape).toEqual([1, 2, 48, 2]);
  });

  test("ballast keeps what is quiet from deciding", async () => {
    const y = voice(16000, 0.6, (t) => (t < 0.3 ? 120 : 300)); // prettier-ignore
    const gain = Float64Array.from({ length: 9600 }, (_, n) => (n < 4800 ? 1 : 0.01));
    const faded = y.mul(fromTypedArray(gain, [9600]));
    expect((await track(faded, 16000)).hz[40]).toBeLessThan(130);
    expect((await track(faded, 16000, { nccfBallast: 0 })).hz[40]).toBeCloseTo(300, -1);
  });

  test("arriving in chunks changes nothing of a steady tone, and the energy of the whole decides in the end", async () => {
    const y = voice(16000, 0.5, () => 150); // prettier-ignore
    const whole = await track(y, 16000);
    for (const options of [
      { framesPerChunk: 7 },
      { framesPerChunk: 7, recomputeFrame: 10 },
      { framesPerChunk: 10, simulateFirstPassOnline: true },
      { framesPerChunk: 10, simulateFirstPassOnline: true, maxFramesLatency: 20 },
    ])
      expect((await track(y, 16000, options)).hz).toEqual(whole.hz);
  });

  test("a first pass knows less than the last", async () => {
    const y = voice(16000, 0.6, (t) => (t < 0.3 ? 80 : 160)); // prettier-ignore
    const fades = Float64Array.from({ length: 9600 }, (_, n) => (n < 4800 ? 0.001 : 1));
    const faint = y.mul(fromTypedArray(fades, [9600]));
    const online = { framesPerChunk: 5, simulateFirstPassOnline: true };
    const [first, last] = [await track(faint, 16000, online), await track(faint, 16000, { framesPerChunk: 5 })];
    expect(first.hz).toHaveLength(last.hz.length);
    expect(first.hz).not.toEqual(last.hz);
    // With all the time in the world the path is the one that is known at the end, but for its energy.
    expect(last.hz).toEqual((await track(faint, 16000)).hz);
  });

  test("silence has a pitch and no correlation", async () => {
    const { nccf, hz } = await track(zeros([4000]), 8000);
    expect(largest(nccf.map(Math.abs))).toBe(0);
    expect(hz.every((f) => f >= 50 && f <= 400.001)).toBe(true);
  });

  test.each([
    [{ minF0: 400 }, /minF0=400/],
    [{ lowpassCutoff: 3000 }, /lowpassCutoff=3000/],
    [{ simulateFirstPassOnline: true }, /framesPerChunk/],
    [{ maxF0: 3000 }, /maxF0=3000/],
    [{ frameLength: 0.1 }, /frameLength=0.1/],
    [{ softMinF0: 60 }, /softMinF0=60/],
    [{ deltaPitch: 1e-9 }, /deltaPitch=1e-9/],
  ])("refuses %o", async (options, message) => {
    await expect(kaldiPitch(zeros([4000]), 16000, options)).rejects.toThrow(message);
  });
});

/** 0.75 s of a rising voice with vibrato, a gap and noise. */
function song(): Tensor {
  const length = 6000;
  let phase = 0;
  const samples = Float64Array.from({ length }, (_, n) => {
    phase += ((2 * Math.PI * 110) / 8000) * 2 ** ((0.8 * n) / 8000) * (1 + 0.03 * Math.sin((30 * n) / 8000));
    let sum = 0;
    for (let h = 1; h < 8; h++) sum += (2000 / h) * Math.sin(h * phase);
    const level = (n > 0.25 * length && n < 0.35 * length ? 0.01 : 1) * (0.05 + n / length);
    return sum * level + 300 * (((n * n * 31 + n * 17) % 101) / 50 - 1);
  });
  return fromTypedArray(samples, [length]);
}

/** Options, frames, and correlation and pitch at frames 4, 20, 38 and 55, then their means over all. */
const TABLE: readonly (readonly [KaldiPitchOptions, number, readonly number[], readonly number[]])[] = [
  [{}, 73, [0.861924, -0.162272, 0.988505, 0.995346, 0.858501], [114.959, 125.132, 134.181, 146.785, 136.713]],
  [{ snipEdges: false }, 75, [0.857772, -0.22462, 0.990945, 0.995675, 0.851226], [114.387, 122.66, 132.189, 146.055, 136.355]],
  [{ framesPerChunk: 7, recomputeFrame: 30 }, 73, [0.864117, -0.0644921, 0.987532, 0.995346, 0.86494], [115.534, 128.933, 133.514, 146.785, 137.027]],
  [{ framesPerChunk: 5, simulateFirstPassOnline: true }, 73, [0.864117, 0.270954, 0.987532, 0.995346, 0.872556], [115.534, 112.689, 133.514, 146.785, 135.98]],
  [{ framesPerChunk: 5, simulateFirstPassOnline: true, maxFramesLatency: 15, recomputeFrame: 20, snipEdges: false }, 75, [0.857797, -0.0832798, 0.990945, 0.995675, 0.867201], [113.818, 114.387, 132.189, 146.055, 135.331]],
  [{ minF0: 70, maxF0: 600, deltaPitch: 0.01, penaltyFactor: 0.5, softMinF0: 30, nccfBallast: 100 }, 73, [0.862767, -0.111294, 0.987649, 0.991315, 0.860031], [116.178, 127.062, 133.544, 147.515, 137.111]],
  [{ lowpassCutoff: 900, resampleFrequency: 2000, lowpassFilterWidth: 3, upsampleFilterWidth: 4, frameLength: 30, frameShift: 8 }, 91, [0.890989, 0.772004, 0.987565, 0.98773, 0.85653], [115.534, 118.452, 130.877, 145.328, 136.98]],
  [{ frameLength: 15, frameShift: 12.5, nccfBallast: 0 }, 59, [0.877208, 0.555388, 0.995777, 0.997236, 0.943103], [116.692, 153.524, 147.519, 166.277, 132.995]],
]; // prettier-ignore

// torchaudio's own build is not at hand; a transcription of Kaldi's online algorithm in single precision, with chunks, a search of
// all states and energies as they become known, printed these numbers.
test.each(TABLE)("kaldiPitch %o", async (options, frames, nccf, hz) => {
  const rows = (await kaldiPitch(song(), 8000, options)).arraySync() as number[][];
  expect(rows).toHaveLength(frames);
  const summary = (column: 0 | 1): number[] => [
    ...[4, 20, 38, 55].map((t) => rows[t][column]),
    rows.reduce((sum, row) => sum + row[column], 0) / frames,
  ];
  expect(summary(0)).toEqual(nccf.map((value) => expect.closeTo(value, 5)));
  expect(summary(1)).toEqual(hz.map((value) => expect.closeTo(value, 2)));
});

test("the cheapest step is the cheapest of all", () => {
  const costs = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(costs, fc.constantFrom(0, 1e-6, 1e-3, 0.1), (values, factor) => {
      const { cost, from } = cheapestSteps(Float64Array.from(values), factor);
      values.forEach((_, i) => {
        const least = Math.min(...values.map((value, j) => value + factor * (i - j) ** 2));
        expect(cost[i]).toBeCloseTo(least, 12);
        expect(values[from[i]] + factor * (i - from[i]) ** 2).toBeCloseTo(least, 12);
      });
    }),
  );
});

test("another rate keeps low tones and takes off high ones", () => {
  const change = { from: 16000, to: 4000, cutoff: 1000, zeros: 6 };
  const at = (hz: number, rate: number) => Float64Array.from({ length: rate / 4 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate)); // prettier-ignore
  const low = changeRate(at(300, 16000), change);
  const wanted = at(300, 4000);
  expect(low).toHaveLength(1000);
  for (let n = 50; n < 950; n++) expect(low[n]).toBeCloseTo(wanted[n], 1.9);
  expect(Math.max(...changeRate(at(1900, 16000), change).subarray(50, 950).map(Math.abs))).toBeLessThan(0.01);
  // Before the end, half the filter waits: 3 ms.
  expect([samplesOut(4000, true, change), samplesOut(4000, false, change)]).toEqual([1000, 988]);
});
