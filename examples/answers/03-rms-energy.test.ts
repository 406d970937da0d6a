// Answers to the exercises of chapter 3.
import { add, rms, stft, tone } from "@sonograd/core";
import { expect, it } from "vitest";

const sampleRate = 8000;

it("exercise 1: powers add, amplitudes do not: two tones of RMS 0.3 and 0.4 have 0.5 together", async () => {
  const [a, b] = [tone(400, { sampleRate, duration: 1 }).mul(0.3), tone(700, { sampleRate, duration: 1 }).mul(0.4)];
  const of = (y: typeof a) => rms(y, { frameLength: sampleRate, center: false }).item();
  expect(await of(a.mul(Math.SQRT2))).toBeCloseTo(0.3, 4);
  expect(await of(add(a, b).mul(Math.SQRT2))).toBeCloseTo(0.5, 4);
  // The same tone twice is the exception: in phase the amplitudes add.
  expect(await of(add(a, a).mul(Math.SQRT2))).toBeCloseTo(0.6, 4);
});

it("exercise 2: the RMS of a frame can be had from its spectrum, if the window is a rectangle", async () => {
  const y = add(tone(400, { sampleRate, duration: 1 }).mul(0.3), tone(700, { sampleRate, duration: 1 }).mul(0.4));
  const lengths = { frameLength: 1024, hopLength: 512 };
  const wanted = await rms(y, { ...lengths, center: false }).data();
  const magnitudes = (window: "boxcar" | "hann") =>
    stft(y, { nFft: 1024, hopLength: 512, center: false, window }).abs();
  const fromSpectrum = await rms({ S: magnitudes("boxcar") }, lengths).data();
  wanted.forEach((value, t) => expect(fromSpectrum[t]).toBeCloseTo(value, 4));
  const fromHann = await rms({ S: magnitudes("hann") }, lengths).data();
  wanted.forEach((value, t) => expect(fromHann[t] / value).toBeCloseTo(Math.sqrt(3 / 8), 1)); // mean of Hann²
});
