// Answers to the exercises of chapter 4.
import { Generator, noise, tone, zeroCrossingRate } from "@sonograd/core";
import { expect, it } from "vitest";

const sampleRate = 16000;
const rateOf = (y: ReturnType<typeof tone>, threshold = 1e-10) =>
  zeroCrossingRate(y, { frameLength: 4000, hopLength: 4000, center: false, threshold }).mean().item();

it("exercise 1: a constant offset silences the crossings; taking the mean away brings them back", async () => {
  const y = tone(500, { sampleRate, duration: 1 }).mul(0.3);
  const shifted = y.add(0.4);
  expect((await rateOf(y)) * (sampleRate / 2)).toBeCloseTo(500, -1);
  expect(await rateOf(shifted)).toBe(0);
  expect(await rateOf(shifted.sub(shifted.mean()))).toBeCloseTo(await rateOf(y), 3);
});

it("exercise 2: hiss multiplies the crossings of a low tone, a threshold does not help, hysteresis does", async () => {
  const hiss = noise({ length: sampleRate, generator: new Generator(1) }).mul(0.1);
  const y = tone(100, { sampleRate, duration: 1 }).add(hiss);
  const hz = async (threshold?: number) => ((await rateOf(y, threshold)) * sampleRate) / 2;
  expect(await hz()).toBeGreaterThan(200);
  expect(await hz(0.3)).toBeGreaterThan(200); // the sign changes at -0.3 instead of 0, as often
  // Schmitt's trigger: the sign changes only when the wave has come all the way to the other side.
  let [isHigh, changes] = [false, 0];
  for (const value of await y.data()) {
    if (isHigh ? value >= -0.5 : value <= 0.5) continue;
    isHigh = !isHigh;
    changes++;
  }
  expect(changes / 2).toBeCloseTo(100, 0);
});
