// Answers to the exercises of chapter 1.
import { add, envelope, rfft, tone } from "@sonograd/core";
import { expect, it } from "vitest";

const sampleRate = 8000;
const cosine = (hz: number, phi = 0) => tone(hz, { sampleRate, duration: 1, phi });

it("exercise 1: two signals of equal magnitudes have different envelopes, because their phases differ", async () => {
  // 400, 500 and 600 Hz: a carrier with two side bands 100 Hz away, in phase (AM) or a quarter turn apart (like FM).
  const side = add(cosine(400), cosine(600)).mul(0.25);
  const [am, fm] = [add(cosine(500), side), add(cosine(500, Math.PI / 2), side)];
  const [a, b] = [await rfft(am).abs().data(), await rfft(fm).abs().data()];
  a.forEach((value, hz) => expect(b[hz]).toBeCloseTo(value, 1)); // of 4000: the same magnitudes …
  const swing = async (y: typeof am) => (await envelope(y).amax().item()) - (await envelope(y).amin().item());
  expect(await swing(am)).toBeCloseTo(1, 3); // … but one envelope swings between 0.5 and 1.5,
  expect(await swing(fm)).toBeLessThan(0.15); // and the other is nearly flat.
});

it("exercise 2: three quarters of a second hold 330 Hz in no whole number of turns, and the line leaks", async () => {
  const leaks = async (hz: number) => {
    const y = tone(hz, { sampleRate, duration: 0.75, phi: 0 });
    const magnitudes = Float64Array.from(await rfft(y).abs().data());
    const total = magnitudes.reduce((sum, m) => sum + m * m, 0);
    return 1 - Math.max(...magnitudes) ** 2 / total; // share of the power outside the largest bin
  };
  expect(await leaks(332)).toBeLessThan(1e-6); // 249 turns
  expect(await leaks(330)).toBeGreaterThan(0.4); // 247.5 turns: half of it lies elsewhere
});
