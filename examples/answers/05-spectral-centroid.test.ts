// Answers to the exercises of chapter 5.
import { add, Generator, impulseResponse, noise, spectralBandwidth, spectralCentroid, tf2zpk, tone } from "@sonograd/core"; // prettier-ignore
import { expect, it } from "vitest";

const options = { sampleRate: 16000, nFft: 1024, hopLength: 512, center: false };

it("exercise 1: two tones have their centroid between them, and their bandwidth is half their distance for any p", async () => {
  const y = add(tone(1000, { sampleRate: 16000, duration: 1 }), tone(3000, { sampleRate: 16000, duration: 1 }));
  expect(await spectralCentroid(y, options).mean().item()).toBeCloseTo(2000, -1);
  for (const p of [1, 2])
    expect(
      await spectralBandwidth(y, { ...options, p })
        .mean()
        .item(),
    ).toBeCloseTo(1000, -1.5);
  // White noise: the centroid is in the middle, and the spread of an even density of width B is B/4 or B/√12.
  const hiss = noise({ length: 160_000, generator: new Generator(5) });
  expect(Math.abs((await spectralCentroid(hiss, options).mean().item()) - 4000)).toBeLessThan(50);
  expect(
    Math.abs(
      (await spectralBandwidth(hiss, { ...options, p: 1 })
        .mean()
        .item()) - 2000,
    ),
  ).toBeLessThan(50);
  expect(Math.abs((await spectralBandwidth(hiss, options).mean().item()) - 8000 / Math.sqrt(12))).toBeLessThan(50);
});

it("exercise 2: y[n] = x[n] + 1.1 y[n-1] is unstable, its pole lies outside the circle; 0.9 halves within 7 samples", () => {
  const pole = (a: number) => tf2zpk([1, 0], [1, -a]).p[0].re;
  expect(pole(1.1)).toBeCloseTo(1.1, 12);
  expect(impulseResponse([1], [1, -1.1], { n: 100 })[99]).toBeGreaterThan(1e4);
  expect(pole(0.9)).toBeCloseTo(0.9, 12);
  const half = Math.ceil(Math.log(0.5) / Math.log(0.9));
  expect(half).toBe(7);
  expect(impulseResponse([1], [1, -0.9], { n: 100 })[half]).toBeLessThan(0.5);
  expect(impulseResponse([1], [1, -0.9], { n: 100 })[half - 1]).toBeGreaterThan(0.5);
});
