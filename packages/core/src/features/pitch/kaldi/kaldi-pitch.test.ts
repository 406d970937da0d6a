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
