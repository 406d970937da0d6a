// Answers to the exercises of chapter 35.
import { melspectrogram, powerToDb, tone, zeros, type Tensor } from "@sonograd/core";
import { logMelFeatures, M5, waveformFeatures } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: M5 as it was made for words at 16 kHz hears 428 ms at once, three times in a second", () => {
  const layers = [[80, 16], [4, 4], [3, 1], [4, 4], [3, 1], [4, 4], [3, 1], [4, 4]]; // prettier-ignore
  let [field, step] = [1, 1];
  for (const [width, stride] of layers) {
    field += (width - 1) * step;
    step *= stride;
  }
  expect([field, step]).toEqual([6848, 4096]);
  expect((1000 * field) / 16000).toBe(428);

  const model = new M5({ numClasses: 35 }).eval();
  const answers: number[] = [];
  model.pool4.registerForwardHook((_layer, _inputs, output) => void answers.push((output as Tensor).shape[2]));
  model(zeros([1, 1, field]));
  model(zeros([1, 1, 16000]));
  expect(answers).toEqual([1, Math.floor((16000 - field) / step) + 1]);
  expect(answers[1]).toBe(3);
  expect(() => model(zeros([1, 1, field - 1]))).toThrow();
});

it("exercise 2: ten times quieter, both views are the same; decibels against a fixed level are 20 lower", () => {
  const sampleRate = 8000;
  const y = tone(500, { sampleRate, duration: 0.5 });
  const quiet = y.mul(0.1);
  const largest = (a: Tensor, b: Tensor): number => Number(a.sub(b).abs().amax().itemSync());

  const settings = { durationSeconds: 0.8, windowSeconds: 0.064, hopSeconds: 0.032, nMels: 32, fminHz: 60, fmaxHz: 4000, topDb: 60 }; // prettier-ignore
  expect(largest(logMelFeatures(y, sampleRate, settings), logMelFeatures(quiet, sampleRate, settings))).toBeLessThan(1e-3); // prettier-ignore
  const wave = { durationSeconds: 0.8, sampleRate };
  expect(largest(waveformFeatures(y, sampleRate, wave), waveformFeatures(quiet, sampleRate, wave))).toBeLessThan(1e-6);

  const fixed = (x: Tensor): Tensor => powerToDb(melspectrogram(x, { sampleRate, nFft: 512, hopLength: 256, nMels: 32 })); // prettier-ignore
  const loudest = (x: Tensor): number => Number(fixed(x).amax().itemSync());
  expect(loudest(y) - loudest(quiet)).toBeCloseTo(20, 3);
});
