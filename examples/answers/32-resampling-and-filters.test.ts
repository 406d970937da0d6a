// Answers to the exercises of chapter 32.
import { lowpassBiquad, noise, rfft, slice, tensor, tone, Generator, resample } from "@sonograd/core";
import { Adam, mseLoss } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: 3, 5, 11 and 13 kHz cannot be told apart at 8 kHz", async () => {
  const every = async (hz: number): Promise<number> => {
    const sampled = tone(hz, { sampleRate: 32000, duration: 1 }).get(slice(0, undefined, 4));
    return rfft(sampled).abs().argmax().item(); // 8000 samples of 8000 Hz: a bin per Hz
  };
  expect(await Promise.all([3000, 5000, 11000, 13000].map(every))).toEqual([3000, 3000, 3000, 3000]);
  // The way out: a low-pass before the samples are taken, and only what fits is left.
  const resampled = (hz: number) => resample(tone(hz, { sampleRate: 32000, duration: 1 }), { origSr: 32000, targetSr: 8000 }); // prettier-ignore
  const peaks = [3000, 5000].map((hz) => resampled(hz).narrow(0, 400, 7200).abs().amax().item());
  const [kept, removed] = await Promise.all(peaks);
  expect(kept).toBeCloseTo(1, 2);
  expect(removed).toBeLessThan(1e-5);
});

it("exercise 2: the cutoff of a filter is found by following its gradient", async () => {
  const sampleRate = 16000;
  const x = noise({ sampleRate, length: 256, generator: new Generator(1) }).mul(0.1);
  const heard = lowpassBiquad(x, sampleRate, 1500);
  const octaves = tensor([0], { requiresGrad: true }); // above 500 Hz
  const optimizer = new Adam([octaves], { lr: 0.2 });
  for (let step = 0; step < 40; step++) {
    optimizer.zeroGrad();
    mseLoss(lowpassBiquad(x, sampleRate, octaves.exp2().mul(500)), heard)
      .mul(1e3)
      .backward();
    optimizer.step();
  }
  expect(Math.abs(500 * 2 ** (await octaves.item()) - 1500)).toBeLessThan(30);
});
