// Answers to the exercises of chapter 2.
import { amplitudeEnvelope, frame, tensor, tone, zeros } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: 10 000 samples are 9 whole frames of 2000 every 1000, 17 every 500, and 5 without overlap", () => {
  const frames = (hopLength: number, tail: "drop" | "pad" = "drop") =>
    frame(zeros([10_000]), { frameLength: 2000, hopLength, tail }).shape[1];
  expect([frames(1000), frames(500), frames(2000)]).toEqual([9, 17, 5]);
  // With a hop of 700 the last 300 samples are in no frame, unless the tail is padded.
  expect([frames(700), frames(700, "pad")]).toEqual([12, 13]);
  expect((12 - 1) * 700 + 2000).toBe(10_000 - 300);
});

it("exercise 2: the envelope of 100 Hz ripples as soon as a frame is shorter than half a period", async () => {
  const sampleRate = 8000; // a period is 80 samples
  const y = tone(100, { sampleRate, duration: 0.5 });
  const lowest = async (frameLength: number) =>
    amplitudeEnvelope(y, { frameLength, hopLength: 10, mode: "absmax" }).amin().item();
  expect(await lowest(80)).toBeCloseTo(1, 3);
  expect(await lowest(41)).toBeCloseTo(1, 3); // half a period always holds a peak of |x|
  expect(await lowest(20)).toBeLessThan(0.75); // a quarter of one may lie around a crossing
  const steps = amplitudeEnvelope(tensor([0, 0, 1, 0, 0]), { frameLength: 3, hopLength: 1 });
  expect(await steps.array()).toEqual([1, 1, 1]); // and a longer one smears an attack over its whole length
});
