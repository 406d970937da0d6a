import { expect, it } from "vitest";
import { fromTypedArray, ParameterError, stack, vad, zeros, type Tensor, type VadOptions } from "../index.js";

/** Weak tone, and where it sounds pulses at 200 Hz that decay, at 8 kHz. */
const signal = (n: number, sounds = (i: number): boolean => i >= Math.floor(n / 2)): Tensor =>
  fromTypedArray(
    Float32Array.from({ length: n }, (_, i) => {
      const pulse = Math.sign(Math.sin((i * 2 * Math.PI * 200) / 8000)) * 0.5 * Math.exp(-(i % 400) / 80);
      return Math.sin(i * 0.35) * 0.02 + (sounds(i) ? pulse : 0);
    }),
    [n],
  );

// Lengths of what torchaudio.functional.vad leaves.
const LEFT: readonly (readonly [samples: number, options: VadOptions, left: number])[] = [
  [100, {}, 100],
  [9000, {}, 5400],
  [9100, {}, 5500],
  [16000, {}, 8800],
  [16000, { triggerLevel: 4, searchTime: 0.3, allowedGap: 0.1, preTriggerTime: 0.05 }, 9200],
  [16000, { bootTime: 0, noiseReductionAmount: 0.5, measureFreq: 30, measureDuration: 0.05, measureSmoothTime: 0.1 }, 267], // prettier-ignore
  [30000, { triggerTime: 0.5, hpFilterFreq: 100, lpFilterFreq: 3000, hpLifterFreq: 100, lpLifterFreq: 1000, noiseUpTime: 0.5, noiseDownTime: 0.1 }, 16000], // prettier-ignore
];

it.each(LEFT)("cuts %i samples with %o as torchaudio does", async (samples, options, left) => {
  const y = signal(samples);
  const cut = await vad(y, 8000, options);
  expect(cut.shape).toEqual([left]);
  expect(cut.arraySync()).toEqual(y.narrow(0, samples - left, left).arraySync());
});

it("takes in a short sound before the one that triggers, if the gap is allowed", async () => {
  const y = signal(18000, (i) => (i >= 6000 && i < 6400) || i >= 8800);
  const left = async (allowedGap: number): Promise<number> =>
    (await vad(y, 8000, { allowedGap, searchTime: 1.5 })).shape[0];
  expect([await left(0.1), await left(0.25), await left(0.4)]).toEqual([10000, 10000, 12800]);
});

it("cuts all channels where the first of them triggers, and passes gradients on", async () => {
  const y = stack([signal(16000).mul(0.1), signal(16000).roll(-2000, 0)], 0);
  y.requiresGrad = true;
  const cut = await vad(y, 8000);
  expect(cut.shape).toEqual([2, 10800]);
  cut.sum().backward();
  expect(y.grad!.sum().itemSync()).toBe(2 * 10800);
});

it("refuses what leaves nothing to measure", async () => {
  await expect(vad(zeros([100]), 0)).rejects.toThrow(/vad: sampleRate=0/);
  await expect(vad(zeros([100]), 8000, { searchTime: 0 })).rejects.toThrow(/searchTime=0/);
  await expect(vad(zeros([100]), 8000, { hpLifterFreq: 3000, lpLifterFreq: 3000 })).rejects.toThrow(/hpLifterFreq=3000/); // prettier-ignore
  await expect(vad(zeros([100]), 8000, { lpFilterFreq: 20 })).rejects.toThrow(ParameterError);
  await expect(vad(zeros([100]), 8000, { preTriggerTime: -1 })).rejects.toThrow(/preTriggerTime=-1/);
});
